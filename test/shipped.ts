// The shipped simulations and strategies, read from the repository as the command line reads them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withSystems } from '../src/handler/with-systems.ts';
import { type Catalog, loadCatalog, type Texts } from '../src/simulation/catalog.ts';
import type { Simulation } from '../src/simulation/simulation.ts';
import { createModel, type Model } from '../src/world/model.ts';
import type { Timing } from '../src/world/scenario.ts';

const SIMULATIONS = join(import.meta.dirname, '..', 'simulations');

function textsIn(folder: string, shown: string): Texts {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return Object.fromEntries(files.map((file) => [`${shown}/${file}`, readFileSync(join(folder, file), 'utf8')]));
}

/** Everything in simulations/, loaded; the systems ready to run. */
export function shippedCatalog(): Catalog {
  return withSystems(
    loadCatalog({
      simulations: textsIn(SIMULATIONS, 'simulations'),
      strategies: textsIn(join(SIMULATIONS, 'strategies'), 'simulations/strategies'),
    }),
  );
}

/** The model of a simulation, by default with the timing that it is written for. */
export function modelOf({ scenario, engine, timing: own }: Simulation, timing: Timing = own): Model {
  return createModel(scenario, timing, engine);
}
