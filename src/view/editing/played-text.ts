// The text of what a session plays, where no file has it: a simulation that came with a link.

import type { Simulation } from '../../simulation/simulation.ts';
import { simulationText } from '../../simulation/simulation-text.ts';
import type { Session } from '../session.ts';

/** Null where `known`, the simulation of a file, says the same but for the strategy. */
export function playedText(session: Session, known: Simulation | undefined): string | null {
  const { simulation } = session.state();
  if (known !== undefined && storyOf(known) === storyOf(simulation)) return null;
  return `${JSON.stringify(JSON.parse(simulationText(simulation)), null, 2)}\n`;
}

/** Everything but the strategy, which is chosen in a menu too, and what is expected of it. */
function storyOf(simulation: Simulation): string {
  const { app, ...rest } = simulation.scenario;
  return JSON.stringify([rest, app.files]);
}
