import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assert } from '../../src/kernel/assert.ts';
import { type AppLine, behaviourOf, formatAppLine, runLibraryApp } from '../../src/probe/library-app.ts';
import { compareLibraryApp } from '../../src/probe/library-outcome.ts';
import { parseRecordings, type Recording } from '../../src/probe/recording.ts';

const RECORDED = join(import.meta.dirname, '../recorded');
const FILES = readdirSync(RECORDED).filter((file) => /^fsn-v.*\.json$/.test(file));

function read(file: string): Recording {
  const [recording] = parseRecordings(readFileSync(join(RECORDED, file), 'utf8'), file).recordings;
  assert(recording !== undefined, `${file} holds a recording`);
  return recording;
}

function linesOf(file: string, w: string): readonly string[] {
  const run = runLibraryApp(read(file));
  assert(run !== undefined, `${file} is modelled`);
  return run.lines.filter((line: AppLine) => line.w === w).map(formatAppLine);
}

test('all recorded programs are here', () => {
  expect(FILES.length).toBe(53);
});

test.each(FILES)('W25 %s', (file) => {
  expect(compareLibraryApp(read(file))?.differences).toEqual([]);
});

describe('W25 the schedule', () => {
  test('the reader is one record ahead when the program adds again on CHMOD', () => {
    expect(linesOf('fsn-v1.9.0-U11-readdchmod.json', 'file').slice(0, 4)).toEqual([
      'Add config.yaml: ok',
      'CHMOD config.yaml read "v: 2\\n"',
      'Add config.yaml: ok read "v: 2\\n"',
      'REMOVE config.yaml read "v: 2\\n"',
    ]);
  });

  test('a program that waits before Add misses the Write in between', () => {
    expect(linesOf('fsn-v1.9.0-U7-slowreadd.json', 'file')).toEqual([
      'Add config.yaml: ok',
      'CHMOD config.yaml read "v: 2\\n"',
      'REMOVE config.yaml read "v: 2\\n"',
      'Add config.yaml: ok read "v: 3\\n"',
    ]);
  });
});

describe('W25 the comparison', () => {
  const recording = read('fsn-v1.9.0-U11-readdchmod.json');

  test('an outcome that was never seen is a difference', () => {
    const perWatch = { file: [{ count: 20, events: [{ w: 'file', op: 'WRITE', name: 'config.yaml' }] }] };
    const document = { ...recording.document, runs: { n: 20, perWatch, perWatchDistinct: { file: 1 } } };
    expect(compareLibraryApp({ ...recording, document })?.differences[0]).toContain('events of file: line 1 differs');
  });

  test('a first Add that failed in the real run is a difference', () => {
    const events = [{ w: 'file', name: 'config.yaml', call: 'Add', err: 'ENOENT', init: true }];
    const document = { ...recording.document, events };
    expect(compareLibraryApp({ ...recording, document })?.differences[0]).toContain('first Add: line 1 differs');
  });

  test('an unknown mode is not modelled', () => {
    expect(
      compareLibraryApp({ ...recording, document: { ...recording.document, mode: '-mode dance' } }),
    ).toBeUndefined();
  });
});

test.each([
  ['add once, never re-add', { on: null, calls: [], waitMs: 0, reads: false }],
  ['-single', { on: null, calls: [], waitMs: 0, reads: false }],
  ['-mode readd -delay-readd 50', { on: 'REMOVE', calls: ['Add'], waitMs: 50, reads: true }],
  ['-mode rmreadd', { on: 'REMOVE', calls: ['Remove', 'Add'], waitMs: 0, reads: true }],
  ['-mode readd-chmod', { on: 'CHMOD', calls: ['Add'], waitMs: 0, reads: true }],
  ['-mode dance', undefined],
])('W25 mode %j', (mode, behaviour) => {
  expect(behaviourOf(mode)).toEqual(behaviour);
});
