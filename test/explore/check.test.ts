// The explorer against the plainest one there can be, and against single runs.
import { describe, expect, test } from 'vitest';
import { check } from '../../src/explore/check.ts';
import { createModel, type Model } from '../../src/world/model.ts';
import type { Timing } from '../../src/world/scenario.ts';
import { modelOf, shippedCatalog } from '../shipped.ts';
import { scenarioWith } from '../world/scenarios.ts';
import { agreesWithReference, agreesWithRuns } from './agreement.ts';
import { scenarioOf } from './scenario-generator.ts';

describe('every shipped simulation', () => {
  const simulations = shippedCatalog().simulations;
  test.each(simulations.map((simulation) => [simulation.scenario.name, simulation] as const))(
    '%s: same states, verdicts and shortest lengths as the reference, and as expected',
    (_, simulation) => {
      const { expect: expected, parameters } = simulation;
      const model = modelOf(simulation);
      const found = agreesWithReference(model, parameters);
      agreesWithRuns(model, found, 5, parameters);
      for (const { property, verdict } of expected) {
        expect(found.verdicts.find((each) => each.property === property)).toMatchObject({ property, verdict });
      }
    },
  );
});

describe('generated scenarios that are too large for the reference', () => {
  test('agree with single runs', () => {
    let compared = 0;
    for (let seed = 0; seed < 40; seed += 1) {
      const model = createModel(scenarioOf(seed), 'prompt');
      const { end } = check(model, { properties: [], statesMax: 5000 }).covered;
      if (end !== 'complete' || check(model, { properties: [], statesMax: 500 }).covered.end === 'complete') continue;
      compared += 1;
      agreesWithRuns(model, check(model), 2);
    }
    expect(compared).toBeGreaterThan(3);
  });
});

describe('any timing', () => {
  const model = (timing: Timing): Model => createModel(scenarioWith({ mount: { writer: 'in-place' } }), timing);

  test('it reaches every violation that prompt timing reaches', () => {
    let compared = 0;
    for (let seed = 0; seed < 40; seed += 1) {
      const scenario = { ...scenarioOf(seed), faults: [] };
      const any = check(createModel(scenario, 'any'), { statesMax: 5000 });
      if (any.covered.end !== 'complete') continue;
      const prompt = check(createModel(scenario, 'prompt'));
      for (const [index, { property, verdict }] of prompt.verdicts.entries()) {
        if (verdict !== 'violated' || property === 'bounded-staleness') continue;
        compared += 1;
        expect([seed, property, any.verdicts[index]?.verdict]).toEqual([seed, property, 'violated']);
      }
    }
    expect(compared).toBeGreaterThan(20);
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
