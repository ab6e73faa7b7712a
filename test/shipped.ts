// The shipped simulations and strategies, read from the repository as the command line reads them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Catalog, loadCatalog, type Texts } from '../src/simulation/catalog.ts';

const SIMULATIONS = join(import.meta.dirname, '..', 'simulations');

function textsIn(folder: string, shown: string): Texts {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return Object.fromEntries(files.map((file) => [`${shown}/${file}`, readFileSync(join(folder, file), 'utf8')]));
}

/** Everything in simulations/, loaded. */
export function shippedCatalog(): Catalog {
  return loadCatalog({
    simulations: textsIn(SIMULATIONS, 'simulations'),
    strategies: textsIn(join(SIMULATIONS, 'strategies'), 'simulations/strategies'),
  });
}
