// 500 generated scenarios under prompt timing and half as many under any, in four files that run side by side.
import { expect, test } from 'vitest';
import { generatedAgree } from './agreement.ts';

const SEEDS = 200;
const BATCH = 10;
/** The reference takes its time: larger ones are passed over. */
const STATES_MAX = { prompt: 500, any: 400 } as const;
/** How many are left then, at the least. */
const COMPARED = { prompt: 125, any: 50 } as const;

/** Declares the tests of one quarter. */
export function comparesGenerated(quarter: number): void {
  const first = quarter * SEEDS;
  const batches = Array.from({ length: SEEDS / BATCH }, (_, batch) =>
    Array.from({ length: BATCH }, (_each, index) => first + batch * BATCH + index),
  );
  const compared = { prompt: 0, any: 0 };
  test.each(batches.map((batch) => [`${batch[0]} to ${batch.at(-1)}`, batch] as const))('seeds %s', (_, batch) => {
    compared.prompt += generatedAgree('prompt', batch, STATES_MAX.prompt);
    compared.any += generatedAgree('any', batch, STATES_MAX.any);
  });
  test('enough of them are small enough', () => {
    expect(compared.prompt).toBeGreaterThanOrEqual(COMPARED.prompt);
    expect(compared.any).toBeGreaterThanOrEqual(COMPARED.any);
  });
}
