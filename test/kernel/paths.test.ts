// Path resolution, who may do what, and the order in which errors are found.

import { describe, expect, test } from 'vitest';
import { MAXSYMLINKS, NAME_MAX, PATH_MAX } from '../../src/kernel/limits.ts';
import { ROOT } from '../../src/kernel/system-call.ts';
import { IN, IN_ALL_EVENTS, O } from '../../src/kernel/vocabulary.ts';
import { dir, file, link, Shell } from './shell.ts';

const APP = { uid: 1000, gid: 1000, groups: [2000], umask: 0o022 };

/** `l1` leads to a file through that many links. */
function chain(links: number): Shell {
  const targets = Array.from({ length: links }, (_, index) => (index + 1 === links ? 'file' : `l${index + 2}`));
  return new Shell([file('file', 'x'), ...targets.map((target, index) => link(`l${index + 1}`, target))]);
}

test('F5: forty symbolic links are followed, one more is ELOOP; at the end and on the way', () => {
  expect(chain(MAXSYMLINKS).read('l1')).toBe('x');
  expect(chain(MAXSYMLINKS + 1).errno({ call: 'stat', path: 'l1' })).toBe('ELOOP');
  const onTheWay = new Shell([dir('d'), file('d/a'), link('l1', 'd'), link('loop', 'loop')]);
  expect(onTheWay.errno({ call: 'stat', path: 'l1/../l1/../l1/a' })).toBe('success');
  expect(onTheWay.errno({ call: 'stat', path: 'loop/a' })).toBe('ELOOP');
  expect(onTheWay.errno({ call: 'stat', path: `${'l1/../'.repeat(41)}l1/a` })).toBe('ELOOP');
});

test('F5: `..` goes up from a mounted directory to the one it is mounted in', () => {
  const shell = new Shell([dir('v'), dir('v/d'), file('v/a', 'volume'), dir('m'), dir('m/d'), file('b', 'root')]);
  shell.do({ call: 'mount', type: 'bind', source: 'v/d', target: 'm/d', readOnly: false });
  expect(shell.do({ call: 'stat', path: 'm/d/..' }).ino).toBe(shell.do({ call: 'stat', path: 'm' }).ino);
  expect(shell.do({ call: 'stat', path: 'm/d/../../b' }).size).toBe(4);
  expect(shell.do({ call: 'stat', path: '/../../b' }).size).toBe(4);
});

test('F6: an empty path is ENOENT; a path or a name that is too long is ENAMETOOLONG', () => {
  const shell = new Shell();
  expect(shell.errno({ call: 'stat', path: '' })).toBe('ENOENT');
  const longest = `${'./'.repeat((PATH_MAX - 2) / 2)}.`;
  expect(longest).toHaveLength(PATH_MAX - 1);
  expect(shell.errno({ call: 'stat', path: longest })).toBe('success');
  expect(shell.errno({ call: 'stat', path: `${longest}/` })).toBe('ENAMETOOLONG');
  expect(shell.errno({ call: 'mkdir', path: 'n'.repeat(NAME_MAX), mode: 0o755 })).toBe('success');
  expect(shell.errno({ call: 'mkdir', path: 'n'.repeat(NAME_MAX + 1), mode: 0o755 })).toBe('ENAMETOOLONG');
  expect(shell.errno({ call: 'mkdir', path: 'é'.repeat(128), mode: 0o755 })).toBe('ENAMETOOLONG');
});

test('F7: an existing name is EEXIST before a read-only mount is EROFS before a missing permission is EACCES', () => {
  const shell = new Shell([dir('v'), file('v/a'), dir('m')]);
  shell.do({ call: 'mount', type: 'bind', source: 'v', target: 'm', readOnly: true });
  shell.cred = APP;
  expect(shell.errno({ call: 'mkdir', path: 'm/a', mode: 0o755 })).toBe('EEXIST');
  expect(shell.errno({ call: 'mkdir', path: 'm/b', mode: 0o755 })).toBe('EROFS');
  expect(shell.errno({ call: 'mkdir', path: 'v/b', mode: 0o755 })).toBe('EACCES');
  expect(shell.errno({ call: 'mkdir', path: 'v/missing/b', mode: 0o755 })).toBe('ENOENT');
});

test('F8: a setgid directory gives its group to what is made in it, and setgid to directories', () => {
  const shell = new Shell([{ ...dir('v', 0o2777), gid: 2000 }]);
  shell.do({ call: 'mkdir', path: 'v/d', mode: 0o700 });
  shell.write('v/a', 'x');
  expect(shell.do({ call: 'stat', path: 'v/d' })).toMatchObject({ mode: 0o2700, gid: 2000 });
  expect(shell.do({ call: 'stat', path: 'v/a' })).toMatchObject({ mode: 0o644, gid: 2000 });
});

test('F8: the mode of a new entry loses the bits of the umask; mkdir never sets setuid or setgid', () => {
  const shell = new Shell();
  shell.cred = { ...ROOT, umask: 0o027 };
  shell.do({ call: 'mkdir', path: 'd', mode: 0o7777 });
  expect(shell.do({ call: 'stat', path: 'd' }).mode).toBe(0o1750);
});

test('F15: lchown takes setuid off a file, and setgid where the group may execute', () => {
  const shell = new Shell([file('a', '', 0o6755), file('b', '', 0o6644), dir('d', 0o6755)]);
  for (const path of ['a', 'b', 'd']) shell.do({ call: 'lchown', path, uid: 0, gid: 0 });
  const modes = ['a', 'b', 'd'].map((path) => shell.do({ call: 'stat', path }).mode);
  expect(modes).toEqual([0o755, 0o2644, 0o6755]);
});

describe('F14: open(2) in two steps', () => {
  const tree = [dir('v'), dir('v/..ts1'), file('v/..ts1/a', 'v1'), link('v/..data', '..ts1'), link('v/a', '..data/a')];

  test('walk follows every link and leaves one directory and one name', () => {
    const shell = new Shell(tree);
    const walked = shell.do({ call: 'walk', path: 'v/a' });
    expect(walked.name).toBe('a');
    expect(walked.at.dir).toBe(shell.do({ call: 'stat', path: 'v/..ts1' }).ino);
    const { fd } = shell.do({ call: 'openat', at: walked.at, path: walked.name, flags: O.O_RDONLY });
    expect(shell.do({ call: 'read', fd, count: 10 }).data).toBe('v1');
  });

  test('the walk goes to the old directory, the swap and RemoveAll come in between: ENOENT', () => {
    const shell = new Shell(tree);
    const { at, name } = shell.do({ call: 'walk', path: 'v/a' });
    shell.do({ call: 'unlink', path: 'v/..ts1/a' });
    expect(shell.errno({ call: 'openat', at, path: name, flags: O.O_RDONLY })).toBe('ENOENT');
    shell.do({ call: 'rmdir', path: 'v/..ts1' });
    shell.do({ call: 'mkdir', path: 'v/..ts2', mode: 0o755 });
    shell.write('v/..ts2/a', 'v2');
    expect(shell.do({ call: 'stat', path: 'v/..ts2' }).ino).toBe(at.dir);
    expect(shell.errno({ call: 'openat', at, path: name, flags: O.O_RDONLY })).toBe('ENOENT');
  });

  test('a walk whose last component is missing succeeds; one whose directory is missing does not', () => {
    const shell = new Shell(tree);
    expect(shell.do({ call: 'walk', path: 'v/new' }).name).toBe('new');
    expect(shell.errno({ call: 'walk', path: 'v/missing/a' })).toBe('ENOENT');
  });

  test('an open directory pins one version: openat goes on reading it after the swap, as long as it is there', () => {
    const shell = new Shell([...tree, dir('v/..ts2'), file('v/..ts2/a', 'v2')]);
    const fd = shell.open('v/..data', O.O_RDONLY | O.O_DIRECTORY);
    shell.do({ call: 'symlink', target: '..ts2', path: 'v/..data_tmp' });
    shell.do({ call: 'rename', from: 'v/..data_tmp', to: 'v/..data' });
    const pinned = shell.do({ call: 'openat', at: { fd }, path: 'a', flags: O.O_RDONLY });
    expect(shell.do({ call: 'read', fd: pinned.fd, count: 10 }).data).toBe('v1');
    expect(shell.read('v/a')).toBe('v2');
    shell.do({ call: 'unlink', path: 'v/..ts1/a' });
    shell.do({ call: 'rmdir', path: 'v/..ts1' });
    expect(shell.errno({ call: 'openat', at: { fd }, path: 'a', flags: O.O_RDONLY })).toBe('ENOENT');
    expect(shell.errno({ call: 'openat', at: { fd }, path: 'b', flags: O.O_WRONLY | O.O_CREAT })).toBe('ENOENT');
    expect(shell.errno({ call: 'getdents', fd })).toBe('ENOENT');
  });

  test('openat refuses a descriptor that is not open or is no directory', () => {
    const shell = new Shell(tree);
    const fd = shell.open('v/a');
    expect(shell.errno({ call: 'openat', at: { fd }, path: 'x', flags: O.O_RDONLY })).toBe('ENOTDIR');
    expect(shell.errno({ call: 'openat', at: { fd: 99 }, path: 'x', flags: O.O_RDONLY })).toBe('EBADF');
  });
});

describe('F20: permissions', () => {
  const tree = [
    { ...dir('own', 0o700), uid: 1000 },
    { ...file('own/a', 'x', 0o600), uid: 1000 },
    { ...file('group', 'x', 0o640), gid: 2000 },
    file('secret', 'x', 0o600),
    dir('closed', 0o600),
    file('closed/a'),
  ];
  const as = (cred: typeof APP): Shell => {
    const shell = new Shell(tree);
    shell.cred = cred;
    return shell;
  };

  test('owner, group and others each have their three bits; root needs none', () => {
    expect(as(APP).read('own/a')).toBe('x');
    expect(as(APP).read('group')).toBe('x');
    expect(as(APP).errno({ call: 'open', path: 'secret', flags: O.O_RDONLY })).toBe('EACCES');
    expect(as(APP).errno({ call: 'open', path: 'group', flags: O.O_WRONLY })).toBe('EACCES');
    expect(as({ ...APP, uid: 1, groups: [] }).errno({ call: 'open', path: 'own/a', flags: O.O_RDONLY })).toBe('EACCES');
    expect(new Shell(tree).read('secret')).toBe('x');
  });

  test('a walk needs the execute bit of every directory, a change of entries the write bit', () => {
    expect(as(APP).errno({ call: 'stat', path: 'closed/a' })).toBe('EACCES');
    expect(as(APP).errno({ call: 'stat', path: 'closed' })).toBe('success');
    expect(as(APP).errno({ call: 'unlink', path: 'secret' })).toBe('EACCES');
    expect(as(APP).errno({ call: 'rename', from: 'own/a', to: 'a' })).toBe('EACCES');
    expect(as(APP).errno({ call: 'unlink', path: 'own/a' })).toBe('success');
  });

  test('only the owner changes mode and owner, and only root mounts', () => {
    expect(as(APP).errno({ call: 'chmod', path: 'secret', mode: 0o644 })).toBe('EPERM');
    expect(as(APP).errno({ call: 'chmod', path: 'own/a', mode: 0o644 })).toBe('success');
    expect(as(APP).errno({ call: 'lchown', path: 'own/a', uid: -1, gid: 2000 })).toBe('success');
    expect(as(APP).errno({ call: 'lchown', path: 'own/a', uid: -1, gid: 3000 })).toBe('EPERM');
    expect(as(APP).errno({ call: 'mount', type: 'tmpfs', target: 'own' })).toBe('EPERM');
  });

  test('a watch needs the right to read what it is on', () => {
    const shell = as(APP);
    const instance = shell.instance();
    expect(shell.errno({ call: 'inotify_add_watch', instance, path: 'secret', mask: IN_ALL_EVENTS })).toBe('EACCES');
    expect(shell.errno({ call: 'inotify_add_watch', instance, path: 'group', mask: IN.IN_OPEN })).toBe('success');
  });
});
