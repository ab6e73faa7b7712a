import { describe, expect, test } from 'vitest';
import { classify, contentsOf } from '../../src/simulation/contents.ts';

describe('what a parser makes of a content', () => {
  test.each([
    ['', 'empty', []],
    ['  \n', 'empty', []],
    ['# only a comment\n', 'empty', []],
    ['null', 'empty', []],
    ['---\n---\nb: 2\n', 'empty', []],
    ['groupBuy: true\nflashSale: false\n', 'valid', ['groupBuy', 'flashSale']],
    ['{"discount": "95", "quota": 1000}', 'valid', ['discount', 'quota']],
    ['- a\n- b\n', 'valid', []],
    ['timeout=30\nretries=3\n', 'valid', []],
    ['-----BEGIN CERTIFICATE-----\nMIIB==\n-----END CERTIFICATE-----\n', 'valid', []],
    ['a: 1\n---\nb: [', 'valid', ['a']],
    ['1: one\n', 'valid', ['1']],
    ['groupBuy: [north, south', 'invalid', []],
    ['a: 1\na: 2\n', 'invalid', []],
    ['a: { b: 1, b: 2 }\n', 'invalid', []],
    ['a: *nowhere', 'invalid', []],
    ['a:\n\t- b\n', 'invalid', []],
    ['a: &x 1\nb: *x\n', 'valid', ['a', 'b']],
  ])('%j is %s', (content, status, rootKeys) => {
    expect(classify(content)).toEqual({ status, rootKeys });
  });

  test('nesting is bounded, and a megabyte of it costs no stack', () => {
    expect(classify('['.repeat(256) + ']'.repeat(256)).status).toBe('valid');
    expect(classify('['.repeat(258) + ']'.repeat(258)).status).toBe('invalid');
    expect(classify('['.repeat(1024 * 1024)).status).toBe('invalid');
    expect(classify('- '.repeat(512 * 1024)).status).toBe('invalid');
  });

  test('an alias bomb is not expanded', () => {
    const bomb = [
      'a: &a [x, x, x, x]',
      ...'bcdefghij'.split('').map((key, index) => {
        const before = 'abcdefghij'[index];
        return `${key}: &${key} [*${before}, *${before}, *${before}, *${before}]`;
      }),
    ].join('\n');
    expect(classify(bomb).status).toBe('valid');
  });

  test('every version and the truncated file are classified, by their bytes', () => {
    const contents = contentsOf([{ f: 'a: 1' }, { f: 'a: [', g: '__proto__' }]);
    expect(Object.keys(contents)).toEqual(['', 'a: 1', 'a: [', '__proto__']);
    expect(Object.hasOwn(contents, '__proto__')).toBe(true);
    expect(contents['']?.status).toBe('empty');
  });
});
