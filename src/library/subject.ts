// What the functions of the library have in common: a simulation with the strategy asked for, and the command line that
// shows the same.
import type { Strategy } from '../actors/app/strategy.ts';
import { canonicalJson } from '../explore/fnv.ts';
import { misfitOf, type Simulation, withStrategy } from '../simulation/simulation.ts';
import { shellLine } from '../view/export/shell.ts';
import { InputError, mistaken } from './input-error.ts';

export interface Subject {
  readonly simulation: Simulation;
  /** Is the strategy the one that the file names, the one that its `expect` speaks of? */
  readonly isOwnStrategy: boolean;
  /** The command line that plays the schedule of a token. */
  readonly reproduce: (token: string) => string;
}

/**
 * The simulation with another strategy, if one is given.
 * @throws InputError when one of the two is not loaded, or the simulation's watcher cannot do what the strategy asks.
 */
export function subjectOf(simulation: Simulation, strategy: Strategy | undefined): Subject {
  refuseUnloaded(simulation, 'scenario', 'loadSimulation');
  if (strategy !== undefined) refuseUnloaded(strategy, 'watch', 'loadStrategy');
  const play = ['reload-sim', 'play', simulation.file];
  const own = simulation.scenario.app.strategy;
  if (strategy === undefined || canonicalJson(strategy) === canonicalJson(own)) {
    return { simulation, isOwnStrategy: true, reproduce: (token) => shellLine([...play, '--schedule', token]) };
  }
  const mistake = misfitOf(simulation, strategy);
  if (mistake !== null) throw mistaken([mistake]);
  const words = [...play, '--strategy', strategy.name];
  return {
    simulation: withStrategy(simulation, strategy),
    isOwnStrategy: false,
    reproduce: (token) => shellLine([...words, '--schedule', token]),
  };
}

/** A caller without types gives a name, a path, or the promise of what is being loaded. */
function refuseUnloaded(given: unknown, field: string, loader: 'loadSimulation' | 'loadStrategy'): void {
  if (typeof given === 'object' && given !== null && field in given) return;
  const found = given instanceof Promise ? 'a promise' : typeof given === 'string' ? `"${given}"` : String(given);
  throw new InputError(`found ${found}, expected what \`await ${loader}(…)\` returns`);
}
