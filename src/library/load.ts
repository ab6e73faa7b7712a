// Simulations and strategies from files and by name, for Node.
import type { Strategy } from '../actors/app/strategy.ts';
import { findSimulation, findStrategy, simulationIn, strategyIn } from '../files/find.ts';
import type { Refusal } from '../files/input.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { InputError } from './input-error.ts';
import { type NamedText, runnable } from './parse.ts';

/**
 * A simulation: the name of one that comes with reload-sim (`simulationNames`), the path of a YAML file, or its text. A
 * path is relative to the working directory. It may name the strategies that come with reload-sim.
 * @throws InputError when there is no such file, or with every mistake in it, and for a handler, which only the command
 * line and the page run.
 */
export async function loadSimulation(source: string | NamedText): Promise<Simulation> {
  if (typeof source !== 'string') return runnable(accepted(simulationIn({ text: source.text, file: source.name })));
  // What it was asked for by is what a command line can ask for it by.
  return runnable({ ...accepted(await findSimulation(source)), file: source });
}

/**
 * A reload strategy: the name of one that comes with reload-sim (`strategyNames`), the path of a YAML file, or its text.
 * @throws InputError when there is no such file, or with every mistake in it.
 */
export async function loadStrategy(source: string | NamedText): Promise<Strategy> {
  if (typeof source !== 'string') return accepted(strategyIn({ text: source.text, file: source.name }));
  return accepted(await findStrategy(source, 'reload-sim: strategy'));
}

function accepted<Found extends object>(found: Found | Refusal): Found {
  if ('refusal' in found) throw new InputError(found.refusal.join('\n'), found.mistakes);
  return found;
}
