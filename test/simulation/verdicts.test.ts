// What the shipped simulations expect, against runs of the real model. A run can show a violation and prove nothing, so
// this holds `violated` to be seen and `holds` not to be contradicted; proofs are the explorer's. A violation that takes a
// fault is the explorer's to find as well (test/matrix).
import { describe, expect, test } from 'vitest';
import { judgeWitness } from '../../src/explore/shrink.ts';
import { judgeRun } from '../../src/properties/properties.ts';
import type { Simulation } from '../../src/simulation/simulation.ts';
import { runToEnd } from '../../src/world/run.ts';
import { createScheduler, type Policy } from '../../src/world/schedulers.ts';
import { modelOf, shippedCatalog } from '../shipped.ts';

const CATALOG = shippedCatalog();
const RANDOM_RUNS = 20;

/** A fault is never owed: what depends on one is decided by every interleaving (test/explore/check.test.ts). */
const WITHOUT_FAULTS = CATALOG.simulations.filter(({ scenario }) => scenario.faults.length === 0);

/**
 * Names of the properties that some run violates: the file's own schedule, both policies and a number of seeds. Without a
 * clock a run says nothing of the end.
 */
function violatedIn(simulation: Simulation): ReadonlySet<string> {
  const { schedule, seed: own, parameters } = simulation;
  const model = modelOf(simulation);
  const schedulers = [
    createScheduler(schedule as Policy, own),
    createScheduler('app-first', 1),
    createScheduler('writer-first', 1),
    ...Array.from({ length: RANDOM_RUNS }, (_, seed) => createScheduler('random', seed)),
  ];
  const judgements = schedulers.flatMap((scheduler) => judgeWitness(model, runToEnd(model, scheduler), parameters));
  return new Set(judgements.filter(({ verdict }) => verdict === 'violated').map(({ property }) => property));
}

function hasFaults({ scenario }: Simulation): boolean {
  return scenario.faults.length > 0;
}

describe('what is expected is what happens', () => {
  test.each(WITHOUT_FAULTS.map((simulation) => [simulation.scenario.name, simulation] as const))(
    '%s',
    (_, simulation) => {
      const violated = violatedIn(simulation);
      const asked = simulation.expect.filter(({ verdict }) => verdict === 'holds' || !hasFaults(simulation));
      const seen = asked.map(({ property }) => [property, violated.has(property) ? 'violated' : 'holds']);
      const expected = asked.map(({ property, verdict }) => [property, verdict]);
      expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(expected));
    },
  );

  test.each(
    CATALOG.simulations
      .filter((simulation) => !hasFaults(simulation))
      .map((simulation) => [simulation.scenario.name, simulation] as const),
  )('%s shows what it is about when it is played as it stands', (_, simulation) => {
    const { schedule, seed, parameters, expect: expected } = simulation;
    const model = modelOf(simulation);
    const run = runToEnd(model, createScheduler(schedule as Policy, seed));
    const violated = judgeRun(model, run, parameters).filter(({ verdict }) => verdict === 'violated');
    for (const { property, verdict } of expected) {
      if (verdict === 'violated') expect(violated.map((judgement) => judgement.property)).toContain(property);
    }
  });
});
