// What names select: a delivered simulation, with another strategy in place of its own where one is named.
import type { Catalog } from '../../simulation/catalog.ts';
import { misfitOf, type Simulation, withStrategy } from '../../simulation/simulation.ts';

/** The simulation that is meant when none is named: the incident that the project grew out of. */
export const DEFAULT_SIMULATION = 'incident';

export interface Named {
  readonly simulation: Simulation;
  /** Words that select it on a command line. */
  readonly named: readonly string[];
}

/** The simulation of this name with the strategy of that name, or with its own (null); null where there is none such. */
export function findNamed({ simulations, strategies }: Catalog, name: string, strategy: string | null): Named | null {
  const own = simulations.find(({ scenario }) => scenario.name === name);
  if (own === undefined) return null;
  if (strategy === null || own.scenario.app.strategy.name === strategy) return { simulation: own, named: [name] };
  const other = strategies.find((each) => each.name === strategy);
  if (other === undefined || misfitOf(own, other) !== null) return null;
  return { simulation: { ...withStrategy(own, other), expect: [] }, named: [name, '--strategy', strategy] };
}
