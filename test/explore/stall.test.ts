// How long somebody must have paused, in schedules whose answer can be worked out by hand.
import { expect, test } from 'vitest';
import { check } from '../../src/explore/check.ts';
import { leastStall } from '../../src/explore/stall.ts';
import { createModel } from '../../src/world/model.ts';
import { runToEnd } from '../../src/world/run.ts';
import { createScheduler } from '../../src/world/schedulers.ts';
import { shippedCatalog } from '../shipped.ts';
import { scenarioWith } from '../world/scenarios.ts';

test('a schedule of prompt timing needs no stall', () => {
  const scenario = scenarioWith({ mount: { writer: 'in-place' } });
  const { steps } = runToEnd(createModel(scenario, 'prompt'), createScheduler('random', 1));
  expect(leastStall(createModel(scenario, 'any'), steps)).toMatchObject({ ms: 0 });
});

test('what happens at 5 s comes before the first step of the process only if it starts 5 s late', () => {
  const incident = shippedCatalog().simulations.find(({ scenario }) => scenario.name === 'incident');
  if (incident === undefined) throw new Error('incident is shipped');
  const { verdicts } = check(createModel(incident.scenario, 'any'), { properties: ['never-empty'] });
  expect(verdicts[0]?.counterexample).toMatchObject({
    pointOfNoReturn: 7,
    stall: { ms: 5000, actor: 'app', afterStep: 0, beforeStep: 1 },
  });
});

test('a first load that meets kubelet at its next sync is 60.2 s late: syncFrequency and two ticks of 100 ms', () => {
  const { verdicts } = check(createModel(scenarioWith({}), 'any'), { properties: ['never-empty'] });
  expect(verdicts[0]).toMatchObject({ verdict: 'violated' });
  expect(verdicts[0]?.counterexample?.stall).toMatchObject({ ms: 60_200, actor: 'app' });
});
