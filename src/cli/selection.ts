// What a user named on the command line: a simulation and, instead of its own, a strategy.
import { isDeepStrictEqual } from 'node:util';
import { findSimulation, findStrategy } from '../files/find.ts';
import { equipped } from '../handler/load-engine.ts';
import { formatDiagnostic } from '../simulation/diagnostics.ts';
import { misfitOf, type Simulation, withStrategy } from '../simulation/simulation.ts';
import type { Refusal } from './outcome.ts';

/** A simulation ready to run, and the words that name it again on a command line. */
export interface Selection {
  readonly simulation: Simulation;
  /** Is the strategy the one that the file names, the one that its `expect` speaks of? */
  readonly isOwnStrategy: boolean;
  /** Arguments that select the same again. */
  readonly args: readonly string[];
}

/** The same, ready to run in this thread: with the engine that a handler needs. */
export async function selectToRun(sim: string, strategy: string | undefined): Promise<Selection | Refusal> {
  const selection = await select(sim, strategy);
  if ('refusal' in selection) return selection;
  return { ...selection, simulation: await equipped(selection.simulation) };
}

/** Finds, reads and checks a simulation, with another strategy if one is given. */
export async function select(sim: string, strategy: string | undefined): Promise<Selection | Refusal> {
  const simulation = await findSimulation(sim);
  if ('refusal' in simulation) return simulation;
  if (strategy === undefined) return { simulation, isOwnStrategy: true, args: [sim] };
  const other = await findStrategy(strategy, 'reload-sim: --strategy');
  if ('refusal' in other) return other;
  const mistake = misfitOf(simulation, other);
  if (mistake !== null) return { refusal: [formatDiagnostic(mistake)] };
  const isOwnStrategy = isDeepStrictEqual(other, simulation.scenario.app.strategy);
  return { simulation: withStrategy(simulation, other), isOwnStrategy, args: [sim, '--strategy', strategy] };
}
