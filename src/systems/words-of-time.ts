// Lengths of time in the configuration of a system: "200ms", "5s", "3m", "1h", "1m30s", as Go and Kubernetes write them.
//
// The same words as in the rest of a simulation file (simulation/schema-words.ts), which stands above the systems.
// Leaves out: fractions, signs and units below a millisecond.
import { z } from 'zod';

const MS_OF = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
type Unit = keyof typeof MS_OF;

const PATTERN = /^(?:\d{1,9}(?:ms|s|m|h))+$/;
/** One week. */
const MS_MAX = 7 * 24 * MS_OF.h;

function milliseconds(text: string): number {
  let total = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|s|m|h)/g)) total += Number(count) * MS_OF[unit as Unit];
  return total;
}

/** Text → whole milliseconds, from 0 to a week. */
export const duration = z
  .string()
  .regex(PATTERN)
  .refine((text) => milliseconds(text) <= MS_MAX)
  .transform(milliseconds)
  .meta({ title: 'a duration such as 200ms, 5s, 3m, 1h or 1m30s, at most a week' });

/** The same, of at least one millisecond. */
export const interval = z
  .string()
  .regex(PATTERN)
  .refine((text) => milliseconds(text) > 0 && milliseconds(text) <= MS_MAX)
  .transform(milliseconds)
  .meta({ title: 'a duration such as 200ms, 5s, 3m, 1h or 1m30s, longer than 0 and at most a week' });

/** "1m30s" for 90000: the shortest spelling. */
export function formatMs(ms: number): string {
  let left = ms;
  const parts = (['h', 'm', 's', 'ms'] as const).map((unit) => {
    const count = Math.floor(left / MS_OF[unit]);
    left -= count * MS_OF[unit];
    return count > 0 ? `${count}${unit}` : '';
  });
  return parts.join('') || '0s';
}
