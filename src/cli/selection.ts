// What a user named on the command line: a simulation, by name, file or share link, and, instead of its own, a strategy.
import { isDeepStrictEqual } from 'node:util';
import { findSimulation, findStrategy } from '../files/find.ts';
import { equipped } from '../handler/load-engine.ts';
import { formatDiagnostic } from '../simulation/diagnostics.ts';
import { misfitOf, type Simulation, withStrategy } from '../simulation/simulation.ts';
import { LINK } from '../view/share/link-form.ts';
import type { Refusal } from './outcome.ts';

/** A simulation ready to run, and the words that name it again on a command line. */
export interface Selection {
  readonly simulation: Simulation;
  /** Is the strategy the one that the file names, the one that its `expect` speaks of? */
  readonly isOwnStrategy: boolean;
  /** Arguments that select the same again. */
  readonly args: readonly string[];
  /** The run of a share link, and the place in it. */
  readonly linked?: { readonly schedule: string | null; readonly at: number };
}

/** The same, ready to run in this thread: with the engine that a handler needs. */
export async function selectToRun(sim: string, strategy: string | undefined): Promise<Selection | Refusal> {
  const selection = await select(sim, strategy);
  if ('refusal' in selection) return selection;
  return { ...selection, simulation: await equipped(selection.simulation) };
}

/** The options with the schedule of a link, where they ask for no other run. */
export function withLinked<
  Options extends { readonly schedule?: string; readonly policy?: string; readonly seed?: number },
>({ linked }: Selection, options: Options): Options {
  const { schedule, policy, seed } = options;
  const isAsked = schedule !== undefined || policy !== undefined || seed !== undefined;
  return isAsked || linked?.schedule == null ? options : { ...options, schedule: linked.schedule };
}

/** Finds, reads and checks a simulation, with another strategy if one is given. */
export async function select(sim: string, strategy: string | undefined): Promise<Selection | Refusal> {
  const found = LINK.test(sim) ? await linked(sim) : await named(sim);
  if ('refusal' in found || strategy === undefined) return found;
  const { simulation, args } = found;
  const other = await findStrategy(strategy, 'reload-sim: --strategy');
  if ('refusal' in other) return other;
  const mistake = misfitOf(simulation, other);
  if (mistake !== null) return { refusal: [formatDiagnostic(mistake)] };
  const isOwnStrategy = isDeepStrictEqual(other, simulation.scenario.app.strategy);
  return {
    simulation: withStrategy(simulation, other),
    isOwnStrategy,
    args: [...args.slice(0, 1), '--strategy', strategy],
  };
}

async function named(sim: string): Promise<Selection | Refusal> {
  const simulation = await findSimulation(sim);
  return 'refusal' in simulation ? simulation : { simulation, isOwnStrategy: true, args: [sim] };
}

async function linked(link: string): Promise<Selection | Refusal> {
  // What reads links is loaded only where there is one.
  const { selectLinked } = await import('./link-selection.ts');
  return selectLinked(link);
}
