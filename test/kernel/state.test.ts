// The state itself: numbers that are given out again, logical time, plain data, and the views of a tree.

import { expect, test } from 'vitest';
import { dentryAt } from '../../src/kernel/file-system.ts';
import { checkInvariants } from '../../src/kernel/invariants.ts';
import { formatLs, formatMode, readTree } from '../../src/kernel/tree.ts';
import { formatMask, formatOpenFlags, IN, O, parseMask, parseOpenFlags } from '../../src/kernel/vocabulary.ts';
import { dir, file, link, Shell } from './shell.ts';

test('F21: a freed inode number is given out again, so that doing and undoing leads back to the same tables', () => {
  const shell = new Shell([file('a')]);
  const { inodes, dentries, files } = shell.kernel.fs;
  shell.write('b', 'x');
  shell.do({ call: 'unlink', path: 'b' });
  const after = shell.kernel.fs;
  expect(after.inodes).toHaveLength(inodes.length);
  expect([after.dentries, after.files]).toEqual([dentries, files]);
});

test('F21: the lowest free descriptor is given out', () => {
  const shell = new Shell([file('a')]);
  expect([shell.open('a'), shell.open('a'), shell.open('a')]).toEqual([3, 4, 5]);
  shell.do({ call: 'close', fd: 4 });
  expect(shell.open('a')).toBe(4);
});

test('F21: mtime moves with data and entries, not with mode, owner or reading', () => {
  const shell = new Shell([dir('d'), file('d/a', 'x')]);
  const mtime = (path: string): number => shell.do({ call: 'stat', path }).mtime;
  const [before, dirBefore] = [mtime('d/a'), mtime('d')];
  shell.do({ call: 'chmod', path: 'd/a', mode: 0o600 });
  shell.do({ call: 'lchown', path: 'd/a', uid: 1, gid: 1 });
  shell.read('d/a');
  shell.do({ call: 'truncate', path: 'd/a', length: 1 });
  expect([mtime('d/a'), mtime('d')]).toEqual([before, dirBefore]);
  shell.write('d/a', 'y');
  expect(mtime('d/a')).toBeGreaterThan(before);
  expect(mtime('d')).toBe(dirBefore);
  shell.write('d/b', 'y');
  expect(mtime('d')).toBeGreaterThan(dirBefore);
  expect(mtime('d/b')).toBeGreaterThan(mtime('d/a'));
});

test('F21: directories list their entries in the order in which they came', () => {
  const shell = new Shell([dir('d')]);
  for (const name of ['c', 'a', 'b']) shell.write(`d/${name}`, '');
  shell.do({ call: 'rename', from: 'd/c', to: 'd/a' });
  const fd = shell.open('d');
  const listed = shell.do({ call: 'getdents', fd });
  expect(listed.entries.map(({ name }) => name)).toEqual(['b', 'a']);
  expect(listed.bytes).toBe(4 * 24);
  expect(shell.do({ call: 'getdents', fd })).toEqual({ entries: [], bytes: 0 });
});

test('the whole kernel is plain data', () => {
  const shell = new Shell([dir('d'), file('d/a', 'x'), link('l', 'd/a')]);
  shell.watch(shell.instance(), 'd');
  shell.open('l');
  shell.do({ call: 'unlink', path: 'd/a' });
  expect(JSON.parse(JSON.stringify(shell.kernel))).toEqual(shell.kernel);
});

test('every earlier state stays what it was', () => {
  const shell = new Shell([file('a', 'x')]);
  const before = JSON.stringify(shell.kernel);
  const kept = shell.kernel;
  shell.write('a', 'y');
  shell.do({ call: 'rename', from: 'a', to: 'b' });
  shell.do({ call: 'unlink', path: 'b' });
  expect(JSON.stringify(kept)).toBe(before);
});

test('a broken state is told by the invariants', () => {
  const shell = new Shell([dir('d'), file('d/a')]);
  shell.watch(shell.instance(), 'd/a');
  expect(checkInvariants(shell.kernel)).toEqual([]);
  const { fs } = shell.kernel;
  const lost = { ...shell.kernel, fs: { ...fs, inodes: fs.inodes.slice(0, 2) } };
  expect(checkInvariants(lost)).toEqual(
    expect.arrayContaining(['entry 3 names inode 3, which does not exist', 'watch 1 of instance 1 is on no inode']),
  );
  const unlinked = { ...dentryAt(fs, 3), linked: false };
  const kept = { ...shell.kernel, fs: { ...fs, dentries: fs.dentries.with(2, unlinked) } };
  expect(checkInvariants(kept)).toEqual(
    expect.arrayContaining([
      'inode 3 has link count 1 and 0 names',
      'entry 3 (a) is unlinked and kept though nothing holds it',
    ]),
  );
});

test('a tree is read with everything that ls shows', () => {
  const shell = new Shell([dir('d'), file('d/a', 'v: 1\n'), { ...file('h'), linkTo: 'd/a' }, link('l', 'd/a')]);
  expect(readTree(shell.kernel.fs).entries.map(({ path, nlink }) => `${path} ${nlink}`)).toEqual([
    'd 2',
    'd/a 2',
    'h 2',
    'l 1',
  ]);
  expect(formatLs(shell.kernel.fs).join('\n')).toMatchInlineSnapshot(`
    "1 drwxr-xr-x 3 0 0 4096 4 .
    1 drwxr-xr-x 3 0 0 4096 4 ..
    2 drwxr-xr-x 2 0 0 4096 2 d
    3 -rw-r--r-- 2 0 0    5 2 h
    4 lrwxrwxrwx 1 0 0    3 4 l -> d/a"
  `);
});

test.each([
  ['file', 0o644, '-rw-r--r--'],
  ['dir', 0o2755, 'drwxr-sr-x'],
  ['dir', 0o1777, 'drwxrwxrwt'],
  ['file', 0o6000, '---S--S---'],
] as const)('the mode of a %s, %o, is shown as %s', (kind, mode, shown) => {
  expect(formatMode(kind, mode)).toBe(shown);
});

test('masks and open flags are read and written by name', () => {
  const mask = IN.IN_MOVED_TO | IN.IN_ISDIR | IN.IN_ONESHOT;
  expect(formatMask(mask)).toEqual(['IN_MOVED_TO', 'IN_ISDIR', 'IN_ONESHOT']);
  expect(parseMask(formatMask(mask))).toBe(mask >>> 0);
  expect(parseMask(['IN_OPEN', 'IN_TOUCH'])).toEqual({ unknown: 'IN_TOUCH' });
  const flags = 'O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC';
  const bits = parseOpenFlags(flags);
  expect(typeof bits === 'number' ? formatOpenFlags(bits) : bits).toBe(flags);
  expect(parseOpenFlags('O_RDONLY|O_TMPFILE')).toEqual({ unknown: 'O_TMPFILE' });
  expect(formatOpenFlags(O.O_RDONLY)).toBe('O_RDONLY');
});
