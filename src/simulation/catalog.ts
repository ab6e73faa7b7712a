// A catalog: the simulations and strategies known by name, loaded from their texts.
//
// Pure: reading a directory is the command line's affair, import.meta.glob the browser's. Nothing registers a file; its
// name is its name. A file with mistakes is left out and its diagnostics are kept.
import type { Strategy } from '../actors/app/strategy.ts';
import type { Diagnostic } from './diagnostics.ts';
import { loadSimulation, loadStrategy } from './parse.ts';
import type { Simulation } from './simulation.ts';

/** File name → text: `{ 'simulations/incident.yaml': 'title: …' }`. */
export type Texts = Readonly<Record<string, string>>;

export interface Catalog {
  /** In the order of lists, see `compareNames`. */
  readonly simulations: readonly Simulation[];
  readonly strategies: readonly Strategy[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads every file; simulations may name these strategies, and those `known` besides. */
export function loadCatalog(
  files: { readonly simulations: Texts; readonly strategies: Texts },
  known: readonly Strategy[] = [],
): Catalog {
  const { strategies, diagnostics } = loadStrategies(files.strategies);
  const named = [...known, ...strategies];
  const loaded = Object.entries(files.simulations).map(([file, text]) => loadSimulation(text, file, named));
  return {
    simulations: loaded
      .flatMap((each) => ('simulation' in each ? [each.simulation] : []))
      .toSorted((a, b) => compareNames(a.scenario.name, b.scenario.name)),
    strategies,
    diagnostics: [...diagnostics, ...loaded.flatMap((each) => ('diagnostics' in each ? each.diagnostics : []))],
  };
}

/** Loads strategies, in the order of their names. */
export function loadStrategies(texts: Texts): Pick<Catalog, 'strategies' | 'diagnostics'> {
  const loaded = Object.entries(texts).map(([file, text]) => loadStrategy(text, file));
  return {
    strategies: loaded
      .flatMap((each) => ('strategy' in each ? [each.strategy] : []))
      .toSorted((a, b) => compareNames(a.name, b.name)),
    diagnostics: loaded.flatMap((each) => ('diagnostics' in each ? each.diagnostics : [])),
  };
}

/** Order of lists: the incident that the project grew out of, then by name with numbers by value (x2 before x10). */
export function compareNames(a: string, b: string): number {
  const [left, right] = [sortKey(a), sortKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function sortKey(name: string): string {
  const rank = name === 'incident' ? 0 : name.startsWith('incident-') ? 1 : 2;
  return `${rank} ${name.replace(/\d+/g, (digits) => digits.padStart(8, '0'))}`;
}
