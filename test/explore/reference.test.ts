// What every shipped simulation says in `expect`, decided on every interleaving by the plainest explorer there can be.
import { expect, test } from 'vitest';
import { createModel } from '../../src/world/model.ts';
import { shippedCatalog } from '../shipped.ts';
import { exploreAll } from './reference-explorer.ts';

const STATES_MAX = 30_000;

test.each(shippedCatalog().simulations.map((simulation) => [simulation.scenario.name, simulation] as const))(
  '%s: expect is what every interleaving says',
  (_, { scenario, expect: expected, parameters }) => {
    const explored = exploreAll(createModel(scenario), parameters, STATES_MAX);
    expect(explored.cutOff).toBe(false);
    const found = expected.map(({ property }) => [property, property in explored.violated ? 'violated' : 'holds']);
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(expected.map(({ property, verdict }) => [property, verdict])),
    );
  },
);
