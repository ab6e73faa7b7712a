// The block `countdown-timer` of a simulation file.
import { z } from 'zod';
import { duration, interval } from '../words-of-time.ts';
import { FORMS, GO_VERSIONS } from './countdown.ts';

const RESETS_MAX = 3;

const reset = z.strictObject({
  at: duration.describe('When the campaign is given another end, counted from its start.'),
  to: interval.describe('How long it lasts from then on.'),
});

export const countdownTimerSchema = z.strictObject({
  go: z
    .enum(GO_VERSIONS)
    .default('1.23')
    .describe("In quotes: what the `go` line of go.mod names. Since '1.23' no stale value follows Stop or Reset."),
  form: z.enum(FORMS).describe('How the countdown is reset.'),
  lasts: interval.describe('How long the campaign lasts unless it is reset.'),
  resets: z.array(reset).min(1).max(RESETS_MAX).describe('The resets, each by a goroutine of its own.'),
  panics: z
    .int()
    .min(1)
    .max(RESETS_MAX)
    .nullable()
    .default(null)
    .meta({ title: `null or the number of a reset, from 1 to ${RESETS_MAX}` })
    .describe('The number of a reset that panics for a reason that has nothing to do with timers.'),
});
export type CountdownTimerConfig = z.infer<typeof countdownTimerSchema>;

/** The resets count from 1: one that is not there cannot panic. */
export function mistakesIn({ panics, resets }: CountdownTimerConfig) {
  if (panics === null || panics <= resets.length) return [];
  const there = resets.length === 1 ? 'there is 1 reset' : `there are ${resets.length} resets`;
  return [{ path: ['panics'], message: `found ${panics}, but ${there}` }];
}
