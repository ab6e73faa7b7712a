import { describe, expect, test } from 'vitest';
import { cleanPath, parentPath } from '../../../src/actors/watcher/go-filepath.ts';

// Rows of Go's own path_test.go where they apply, and the paths that a reload program plausibly gives.
const CLEAN: readonly (readonly [path: string, clean: string])[] = [
  ['', '.'],
  ['/', '/'],
  ['/m/config.yaml', '/m/config.yaml'],
  ['/m/', '/m'],
  ['/m//a///b', '/m/a/b'],
  ['/m/./a/.', '/m/a'],
  ['/m/d/..', '/m'],
  ['/m/d/../../a', '/a'],
  ['/../a', '/a'],
  ['/..', '/'],
  ['a/../..', '..'],
  ['../../a', '../../a'],
  ['a/..', '.'],
  ['/m/..data/x', '/m/..data/x'],
];

const PARENT: readonly (readonly [path: string, parent: string])[] = [
  ['/m/config.yaml', '/m'],
  ['/m', '/'],
  ['/', '/'],
  ['a', '.'],
  ['/m/..data', '/m'],
];

describe('W1 lexical paths', () => {
  test.each(CLEAN)('Clean(%j) is %j', (path, clean) => {
    expect(cleanPath(path)).toBe(clean);
  });

  test.each(PARENT)('Dir(%j) is %j', (path, parent) => {
    expect(parentPath(path)).toBe(parent);
  });
});
