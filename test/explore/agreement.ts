// What it means that the explorer agrees: with the reference in states, transitions, verdicts and shortest lengths; with
// single runs in what they witness.
import { expect } from 'vitest';
import { check } from '../../src/explore/check.ts';
import type { Verdict, Verdicts } from '../../src/explore/verdict.ts';
import { judgeRun } from '../../src/properties/properties.ts';
import { DEFAULT_PARAMETERS, type PropertyParameters } from '../../src/properties/property.ts';
import { enabled } from '../../src/world/enabled.ts';
import { createModel, type Model } from '../../src/world/model.ts';
import { runToEnd } from '../../src/world/run.ts';
import type { Timing } from '../../src/world/scenario.ts';
import { createScheduler } from '../../src/world/schedulers.ts';
import { exploreAll } from './reference-explorer.ts';
import { scenarioOf } from './scenario-generator.ts';

const REFERENCE_STATES_MAX = 30_000;

/** Steps of the shortest counterexample of every property; null where there is none. */
function lengthsOf(verdicts: readonly Verdict[]): Readonly<Record<string, number | null>> {
  return Object.fromEntries(
    verdicts.map(({ property, counterexample }) => [property, counterexample?.steps.length ?? null]),
  );
}

/** Checks a model, and holds the outcome against the reference. */
export function agreesWithReference(model: Model, parameters: PropertyParameters = DEFAULT_PARAMETERS): Verdicts {
  const reference = exploreAll(model, parameters, REFERENCE_STATES_MAX);
  const found = check(model, { parameters });
  const { states, transitions, statesPerDepth, end } = found.covered;
  expect([reference.cutOff, end]).toEqual([false, 'complete']);
  expect({ states, transitions, statesPerDepth }).toEqual({
    states: reference.states,
    transitions: reference.transitions,
    statesPerDepth: reference.statesPerDepth,
  });
  const expected = found.verdicts.map(({ property }) => [property, reference.violated[property] ?? null]);
  expect(lengthsOf(found.verdicts)).toEqual(Object.fromEntries(expected));
  for (const { property, verdict, counterexample } of found.verdicts) {
    const isTimed = property === 'bounded-staleness' && model.timing === 'any';
    expect(verdict).toBe(counterexample !== null ? 'violated' : isTimed ? 'inconclusive' : 'holds');
  }
  return found;
}

/** What is said to be violated is so in the run shown; what is said to hold is not violated in any run tried. */
export function agreesWithRuns(
  model: Model,
  { verdicts }: Verdicts,
  runs: number,
  parameters = DEFAULT_PARAMETERS,
): void {
  for (const { property, counterexample } of verdicts) {
    // A run tries stays-armed on one continuation only.
    if (counterexample === null || property === 'stays-armed') continue;
    const { steps } = counterexample;
    const isQuiet = enabled(model, steps.at(-1)?.world ?? model.first).every(({ kind }) => kind === 'fault');
    const run = { first: model.first, steps, end: isQuiet ? ('quiet' as const) : ('horizon' as const) };
    const judgement = judgeRun(model, run, parameters).find((each) => each.property === property);
    expect(judgement).toMatchObject({ verdict: 'violated', atStep: steps.length });
  }
  for (let seed = 0; seed < runs; seed += 1) {
    const run = runToEnd(model, createScheduler('random', seed));
    const violated = judgeRun(model, run, parameters).filter(({ verdict }) => verdict === 'violated');
    for (const { property } of violated) {
      expect(verdicts.find((each) => each.property === property)).toMatchObject({ property, verdict: 'violated' });
    }
  }
}

/**
 * Holds the generated scenarios of some seeds against the reference, those that have no more than `statesMax` states; tells
 * how many that were.
 */
export function generatedAgree(timing: Timing, seeds: readonly number[], statesMax: number): number {
  let compared = 0;
  for (const seed of seeds) {
    const model = createModel(scenarioOf(seed), timing);
    if (check(model, { properties: [], statesMax }).covered.end !== 'complete') continue;
    compared += 1;
    try {
      const found = agreesWithReference(model);
      if (timing === 'prompt') agreesWithRuns(model, found, 2);
    } catch (error) {
      throw new Error(`generated scenario ${seed}, ${timing}`, { cause: error });
    }
  }
  return compared;
}
