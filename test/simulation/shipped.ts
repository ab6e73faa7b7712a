// The files that are shipped in simulations/, read from the disk for the tests.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Catalog, loadCatalog, type Texts } from '../../src/simulation/catalog.ts';

export const ROOT = join(import.meta.dirname, '..', '..');

function textsIn(folder: string): Texts {
  const names = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(
    names.sort().map((name) => [`${folder}/${name}`, readFileSync(join(ROOT, folder, name), 'utf8')]),
  );
}

export const SIMULATION_TEXTS = textsIn('simulations');
export const STRATEGY_TEXTS = textsIn('simulations/strategies');
export const CATALOG: Catalog = loadCatalog({ simulations: SIMULATION_TEXTS, strategies: STRATEGY_TEXTS });
