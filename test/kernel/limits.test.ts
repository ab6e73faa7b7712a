// Limits of descriptors, instances, watches and queues: reaching one is an errno or a marker, never a crash.

import { expect, test } from 'vitest';
import { STANDARD_DESCRIPTORS } from '../../src/kernel/limits.ts';
import { IN, IN_ALL_EVENTS, O } from '../../src/kernel/vocabulary.ts';
import { dir, file, Shell } from './shell.ts';

test('I9: one instance more than a user may have is EMFILE; another user has a count of its own', () => {
  const shell = new Shell([], { maxUserInstances: 2 });
  const first = shell.instance();
  shell.instance();
  expect(shell.errno({ call: 'inotify_init1' })).toBe('EMFILE');
  shell.do({ call: 'inotify_close', instance: first });
  expect(shell.errno({ call: 'inotify_init1' })).toBe('success');
  shell.cred = { uid: 1000, gid: 1000, groups: [], umask: 0 };
  expect(shell.errno({ call: 'inotify_init1' })).toBe('success');
});

test('I9: files and instances share the descriptors of RLIMIT_NOFILE with stdio', () => {
  const shell = new Shell([file('a')], { openFiles: STANDARD_DESCRIPTORS + 2 });
  expect(shell.open('a')).toBe(STANDARD_DESCRIPTORS);
  shell.instance();
  expect(shell.errno({ call: 'inotify_init1' })).toBe('EMFILE');
  expect(shell.errno({ call: 'open', path: 'a', flags: O.O_RDONLY })).toBe('EMFILE');
  shell.do({ call: 'close', fd: STANDARD_DESCRIPTORS });
  expect(shell.errno({ call: 'open', path: 'missing', flags: O.O_RDONLY })).toBe('ENOENT');
});

test('I3 I9: watches are counted over all instances of a user; one that is there may be changed at the limit', () => {
  const shell = new Shell([dir('d'), dir('e')], { maxUserWatches: 1 });
  const [one, two] = [shell.instance(), shell.instance()];
  expect(shell.watch(one, 'd')).toBe(1);
  expect(shell.errno({ call: 'inotify_add_watch', instance: two, path: 'e', mask: IN.IN_OPEN })).toBe('ENOSPC');
  expect(shell.watch(one, 'd', IN.IN_ATTRIB)).toBe(1);
  shell.do({ call: 'inotify_rm_watch', instance: one, wd: 1 });
  expect(shell.watch(two, 'e')).toBe(2);
});

test('I9: what inotify_add_watch refuses, before it looks at the path', () => {
  const shell = new Shell();
  const instance = shell.instance();
  const mask = (bits: number): string =>
    shell.errno({ call: 'inotify_add_watch', instance, path: 'missing', mask: bits });
  expect(mask(0)).toBe('EINVAL');
  expect(mask(0x80000)).toBe('EINVAL');
  expect(mask(IN.IN_MASK_ADD | IN.IN_MASK_CREATE | IN.IN_OPEN)).toBe('EINVAL');
  expect(mask(IN.IN_OPEN)).toBe('ENOENT');
  expect(shell.errno({ call: 'inotify_add_watch', instance: 9, path: '/', mask: IN.IN_OPEN })).toBe('EBADF');
});

test('I6: an instance keeps the queue limit it was made with', () => {
  const shell = new Shell([], { maxQueuedEvents: 1 });
  const instance = shell.instance();
  shell.kernel = { ...shell.kernel, limits: { ...shell.kernel.limits, maxQueuedEvents: 100 } };
  shell.watch(instance, '/', IN.IN_CREATE);
  shell.write('a', 'x');
  shell.write('b', 'x');
  expect(shell.events(instance)).toEqual(['1 IN_CREATE a', '-1 IN_Q_OVERFLOW']);
});

test('I8: reading an empty queue would block, a descriptor that is closed is EBADF', () => {
  const shell = new Shell();
  const instance = shell.instance();
  shell.watch(instance, '/', IN_ALL_EVENTS);
  expect(shell.errno({ call: 'inotify_read', instance, bufferBytes: 4096 })).toBe('EAGAIN');
  shell.do({ call: 'inotify_close', instance });
  expect(shell.errno({ call: 'inotify_read', instance, bufferBytes: 4096 })).toBe('EBADF');
});
