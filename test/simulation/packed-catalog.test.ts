import { describe, expect, test } from 'vitest';
import { withSystems } from '../../src/handler/with-systems.ts';
import { packCatalog, unpackCatalog } from '../../src/simulation/packed-catalog.ts';
import { shippedCatalog } from '../shipped.ts';

const CATALOG = shippedCatalog();
/** As the page has it: what computes is not in JSON. */
const UNPACKED = withSystems(unpackCatalog(JSON.parse(JSON.stringify(packCatalog(CATALOG)))));

describe('a catalog that was packed as JSON', () => {
  test('is the same again, but for places in texts other than that of the watcher, which says that it is named', () => {
    const simulations = CATALOG.simulations.map(({ positions, ...each }) => {
      const watcher = positions['/app/watcher'];
      return { ...each, positions: watcher === undefined ? {} : { '/app/watcher': watcher } };
    });
    expect(UNPACKED).toEqual({ ...CATALOG, simulations });
  });

  test('has each strategy once: a simulation names the one of the list', () => {
    for (const { scenario } of UNPACKED.simulations) {
      const { strategy } = scenario.app;
      const listed = UNPACKED.strategies.find(({ name }) => name === strategy.name);
      if (listed !== undefined) expect(strategy).toBe(listed);
    }
  });

  test('is not made of a catalog with mistakes', () => {
    const wrong = { ...CATALOG, diagnostics: [{} as (typeof CATALOG.diagnostics)[number]] };
    expect(() => packCatalog(wrong)).toThrow('mistakes');
  });
});
