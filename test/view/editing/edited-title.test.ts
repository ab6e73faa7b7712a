// A title that speaks of what something was copied from is marked, until it is changed.
import { expect, test } from 'vitest';
import { withStrategy } from '../../../src/simulation/simulation.ts';
import { isEdited } from '../../../src/view/editing/edited.ts';
import { shippedCatalog } from '../../shipped.ts';

const catalog = shippedCatalog();

function simulationNamed(name: string) {
  const found = catalog.simulations.find(({ scenario }) => scenario.name === name);
  if (found === undefined) throw new Error(`${name} is delivered`);
  return found;
}

const own = simulationNamed('x2-second-update');
const { strategy } = own.scenario.app;

test('nothing that is delivered is marked, with any strategy of the catalog', () => {
  expect(catalog.simulations.filter((each) => isEdited(each, catalog))).toEqual([]);
  expect(catalog.strategies.filter((each) => isEdited(withStrategy(own, each), catalog))).toEqual([]);
});

test('a copied simulation is, while it has the title of the other', () => {
  const copy = { ...own, scenario: { ...own.scenario, name: 'copy' } };
  expect(isEdited(copy, catalog)).toBe(true);
  expect(isEdited({ ...copy, scenario: { ...copy.scenario, title: 'Mine' } }, catalog)).toBe(false);
});

test('one with a copied strategy is, while that has the title of the other', () => {
  const copy = { ...strategy, name: 'copy' };
  expect(isEdited(withStrategy(own, copy), catalog)).toBe(true);
  expect(isEdited(withStrategy(own, { ...copy, title: 'Mine' }), catalog)).toBe(false);
});
