// What the file system tells watchers, call by call: the order of notifications is the kernel's order of fsnotify().

import { expect, test } from 'vitest';
import { formatMask, IN, IN_ALL_EVENTS, O } from '../../src/kernel/vocabulary.ts';
import { dir, file, Shell } from './shell.ts';

/** The notifications of the last call as `ino mask name`. */
function told({ notifications }: Shell): readonly string[] {
  return notifications.map(({ ino, mask, name }) => `${ino} ${formatMask(mask).join('|')} ${name}`.trim());
}

const inoOf = (shell: Shell, path: string): number => shell.do({ call: 'lstat', path }).ino;

test('F1: entries that come and go are told to their directory only', () => {
  const shell = new Shell([dir('d')]);
  const d = inoOf(shell, 'd');
  shell.do({ call: 'mkdir', path: 'd/s', mode: 0o755 });
  expect(told(shell)).toEqual([`${d} IN_CREATE|IN_ISDIR s`]);
  shell.do({ call: 'symlink', target: 's', path: 'd/l' });
  expect(told(shell)).toEqual([`${d} IN_CREATE l`]);
});

test('F2: what happens to an object is told to the directory of its entry first, then to itself', () => {
  const shell = new Shell([dir('d'), file('d/a')]);
  shell.do({ call: 'chmod', path: 'd/a', mode: 0o600 });
  expect(told(shell)).toEqual([`${inoOf(shell, 'd')} IN_ATTRIB a`, `${inoOf(shell, 'd/a')} IN_ATTRIB`]);
});

test('F2: the root of a file system has no directory to tell', () => {
  const shell = new Shell();
  shell.do({ call: 'chmod', path: '/', mode: 0o700 });
  expect(told(shell)).toEqual(['1 IN_ATTRIB|IN_ISDIR']);
});

test('F3 F9: unlink tells the inode about its link count, and its directory about the name', () => {
  const shell = new Shell([dir('d'), file('d/a'), { ...file('d/b'), linkTo: 'd/a' }]);
  const [d, a] = [inoOf(shell, 'd'), inoOf(shell, 'd/a')];
  shell.do({ call: 'unlink', path: 'd/a' });
  expect(told(shell)).toEqual([`${a} IN_ATTRIB`, `${d} IN_DELETE a`]);
  shell.do({ call: 'unlink', path: 'd/b' });
  expect(told(shell)).toEqual([`${a} IN_ATTRIB`, `${a} IN_DELETE_SELF`, `${d} IN_DELETE b`]);
});

test('F4 F13: the last close of an unlinked file tells IN_DELETE_SELF after IN_CLOSE', () => {
  const shell = new Shell([dir('d'), file('d/a')]);
  const [d, a] = [inoOf(shell, 'd'), inoOf(shell, 'd/a')];
  const fd = shell.open('d/a');
  shell.do({ call: 'unlink', path: 'd/a' });
  shell.do({ call: 'close', fd });
  expect(told(shell)).toEqual([`${d} IN_CLOSE_NOWRITE a`, `${a} IN_CLOSE_NOWRITE`, `${a} IN_DELETE_SELF`]);
});

test('F8: a second link is told to the inode, then to the directory', () => {
  const shell = new Shell([file('a')]);
  const a = inoOf(shell, 'a');
  shell.do({ call: 'link', from: 'a', to: 'b' });
  expect(told(shell)).toEqual([`${a} IN_ATTRIB`, '1 IN_CREATE b']);
});

test('F10: a rename tells both directories with one cookie, then the replaced inode, then the moved one', () => {
  const shell = new Shell([dir('d'), dir('e'), file('d/new'), file('e/old')]);
  const [d, e, moved, replaced] = ['d', 'e', 'd/new', 'e/old'].map((path) => inoOf(shell, path));
  shell.do({ call: 'rename', from: 'd/new', to: 'e/old' });
  expect(told(shell)).toEqual([
    `${d} IN_MOVED_FROM new`,
    `${e} IN_MOVED_TO old`,
    `${replaced} IN_ATTRIB`,
    `${moved} IN_MOVE_SELF`,
    `${replaced} IN_DELETE_SELF`,
  ]);
  expect(shell.notifications.map(({ cookie }) => cookie)).toEqual([1, 1, 0, 0, 0]);
});

test('F10: a rename between two names of one inode tells nobody and changes nothing', () => {
  const shell = new Shell([file('a'), { ...file('b'), linkTo: 'a' }]);
  const before = shell.kernel;
  shell.do({ call: 'rename', from: 'a', to: 'b' });
  expect(told(shell)).toEqual([]);
  expect(shell.kernel).toEqual(before);
});

test('F11: open tells IN_CREATE, IN_OPEN, and IN_MODIFY for what O_TRUNC empties', () => {
  const shell = new Shell([dir('d')]);
  const names = (): readonly string[] => told(shell).map((line) => line.split(' ')[1] ?? '');
  const fd = shell.open('d/a', O.O_WRONLY | O.O_CREAT | O.O_TRUNC);
  expect(names()).toEqual(['IN_CREATE', 'IN_OPEN', 'IN_OPEN']);
  shell.open('d/a', O.O_WRONLY | O.O_TRUNC);
  expect(names()).toEqual(['IN_OPEN', 'IN_OPEN', 'IN_MODIFY', 'IN_MODIFY']);
  shell.do({ call: 'close', fd });
  expect(names()).toEqual(['IN_CLOSE_WRITE', 'IN_CLOSE_WRITE']);
});

test('F12: reading nothing and writing nothing is told to nobody', () => {
  const shell = new Shell([file('a', 'x')]);
  const fd = shell.open('a', O.O_RDWR);
  shell.do({ call: 'read', fd, count: 10 });
  expect(told(shell)).toHaveLength(2);
  shell.do({ call: 'read', fd, count: 10 });
  expect(told(shell)).toEqual([]);
  shell.do({ call: 'write', fd, data: '' });
  expect(told(shell)).toEqual([]);
});

test('F15 F16: chmod and truncate are told even when nothing changes; an lchown that changes nothing is not', () => {
  const shell = new Shell([file('a', 'x')]);
  const a = inoOf(shell, 'a');
  shell.do({ call: 'chmod', path: 'a', mode: 0o644 });
  expect(told(shell)).toEqual(['1 IN_ATTRIB a', `${a} IN_ATTRIB`]);
  shell.do({ call: 'truncate', path: 'a', length: 1 });
  expect(told(shell)).toEqual(['1 IN_MODIFY a', `${a} IN_MODIFY`]);
  shell.do({ call: 'lchown', path: 'a', uid: -1, gid: -1 });
  expect(told(shell)).toEqual([]);
  shell.do({ call: 'chmod', path: 'a', mode: 0o2755 });
  shell.do({ call: 'lchown', path: 'a', uid: -1, gid: -1 });
  expect(told(shell)).toEqual(['1 IN_ATTRIB a', `${a} IN_ATTRIB`]);
});

test('F17 F4: a bind mount of one file keeps the inode until it is unmounted', () => {
  const shell = new Shell([dir('volume'), file('volume/a', 'v1'), file('ctr')]);
  const a = inoOf(shell, 'volume/a');
  shell.do({ call: 'mount', type: 'bind', source: 'volume/a', target: 'ctr', readOnly: true });
  shell.do({ call: 'unlink', path: 'volume/a' });
  expect(told(shell)).toEqual([`${a} IN_ATTRIB`, `${inoOf(shell, 'volume')} IN_DELETE a`]);
  expect(shell.read('ctr')).toBe('v1');
  expect(shell.do({ call: 'stat', path: 'ctr' }).nlink).toBe(0);
  shell.do({ call: 'umount', target: 'ctr' });
  expect(told(shell)).toEqual([`${a} IN_DELETE_SELF`]);
});

test('F18 F19: the end of a file system tells every inode in it, the youngest first, and takes them all', () => {
  const shell = new Shell([dir('t')]);
  shell.do({ call: 'mount', type: 'tmpfs', target: 't' });
  const root = inoOf(shell, 't');
  shell.do({ call: 'mkdir', path: 't/d', mode: 0o755 });
  shell.write('t/d/a', 'x');
  const [d, a] = [inoOf(shell, 't/d'), inoOf(shell, 't/d/a')];
  shell.do({ call: 'umount', target: 't' });
  expect(told(shell)).toEqual([`${a} IN_UNMOUNT`, `${d} IN_UNMOUNT|IN_ISDIR`, `${root} IN_UNMOUNT|IN_ISDIR`]);
  expect(shell.kernel.fs.inodes).toHaveLength(2);
});

test('a call that fails tells nobody and leaves the kernel as it was', () => {
  const shell = new Shell([dir('d'), file('d/a')]);
  const before = shell.kernel;
  expect(shell.errno({ call: 'rmdir', path: 'd' })).toBe('ENOTEMPTY');
  expect(told(shell)).toEqual([]);
  expect(shell.kernel).toBe(before);
});

test('I5: an event goes to every instance that asked for it, and to no other', () => {
  const shell = new Shell([file('a')]);
  const [one, two] = [shell.instance(), shell.instance()];
  shell.watch(one, 'a', IN.IN_ATTRIB);
  shell.watch(two, '.', IN_ALL_EVENTS);
  shell.do({ call: 'chmod', path: 'a', mode: 0o600 });
  shell.do({ call: 'truncate', path: 'a', length: 0 });
  expect(shell.events(one)).toEqual(['1 IN_ATTRIB']);
  expect(shell.events(two)).toEqual(['1 IN_ATTRIB a', '1 IN_MODIFY a']);
});
