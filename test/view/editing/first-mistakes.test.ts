// Of a text whose form is broken only what is certain is told.
import { expect, test } from 'vitest';
import { firstMistakes } from '../../../src/view/editing/first-mistakes.ts';
import type { Mistake } from '../../../src/view/editing/reading.ts';

const mistake = (line: number, code: Mistake['code']): Mistake => ({
  file: 'a.yaml',
  line,
  column: 1,
  code,
  message: '',
});

test.each([
  ['nothing is wrong', [], 0, false],
  ['the form is right', [mistake(1, 'unknown-key'), mistake(2, 'wrong-value')], 2, false],
  ['one mistake of form, and nothing behind it', [mistake(1, 'yaml-syntax')], 1, false],
  [
    'mistakes before and behind it',
    [mistake(1, 'unknown-key'), mistake(2, 'yaml-syntax'), mistake(3, 'yaml-syntax')],
    2,
    true,
  ],
] as const)('%s', (_, found, told, hasMore) => {
  expect(firstMistakes(found)).toEqual({ mistakes: found.slice(0, told), hasMore });
});
