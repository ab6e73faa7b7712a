// Does what is open still bear a title that speaks of something else? A copy of a file keeps the title of what it was copied
// from until somebody changes it.
import type { Simulation } from '../../simulation/simulation.ts';

/** What titles there are. */
export interface Titled {
  readonly simulations: readonly Simulation[];
  readonly strategies: readonly { readonly name: string; readonly title: string }[];
}

/** The title is another simulation's, or the strategy is a copy that stands in place of the simulation's own. */
export function isEdited({ scenario, insteadOf }: Simulation, { simulations, strategies }: Titled): boolean {
  const { strategy } = scenario.app;
  const isCopy = (own: { readonly name: string; readonly title: string }) => {
    return (other: { readonly name: string; readonly title: string }): boolean =>
      other.title === own.title && other.name !== own.name;
  };
  if (simulations.map((each) => each.scenario).some(isCopy(scenario))) return true;
  return insteadOf !== null && strategies.some(isCopy(strategy));
}
