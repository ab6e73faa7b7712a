import { describe, expect, test } from 'vitest';
import { DURATION_PATTERN, formatDuration, parseDuration } from '../../src/kernel/duration.ts';

describe('durations', () => {
  test.each([
    ['200ms', 200],
    ['5s', 5000],
    ['3m', 180_000],
    ['1h', 3_600_000],
    ['1m30s', 90_000],
    ['0s', 0],
  ])('%s is %i ms and is written the same way', (text, ms) => {
    expect(text).toMatch(DURATION_PATTERN);
    expect(parseDuration(text)).toBe(ms);
    expect(formatDuration(ms)).toBe(text);
  });

  test.each(['', '5', 's', '5 s', '-5s', '1.5s', '5d', '5S', '5s,', '5s 3m'])('%j is not a duration', (text) => {
    expect(text).not.toMatch(DURATION_PATTERN);
  });

  test('every number of milliseconds survives the round trip', () => {
    for (let ms = 0; ms < 8_000_000; ms += 3517) expect(parseDuration(formatDuration(ms))).toBe(ms);
  });
});
