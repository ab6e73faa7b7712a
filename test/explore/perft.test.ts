// How many states each simulation has at each depth, exactly: a change of the model shows here, and is to be explained.
import { expect, test } from 'vitest';
import { check } from '../../src/explore/check.ts';
import { createModel } from '../../src/world/model.ts';
import { TIMINGS } from '../../src/world/scenario.ts';
import { shippedCatalog } from '../shipped.ts';

/** Under `any` timing only as far as this. */
const STATES_MAX = 20_000;
const PER_LINE = 20;

test('states per depth of every shipped simulation', async () => {
  const tables = shippedCatalog().simulations.flatMap(({ scenario, engine }) =>
    TIMINGS.map((timing) => {
      const { covered } = check(createModel(scenario, timing, engine), { properties: [], statesMax: STATES_MAX });
      const { end, states, transitions, statesPerDepth } = covered;
      const known = end === 'complete' ? statesPerDepth : statesPerDepth.slice(0, -1);
      const total = end === 'complete' ? `${states} states, ${transitions} transitions` : `cut off`;
      const lines = Array.from({ length: Math.ceil(known.length / PER_LINE) }, (_, line) =>
        known.slice(PER_LINE * line, PER_LINE * (line + 1)).join(' '),
      );
      return [`${scenario.name}, ${timing}: ${total}`, ...lines].join('\n  ');
    }),
  );
  await expect(`${tables.join('\n')}\n`).toMatchFileSnapshot('perft.txt');
});
