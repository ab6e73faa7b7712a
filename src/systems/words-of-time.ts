// Lengths of time in files: the words of a simulation's file and of the block that sets up a system alike.
import { z } from 'zod';
import { DURATION_MAX_MS, DURATION_PATTERN, parseDuration } from '../kernel/duration.ts';

/** Text → whole milliseconds, from 0 to a week. */
export const duration = z
  .string()
  .regex(DURATION_PATTERN)
  .refine((text) => parseDuration(text) <= DURATION_MAX_MS)
  .transform(parseDuration)
  .meta({ title: 'a duration such as 200ms, 5s, 3m, 1h or 1m30s, at most a week' });

/** The same, of at least one millisecond. */
export const interval = z
  .string()
  .regex(DURATION_PATTERN)
  .refine((text) => parseDuration(text) > 0 && parseDuration(text) <= DURATION_MAX_MS)
  .transform(parseDuration)
  .meta({ title: 'a duration such as 200ms, 5s, 3m, 1h or 1m30s, longer than 0 and at most a week' });
