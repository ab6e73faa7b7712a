// The block `config-store` of a simulation file.
import { z } from 'zod';
import { READS, STORES } from './memory.ts';

const COUNT_MAX = 3;
const count = z
  .int()
  .min(1)
  .max(COUNT_MAX)
  .meta({ title: `a whole number from 1 to ${COUNT_MAX}` });

export const configStoreSchema = z.strictObject({
  store: z
    .enum(STORES)
    .describe(
      'How the program keeps its configuration: written in place, behind a lock, or swapped as a whole. `sync-map-inside` is sync.Map step by step, as its source has it.',
    ),
  reads: z
    .enum(READS)
    .default('each')
    .describe(
      'How a request takes its two values: `each` with a lock or a Load of its own, or a `snapshot` (both under one lock, one Load, a copy, a range).',
    ),
  readers: count.default(1).describe('Requests at the same time; each takes both values once.'),
  reloads: count.default(1).describe('Reloads one after the other; each stores a new version of both values.'),
  gc: z.boolean().default(false).describe('Another goroutine calls `runtime.GC()` at some moment.'),
});
export type ConfigStoreConfig = z.infer<typeof configStoreSchema>;

/** Of what is inside sync.Map only Load and Store are modelled, and each is many steps: three requests are too many. */
export function mistakesIn({ store, reads, readers }: ConfigStoreConfig) {
  if (store !== 'sync-map-inside') return [];
  const inside = 'but the inside of sync.Map is looked at';
  return [
    ...(reads === 'each' ? [] : [{ path: ['reads'], message: `found "${reads}", ${inside} with each` }]),
    ...(readers <= 2 ? [] : [{ path: ['readers'], message: `found ${readers}, ${inside} with at most 2` }]),
  ];
}
