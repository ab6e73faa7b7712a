// Every shipped simulation as lanes: one golden file each, to be read in review. `npm test -- test/golden -u` rewrites.
import { expect, test } from 'vitest';
import { judgeRun } from '../src/properties/properties.ts';
import { formatLanes } from '../src/view/lane-layout.ts';
import { lanesView } from '../src/view/lanes.ts';
import { createModel } from '../src/world/model.ts';
import { runToEnd } from '../src/world/run.ts';
import { createScheduler, type Policy } from '../src/world/schedulers.ts';
import { shippedCatalog } from './shipped.ts';

/** A golden file is read by people: longer than this, and the story or the folding is to blame. */
const LINES_MAX = 100;

test.each(shippedCatalog().simulations.map((simulation) => [simulation.scenario.name, simulation] as const))(
  '%s',
  async (name, { scenario, schedule, seed, timing, parameters, engine, expect: expected }) => {
    const model = createModel(scenario, timing, engine);
    const run = runToEnd(model, createScheduler(schedule as Policy, seed));
    const verdicts = judgeRun(model, run, parameters);
    const lines = [
      scenario.title,
      '',
      formatLanes(lanesView(model, run.first, run.steps)).trimEnd(),
      '',
      ...verdicts.map(({ property, verdict, atStep }) =>
        `${property}: ${verdict}${atStep === null ? '' : ` at step ${atStep}`}`.trimEnd(),
      ),
      '',
    ];
    expect(lines.join('\n').split('\n').length).toBeLessThanOrEqual(LINES_MAX);
    await expect(lines.join('\n')).toMatchFileSnapshot(`golden/lanes/${name}.txt`);
    // The file's own schedule witnesses what it expects to be violated, and violates nothing that it expects to hold;
    // where that takes a fault, a policy does not see to it.
    for (const { property, verdict } of expected) {
      if (verdict === 'violated' && scenario.faults.length > 0) continue;
      const found = verdicts.find((each) => each.property === property)?.verdict;
      expect([property, found === 'violated']).toEqual([property, verdict === 'violated']);
    }
  },
);
