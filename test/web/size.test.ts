// What the page loads before anybody has done anything, and what must wait.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../src/setup.mjs';

const WEB = join(ROOT, 'dist/web');
/** Bytes, gzip. */
const INITIAL_MAX = 200_000;

const page = readFileSync(join(WEB, 'index.html'), 'utf8');
const initial = [...page.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map(([, file = '']) =>
  readFileSync(join(WEB, file)),
);

describe('initial JavaScript', () => {
  test(`is at most ${INITIAL_MAX} bytes, gzip`, () => {
    expect(initial.length).toBeGreaterThan(0);
    expect(initial.reduce((sum, script) => sum + gzipSync(script).length, 0)).toBeLessThanOrEqual(INITIAL_MAX);
  });

  test.each([
    ['CodeMirror', 'cm-content'],
    ['the YAML parser', 'BLOCK_AS_IMPLICIT_KEY'],
    ['CEL', 'homogeneousAggregateLiterals'],
    ['the texts delivered', 'configMap: { data: {'],
  ])('has nothing of %s', (_, words) => {
    expect(initial.filter((script) => script.includes(words))).toEqual([]);
  });
});
