import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assert } from '../../src/kernel/assert.ts';
import { checkFsnotifyCases } from '../../src/probe/boundary/fsnotify.ts';
import type { Check } from '../../src/probe/check.ts';
import { parseRecordings, type Recording } from '../../src/probe/recording.ts';

const RECORDED = join(import.meta.dirname, '../recorded');

function read(id: string): Recording {
  const file = `${id}.json`;
  const [recording] = parseRecordings(readFileSync(join(RECORDED, file), 'utf8'), file).recordings;
  assert(recording !== undefined, `${file} holds a recording`);
  return recording;
}

/** The same recording with every case changed. */
function altered(id: string, change: (entry: Record<string, unknown>) => object): Recording {
  const recording = read(id);
  const cases = recording.document.cases as readonly Record<string, unknown>[];
  return {
    ...recording,
    document: { ...recording.document, cases: cases.map((entry) => ({ ...entry, ...change(entry) })) },
  };
}

function differing(checks: readonly Check[]): readonly Check[] {
  return checks.filter((check) => 'differences' in check && check.differences.length > 0);
}

const COUNTS: readonly (readonly [id: string, compared: number, undecided: number])[] = [
  ['boundary-overflow-fsnotify', 7, 0],
  ['boundary-errors-and-buffer-fsnotify', 14, 4],
  ['boundary-overflow-atomicwriter', 15, 0],
  ['boundary-slow-reader', 7, 0],
  ['boundary-inplace-write-fsnotify', 7, 0],
  ['boundary-mv-replace-fsnotify', 7, 0],
  ['boundary-mv-replace-then-write-fsnotify', 7, 0],
  ['boundary-mounts', 28, 0],
  ['boundary-limits', 28, 0],
];

describe('W14 to W18, W22, W25 boundaries under fsnotify', () => {
  test.each(COUNTS)('%s: %i cases agree, %i are undecided', (id, compared, undecided) => {
    const checks = checkFsnotifyCases(read(id));
    expect(differing(checks)).toEqual([]);
    expect(checks.filter((check) => 'checked' in check).length).toBe(compared);
    expect(checks.filter((check) => 'undecided' in check).length).toBe(undecided);
  });
});

describe('a case that was recorded otherwise differs', () => {
  test('W18 an overflow that delivers an empty event in every release', () => {
    const after = { op: 'CREATE', name: 'after' };
    const overflow = { error: 'fsnotify: queue or buffer overflow' };
    const names = ['f00', 'f01', 'f02', 'f03'].map((name) => ({ op: 'CREATE', name }));
    const events = [...names, overflow, { op: '', name: '' }, after];
    const recording = altered('boundary-overflow-fsnotify', () => ({ events }));
    const versions = differing(checkFsnotifyCases(recording)).map((check) => 'checked' in check && check.checked);
    expect(versions).toEqual(
      ['v1.4.9', 'v1.5.4', 'v1.6.0', 'v1.8.0', 'v1.9.0', 'v1.10.1'].map((each) => `${each}: 7 deliveries`),
    );
  });

  test('W17 an unmounted volume that is reported by every release', () => {
    const recording = read('boundary-mounts');
    const cases = recording.document.cases as readonly Record<string, unknown>[];
    const reported = cases.find(({ kind, version }) => kind === 'umount' && version === 'v1.8.0');
    const umounts = altered('boundary-mounts', ({ kind }) => (kind === 'umount' ? { events: reported?.events } : {}));
    const versions = differing(checkFsnotifyCases(umounts)).map((check) => 'checked' in check && check.checked);
    expect(versions).toEqual(['v1.9.0', 'v1.10.1'].map((each) => `umount ${each}: 9 events`));
  });

  test('W22 an instance limit that is worded alike in every release', () => {
    const error = ['NewWatcher', 'too many open files', 'syscall.Errno'];
    const recording = altered('boundary-limits', ({ id }) =>
      id === 'fsnotify-max_user_instances' ? { results: [['Add', null, null], ['Add', null, null], error] } : {},
    );
    const versions = differing(checkFsnotifyCases(recording)).map((check) => 'checked' in check && check.checked);
    expect(versions).toEqual(['fsnotify-max_user_instances v1.10.1: 3 results']);
  });

  test('W25 a rewrite that no recorded variant shows', () => {
    const variants = [{ count: 40, events: [{ w: 'file', op: 'REMOVE', name: 'f' }] }];
    const recording = altered('boundary-inplace-write-fsnotify', () => ({ variants }));
    expect(differing(checkFsnotifyCases(recording)).length).toBe(7);
  });

  test('W25 a slow program that still reads an old version at the end', () => {
    const recording = altered('boundary-slow-reader', ({ events }) => ({
      events: (events as readonly object[]).map((event) => ({ ...event, read: 'v: 2\n' })),
    }));
    expect(differing(checkFsnotifyCases(recording)).length).toBe(7);
  });
});

test('a release that is not modelled is undecided, never agreed', () => {
  const checks = checkFsnotifyCases(altered('boundary-mv-replace-fsnotify', () => ({ version: 'v0.9.0' })));
  expect(checks.every((check) => 'undecided' in check)).toBe(true);
});

test('a recording of another kind has no fsnotify cases', () => {
  expect(checkFsnotifyCases({ ...read('boundary-mounts'), id: 'boundary-unheard-of' })).toEqual([]);
});
