// What the functions of the library have in common: a simulation with the strategy asked for, and the command line that
// shows the same.
import type { Strategy } from '../actors/app/strategy.ts';
import { canonicalJson } from '../explore/fnv.ts';
import { misfitOf, type Simulation, withStrategy } from '../simulation/simulation.ts';
import { shellLine } from '../view/export/shell.ts';
import { mistaken } from './input-error.ts';

export interface Subject {
  readonly simulation: Simulation;
  /** Is the strategy the one that the file names, the one that its `expect` speaks of? */
  readonly isOwnStrategy: boolean;
  /** The command line that plays the schedule of a token. */
  readonly reproduce: (token: string) => string;
}

/**
 * The simulation with another strategy, if one is given.
 * @throws InputError when the simulation's watcher cannot do what the strategy asks.
 */
export function subjectOf(simulation: Simulation, strategy: Strategy | undefined): Subject {
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
