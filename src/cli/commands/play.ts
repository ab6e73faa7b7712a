// `play`: the playground in a terminal; where there is none, the lanes of the simulation.

import { formatLanes } from '../../view/lane-layout.ts';
import { lanesView } from '../../view/lanes.ts';
import type { Outcome } from '../outcome.ts';
import { printed, refused } from '../outcome.ts';
import { makeRun } from '../schedule.ts';
import { select } from '../selection.ts';

export interface PlayOptions {
  readonly strategy?: string;
  readonly schedule?: string;
  readonly screenReader?: true;
}

/** The simulation that is printed when none is named: the incident that the project grew out of. */
const DEFAULT_SIMULATION = 'incident';

export async function play(sim: string | undefined, options: PlayOptions): Promise<Outcome> {
  const selection = await select(sim ?? DEFAULT_SIMULATION, options.strategy);
  if ('refusal' in selection) return refused(selection);
  const made = makeRun(selection.simulation, options);
  if ('refusal' in made) return refused(made);
  return printed(`${formatLanes(lanesView(made.model, made.run.first, made.run.steps))}\n`);
}
