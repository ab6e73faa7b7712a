import { describe, expect, test } from 'vitest';
import { evalSymlinks } from '../../../src/actors/watcher/fsnotify/eval-symlinks.ts';
import { bootKernel, syscall } from '../../../src/kernel/kernel.ts';
import { buildTree } from '../../../src/kernel/tree.ts';
import { drive } from './driver.ts';

const FS = buildTree(0o755, [
  { path: 'm', type: 'dir', mode: 0o755 },
  { path: 'm/..ts1', type: 'dir', mode: 0o755 },
  { path: 'm/..ts1/a', type: 'file', mode: 0o644 },
  { path: 'm/..data', type: 'symlink', mode: 0o777, target: '..ts1' },
  { path: 'm/a', type: 'symlink', mode: 0o777, target: '..data/a' },
  { path: 'm/absolute', type: 'symlink', mode: 0o777, target: '/m/..data' },
  { path: 'm/dangling', type: 'symlink', mode: 0o777, target: 'nowhere' },
  { path: 'm/loop', type: 'symlink', mode: 0o777, target: 'loop' },
  { path: 'm/slash', type: 'symlink', mode: 0o777, target: '..ts1/' },
]);

const sys = (call: Parameters<typeof syscall>[1]) => syscall(bootKernel({}, FS), call).result;

describe('W6 EvalSymlinks', () => {
  test.each([
    ['/m', '/m'],
    ['/', '/'],
    ['/m/a', '/m/..ts1/a'],
    ['/m//./a', '/m/..ts1/a'],
    ['/m/absolute/a', '/m/..ts1/a'],
    ['/m/slash/a', '/m/..ts1/a'],
    ['/m/..data/..', '/m'],
    ['/m/../m/..data', '/m/..ts1'],
    ['/../m', '/m'],
    ['m/a', 'm/..ts1/a'],
    ['', '.'],
  ])('%j is %j', (path, resolved) => {
    expect(evalSymlinks(path, sys)).toEqual({ path: resolved });
  });

  test.each([
    ['/m/dangling', 'lstat /m/nowhere: no such file or directory'],
    ['/m/x/../a', 'lstat /m/x: no such file or directory'],
    ['/m/a/', 'not a directory'],
    ['/m/a/x', 'not a directory'],
    ['/m/loop', 'EvalSymlinks: too many links'],
  ])('%j fails: %s', (path, error) => {
    expect(evalSymlinks(path, sys)).toEqual({ error });
  });
});

describe('W6 fsnotify 1.5.0', () => {
  test('watches the resolved path under its own name', () => {
    const steps = [
      ['file', '/m/a'],
      ['symlink', 'a', '/m/l'],
      ['Add', '/m/l'],
      ['chmod', '/m/a'],
      ['drain'],
      ['list'],
    ] as const;
    expect(drive('fsnotify@1.5.0', steps)).toEqual(['CHMOD "/m/a"', 'list: /m/a']);
  });

  test('Remove does not resolve: it finds the resolved path only', () => {
    const steps = [
      ['file', '/m/a'],
      ['symlink', 'a', '/m/l'],
      ['Add', '/m/l'],
      ['Remove', '/m/l'],
      ['Remove', '/m/a'],
    ] as const;
    expect(drive('fsnotify@1.5.0', steps)).toEqual(["Remove /m/l: can't remove non-existent inotify watch for: /m/l"]);
  });

  test('errors are texts, without an errno', () => {
    expect(drive('fsnotify@1.5.0', [['Add', '/m/x']])).toEqual([
      'Add /m/x: error resolving "/m/x": lstat /m/x: no such file or directory',
    ]);
    const full = [
      ['file', '/m/a'],
      ['symlink', 'a', '/m/l'],
      ['Add', '/m/a'],
      ['Add', '/m/l'],
    ] as const;
    const limits = { maxUserWatches: 0 };
    expect(drive('fsnotify@1.5.0', full, { limits })).toEqual([
      'Add /m/a: no space left on device',
      'Add /m/l: error adding "/m/a" for "/m/l": no space left on device',
    ]);
  });
});
