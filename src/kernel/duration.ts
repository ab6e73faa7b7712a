// Durations as Go and KubeletConfiguration write them: "200ms", "5s", "3m", "1h", "1m30s".
//
// Leaves out: fractions, signs and units below a millisecond; the model's clock counts whole milliseconds.

const MS_OF = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
type Unit = keyof typeof MS_OF;

/** One week: the longest that a file may say. */
export const DURATION_MAX_MS = 7 * 24 * MS_OF.h;

/** One or more numbers with a unit, nothing else. */
export const DURATION_PATTERN = /^(?:\d{1,9}(?:ms|s|m|h))+$/;

/** Milliseconds of a duration that matches DURATION_PATTERN. */
export function parseDuration(text: string): number {
  let total = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|s|m|h)/g)) total += Number(count) * MS_OF[unit as Unit];
  return total;
}

/** The shortest spelling that `parseDuration` reads back: 90000 is "1m30s". */
export function formatDuration(ms: number): string {
  let left = ms;
  const parts = (['h', 'm', 's', 'ms'] as const).map((unit) => {
    const count = Math.floor(left / MS_OF[unit]);
    left -= count * MS_OF[unit];
    return count > 0 ? `${count}${unit}` : '';
  });
  return parts.join('') || '0s';
}
