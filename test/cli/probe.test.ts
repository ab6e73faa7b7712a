// `probe` through the binary: recordings and scripts in, events out, compared with what the real kernel gave.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../src/setup.mjs';
import { linesOf, reloadSim } from './reload-sim.ts';

const recorded = (name: string): string => join(ROOT, 'test/recorded', name);
const RAW = recorded('raw-U1-master-ext4-fsn.json');
const RANDOM = recorded('random.jsonl');

const SCRIPT = `# A file is made below a watched directory.
mkdir d 0755
watch w=d d IN_CREATE,IN_ISDIR
write d/a "x"
`;

let folder = '';
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reload-sim-probe-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('probe --json', () => {
  test('one recording: an object on one line', () => {
    const { status, stdout, stderr } = reloadSim(['probe', '--json', RAW]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(linesOf(stdout).length).toBe(1);
    const told = JSON.parse(stdout);
    const { id, raw } = JSON.parse(readFileSync(RAW, 'utf8'));
    expect(Object.keys(told)).toEqual(['id', 'raw', 'events', 'final']);
    expect(told.id).toBe(id);
    expect(told.raw.length).toBe(raw.length);
    expect(told.raw[0]).toEqual({ w: 'mount', wd: 1, mask: ['IN_CREATE', 'IN_ISDIR'], cookie: 0, name: '..ts2' });
    expect(told.final.entries[0]).toMatchObject({ path: '..data', type: 'symlink', target: '..ts2' });
  });

  test('several files: a line for every recording, in their order', () => {
    const { stdout } = reloadSim(['probe', '--json', RANDOM, RAW]);
    const ids = linesOf(stdout).map((line) => JSON.parse(line).id);
    const inRandom = linesOf(readFileSync(RANDOM, 'utf8')).map((line) => JSON.parse(line).id);
    expect(ids).toEqual([...inRandom, 'raw-U1-master-ext4-fsn']);
  });

  test.each([RAW, RANDOM])('standard input is told apart by what it holds: %s', (path) => {
    const piped = reloadSim(['probe', '--json', '-'], { input: readFileSync(path) });
    expect(piped).toEqual(reloadSim(['probe', '--json', path]));
  });

  test('a script', () => {
    const { stdout, stderr } = reloadSim(['probe', '--json', '-'], { input: SCRIPT.replace(',IN_ISDIR', '') });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout).raw).toEqual([{ wd: 1, mask: ['IN_CREATE'], cookie: 0, name: 'a' }]);
  });
});

test('probe without flags is for reading', () => {
  const { status, stdout } = reloadSim(['probe', RAW]);
  expect(status).toBe(0);
  expect(linesOf(stdout)[0]).toBe('raw-U1-master-ext4-fsn');
  expect(stdout).toContain('  inotify  mount [1] IN_MOVED_TO#1 ..data\n');
});

describe('probe --verify', () => {
  test('agrees with the recordings; the last line counts', () => {
    const { status, stdout, stderr } = reloadSim(['probe', '--verify', RANDOM, RAW]);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '201 of 201 agree\n', stderr: '' });
  });

  test('prints a difference that a person can read, and ends with 1', () => {
    const wrong = file('wrong.json', readFileSync(RAW, 'utf8').replace('"IN_DELETE_SELF"', '"IN_MOVE_SELF"'));
    const { status, stdout, stderr } = reloadSim(['probe', '--verify', RAW, wrong]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const lines = linesOf(stdout);
    expect(lines[0]).toBe('raw-U1-master-ext4-fsn: differs');
    expect(lines).toContainEqual(expect.stringMatching(/^ +- .*IN_MOVE_SELF/));
    expect(lines).toContainEqual(expect.stringMatching(/^ +\+ .*IN_DELETE_SELF/));
    expect(lines.at(-1)).toBe('1 of 2 agree');
  });

  test('never counts as agreed what it could not compare', () => {
    const { status, stdout } = reloadSim(['probe', '--verify', recorded('timing-atomicwriter.json')]);
    expect(status).toBe(0);
    expect(linesOf(stdout).slice(-2)).toEqual(['1 could not be compared', '0 of 0 agree']);
  });

  test('--json gives every comparison, and last the count', () => {
    const lines = linesOf(reloadSim(['probe', '--verify', '--json', RAW]).stdout).map((line) => JSON.parse(line));
    expect(lines).toEqual([
      expect.objectContaining({ id: 'raw-U1-master-ext4-fsn', outcome: 'agrees', differences: [] }),
      { agree: 1, of: 1 },
    ]);
  });
});

describe('a file with mistakes', () => {
  test.each([
    ['cut.json', '{"id": "x",\n "mount": {"path"', /^\S+cut\.json:2:\d+: ./],
    ['lines.jsonl', '{"id":"a","ops":[]}\n{"id": 7}\n', /^\S+lines\.jsonl:2:\d+: id/],
    ['empty.json', '', /^\S+empty\.json:1:1: ./],
    ['script.txt', SCRIPT, /^\S+script\.txt:3:\d+: ./],
    ['bytes.txt', 'mkdir d 0755\nfrobnicate\n', /^\S+bytes\.txt:2:1: ./],
  ])('%s is one line with its place, and status 3', (name, text, message) => {
    const { status, stdout, stderr } = reloadSim(['probe', file(name, text)]);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(linesOf(stderr)).toEqual([expect.stringMatching(message)]);
  });

  test('does not keep the others from being probed', () => {
    const { status, stdout, stderr } = reloadSim(['probe', '--verify', join(folder, 'none.json'), RAW]);
    expect(status).toBe(3);
    expect(stdout).toBe('1 of 1 agree\n');
    expect(stderr).toMatch(/none\.json: no such file or folder\n$/);
  });
});
