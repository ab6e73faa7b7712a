// What is delivered with reload-sim: simulations/*.yaml, simulations/handlers/*.yaml and simulations/strategies/*.yaml; a new file
// is a new name.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Strategy } from '../actors/app/strategy.ts';
import { assert } from '../kernel/assert.ts';
import { type Catalog, compareNames, loadCatalog, loadStrategies, type Texts } from '../simulation/catalog.ts';
import { formatDiagnostic } from '../simulation/diagnostics.ts';
import type { Simulation } from '../simulation/simulation.ts';

const EXTENSION = '.yaml';
const STRATEGIES = 'strategies';
/** Simulations whose application is a handler in JavaScript: they come with an engine, and stand apart from the others. */
const HANDLERS = 'handlers';

/** Where code may lie below the folder that holds `simulations`: dist/, dist/chunks/, src/files/. */
const UPWARD = ['..', '../..'];

/** The folder `simulations` of the repository or of the installed package. */
function shippedFolder(): string {
  const candidates = UPWARD.map((up) => join(import.meta.dirname, up, 'simulations'));
  const found = candidates.find((folder) => existsSync(folder));
  assert(found !== undefined, `the installation has a folder simulations (looked for ${candidates.join(', ')})`);
  return found;
}

function namesIn(folder: string): readonly string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(EXTENSION));
  return files.map((name) => name.slice(0, -EXTENSION.length)).sort(compareNames);
}

function textsIn(folder: string, names: readonly string[] = namesIn(folder)): Texts {
  const files = names.map((name) => join(folder, `${name}${EXTENSION}`));
  return Object.fromEntries(files.map((file) => [file, readFileSync(file, 'utf8')]));
}

/** Names of the simulations delivered, in the order of lists. */
export function simulationNames(): readonly string[] {
  return namesIn(shippedFolder());
}

/** Names of the simulations delivered whose application is a handler, in the order of lists. */
export function handlerNames(): readonly string[] {
  return namesIn(join(shippedFolder(), HANDLERS));
}

/** Names of the strategies delivered, in the order of lists. */
export function strategyNames(): readonly string[] {
  return namesIn(join(shippedFolder(), STRATEGIES));
}

/** The file of a simulation delivered under this name. */
export function simulationFile(name: string): string {
  const folder = handlerNames().includes(name) ? join(shippedFolder(), HANDLERS) : shippedFolder();
  return join(folder, `${name}${EXTENSION}`);
}

/** The strategies delivered under these names; names that are none are passed over. */
export function shippedStrategies(names: readonly string[]): readonly Strategy[] {
  const known = strategyNames().filter((name) => names.includes(name));
  const { strategies, diagnostics } = loadStrategies(textsIn(join(shippedFolder(), STRATEGIES), known));
  assertSound(diagnostics.map(formatDiagnostic));
  return strategies;
}

/** Texts of everything delivered, by file. */
export function shippedTexts(): { readonly simulations: Texts; readonly strategies: Texts } {
  const folder = shippedFolder();
  return { simulations: textsIn(folder), strategies: textsIn(join(folder, STRATEGIES)) };
}

/** The simulations delivered whose application is a handler. */
export function shippedHandlers(): readonly Simulation[] {
  const { simulations, diagnostics } = loadCatalog({
    simulations: textsIn(join(shippedFolder(), HANDLERS)),
    strategies: {},
  });
  assertSound(diagnostics.map(formatDiagnostic));
  return simulations;
}

/** Everything delivered but handlers. */
export function shippedCatalog(): Catalog {
  const catalog = loadCatalog(shippedTexts());
  assertSound(catalog.diagnostics.map(formatDiagnostic));
  return catalog;
}

/** What is delivered has no mistakes; one would be a bug of the release. */
function assertSound(mistakes: readonly string[]): void {
  assert(mistakes.length === 0, `the files delivered load: ${mistakes[0]}`);
}
