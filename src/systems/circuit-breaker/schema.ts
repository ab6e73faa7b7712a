// The block `system: circuit-breaker:` of a simulation file: what the configuration centre does, how the service's
// client guards itself against it, and what lies on its disk.
//
// Source of the defaults: chapter 4.3 of the article (1.5 s, three in a row, 60 s, 5 s). The interval of fetches is
// not told there.
// Leaves out: more than one client, a centre that pushes, credentials.
import { z } from 'zod';
import { duration, interval } from '../words-of-time.ts';

/** How the centre answers. `flaky`: every fetch may go either way. */
export const CENTRE_STATES = ['well', 'slow', 'empty', 'flaky'] as const;
/** What became of the snapshot file before the story begins. */
export const SNAPSHOT_STATES = ['intact', 'edited', 'half-written'] as const;
export const VERIFIES = ['fields', 'checksum'] as const;
export const WRITES = ['in-place', 'rename'] as const;
export const STORAGES = ['volume', 'container-layer', 'read-only'] as const;

const CENTRE_MAX = 8;
const CRASHES_MAX = 3;
const FAILURES_MAX = 10;
const TEXT_MAX = 1000;

const change = z.strictObject({
  at: duration.describe('When it happens.'),
  is: z
    .enum(CENTRE_STATES)
    .optional()
    .describe('From now on fetches are answered, not answered in time, answered with nothing, or any of these.'),
  publishes: z.string().max(TEXT_MAX).optional().describe('The configuration that it holds from now on: any text.'),
});

const json = z
  .string()
  .max(TEXT_MAX)
  .refine(isJson)
  .meta({ title: 'the JSON text of a snapshot; a damaged one is said with snapshotIs' });

export const circuitBreakerSchema = z.strictObject({
  centre: z
    .array(change)
    .min(1)
    .max(CENTRE_MAX)
    .describe('What happens to the configuration centre; what stands at 0s is how it is at the start.'),
  snapshot: json
    .optional()
    .describe('What the snapshot file was written with before the service starts; left out, there is no file.'),
  snapshotIs: z
    .enum(SNAPSHOT_STATES)
    .default('intact')
    .describe('Whether its bytes are still those that were written, were edited since, or were never all written.'),
  storage: z
    .enum(STORAGES)
    .default('volume')
    .describe(
      'Where the file is: a volume, the container itself (as in the image again after a restart), or read-only.',
    ),
  writes: z
    .enum(WRITES)
    .default('in-place')
    .describe('How a new snapshot is written: open(O_TRUNC) and write, or a temporary file and rename(2).'),
  onOpen: z
    .enum(['load-snapshot', 'keep-serving'])
    .default('load-snapshot')
    .describe('When the breaker opens: load the snapshot always, or only if nothing is being served.'),
  verifies: z
    .enum(VERIFIES)
    .default('fields')
    .describe(
      'What a snapshot has to pass: its fields are there, or its checksum fits and the configuration is valid.',
    ),
  onBadSnapshot: z
    .enum(['throw', 'keep'])
    .default('throw')
    .describe('One that does not pass: the exception ends the periodic task, or what is served is kept.'),
  failures: z.int().min(1).max(FAILURES_MAX).default(3).describe('So many failed fetches in a row open the breaker.'),
  slowAfter: interval.prefault('1500ms').describe('A fetch without an answer for so long has failed.'),
  openFor: interval.prefault('60s').describe('How long an open breaker fetches nothing.'),
  halfOpenFor: interval.prefault('5s').describe('How long the one probe of a half-open breaker may take.'),
  fetchEvery: interval.prefault('10s').describe('From the end of a fetch to the next.'),
  crashes: z
    .array(duration)
    .max(CRASHES_MAX)
    .default([])
    .describe('When the process is killed; it starts again at once.'),
});

export type CircuitBreakerConfig = z.output<typeof circuitBreakerSchema>;
export type CentreState = (typeof CENTRE_STATES)[number];

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Settings that contradict one another. */
export function circuitBreakerMistakes({
  centre,
  snapshot,
  snapshotIs,
}: CircuitBreakerConfig): readonly { path: readonly (string | number)[]; message: string }[] {
  const idle = centre.flatMap(({ is, publishes }, index) =>
    is === undefined && publishes === undefined
      ? [{ path: ['centre', index], message: 'nothing happens here: say what the centre is, or what it publishes' }]
      : [],
  );
  const nothing = centre.every(({ publishes }) => publishes === undefined)
    ? [{ path: ['centre'], message: 'nothing is ever published' }]
    : [];
  const noFile =
    snapshot === undefined && snapshotIs !== 'intact'
      ? [{ path: ['snapshotIs'], message: `there is no snapshot that could be ${snapshotIs}` }]
      : [];
  return [...idle, ...nothing, ...noFile];
}
