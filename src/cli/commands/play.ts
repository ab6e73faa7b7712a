// `play`: the playground in a terminal; where there is none, the lanes of the simulation and what they show.
//
// Ink and React are loaded for a terminal only. A dumb terminal cannot move its cursor and gets the linear mode.
import { env, stdin, stdout } from 'node:process';
import { STDIN } from '../../files/input.ts';
import { shippedCatalog } from '../../files/shipped.ts';
import { withSystems } from '../../handler/with-systems.ts';
import type { Catalog } from '../../simulation/catalog.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import { shellLine } from '../../view/export/shell.ts';
import { proseOf } from '../../view/prose.ts';
import { wrap } from '../../view/rows.ts';
import { DEFAULT_SIMULATION } from '../../view/session/named.ts';
import { consultInThread } from '../oracle-thread.ts';
import { EXIT, type Outcome, printed, refused } from '../outcome.ts';
import { describeTold } from '../report.ts';
import { makeRun } from '../schedule.ts';
import { type Selection, selectToRun, withLinked } from '../selection.ts';
import { tell } from '../tell.ts';
import type { Speech } from '../words/speech.ts';

export interface PlayOptions {
  readonly strategy?: string;
  readonly schedule?: string;
  readonly screenReader?: true;
}

/** Prose is as wide on every machine. */
const COLUMNS = 100;

export async function play(sim: string | undefined, given: PlayOptions, speech: Speech): Promise<Outcome> {
  const selection = await selectToRun(sim ?? DEFAULT_SIMULATION, given.strategy);
  if ('refusal' in selection) return refused(selection);
  const options = withLinked(selection, given);
  if (!(stdin.isTTY && stdout.isTTY)) return printLanes(selection, options, speech);
  const { simulation } = selection;
  // The playground makes its run itself; a token that does not fit is refused before the screen changes.
  if (options.schedule !== undefined) {
    const made = makeRun(simulation, options);
    if ('refusal' in made) return refused(made);
  }
  const isAsked = sim !== undefined || options.strategy !== undefined || options.schedule !== undefined;
  const { runTerminal } = await import('../../terminal/run-terminal.tsx');
  const left = await runTerminal({
    catalog: () => withSystems(withSimulation(shippedCatalog(), simulation)),
    simulation: isAsked ? simulation : null,
    schedule: options.schedule ?? null,
    ...(selection.linked === undefined || given.schedule !== undefined ? {} : { at: selection.linked.at }),
    policy: null,
    openAt: 'violation',
    named: isAsked ? selection.args : null,
    consult: consultInThread,
    messages: speech.view,
    screenReader: options.screenReader === true || env.TERM === 'dumb',
    hasColor: (env.NO_COLOR ?? '') === '',
    stdin,
    stdout,
  });
  if (left === null) return printed('');
  return printed(`${shellLine(['reload-sim', ...left.words])}\n`, left.isInterrupted ? EXIT.interrupted : EXIT.holds);
}

/** The lanes for who has no terminal: what they are about, what they show, and how to see more. */
function printLanes(selection: Selection, options: PlayOptions, speech: Speech): Outcome {
  const told = tell(selection, options);
  if ('refusal' in told) return refused(told);
  const { title, why } = proseOf(speech.view, told.model.scenario);
  const about = [title, ...wrap(why, COLUMNS)].join('\n');
  return printed(`${about}\n\n${describeTold(speech, told)}${invitation(selection, speech)}`);
}

/** What to type in a terminal; standard input is used up, so nothing can be stepped through that came from there. */
function invitation({ args }: Selection, { cli }: Speech): string {
  if (args.includes(STDIN)) return '';
  return `${cli.invitation(shellLine(['reload-sim', 'play', ...args]))}\n`;
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
