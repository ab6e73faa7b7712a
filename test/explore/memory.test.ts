// What is remembered from one check to the next changes no answer: models that share machines and steps are decided as
// if each were the first.
import { expect, test } from 'vitest';
import { check } from '../../src/explore/check.ts';
import type { Memory } from '../../src/explore/memory.ts';
import type { Verdicts } from '../../src/explore/verdict.ts';
import { misfitOf, withStrategy } from '../../src/simulation/simulation.ts';
import { createModel } from '../../src/world/model.ts';
import type { ModelStore } from '../../src/world/model-store.ts';
import { TIMINGS } from '../../src/world/scenario.ts';
import { worldKey } from '../../src/world/world-key.ts';
import { shippedCatalog } from '../shipped.ts';
import { scenarioOf } from './scenario-generator.ts';

/** Everything but what a check took: verdicts, schedules with their worlds, states and transitions at every depth. */
function answerOf({ verdicts, covered }: Verdicts): unknown {
  const { end, states, transitions, statesPerDepth } = covered;
  const told = verdicts.map(({ counterexample, ...rest }) => ({
    ...rest,
    ...{ pointOfNoReturn: counterexample?.pointOfNoReturn, stall: counterexample?.stall },
    steps: counterexample?.steps.map(({ index, events, world }) => [index, events, worldKey(world)]),
  }));
  return { told, end, states, transitions, statesPerDepth };
}

test('every strategy on one story', () => {
  const { simulations, strategies } = shippedCatalog();
  const simulation = simulations.find(({ scenario }) => scenario.name === 'x1-single-update');
  if (simulation === undefined) throw new Error('x1-single-update is shipped');
  const memory: Memory = new Map();
  const store: ModelStore = new Map();
  let [alone, shared] = [0, 0];
  for (const strategy of strategies.filter((each) => misfitOf(simulation, each) === null).slice(0, 8)) {
    const { scenario, parameters } = withStrategy(simulation, strategy);
    const first = check(createModel(scenario), { parameters });
    const again = check(createModel(scenario, 'prompt', null, store), { parameters, memory });
    expect(answerOf(again)).toEqual(answerOf(first));
    alone += first.covered.machineTransitions;
    shared += again.covered.machineTransitions;
  }
  expect(shared).toBeLessThan(alone / 2);
});

test.each(TIMINGS)('generated scenarios of every kind, %s timing', (timing) => {
  const memory: Memory = new Map();
  const store: ModelStore = new Map();
  for (let seed = 0; seed < 15; seed += 1) {
    const scenario = scenarioOf(seed);
    const options = { statesMax: 1500 };
    const first = check(createModel(scenario, timing), options);
    const again = check(createModel(scenario, timing, null, store), { ...options, memory });
    expect([seed, answerOf(again)]).toEqual([seed, answerOf(first)]);
  }
});
