// Texts → simulations and strategies, without any file being read.
import type { Strategy } from '../actors/app/strategy.ts';
import { loadSimulation, loadStrategy } from '../simulation/parse.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { findSystem } from '../systems/systems.ts';
import { InputError, mistaken } from './input-error.ts';

/** A YAML text, and the name under which messages speak of it; a simulation or a strategy is called after it. */
export interface NamedText {
  readonly text: string;
  /** For example `reload.yaml`. */
  readonly name: string;
}

/**
 * The simulation in a text; it may name these strategies.
 * @throws InputError with every mistake in the text, and for a handler, which only the command line and the page
 * run.
 */
export function parseSimulation({ text, name }: NamedText, strategies: readonly Strategy[] = []): Simulation {
  const loaded = loadSimulation(text, name, strategies);
  if ('diagnostics' in loaded) throw mistaken(loaded.diagnostics);
  return runnable(loaded.simulation);
}

/**
 * The simulation with the system that it plays, if it plays one.
 * @throws InputError for a handler: nothing here runs it.
 */
export function runnable(simulation: Simulation): Simulation {
  const { file, scenario } = simulation;
  const { system, app } = scenario;
  if (app.strategy.handler !== undefined) {
    throw new InputError(`${file}: app.handler: found a handler, expected a strategy: nothing runs handlers here`);
  }
  const engine = system === undefined ? undefined : findSystem(system.name);
  return engine === undefined ? simulation : { ...simulation, engine };
}

/**
 * The strategy in a text.
 * @throws InputError with every mistake in the text.
 */
export function parseStrategy({ text, name }: NamedText): Strategy {
  const loaded = loadStrategy(text, name);
  if ('diagnostics' in loaded) throw mistaken(loaded.diagnostics);
  return loaded.strategy;
}
