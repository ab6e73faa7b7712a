// A share link where a simulation is named: the whole address, or what comes behind its #. What it holds is read as the page
// reads it, with the same bounds.
import { shippedCatalog } from '../files/shipped.ts';
import { equipped } from '../handler/load-engine.ts';
import { enShare } from '../view/messages/en-share.ts';
import { handedOn } from '../view/share/handed-on.ts';
import type { Refusal } from './outcome.ts';
import type { Selection } from './selection.ts';

/** The simulation and the schedule in a link; a run that this model makes differently is refused. */
export async function selectLinked(link: string): Promise<Selection | Refusal> {
  const { opening, problem } = await handedOn(link, shippedCatalog(), enShare.share, equipped);
  if (opening === null || problem !== null) return { refusal: [`reload-sim: the link: ${problem}`] };
  const { simulation, schedule, at, named = [] } = opening;
  const isNamed = named[0] === simulation.scenario.name;
  return {
    simulation,
    isOwnStrategy: simulation.insteadOf === null,
    args: isNamed ? named : [link],
    linked: { schedule, at: at ?? 0 },
  };
}
