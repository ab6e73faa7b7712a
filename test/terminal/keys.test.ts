import { describe, expect, test } from 'vitest';
import { keyNames } from '../../src/terminal/keys.ts';

describe('what Ink tells of a key', () => {
  test.each([
    ['', { rightArrow: true }, ['→']],
    ['', { return: true }, ['enter']],
    ['', { escape: true, meta: true }, ['esc']],
    ['', { delete: true }, ['backspace']],
    [' ', {}, ['space']],
    ['ku', {}, ['k', 'u']],
    ['c', { ctrl: true }, ['ctrl-c']],
    ['z', { ctrl: true }, ['ctrl-z']],
    ['x', { ctrl: true }, []],
    ['b', { meta: true }, []],
    ['\u0000', {}, []],
  ])('%j %j', (input, key, names) => {
    expect(keyNames(input, key)).toEqual(names);
  });
});
