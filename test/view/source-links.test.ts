import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rulesOf } from '../../src/cli/web/bundled.ts';
import { sourceParts } from '../../src/view/source-links.ts';

const RULES = rulesOf(readFileSync(join(import.meta.dirname, '../../docs/model.md'), 'utf8'));

describe('sources as links', () => {
  test.each([
    ['rename(2)', 'https://man7.org/linux/man-pages/man2/rename.2.html'],
    ['path_resolution(7)', 'https://man7.org/linux/man-pages/man7/path_resolution.7.html'],
    ['fs/namei.c', 'https://elixir.bootlin.com/linux/v6.18/source/fs/namei.c'],
    ['include/linux/fsnotify.h', 'https://elixir.bootlin.com/linux/v6.18/source/include/linux/fsnotify.h'],
    [
      'k/k pkg/volume/util/atomic_writer.go@00e11024cf8c',
      'https://github.com/kubernetes/kubernetes/blob/00e11024cf8c/pkg/volume/util/atomic_writer.go',
    ],
  ])('%s', (text, href) => {
    expect(sourceParts(`see ${text}, too`)).toEqual([
      { text: 'see ', href: null },
      { text, href },
      { text: ', too', href: null },
    ]);
  });

  test('every source of docs/model.md stays the text it is, and most lead somewhere', () => {
    const sources = Object.values(RULES).map(({ source }) => source);
    expect(sources.length).toBeGreaterThan(100);
    for (const source of sources)
      expect(
        sourceParts(source)
          .map(({ text }) => text)
          .join(''),
      ).toBe(source);
    const led = sources.filter((source) => sourceParts(source).some(({ href }) => href !== null));
    expect(led.length).toBeGreaterThan(sources.length / 4);
  });
});
