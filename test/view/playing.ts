// Sessions on the shipped simulations, for the tests of the view and of the terminal.
import { consult } from '../../src/explore/oracle-messages.ts';
import { withStrategy } from '../../src/simulation/simulation.ts';
import { en } from '../../src/view/messages/en.ts';
import type { Messages } from '../../src/view/messages/messages.ts';
import type { SessionCommand } from '../../src/view/session/commands.ts';
import { createSession, type Session } from '../../src/view/session.ts';
import { shippedCatalog } from '../shipped.ts';

export const CATALOG = shippedCatalog();

export interface PlayOptions {
  readonly openAt?: 'start' | 'violation';
  readonly schedule?: string;
  /** In place of the file's own. */
  readonly strategy?: string;
  /** Default: English. */
  readonly messages?: Messages;
  readonly policy?: 'app-first' | 'writer-first' | 'random';
}

/** A session on a shipped simulation; opens at the start unless told otherwise. */
export function play(name: string, options: PlayOptions = {}): Session {
  const simulation = CATALOG.simulations.find(({ scenario }) => scenario.name === name);
  if (simulation === undefined) throw new Error(`no simulation ${name}`);
  const { openAt = 'start', schedule = null, policy = null, strategy = null, messages = en } = options;
  const other = CATALOG.strategies.find((each) => each.name === strategy);
  const played = other === undefined ? simulation : withStrategy(simulation, other);
  return createSession({ catalog: () => CATALOG, simulation: played, openAt, schedule, policy }, messages);
}

/** The same session, told at once what an oracle finds out about it. */
export function consulted(session: Session): Session {
  session.dispatch({ type: 'consulted' });
  const { engine = null } = session.state().simulation;
  consult(session.subject(), (news) => session.dispatch({ type: 'foreseen', news }), engine);
  return session;
}

/** Gives commands one after the other. */
export function dispatch(session: Session, ...commands: readonly SessionCommand[]): void {
  for (const command of commands) session.dispatch(command);
}

/** The number (from 0) of the choice whose actor and text contain these words. */
export function choiceOf(session: Session, words: string): number {
  const { choices } = session.get();
  const index = choices.findIndex(({ who, text }) => `${who}: ${text}`.includes(words));
  if (index === -1) throw new Error(`no choice ${words} among ${choices.map(({ who, text }) => `${who}: ${text}`)}`);
  return index;
}

/** Steps on until the reasons say this; throws at the end of the run. */
export function stepUntil(session: Session, words: string): void {
  for (;;) {
    if (session.get().reasons.some(({ text }) => text.includes(words))) return;
    const { at } = session.get().position;
    session.dispatch({ type: 'next' });
    if (session.get().position.at === at) throw new Error(`never: ${words}`);
  }
}
