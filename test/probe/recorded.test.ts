// Every recording against the model: what describes operations must agree in results, raw events, library events and
// final tree; what describes none must say so. A recording that is changed must differ: agreement means something.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseRecordings, type Recording } from '../../src/probe/recording.ts';
import { type Verification, verifyRecording } from '../../src/probe/verify.ts';

const RECORDED = join(import.meta.dirname, '../recorded');

const FILES = readdirSync(RECORDED).filter((file) => /\.jsonl?$/.test(file));

function readRecordings(file: string): readonly Recording[] {
  const { recordings, diagnostics } = parseRecordings(readFileSync(join(RECORDED, file), 'utf8'), file);
  expect(diagnostics).toEqual([]);
  return recordings;
}

function recordingOf(file: string): Recording {
  const [recording] = readRecordings(file);
  if (recording === undefined) throw new Error(`${file} holds a recording`);
  return recording;
}

const DESCRIBES_NOTHING = /^(app|timing|claim)-|^boundary-readers-hammer/;

test.each(FILES.filter((file) => !DESCRIBES_NOTHING.test(file)))('%s agrees', (file) => {
  const verified = readRecordings(file).map(verifyRecording);
  expect(verified.length).toBeGreaterThan(0);
  const wrong = verified.filter(({ outcome }) => outcome !== 'agrees');
  expect(wrong.flatMap(({ id, differences }) => [id, ...differences])).toEqual([]);
});

test.each(FILES.filter((file) => DESCRIBES_NOTHING.test(file)))('%s describes no operations', (file) => {
  const verified = verifyRecording(recordingOf(file));
  expect(verified).toMatchObject({ outcome: 'undecided', checked: [], undecided: ['describes no operations'] });
});

test('what is left undecided in recordings that agree', () => {
  const undecided = FILES.flatMap(readRecordings)
    .map(verifyRecording)
    .filter((verified: Verification) => verified.outcome === 'agrees' && verified.undecided.length > 0)
    .flatMap(({ id, undecided }) => undecided.map((reason) => `${id}: ${reason}`));
  expect(undecided).toMatchInlineSnapshot(`
    [
      "boundary-errors-and-buffer-fsnotify: buffered: NewBufferedWatcher is not modelled",
      "boundary-errors-and-buffer-fsnotify: buffered: NewBufferedWatcher is not modelled",
      "boundary-errors-and-buffer-fsnotify: buffered: NewBufferedWatcher is not modelled",
      "boundary-errors-and-buffer-fsnotify: buffered: NewBufferedWatcher is not modelled",
      "boundary-queue-default: 14 further cases",
    ]
  `);
});

describe('a recording that is not true differs', () => {
  const file = 'raw-U1-master-ext4-fsn-singleinstance.json';

  /** The verification of the file with a change made to its text. */
  function changed(from: string, to: string): Verification {
    const text = readFileSync(join(RECORDED, file), 'utf8');
    expect(text).toContain(from);
    const [recording] = parseRecordings(text.replace(from, to), file).recordings;
    if (recording === undefined) throw new Error('the changed recording can be read');
    return verifyRecording(recording);
  }

  test('in an event', () => {
    const { outcome, differences } = changed('"mask": ["IN_CREATE", "IN_ISDIR"]', '"mask": ["IN_CREATE"]');
    expect(outcome).toBe('differs');
    expect(differences).toMatchInlineSnapshot(`
      [
        "raw: line 1 differs (16 expected, 16 in the model)",
        "  - [1] IN_CREATE ..ts2",
        "  + [1] IN_CREATE|IN_ISDIR ..ts2",
      ]
    `);
  });

  test('in the result of an operation', () => {
    const { outcome, differences } = changed('"err": "EISDIR"', '"err": "EPERM"');
    expect(outcome).toBe('differs');
    expect(differences).toMatchInlineSnapshot(`
      [
        "unlink path="..ts1": EPERM expected, EISDIR in the model",
      ]
    `);
  });

  test('in the final tree', () => {
    const text = readFileSync(join(RECORDED, file), 'utf8');
    const at = text.indexOf('"final"');
    const [recording] = parseRecordings(text.slice(0, at) + text.slice(at).replace('v: 2', 'v: 3'), file).recordings;
    const verified = recording === undefined ? undefined : verifyRecording(recording);
    expect(verified?.outcome).toBe('differs');
    expect(verified?.differences).toMatchInlineSnapshot(`
      [
        "final: line 5 differs (7 expected, 7 in the model)",
        "    {"path":"..data","mode":"0o777","type":"symlink","target":"..ts(1)"}",
        "    {"path":"..ts(1)","mode":"0o755","type":"dir"}",
        "    {"path":"..ts(1)/app.properties","mode":"0o644","type":"file","content":"k=1\\n"}",
        "  - {"path":"..ts(1)/config.yaml","mode":"0o644","type":"file","content":"v: 3\\n"}",
        "  + {"path":"..ts(1)/config.yaml","mode":"0o644","type":"file","content":"v: 2\\n"}",
      ]
    `);
  });

  test('in the number of a watch', () => {
    expect(changed('"mask": "fsnotify", "wd": 2', '"mask": "fsnotify", "wd": 3').differences).toMatchInlineSnapshot(`
      [
        "watch path="config.yaml" mask=IN_MODIFY|IN_ATTRIB|IN_MOVED_FROM|IN_MOVED_TO|IN_CREATE|IN_DELETE|IN_DELETE_SELF|IN_MOVE_SELF: success with 3 expected, success with 2 in the model",
      ]
    `);
  });
});
