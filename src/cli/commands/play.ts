// `play`: the playground in a terminal; where there is none, the lanes of the simulation.
//
// Ink and React are loaded for a terminal only. A dumb terminal cannot move its cursor and gets the linear mode.
import { env, stdin, stdout } from 'node:process';
import type { Catalog } from '../../simulation/catalog.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import { formatLanes } from '../../view/lane-layout.ts';
import { lanesView } from '../../view/lanes.ts';
import { type Outcome, printed, refused } from '../outcome.ts';
import { makeRun } from '../schedule.ts';
import { select } from '../selection.ts';
import { shippedCatalog } from '../shipped.ts';

export interface PlayOptions {
  readonly strategy?: string;
  readonly schedule?: string;
  readonly screenReader?: true;
}

/** The simulation that is meant when none is named: the incident that the project grew out of. */
const DEFAULT_SIMULATION = 'incident';

export async function play(sim: string | undefined, options: PlayOptions): Promise<Outcome> {
  const selection = await select(sim ?? DEFAULT_SIMULATION, options.strategy);
  if ('refusal' in selection) return refused(selection);
  const { simulation } = selection;
  const isTerminal = stdin.isTTY && stdout.isTTY;
  // The playground makes its run itself; a token that does not fit is refused before the screen changes.
  if (!isTerminal || options.schedule !== undefined) {
    const made = makeRun(simulation, options);
    if ('refusal' in made) return refused(made);
    const lanes = lanesView(made.model, made.run.first, made.run.steps);
    if (!isTerminal) return printed(`${formatLanes(lanes)}\n`);
  }
  const isAsked = sim !== undefined || options.strategy !== undefined || options.schedule !== undefined;
  const { runTerminal } = await import('../../terminal/run-terminal.tsx');
  await runTerminal({
    catalog: () => withSimulation(shippedCatalog(), simulation),
    simulation: isAsked ? simulation : null,
    schedule: options.schedule ?? null,
    policy: null,
    openAt: 'violation',
    screenReader: options.screenReader === true || env.TERM === 'dumb',
    hasColor: (env.NO_COLOR ?? '') === '',
    stdin,
    stdout,
  });
  return printed('');
}

/** A catalog whose menus hold a simulation and a strategy of the user's own too. */
function withSimulation({ simulations, strategies, diagnostics }: Catalog, simulation: Simulation): Catalog {
  const { name, app } = simulation.scenario;
  const isNew = !simulations.some(({ scenario }) => scenario.name === name);
  const isNewStrategy = !strategies.some((each) => each.name === app.strategy.name);
  return {
    simulations: isNew ? [simulation, ...simulations] : simulations,
    strategies: isNewStrategy ? [app.strategy, ...strategies] : strategies,
    diagnostics,
  };
}
