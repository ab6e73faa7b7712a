// Whole programs against the model: which updates did a strategy on a real library notice, and does the model agree?
//
// Under both fixed policies and a number of random schedules; every interleaving is in recorded-interleavings.test.ts.
import { expect, test } from 'vitest';
import { createModel, type Model } from '../src/world/model.ts';
import { runToEnd } from '../src/world/run.ts';
import { createScheduler, type Policy } from '../src/world/schedulers.ts';
import type { World } from '../src/world/world.ts';
import { type AppRecording, programRecordings as recordings, scenarioOf, withWrites } from './recorded-programs.ts';

interface Played {
  /** Was there a load after each update (or burst of updates)? */
  readonly noticed: readonly boolean[];
  readonly held: string | null;
}

/** Writes as recorded: one after the other once all is quiet, or all at once when there was no gap. */
function play(recording: AppRecording, policy: Policy, seed: number): Played {
  const model = createModel(scenarioOf(recording));
  const scheduler = createScheduler(policy, seed);
  const pollMs = model.scenario.app.strategy.poll?.everyMs ?? 0;
  const settle = (world: World) => {
    const until: Model = { ...model, horizonMs: world.nowMs + 2 * pollMs + 1000 };
    return runToEnd(until, scheduler, world);
  };
  const start = settle(model.first);
  let world = start.steps.at(-1)?.world ?? model.first;
  const bursts = recording.gapMs === 0 ? [recording.writes] : recording.writes.map((write) => [write]);
  const noticed = bursts.map((burst) => {
    const run = settle(withWrites(world, burst));
    world = run.steps.at(-1)?.world ?? world;
    return run.steps.some(({ events }) =>
      events.some((event) => event.kind === 'fact' && event.fact.kind === 'reload-applied'),
    );
  });
  return { noticed, held: world.actors.app?.snapshot.context.held['config.yaml'] ?? null };
}

const SCHEDULES: readonly (readonly [Policy, number])[] = [
  ['app-first', 0],
  ['writer-first', 0],
  ...Array.from({ length: 20 }, (_, seed) => ['random', seed] as const),
];

test('the recordings are there', () => {
  expect(recordings.length).toBeGreaterThanOrEqual(17);
});

test.each(recordings.map((recording) => [recording.id, recording] as const))('%s', (_, recording) => {
  const { runs, writes, gapMs } = recording;
  const newest = writes.at(-1)?.payload['config.yaml'] ?? null;
  const always = (count: number): boolean | null => (count === runs.n ? true : count === 0 ? false : null);
  // With no gap between the updates there is one burst, and only whether it was noticed at all can be compared.
  const noticed = gapMs > 0 ? runs.noticed.map(always) : [true];
  const converged = always(runs.converged);

  for (const [policy, seed] of SCHEDULES) {
    const played = play(recording, policy, seed);
    const compared = played.noticed.map((each, index) => (noticed[index] === null ? null : each));
    expect([policy, seed, compared]).toEqual([policy, seed, noticed]);
    // A program that loaded nothing has not converged in the recordings' sense, even if nothing had changed.
    const has = played.held === newest && played.noticed.includes(true);
    if (converged !== null) expect([policy, seed, has]).toEqual([policy, seed, converged]);
  }
});
