import { describe, expect, test } from 'vitest';
import { clip, fitRow, pad, rowWidth, span, widthOf, wrap } from '../../src/view/rows.ts';

describe('text is measured in terminal columns', () => {
  test.each([
    ['rename ..data', 13],
    ['①②∅◉✗─╌→▸', 9],
    ['配置', 4],
    ['⚡ killed', 9],
    ['', 0],
  ])('%s takes %i', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  test.each([
    ['IN_DELETE_SELF', 20, 'IN_DELETE_SELF'],
    ['IN_DELETE_SELF', 14, 'IN_DELETE_SELF'],
    ['IN_DELETE_SELF', 6, 'IN_DE…'],
    ['配置热更新', 6, '配置…'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
  ])('%s cut to %i is %s', (text, width, cut) => {
    expect(clip(text, width)).toBe(cut);
    expect(widthOf(clip(text, width))).toBeLessThanOrEqual(width);
  });

  test('padding counts wide characters twice', () => {
    expect(pad('配置', 6)).toBe('配置  ');
  });
});

describe('rows', () => {
  test.each([0, 1, 5, 11, 12, 30])('fit exactly in %i columns', (width) => {
    const fitted = fitRow([span('volume ', 'label'), span('②', 'v2'), span(' 配置')], width);
    expect(rowWidth(fitted)).toBe(width);
  });

  test('keep their roles when they are cut', () => {
    expect(fitRow([span('ab', 'key'), span('cdef', 'dim')], 4)).toEqual([span('ab', 'key'), span('c…', 'dim')]);
  });
});

describe('texts wrap', () => {
  test('at blanks', () => {
    expect(wrap('the watch on the file gets nothing', 12)).toEqual(['the watch on', 'the file', 'gets nothing']);
  });

  test('around wide characters', () => {
    expect(wrap('监听被删除的inode', 8)).toEqual(['监听被删', '除的', 'inode']);
  });

  test.each([
    ['应用重载。再来一次', 8, ['应用重', '载。再来', '一次']],
    ['应用提供（空）值', 10, ['应用提供', '（空）值']],
    ['应用的“监视”没了', 7, ['应用的', '“监视”', '没了']],
    ['监视收到 IN_ATTRIB。', 16, ['监视收到', 'IN_ATTRIB。']],
    ['它没变。\u00A0—\u00A0I1', 10, ['它没', '变。\u00A0—\u00A0I1']],
  ])('%s in %i columns leaves punctuation where it belongs', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  test('and cut a word that is longer than a line', () => {
    expect(wrap('IN_MOVED_FROM|IN_MOVED_TO', 10)).toEqual(['IN_MOVED_…']);
  });
});
