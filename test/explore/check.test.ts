// The explorer against the plainest one there can be, and against single runs.
import { describe, expect, test } from 'vitest';
import { check } from '../../src/explore/check.ts';
import type { Verdict, Verdicts } from '../../src/explore/verdict.ts';
import { judgeRun } from '../../src/properties/properties.ts';
import { DEFAULT_PARAMETERS, type PropertyParameters } from '../../src/properties/property.ts';
import { enabled } from '../../src/world/enabled.ts';
import { createModel, type Model } from '../../src/world/model.ts';
import { runToEnd } from '../../src/world/run.ts';
import type { Timing } from '../../src/world/scenario.ts';
import { createScheduler } from '../../src/world/schedulers.ts';
import { shippedCatalog } from '../shipped.ts';
import { scenarioWith } from '../world/scenarios.ts';
import { exploreAll } from './reference-explorer.ts';
import { scenarioOf } from './scenario-generator.ts';

const STATES_MAX = 30_000;
const SAFETY = ['never-empty', 'never-torn', 'never-invalid', 'never-crashes'] as const;
const DECIDED_BY_REFERENCE = [...SAFETY, 'converges', 'stays-armed'] as const;

const lengthOf = ({ counterexample }: Verdict): number | null => counterexample?.steps.length ?? null;

function agreesWithReference(model: Model, parameters: PropertyParameters): Verdicts {
  const reference = exploreAll(model, parameters, STATES_MAX);
  const found = check(model, { parameters });
  const { states, transitions } = found.covered;
  expect(reference.cutOff).toBe(false);
  expect({ states, transitions }).toEqual({ states: reference.states, transitions: reference.transitions });
  const lengths = DECIDED_BY_REFERENCE.map((name) => [name, reference.violated[name] ?? null]);
  const decided = found.verdicts.filter(({ property }) => DECIDED_BY_REFERENCE.some((name) => name === property));
  expect(Object.fromEntries(decided.map((verdict) => [verdict.property, lengthOf(verdict)]))).toEqual(
    Object.fromEntries(lengths),
  );
  return found;
}

/** What is said to be violated is so in the run shown; what is said to hold is not violated in any run tried. */
function agreesWithRuns(model: Model, parameters: PropertyParameters, { verdicts }: Verdicts, seeds: number): void {
  for (const { property, counterexample } of verdicts) {
    if (counterexample === null) continue;
    const { steps } = counterexample;
    const isQuiet = enabled(model, steps.at(-1)?.world ?? model.first).length === 0;
    const run = { first: model.first, steps, end: isQuiet ? ('quiet' as const) : ('horizon' as const) };
    const judgement = judgeRun(model, run, parameters).find((each) => each.property === property);
    // A run tries stays-armed on one continuation only.
    if (property === 'stays-armed') continue;
    expect(judgement).toMatchObject({ verdict: 'violated', atStep: counterexample.steps.length });
  }
  for (let seed = 0; seed < seeds; seed += 1) {
    const run = runToEnd(model, createScheduler('random', seed));
    const violated = judgeRun(model, run, parameters).filter(({ verdict }) => verdict === 'violated');
    for (const { property } of violated) {
      expect(verdicts.find((each) => each.property === property)).toMatchObject({ property, verdict: 'violated' });
    }
  }
}

describe('every shipped simulation', () => {
  const simulations = shippedCatalog().simulations;
  test.each(simulations.map((simulation) => [simulation.scenario.name, simulation] as const))(
    '%s: same states, verdicts and shortest lengths as the reference, and as expected',
    (_, { scenario, expect: expected, parameters }) => {
      const model = createModel(scenario, 'prompt');
      const found = agreesWithReference(model, parameters);
      agreesWithRuns(model, parameters, found, 5);
      for (const { property, verdict } of expected) {
        expect(found.verdicts.find((each) => each.property === property)).toMatchObject({ property, verdict });
      }
    },
  );
});

describe('generated scenarios', () => {
  const seeds = Array.from({ length: 25 }, (_, batch) =>
    Array.from({ length: 8 }, (_each, index) => 8 * batch + index),
  );
  test.each(seeds.map((batch) => [`${batch[0]} to ${batch.at(-1)}`, batch] as const))('seeds %s', (_, batch) => {
    for (const seed of batch) {
      const model = createModel(scenarioOf(seed), 'prompt');
      // The reference takes its time: of larger ones only the verdicts are compared with runs.
      const { covered } = check(model, { properties: [], statesMax: 1000 });
      const isSmall = covered.end === 'complete';
      const found = isSmall ? agreesWithReference(model, DEFAULT_PARAMETERS) : check(model, { statesMax: 200_000 });
      agreesWithRuns(model, DEFAULT_PARAMETERS, found, 2);
    }
  });
});

describe('any timing', () => {
  const model = (timing: Timing): Model => createModel(scenarioWith({ mount: { writer: 'in-place' } }), timing);

  test('it reaches every violation that prompt timing reaches', () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const scenario = { ...scenarioOf(seed), mount: { ...scenarioOf(seed).mount, writer: 'in-place' as const } };
      const [prompt, any] = [check(createModel(scenario, 'prompt')), check(createModel(scenario, 'any'))];
      for (const [index, { property, verdict }] of prompt.verdicts.entries()) {
        if (verdict !== 'violated' || property === 'bounded-staleness') continue;
        expect([seed, property, any.verdicts[index]?.verdict]).toEqual([seed, property, 'violated']);
      }
    }
  });

  test('same states, transitions and shortest ways to a bad state as the reference', () => {
    let compared = 0;
    for (let seed = 0; seed < 60; seed += 1) {
      const scenario = { ...scenarioOf(seed), mount: { ...scenarioOf(seed).mount, writer: 'rename-over' as const } };
      const any = createModel(scenario, 'any');
      const { covered, verdicts } = check(any, { properties: SAFETY, statesMax: 800 });
      if (covered.end !== 'complete') continue;
      compared += 1;
      const reference = exploreAll(any, DEFAULT_PARAMETERS, STATES_MAX);
      const { states, transitions } = reference;
      expect([seed, covered.states, covered.transitions]).toEqual([seed, states, transitions]);
      const lengths = SAFETY.map((name) => reference.violated[name] ?? null);
      expect(verdicts.map(lengthOf)).toEqual(lengths);
    }
    expect(compared).toBeGreaterThan(10);
  });

  test('without a clock, staleness in time is inconclusive', () => {
    const [verdict] = check(model('any'), { properties: ['bounded-staleness'] }).verdicts;
    expect(verdict).toMatchObject({ verdict: 'inconclusive', reason: 'no-clock' });
  });
});

describe('bounds', () => {
  const model = createModel(scenarioWith({}));

  test('the same question has the same answer', () => {
    expect(JSON.stringify(check(model))).toBe(JSON.stringify(check(model)));
  });

  test('at the bound nothing is said to hold, and what was covered is said', () => {
    const { verdicts, covered } = check(model, { statesMax: 100 });
    expect(covered.end).toBe('states-max');
    expect(covered.states).toBeGreaterThan(100);
    expect(new Set(verdicts.map(({ verdict, reason }) => `${verdict} ${reason}`))).toEqual(
      new Set(['inconclusive states-max']),
    );
  });

  test('a violation found before the bound is one', () => {
    const early = createModel(shippedScenario('incident'));
    const { verdicts, covered } = check(early, { statesMax: 150, properties: ['never-empty', 'converges'] });
    expect(covered.end).toBe('states-max');
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['violated', 'inconclusive']);
    expect(verdicts[0]?.counterexample?.pointOfNoReturn).toBeNull();
  });

  test('a further search that hits the bound leaves its property open, though all states were seen', () => {
    const short = createModel(shippedScenario('x6-update-before-arm'));
    const [whole] = check(short, { properties: ['stays-armed'] }).verdicts;
    expect(whole?.verdict).toBe('holds');
    const { states } = check(short).covered;
    const { verdicts, covered } = check(short, { statesMax: states });
    expect(covered).toMatchObject({ end: 'complete', states });
    const open = verdicts.filter(({ verdict }) => verdict === 'inconclusive');
    expect(open.map(({ property, reason }) => `${property} ${reason}`)).toContain('stays-armed states-max');
  });

  test('a caller may stop it', () => {
    const { verdicts, covered } = check(model, { onProgress: () => false });
    expect(covered.end).toBe('cancelled');
    expect(verdicts[0]).toMatchObject({ verdict: 'inconclusive', reason: 'cancelled' });
  });
});

describe('vacuous truths', () => {
  test('without an update nothing was tested', () => {
    const { verdicts } = check(createModel(scenarioWith({ story: [] })), { properties: ['never-empty', 'converges'] });
    expect(verdicts.map(({ verdict, vacuous }) => [verdict, vacuous])).toEqual([
      ['holds', 'no-update'],
      ['holds', 'no-update'],
    ]);
  });

  test('without a reload nothing could have gone wrong with one', () => {
    const { verdicts } = check(createModel(shippedScenario('incident-kubelet')), { properties: ['never-empty'] });
    expect(verdicts[0]).toMatchObject({ verdict: 'holds', vacuous: 'no-reload' });
  });
});

function shippedScenario(name: string) {
  const found = shippedCatalog().simulations.find(({ scenario }) => scenario.name === name);
  if (found === undefined) throw new Error(`${name} is shipped`);
  return found.scenario;
}
