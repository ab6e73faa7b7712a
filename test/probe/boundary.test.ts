// The raw cases of boundary recordings with other numbers than the recorded ones: the rule counts, not the case.

import { expect, test } from 'vitest';
import { parseRecordings } from '../../src/probe/recording.ts';
import { type Verification, verifyRecording } from '../../src/probe/verify.ts';

function verify(id: string, cases: readonly object[]): Verification {
  const [recording] = parseRecordings(JSON.stringify({ id, cases }), 'boundary.json').recordings;
  if (recording === undefined) throw new Error('the recording can be read');
  return verifyRecording(recording);
}

const creates = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, index) => `[1] CREATE f${from + index}`);

const OVERFLOW = '[-1] Q_OVERFLOW';

test.each([
  { id: 'distinct-12', description: '12 distinct IN_CREATE', maxQueuedEvents: 5, raw: [...creates(0, 5), OVERFLOW] },
  { id: 'distinct-3', description: '3 distinct IN_CREATE', maxQueuedEvents: 5, raw: creates(0, 3) },
  {
    id: 'resume',
    maxQueuedEvents: 6,
    raw: [
      ...[...creates(0, 6), OVERFLOW, '[0]  --- drained; 2 more ---'],
      ...[...creates(9, 11), '[0]  --- drained; 7 more ---', ...creates(11, 17), OVERFLOW],
    ],
  },
  { id: 'merge-at-full', maxQueuedEvents: 3, raw: ['[1] ATTRIB a', '[1] ATTRIB b', '[1] ATTRIB c', OVERFLOW] },
  {
    id: 'lost-ignored',
    maxQueuedEvents: 2,
    raw: [
      ...[...creates(0, 2), OVERFLOW],
      '[2]  rm -> Invalid argument: watch gone although IN_IGNORED was never seen',
    ],
  },
  {
    id: 'partial-drain',
    maxQueuedEvents: 5,
    raw: [
      ...[...creates(0, 3), '[0]  --- read one buffer of 96 bytes (3 events), then 6 creates ---'],
      ...[...creates(3, 5), OVERFLOW, ...creates(7, 9)],
    ],
  },
  { id: 'limit-at-init', maxQueuedEvents: 2, raw: [...creates(0, 2), OVERFLOW] },
  { id: 'zero', maxQueuedEvents: 0, raw: [OVERFLOW] },
])('I6: $id with a queue of $maxQueuedEvents', (each) => {
  expect(verify('boundary-overflow-raw', [each])).toMatchObject({ outcome: 'agrees', differences: [] });
});

test('I6: a case that did not happen like that differs, and one that is not known is undecided', () => {
  const wrong = { id: 'distinct-10', description: '10 distinct IN_CREATE', maxQueuedEvents: 2, raw: creates(0, 2) };
  expect(verify('boundary-overflow-raw', [wrong])).toMatchObject({ outcome: 'differs' });
  const unknown = verify('boundary-overflow-raw', [{ id: 'backwards', maxQueuedEvents: 2, raw: [] }]);
  expect(unknown).toMatchObject({ outcome: 'undecided', undecided: ['backwards is not a case that this model knows'] });
});

const ENOSPC = '28 ENOSPC No space left on device';
const EMFILE = '24 EMFILE Too many open files';

test.each([
  { id: 'raw-max_user_watches', limit: 1, results: [1, ENOSPC] },
  { id: 'raw-max_user_instances', limit: 2, results: ['ok', 'ok', EMFILE] },
  { id: 'raw-rlimit-nofile', limit: 20, created: 16, result: [EMFILE] },
  { id: 'raw-symlink-chain', results: { '2': 'ok', '40': 'ok', '41': 'ELOOP', '60': 'ELOOP' } },
  {
    id: 'raw-depth',
    results: { '10': 'ok', '2037': 'ok', '2038': '36 ENAMETOOLONG File name too long (path length 4096)' },
  },
  { id: 'raw-errnos', results: { 'mask 0': 'EINVAL', 'empty path': 'ENOENT' } },
])('I9: $id', (each) => {
  expect(verify('boundary-limits', [each])).toMatchObject({ outcome: 'agrees', differences: [] });
});

test.each([
  { id: 'raw-read-31', result: 'EINVAL' },
  { id: 'raw-read-32', result: 32 },
  { id: 'raw-read-100', note: '50 distinct events', delivered: 50 },
  { id: 'raw-record-size', sizes: { '2': 32, '47': 64, '48': 80 } },
  { id: 'raw-triple', note: '3 x (open, write, close, chmod)', counts: { IN_OPEN: 3, IN_MODIFY: 3, IN_ATTRIB: 3 } },
])('I8: $id', (each) => {
  expect(verify('boundary-queue-default', [each])).toMatchObject({ outcome: 'agrees', differences: [] });
});

test('F17 F19: a mount kind that is recorded with another number of updates', () => {
  const subpath = {
    ...{ kind: 'subpath', library: 'raw', mask: 'fsnotify', updates: 1, contentSeen: 'v: 1' },
    raw: [{ w: 'file', mask: ['IN_ATTRIB'], name: '', cookie: 0 }],
    rawAfter: ['IN_DELETE_SELF', 'IN_IGNORED'].map((bit) => ({ w: 'file', mask: [bit], name: '', cookie: 0 })),
  };
  expect(verify('boundary-mounts', [subpath])).toMatchObject({ outcome: 'agrees', differences: [] });
  expect(verify('boundary-mounts', [{ ...subpath, contentSeen: 'v: 2' }])).toMatchObject({ outcome: 'differs' });
});
