// The sentences about each step, in the order of two runs; and that no step of any simulation is left without
// one.
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../src/view/lanes.ts';
import { en } from '../../src/view/messages/en.ts';
import { messagesFor } from '../../src/view/messages/for-model.ts';
import { plainText } from '../../src/view/rows.ts';
import type { Session } from '../../src/view/session.ts';
import { watchLives } from '../../src/view/watches.ts';
import { whyRows, whyView } from '../../src/view/why.ts';
import { runToEnd } from '../../src/world/run.ts';
import { createScheduler } from '../../src/world/schedulers.ts';
import { modelOf } from '../shipped.ts';
import { CATALOG, dispatch, play } from './playing.ts';

/** What is told at every stop, from the first on. */
function told(session: Session): readonly string[] {
  const texts: string[] = [];
  for (;;) {
    const { at } = session.get().position;
    dispatch(session, { type: 'next' });
    if (session.get().position.at === at) return texts;
    texts.push(plainText(whyRows(session.get().reasons, 200)));
  }
}

test('the incident, sentence by sentence', () => {
  expect(told(play('incident'))).toMatchInlineSnapshot(`
    [
      "The application reads ①, the newest there is. — F12",
      "The application serves ① now. — S7",
      "A request is answered 200 from ①. — S30",
      "The application adds a watch on /etc/config/feature.yaml: the kernel puts it on the inode found there. — S10",
      "The API server stores ②. The files stay as they are until the sidecar writes them. — K2",
      "open(2) with O_TRUNC empties feature.yaml: until the write, a reader finds 0 bytes and no error. — F11
    The watch on feature.yaml gets IN_MODIFY. — I5",
      "WRITE /etc/config/feature.yaml makes the application load its files. — S5",
      "The application reads 0 bytes, and read(2) reports no error. — F12",
      "Empty bytes parse without error to the zero value: the application serves ∅, every flag off. — S7
    ✗ never-empty: serves ∅, nothing but zero values.",
      "A request is answered 503 from ∅. — S30",
      "write(2) fills feature.yaml in place: ②. The inode stays the same, and so does every watch. — F12
    The watch on feature.yaml gets IN_MODIFY. — I5",
      "WRITE /etc/config/feature.yaml makes the application load its files. — S5
    ✗ no-reload-storm: 2 loads for one update, and 1 is the bound.",
      "The application reads ②, the newest there is. — F12",
      "The application serves ② now. — S7",
      "A request is answered 200 from ②. — S30",
    ]
  `);
});

test('a watch that dies, sentence by sentence', () => {
  expect(told(play('incident-kubelet')).slice(5)).toMatchInlineSnapshot(`
    [
      "kubelet's watch brings ② into its cache. No sync follows from that. — K5",
      "kubelet syncs the pod and looks at its volumes again. — K9",
      "The watch on feature.yaml gets nothing: its own inode has not changed. — I1
    AtomicWriter step 5, new timestamped directory: A new directory, made private and then opened to all. — K35",
      "The watch on feature.yaml gets nothing: its own inode has not changed. — I1
    AtomicWriter step 6, write payload: Every file is written into the new directory, changed or not. — K36",
      "The watch on feature.yaml gets nothing: its own inode has not changed. — I1
    AtomicWriter step 8, link ..data_tmp: A temporary link to the new directory. — K38",
      "The watch on feature.yaml gets nothing: its own inode has not changed. — I1
    AtomicWriter step 9, publish: The temporary link is renamed over ..data: from here on every path leads to the new files. — K39",
      "Inode 13 is gone, and with it wd 1, added as feature.yaml: the kernel queues IN_IGNORED and forgets the watch. — I4
    The watch on feature.yaml gets IN_ATTRIB, IN_DELETE_SELF. — I5
    IN_ATTRIB is the link count of the old inode: the name that is taken away lowers it, no chmod did. — F3
    This was the last watch: of what is written from here on nobody is told.
    ✗ stays-armed: one more update is not noticed.",
      "The watcher makes CHMOD feature.yaml of IN_ATTRIB and waits until the application receives it. — W3",
      "CHMOD /etc/config/feature.yaml matches no rule: ignored. — S2",
      "REMOVE /etc/config/feature.yaml matches no rule: ignored. — S2",
      "No watch is left: nobody is told of it. — I4
    AtomicWriter step 12, remove old directory: The previous timestamped directory is removed with all it holds. — K42
    ✗ converges: serves ① at the end, and ② is the newest valid version.
    ✗ bounded-staleness: the newest version is still not served after 95s.",
    ]
  `);
});

describe.each(CATALOG.simulations.map((each) => [each.scenario.name, each] as const))('%s', (_, simulation) => {
  const model = modelOf(simulation, 'prompt');
  const messages = messagesFor(en, model);
  const { first, steps } = runToEnd(model, createScheduler('app-first', 0));
  const lives = watchLives(model, first, steps);

  /** What is told of the steps from `from` to `to`. */
  function toldOf({ from, to }: { readonly from: number; readonly to: number }): string {
    const before = steps[from - 1]?.world ?? first;
    const told = { model, before, steps: steps.slice(from, to), lives, unfolded: to - from === 1 };
    return plainText(whyRows(whyView(messages, told), 200));
  }

  test('every fold that leaves a mark has a sentence without holes', () => {
    for (const column of columnsOf(model, first, steps)) {
      expect(toldOf(column)).not.toMatch(/^$|undefined|null|NaN|\[object| {2}/);
    }
  });

  test('every single step has one too', () => {
    for (const from of steps.keys()) expect(toldOf({ from, to: from + 1 })).not.toMatch(/^$|undefined|\[object/);
  });
});

test('rules stand behind their sentences, wrapped with them', () => {
  const reasons = [
    { text: 'The inode is gone.', rule: 'I4' },
    { text: 'No rule.', rule: null },
  ];
  expect(plainText(whyRows(reasons, 16))).toBe('The inode is\ngone. — I4\nNo rule.');
});

test('every property, policy and command has words', () => {
  for (const group of [en.properties, en.policies, en.panes, en.actors, en.phases, en.lights]) {
    for (const [key, text] of Object.entries(group)) expect([key, text.trim().length > 0]).toEqual([key, true]);
  }
});
