// What a user named on the command line: a simulation and, instead of its own, a strategy.
//
// A name is one from simulations/; whatever looks like a path is a path; anything else that exists is a path too.
import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Strategy } from '../actors/app/strategy.ts';
import { formatDiagnostic, hint, quote } from '../simulation/diagnostics.ts';
import { FILE_BYTES_MAX } from '../simulation/limits.ts';
import { loadSimulation, loadStrategy } from '../simulation/parse.ts';
import { misfit, type Simulation, withStrategy } from '../simulation/simulation.ts';
import { type Input, readInput, STDIN } from './input.ts';
import type { Refusal } from './outcome.ts';
import { shippedStrategies, simulationFile, simulationNames, strategyNames } from './shipped.ts';

/** A simulation ready to run, and the words that name it again on a command line. */
export interface Selection {
  readonly simulation: Simulation;
  /** Is the strategy the one that the file names, the one that its `expect` speaks of? */
  readonly isOwnStrategy: boolean;
  /** Arguments that select the same again. */
  readonly args: readonly string[];
}

/** Finds, reads and checks a simulation, with another strategy if one is given. */
export async function select(sim: string, strategy: string | undefined): Promise<Selection | Refusal> {
  const simulation = await findSimulation(sim);
  if ('refusal' in simulation) return simulation;
  if (strategy === undefined) return { simulation, isOwnStrategy: true, args: [sim] };
  const other = await findStrategy(strategy);
  if ('refusal' in other) return other;
  const mistake = misfitOf(simulation, other);
  if (mistake !== null) return { refusal: [mistake] };
  const isOwnStrategy = isDeepStrictEqual(other, simulation.scenario.app.strategy);
  return { simulation: withStrategy(simulation, other), isOwnStrategy, args: [sim, '--strategy', strategy] };
}

async function findSimulation(sim: string): Promise<Simulation | Refusal> {
  const path = simulationPath(sim);
  if (typeof path !== 'string') return path;
  const input = await readInput(path, FILE_BYTES_MAX);
  if ('refusal' in input) return input;
  const loaded = load(input);
  return 'diagnostics' in loaded ? { refusal: loaded.diagnostics.map(formatDiagnostic) } : loaded.simulation;
}

/** Reading all strategies takes longer than all the rest, so those whose names are not in the text wait. */
function load({ text, file }: Input): ReturnType<typeof loadSimulation> {
  const names = strategyNames();
  const likely = names.filter((name) => text.includes(name));
  const loaded = loadSimulation(text, file, shippedStrategies(likely));
  return 'simulation' in loaded ? loaded : loadSimulation(text, file, shippedStrategies(names));
}

/** Does a word name a simulation that is delivered, or a YAML file that is there? */
export function isSimulation(word: string): boolean {
  return simulationNames().includes(word) || (/\.ya?ml$/.test(word) && existsSync(word));
}

function simulationPath(sim: string): string | Refusal {
  if (sim === STDIN || looksLikePath(sim)) return sim;
  const names = simulationNames();
  if (names.includes(sim)) return simulationFile(sim);
  if (existsSync(sim)) return sim;
  const expected = 'expected a simulation that `reload-sim list` names, or a file';
  return { refusal: [`reload-sim: found ${quote(sim)}, ${expected}${hint(sim, names)}`] };
}

async function findStrategy(given: string): Promise<Strategy | Refusal> {
  const [named] = shippedStrategies([given]);
  if (named !== undefined) return named;
  if (!looksLikePath(given) && !existsSync(given)) {
    const names = strategyNames();
    const expected = 'expected a strategy that `reload-sim list` names, or a file';
    return { refusal: [`reload-sim: --strategy: found ${quote(given)}, ${expected}${hint(given, names)}`] };
  }
  const input = await readInput(given, FILE_BYTES_MAX);
  if ('refusal' in input) return input;
  const loaded = loadStrategy(input.text, input.file);
  return 'diagnostics' in loaded ? { refusal: loaded.diagnostics.map(formatDiagnostic) } : loaded.strategy;
}

function looksLikePath(text: string): boolean {
  return /[/\\]|\.ya?ml$/.test(text);
}

/** The place and the sentence for a strategy that the simulation's watcher cannot carry out, or null. */
function misfitOf({ file, scenario, positions }: Simulation, strategy: Strategy): string | null {
  const why = misfit(scenario.app.watcher, strategy);
  if (why === null) return null;
  const { line, column } = positions['/app/watcher'] ?? positions['/app'] ?? { line: 1, column: 1 };
  return `${file}:${line}:${column}: app.watcher: ${why}`;
}
