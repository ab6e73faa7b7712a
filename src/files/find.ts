// A simulation or a strategy by name or by path, read and checked.
//
// A name is one from simulations/; whatever looks like a path is a path; anything else that exists is a path too.
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Strategy } from '../actors/app/strategy.ts';
import { policyFileIn } from '../simulation/admission/read-admission.ts';
import { type Diagnostic, formatDiagnostic, hint, quote } from '../simulation/diagnostics.ts';
import { handlerFileIn, type Sources } from '../simulation/handler-source.ts';
import { FILE_BYTES_MAX, HANDLER_BYTES_MAX } from '../simulation/limits.ts';
import { loadSimulation, loadStrategy } from '../simulation/parse.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { type Input, type Refusal, readInput, refusing, STDIN } from './input.ts';
import { handlerNames, shippedStrategies, simulationFile, simulationNames, strategyNames } from './shipped.ts';

/** The simulation that a word names. */
export async function findSimulation(sim: string): Promise<Simulation | Refusal> {
  const path = simulationPath(sim);
  if (typeof path !== 'string') return path;
  const input = await readInput(path, FILE_BYTES_MAX);
  if ('refusal' in input) return input;
  const sources = await namedSources(input);
  if ('refusal' in sources) return sources;
  const simulation = simulationIn(input, sources.texts);
  if ('refusal' in simulation || simulation.scenario.app.strategy.handler === undefined) return simulation;
  // What reads JavaScript is loaded only for those who wrote some.
  const { handlerMistakes } = await import('../handler/mistakes.ts');
  const mistakes = handlerMistakes(simulation, input.text);
  return mistakes.length === 0 ? simulation : misread(mistakes);
}

/** The files that a simulation names, of a handler and of a policy, relative to its own; those that are there. */
async function namedSources({ text, file }: Input): Promise<{ readonly texts: Sources } | Refusal> {
  const texts: Record<string, string> = {};
  for (const named of [handlerFileIn(text, file), policyFileIn(text, file)]) {
    if (named === null) continue;
    const path = isAbsolute(named) ? named : join(dirname(file), named);
    if (!existsSync(path)) continue;
    const input = await readInput(path, HANDLER_BYTES_MAX);
    if ('refusal' in input) return input;
    texts[named] = input.text;
  }
  return { texts };
}

/** The simulation in a text; it may name the strategies delivered. */
export function simulationIn(input: Input, sources: Sources = {}): Simulation | Refusal {
  const loaded = load(input, sources);
  return 'diagnostics' in loaded ? misread(loaded.diagnostics) : loaded.simulation;
}

/** The strategy that a word names; `label` says in messages where the word was given. */
export async function findStrategy(given: string, label: string): Promise<Strategy | Refusal> {
  const [named] = shippedStrategies([given]);
  if (named !== undefined) return named;
  if (!looksLikePath(given) && !existsSync(given)) {
    const names = strategyNames();
    const expected = 'expected a strategy that `reload-sim list` names, or a file';
    return refusing(`${label}: found ${quote(given)}, ${expected}${hint(given, names)}`);
  }
  const input = await readInput(given, FILE_BYTES_MAX);
  return 'refusal' in input ? input : strategyIn(input);
}

/** The strategy in a text. */
export function strategyIn({ text, file }: Input): Strategy | Refusal {
  const loaded = loadStrategy(text, file);
  return 'diagnostics' in loaded ? misread(loaded.diagnostics) : loaded.strategy;
}

/** Does a word name a simulation that is delivered, or a YAML file that is there? */
export function isSimulation(word: string): boolean {
  return [...simulationNames(), ...handlerNames()].includes(word) || (/\.ya?ml$/.test(word) && existsSync(word));
}

/** Reading all strategies takes longer than all the rest, so those whose names are not in the text wait. */
function load({ text, file }: Input, sources: Sources): ReturnType<typeof loadSimulation> {
  const names = strategyNames();
  const likely = names.filter((name) => text.includes(name));
  const loaded = loadSimulation(text, file, shippedStrategies(likely), sources);
  return 'simulation' in loaded ? loaded : loadSimulation(text, file, shippedStrategies(names), sources);
}

function misread(diagnostics: readonly Diagnostic[]): Refusal {
  return { refusal: diagnostics.map(formatDiagnostic), mistakes: diagnostics };
}

function simulationPath(sim: string): string | Refusal {
  if (sim === STDIN || looksLikePath(sim)) return sim;
  const names = [...simulationNames(), ...handlerNames()];
  if (names.includes(sim)) return simulationFile(sim);
  if (existsSync(sim)) return sim;
  const expected = 'expected a simulation that `reload-sim list` names, or a file';
  return refusing(`reload-sim: found ${quote(sim)}, ${expected}${hint(sim, names)}`);
}

function looksLikePath(text: string): boolean {
  return /[/\\]|\.ya?ml$/.test(text);
}
