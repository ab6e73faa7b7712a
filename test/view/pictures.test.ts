// The panes as text: what a person sees of volume, queue and application at the moments that matter.
import { describe, expect, test } from 'vitest';
import { createStrategyMachine } from '../../src/actors/app/strategy-machine.ts';
import { appLine, appRows } from '../../src/view/app.ts';
import { PHASE_OF } from '../../src/view/app-phases.ts';
import { en } from '../../src/view/messages/en.ts';
import { queueLine, queueRows } from '../../src/view/queue.ts';
import { plainText } from '../../src/view/rows.ts';
import type { Session } from '../../src/view/session.ts';
import { volumeRows } from '../../src/view/volume-rows.ts';
import { CATALOG, choiceOf, dispatch, play, stepUntil } from './playing.ts';

function volumeOf(session: Session, height = 20, width = 100): string {
  const { volume, hasPoll } = session.get();
  return plainText(volumeRows(en, volume, { width, height, hasPoll }));
}

describe('volume', () => {
  test('at the start: two symbolic links lead to the file, nobody watches', () => {
    expect(volumeOf(play('incident-kubelet'))).toMatchInlineSnapshot(`
      "    9 drwxr-xr-x  1   .
         14 lrwxrwxrwx  1   ..data → ..ts1
         12 drwxr-xr-x  1   ..ts1
         13 -rw-r--r--  1 ① ..ts1/feature.yaml
         15 lrwxrwxrwx  1   feature.yaml → ..data/feature.yaml
      watches: none yet"
    `);
  });

  test('I1: a watch that was added through a link sits on the inode behind it', () => {
    const session = play('incident-kubelet');
    stepUntil(session, 'adds a watch');
    expect(volumeOf(session)).toMatchInlineSnapshot(`
      "    9 drwxr-xr-x  1   .
         14 lrwxrwxrwx  1   ..data → ..ts1
         12 drwxr-xr-x  1   ..ts1
         13 -rw-r--r--  1 ① ..ts1/feature.yaml                  ◉ wd 1 added as feature.yaml
         15 lrwxrwxrwx  1   feature.yaml → ..data/feature.yaml"
    `);
  });

  test('the swap: ..data leads to the new directory, the watch stays behind on the old inode', () => {
    const session = play('incident-kubelet');
    stepUntil(session, 'renamed over ..data');
    expect(volumeOf(session)).toMatchInlineSnapshot(`
      "    9 drwxr-xr-x  1   .
      ~  18 lrwxrwxrwx  1   ..data → ..ts2
      -  18 lrwxrwxrwx      ..data_tmp → ..ts2
         12 drwxr-xr-x  1   ..ts1
         13 -rw-r--r--  1 ① ..ts1/feature.yaml                  ◉ wd 1 added as feature.yaml
         16 drwxr-xr-x  1   ..ts2
         17 -rw-r--r--  1 ② ..ts2/feature.yaml
         15 lrwxrwxrwx  1   feature.yaml → ..data/feature.yaml"
    `);
  });

  test('I4: the moment the watch dies', () => {
    const session = play('incident-kubelet');
    stepUntil(session, 'IN_IGNORED');
    expect(volumeOf(session)).toMatchInlineSnapshot(`
      "    9 drwxr-xr-x  1   .
         18 lrwxrwxrwx  1   ..data → ..ts2
         12 drwxr-xr-x  1   ..ts1
      -  13 -rw-r--r--    ① ..ts1/feature.yaml                  ✗ wd 1 added as feature.yaml
         16 drwxr-xr-x  1   ..ts2
         17 -rw-r--r--  1 ② ..ts2/feature.yaml
         15 lrwxrwxrwx  1   feature.yaml → ..data/feature.yaml
      ✗ wd 1 (added as feature.yaml) is dead: inode 13 is gone, IN_IGNORED is queued
      ✗ watches: none left — what is queued is the last that will be told"
    `);
    dispatch(session, { type: 'end' });
    expect(volumeOf(session)).toContain('✗ watches: none left — nothing will be noticed');
  });

  test('in little room directories go first, then what did not change', () => {
    const session = play('incident-kubelet');
    stepUntil(session, 'IN_IGNORED');
    expect(volumeOf(session, 5, 80)).toMatchInlineSnapshot(`
      "   18 lrwxrwxrwx  1   ..data → ..ts2
      -  13 -rw-r--r--    ① ..ts1/feature.yaml  ✗ wd 1 added as feature.yaml
         17 -rw-r--r--  1 ② ..ts2/feature.yaml
      ✗ wd 1 (added as feature.yaml) is dead: inode 13 is gone, IN_IGNORED is queued
      ✗ watches: none left — what is queued is the last that will be told"
    `);
  });

  test('F4: an inode that is unlinked while it is being read stays, and is shown below the tree', () => {
    const session = play('x2-second-update-data-create');
    dispatch(session, { type: 'strategy', name: 'dir-any-event' }, { type: 'home' });
    stepUntil(session, 'CREATE /etc/config/..ts2 makes');
    dispatch(session, { type: 'unfold' });
    for (const call of ['walk', 'openat']) dispatch(session, { type: 'take', choice: choiceOf(session, call) });
    while (
      !session.get().reasons.some(({ text }) => text.includes('remove old directory')) ||
      !volumeOf(session).includes('unlinked')
    )
      dispatch(session, { type: 'take', choice: choiceOf(session, 'AtomicWriter') });
    expect(volumeOf(session)).toMatchInlineSnapshot(`
      "    9 drwxr-xr-x  1   .                                       ◉ wd 1
         18 lrwxrwxrwx  1   ..data → ..ts2
         12 drwxr-xr-x  1   ..ts1
      -  13 -rw-r--r--    ① ..ts1/app.properties
         16 drwxr-xr-x  1   ..ts2
         17 -rw-r--r--  1 ② ..ts2/app.properties
         15 lrwxrwxrwx  1   app.properties → ..data/app.properties
         13 -rw-r--r--  0 ① app.properties                          (unlinked, open as fd 3)"
    `);
  });

  test('a file that is bound by subPath is shown where it is mounted', () => {
    const session = play('article-subpath');
    dispatch(session, { type: 'end' });
    expect(volumeOf(session)).toMatchInlineSnapshot(`
      "   11 drwxr-xr-x  1   .
         13 -rw-r--r--  0 ① feature.yaml  (unlinked)  ◉ wd 1"
    `);
  });
});

describe('queue', () => {
  test('there is none before the first watch', () => {
    expect(plainText(queueRows(en, play('incident').get().queue, 5))).toBe('no inotify instance');
  });

  test('I7: equal events in a row are one record, ×n', () => {
    const session = play('incident', { policy: 'writer-first' });
    stepUntil(session, '(merged)');
    expect(plainText(queueRows(en, session.get().queue, 5))).toMatchInlineSnapshot(`
      "1 of 16384
      wd 1  IN_MODIFY ×2"
    `);
    expect(plainText([queueLine(en, session.get().queue)])).toMatchInlineSnapshot(`"1: IN_MODIFY ×2"`);
  });

  test('what does not fit is counted', () => {
    const session = play('incident-kubelet', { policy: 'writer-first' });
    stepUntil(session, 'IN_IGNORED');
    expect(plainText(queueRows(en, session.get().queue, 3))).toMatchInlineSnapshot(`
      "3 of 16384
      wd 1  IN_ATTRIB
      and 2 more"
    `);
  });

  test('W31: an event that the watcher cannot hand over is told', () => {
    const session = play('incident');
    dispatch(session, { type: 'unfold' });
    stepUntil(session, 'waits until the application receives it');
    expect(plainText(queueRows(en, session.get().queue, 3))).toMatchInlineSnapshot(
      `"empty · watcher waits to send WRITE feature.yaml"`,
    );
  });
});

describe('application', () => {
  test('every state of the reload loop has a phase', () => {
    const { strategy } = CATALOG.simulations[0]!.scenario.app;
    const machine = createStrategyMachine({
      strategy,
      mountPath: '/etc/config',
      alsoWatches: null,
      files: ['a'],
      optionalFiles: [],
      contents: {},
      environment: null,
      startsLater: false,
    });
    expect(Object.keys(PHASE_OF).sort()).toEqual(Object.keys(machine.states).sort());
  });

  test('chart, what it serves and holds, rules', () => {
    const session = play('incident', { openAt: 'violation' });
    expect(plainText(appRows(en, session.get().app, { width: 60, height: 30 }))).toMatchInlineSnapshot(`
      "watch-file-write · fsnotify@1.7.0
      start [select] consider add watch read check swap
      serves 200 ①   holds feature.yaml ①
        Write any → reload
        else ignored
      The first program of the article, and of most tutorials.
      AtomicWriter never writes to the file that is watched: it
      publishes a new one and deletes the old, which is Chmod and
      Remove. The application never reloads."
    `);
    expect(plainText([appLine(en, session.get().app)])).toMatchInlineSnapshot(
      `"[select] serves 200 ①   holds feature.yaml ①"`,
    );
  });

  test('a poll is a rule too, and shows when it comes', () => {
    const session = play('x7-invalid-then-valid-keep');
    dispatch(session, { type: 'jump', to: 'request' });
    expect(plainText(appRows(en, session.get().app, { width: 60, height: 30 }))).toMatchInlineSnapshot(`
      "dskit-poll · fsnotify@1.10.1
      start [select] consider add watch read check swap
      serves 200 ①   holds feature.yaml ①
      tick until 10s
        every 10s → reload
      Reads and hashes every file each ten seconds, keeps the old
      configuration when the new one is bad, and tries again at
      the next tick. Bounded and never in need of an event."
    `);
  });

  test('before the first load nothing is served', () => {
    expect(plainText([appLine(en, play('incident').get().app)])).toContain('not serving yet');
  });
});

test('choosing the sidecar first avoids the incident, and the pictures say so', () => {
  const session = play('incident', { openAt: 'violation' });
  dispatch(session, { type: 'next' });
  dispatch(session, { type: 'take', choice: choiceOf(session, 'write feature.yaml') }, { type: 'end' });
  expect(session.get().verdicts.find(({ property }) => property === 'never-empty')?.light).toBe('ok');
});
