// A catalog as JSON, so that the page need not carry a YAML parser to show what is delivered.
//
// A strategy that is in the catalog is named, not repeated: who compares strategies compares the same object afterwards,
// as with a catalog that was loaded. Leaves out: places in the text, which only mistakes speak of; but that a file names its
// watcher is known by one, and decides which watcher another strategy gets.
import type { Strategy } from '../actors/app/strategy.ts';
import { assert } from '../kernel/assert.ts';
import type { Catalog } from './catalog.ts';
import type { Simulation } from './simulation.ts';

type App = Simulation['scenario']['app'];

/** Where a file names its watcher. */
const WATCHER = '/app/watcher';

interface PackedSimulation extends Omit<Simulation, 'scenario'> {
  readonly scenario: Omit<Simulation['scenario'], 'app'> & {
    readonly app: Omit<App, 'strategy'> & { readonly strategy: string | Strategy };
  };
}

/** Can be written as JSON and read again. */
export interface PackedCatalog {
  readonly simulations: readonly PackedSimulation[];
  readonly strategies: readonly Strategy[];
}

/** Packs a catalog without mistakes. */
export function packCatalog({ simulations, strategies, diagnostics }: Catalog): PackedCatalog {
  assert(diagnostics.length === 0, 'a catalog with mistakes is not delivered');
  return { simulations: simulations.map((each) => packSimulation(each, strategies)), strategies };
}

function packSimulation({ positions, ...simulation }: Simulation, strategies: readonly Strategy[]): PackedSimulation {
  const { scenario } = simulation;
  const { strategy } = scenario.app;
  const packed = strategies.includes(strategy) ? strategy.name : strategy;
  const watcher = positions[WATCHER];
  return {
    ...simulation,
    positions: watcher === undefined ? {} : { [WATCHER]: watcher },
    scenario: { ...scenario, app: { ...scenario.app, strategy: packed } },
  };
}

/** The catalog that was packed, without other places in texts. What is `known` already stays the object that it is. */
export function unpackCatalog({ simulations, strategies }: PackedCatalog, known: Catalog = NOTHING): Catalog {
  const all = strategies.map((each) => known.strategies.find(({ name }) => name === each.name) ?? each);
  return {
    simulations: simulations.map(
      (each) =>
        known.simulations.find(({ scenario }) => scenario.name === each.scenario.name) ?? unpackSimulation(each, all),
    ),
    strategies: all,
    diagnostics: [],
  };
}

const NOTHING: Catalog = { simulations: [], strategies: [], diagnostics: [] };

function unpackSimulation({ scenario, ...simulation }: PackedSimulation, strategies: readonly Strategy[]): Simulation {
  const { app } = scenario;
  const named = typeof app.strategy === 'string' ? strategies.find(({ name }) => name === app.strategy) : app.strategy;
  assert(named !== undefined, 'a packed simulation names a strategy that was packed with it');
  return { ...simulation, scenario: { ...scenario, app: { ...app, strategy: named } } };
}
