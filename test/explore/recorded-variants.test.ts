// Against reality: every outcome that a recording lists among several is possible in the model, whoever takes turns how.
//
// What is asked comes from the fields of the recording alone: `mode`, `watch`, `writes`, `ops`, `runs.perWatch`,
// `runs.variants`, or the `variants` of a case. Outcomes that no version of anything can have must stay impossible:
// otherwise "possible" would mean nothing.
// Left out: that the watches of one run saw the same order of a pass over the volume (fsGroup); each is asked alone.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AppLine, formatAppLine } from '../../src/probe/library-app.ts';
import { isPossible } from '../../src/probe/library-interleavings.ts';
import { parseRecordings, type Recording } from '../../src/probe/recording.ts';

const RECORDED = join(import.meta.dirname, '../recorded');
const FILES = readdirSync(RECORDED).filter((file) => file.endsWith('.json'));

type RecordedLine = AppLine & { readonly init?: true };
interface Outcome {
  readonly count: number;
  readonly events: readonly RecordedLine[];
}
interface Runs {
  readonly perWatch?: Readonly<Record<string, readonly Outcome[]>>;
  readonly variants?: readonly Outcome[] | null;
}

function recordingOf(file: string): Recording {
  const [recording] = parseRecordings(readFileSync(join(RECORDED, file), 'utf8'), file).recordings;
  if (recording === undefined) throw new Error(`${file} holds a recording`);
  return recording;
}

/** What each watch may have said, from the outcomes of watches and from those of whole runs. */
function outcomesOf({ document }: Recording): readonly (readonly [w: string, lines: readonly string[]])[] {
  const { perWatch = {}, variants } = (document.runs ?? {}) as Runs;
  const watches = Object.entries(perWatch);
  const alone = watches.flatMap(([w, outcomes]) => outcomes.map(({ events }) => [w, linesOf(events)] as const));
  const together = (variants ?? []).flatMap(({ events }) =>
    watches.map(([w]) => [w, linesOf(events.filter((event) => event.w === w))] as const),
  );
  return [...new Map([...alone, ...together].map((each) => [JSON.stringify(each), each])).values()];
}

function linesOf(events: readonly RecordedLine[]): readonly string[] {
  return events.filter(({ init }) => init !== true).map(formatAppLine);
}

const programs = FILES.map((file) => [file, recordingOf(file)] as const).filter(
  ([, recording]) => outcomesOf(recording).length > 0,
);

test('recordings with several outcomes are here', () => {
  const counts = programs.map(([, recording]) => outcomesOf(recording).length);
  expect(programs.length).toBeGreaterThanOrEqual(53);
  expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThan(250);
});

describe('W26 every recorded outcome is possible', () => {
  test.each(programs)('%s', (_, recording) => {
    const impossible = outcomesOf(recording).filter(([w, lines]) => !isPossible(recording, w, lines)?.isPossible);
    expect(impossible).toEqual([]);
  });
});

describe('W26 what cannot be is impossible', () => {
  const seen = new Set(programs.flatMap(([file, recording]) => outcomesOf(recording).map((each) => `${file} ${each}`)));

  // A program that adds again on CHMOD may well miss the REMOVE: that has been recorded too. Passes take their time.
  const told = programs.filter(
    ([, { document, fsGroup }]) => fsGroup === 0 && !String(document.mode).includes('readd-chmod'),
  );
  test.each(told)('%s, without its last line', (file, recording) => {
    for (const [w, lines] of outcomesOf(recording)) {
      const shorter = lines.slice(0, -1);
      if (seen.has(`${file} ${[w, shorter]}`)) continue;
      expect([w, shorter, isPossible(recording, w, shorter)?.isPossible]).toEqual([w, shorter, false]);
    }
  });

  test.each([
    // Up to 1.6 a path that is added again before its REMOVE loses its name, and it never does from 1.8 on.
    ['fsn-v1.4.9-U11-readdchmod.json', 'fsn-v1.9.0-U11-readdchmod.json', /^REMOVE {2}read/],
    ['fsn-v1.4.9-U7-readd.json', 'fsn-v1.9.0-U7-readd.json', /^REMOVE \//],
    // Up to 1.5.4 an event is dropped when its file is gone by then; from 1.6 on none is.
    ['fsn-v1.5.4-U11-once.json', 'fsn-v1.6.0-U11-once.json', /^RENAME ..data_tmp$/],
  ])('%s cannot be said by %s', (from, by, telling) => {
    const other = recordingOf(by);
    const possible = outcomesOf(other).map(String);
    const foreign = outcomesOf(recordingOf(from)).filter(
      (outcome) => outcome[1].some((line) => telling.test(line)) && !possible.includes(String(outcome)),
    );
    expect(foreign.length).toBeGreaterThan(0);
    expect(foreign.filter(([w, lines]) => isPossible(other, w, lines)?.isPossible)).toEqual([]);
  });

  test('a read of what was not there yet, or not there any more', () => {
    const recording = recordingOf('fsn-v1.9.0-U7-readd.json');
    const lines = ['CHMOD config.yaml', 'REMOVE config.yaml', 'Add config.yaml: ok'];
    const reading = (versions: readonly number[]) =>
      isPossible(
        recording,
        'file',
        lines.map((line, index) => `${line} read "v: ${versions[index]}\\n"`),
      );
    expect(reading([2, 2, 3])).toMatchObject({ isPossible: true });
    expect(reading([3, 3, 2])).toMatchObject({ isPossible: false, said: 2 });
    expect(reading([1, 2, 3])).toMatchObject({ isPossible: false, said: 0 });
  });
});

/** What happens in each kind of case with a file `f`, as operations of a recording. */
const IN_PLACE = [
  { op: 'open', path: 'f', flags: 'O_WRONLY|O_CREAT|O_TRUNC', mode: '0644' },
  { op: 'write', path: 'f', bytes: 3, data: 'new' },
  { op: 'close', path: 'f' },
];
const MV = [
  { op: 'open', path: 'g', flags: 'O_WRONLY|O_CREAT|O_TRUNC', mode: '0644' },
  { op: 'write', path: 'g', bytes: 3, data: 'new' },
  { op: 'close', path: 'g' },
  { op: 'rename', from: 'g', to: 'f' },
];
const CASES = {
  'boundary-inplace-write-fsnotify': IN_PLACE,
  'boundary-mv-replace-fsnotify': MV,
  'boundary-mv-replace-then-write-fsnotify': [...MV, ...IN_PLACE],
} as const;

interface Case {
  readonly version: string;
  readonly variants: readonly Outcome[];
}

/** A case as a recording of its own: a program with a Watcher for each path. */
function caseOf(version: string, ops: readonly object[]): Recording {
  const mount = { path: '.', mode: '0755', entries: [{ path: 'f', type: 'file', mode: '0644', content: 'old' }] };
  const watch = [
    { id: 'dir', path: '.', flags: [] },
    { id: 'file', path: 'f', flags: [] },
  ];
  const document = { id: version, library: 'fsnotify', version, mode: 'add once', mount, watch, ops };
  const { recordings, diagnostics } = parseRecordings(JSON.stringify(document), `${version}.json`);
  expect(diagnostics).toEqual([]);
  return recordings[0] as Recording;
}

describe('W26 a file that is rewritten', () => {
  test.each(Object.entries(CASES))('%s: every variant of every release is possible', (id, ops) => {
    const { cases } = recordingOf(`${id}.json`).document as { readonly cases: readonly Case[] };
    expect(cases.length).toBeGreaterThan(0);
    for (const { version, variants } of cases) {
      const recording = caseOf(version, ops);
      const watches = new Set(variants.flatMap(({ events }) => events.map(({ w }) => w)));
      for (const w of watches) {
        const outcomes = variants.map(({ events }) => linesOf(events.filter((event) => event.w === w)));
        const impossible = outcomes.filter((lines) => !isPossible(recording, w, lines)?.isPossible);
        expect([version, w, impossible]).toEqual([version, w, []]);
      }
    }
  });

  test('a rewrite in place is never silent, and never three events', () => {
    const recording = caseOf('v1.9.0', IN_PLACE);
    const said = [0, 1, 2, 3].map((count) => Array.from({ length: count }, () => 'WRITE f'));
    expect(said.map((lines) => isPossible(recording, 'file', lines)?.isPossible)).toEqual([false, true, true, false]);
  });
});
