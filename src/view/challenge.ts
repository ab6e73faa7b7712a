// Be the scheduler: a person brings about what a property forbids, in as few steps as possible.
//
// The goals are the properties that can be violated in what is open; par is the length of the shortest counterexample,
// which the oracle knows (explore/oracle.ts). Steps are those of the model, as in `check`; what comes after the violation
// does not count. A completion is a schedule token with the goal: whoever plays the schedule again sees the violation, so
// it is verified without a server. What a hint costs is on a person's honour: a schedule does not tell who had the idea.
// Leaves out: goals of simulations whose search was cut before anything was found; violations at the very start.
import { type Outlook, placeAfter } from '../explore/oracle.ts';
import { UNREACHABLE } from '../explore/paths.ts';
import { formatToken, parseToken } from '../explore/token.ts';
import { isPodProperty, type PodPropertyName, type PropertyName } from '../properties/names.ts';
import { findProperty } from '../properties/properties.ts';
import type { Catalog } from '../simulation/catalog.ts';
import type { Timing } from '../world/scenario.ts';
import { choiceText } from './choices.ts';
import { asksOf } from './messages/for-model.ts';
import type { Messages } from './messages/messages.ts';
import { describeMove, type Move } from './moves.ts';
import { offersOf } from './session/offers.ts';
import type { SessionState } from './session/reducer.ts';
import { worldAt } from './session/run-tree.ts';

/** Steps that one hint counts as. */
export const HINT_COST = 3;

/** Something to bring about, and the least number of steps in which anybody can. */
export interface Goal {
  readonly property: PropertyName;
  readonly par: number;
}

/** How far somebody is. */
export interface Standing extends Goal {
  /** Steps taken up to the cursor. */
  readonly steps: number;
  /** After how many steps it was violated; null while it is not. */
  readonly reachedAt: number | null;
  /** Nothing that one can do from here leads to it. */
  readonly isLost: boolean;
}

/** The next step of a shortest way. */
export interface Hint {
  /** Number of the choice, counted from 1 as it is shown. */
  readonly number: number;
  readonly text: string;
}

/** A goal that was reached, by a schedule. */
export interface Completion {
  readonly simulation: string;
  /** In place of the simulation's own; null for that. */
  readonly strategy: string | null;
  readonly property: PropertyName;
  readonly hints: number;
  /** A schedule token up to the violation. */
  readonly schedule: string;
}

/** What can be brought about in what is open, as far as an oracle has told, in the order of the properties. */
export function goalsIn({ foresight }: SessionState): readonly Goal[] {
  return (foresight?.outlooks ?? []).flatMap(({ property, distances }) => {
    const par = distances[0] ?? UNREACHABLE;
    return par === UNREACHABLE || par === 0 ? [] : [{ property, par }];
  });
}

/** What a goal asks for. */
export function goalText(messages: Messages, property: PropertyName): string {
  const { goals, goalOf } = messages.challenge;
  return isPodProperty(property) ? goals[property] : goalOf(property, asksOf(messages, property));
}

/** Is there nothing more to be told of goals? */
export function isSettled({ foresight }: SessionState): boolean {
  return foresight !== null && foresight.phase !== 'checking';
}

/** Is a solution for this property none of what is open, because that has no such property? */
export function isRefused({ model }: SessionState, property: PropertyName): boolean {
  return findProperty(model, property) === undefined;
}

/** How far the present branch is up to the cursor; null where this is no goal. */
export function standingOf(state: SessionState, property: PropertyName): Standing | null {
  const goal = goalsIn(state).find((each) => each.property === property);
  const outlook = outlookOf(state, property);
  if (goal === undefined || outlook === undefined) return null;
  const place = placeNow(state, outlook);
  const isLost = place.violatedAt === null && toGo(outlook, place) === null;
  return { ...goal, steps: state.tree.at, reachedAt: place.violatedAt, isLost };
}

function outlookOf({ foresight }: SessionState, property: PropertyName): Outlook | undefined {
  return foresight?.outlooks.find((each) => each.property === property);
}

type Place = ReturnType<typeof placeAfter>;

function placeNow({ tree }: SessionState, outlook: Outlook): Place {
  return placeAfter(outlook, positions(tree.steps.slice(0, tree.at)));
}

function positions(steps: Move['steps']): readonly number[] {
  return steps.map(({ index }) => index);
}

/** Steps to the nearest violation from a place; null where none can be reached. */
function toGo({ distances }: Outlook, { state, violatedAt, steps }: Place): number | null {
  if (violatedAt !== null) return violatedAt - steps;
  const distance = state === null ? UNREACHABLE : (distances[state] ?? UNREACHABLE);
  return distance === UNREACHABLE ? null : distance;
}

/** The choice that leads to the goal in the fewest steps, of those that are offered; null where none does. */
export function hintFor(state: SessionState, property: PropertyName, messages: Messages): Hint | null {
  const outlook = outlookOf(state, property);
  if (outlook === undefined) return null;
  const here = placeNow(state, outlook);
  if (here.violatedAt !== null) return null;
  const ways = offersOf(state).moves.flatMap((move, index) => {
    const after = toGo(outlook, placeAfter(outlook, positions(move.steps), here));
    return after === null ? [] : [{ move, index, whole: move.steps.length + after }];
  });
  const shortest = Math.min(...ways.map(({ whole }) => whole));
  const best = ways.find(({ whole }) => whole === shortest);
  if (best === undefined) return null;
  const words = describeMove(messages, state.model, worldAt(state.tree), best.move);
  return { number: best.index + 1, text: choiceText(messages, words) };
}

/** What a way counts as. */
export function scoreOf(steps: number, hints: number): number {
  return steps + hints * HINT_COST;
}

/** The completion that the present branch is; null where the goal is not reached at the cursor. */
export function completionOf(state: SessionState, property: PropertyName, hints: number): Completion | null {
  const reachedAt = standingOf(state, property)?.reachedAt ?? null;
  if (reachedAt === null) return null;
  const { scenario, insteadOf } = state.simulation;
  const schedule = formatToken(state.model, state.tree.steps.slice(0, reachedAt));
  const strategy = insteadOf === null ? null : scenario.app.strategy.name;
  return { simulation: scenario.name, strategy, property, hints, schedule };
}

/** `incident:never-empty:0:AQ…`; another strategy stands behind the simulation: `incident@poll-hash:…`. */
export function formatCompletion({ simulation, strategy, property, hints, schedule }: Completion): string {
  const subject = strategy === null ? simulation : `${simulation}@${strategy}`;
  return [subject, property, hints, schedule].join(':');
}

/** As properties are spelt; whether what is open has one of that name is for `isRefused` to say. */
const NAME = /^[a-z]+(-[a-z]+){0,5}$/;

/** What a completion token says; null when it is none. Whether it is true is for playing it again to tell. */
export function parseCompletion(text: string): Completion | null {
  const [subject = '', named = '', hints = '', schedule = '', ...more] = text.trim().split(':');
  const property = NAME.test(named) ? named : undefined;
  const [simulation = '', strategy = null, ...rest] = subject.split('@');
  const isWhole = simulation !== '' && more.length === 0 && rest.length === 0 && /^\d{1,4}$/.test(hints);
  if (property === undefined || !isWhole || 'problem' in parseToken(schedule)) return null;
  return { simulation, strategy, property, hints: Number(hints), schedule };
}

/** The part of an address behind `#` that opens the solution where it ends, to be verified. */
export function completionAddress({ simulation, strategy, property, hints, schedule }: Completion): string {
  const asked = new URLSearchParams({ sim: simulation });
  if (strategy !== null) asked.set('strategy', strategy);
  asked.set('schedule', schedule);
  asked.set('challenge', property);
  if (hints > 0) asked.set('hints', String(hints));
  return asked.toString();
}

/** The command line that shows the same. */
export function completionLine({ simulation, strategy, schedule }: Completion): string {
  const replaced = strategy === null ? [] : ['--strategy', strategy];
  return ['reload-sim', 'run', simulation, ...replaced, '--schedule', schedule].join(' ');
}

/** The goal that an address asks for (`challenge=never-empty`), and whether it brings a solution; null without. */
export function goalAsked(hash: string): { readonly property: PropertyName; readonly hints: number } | null {
  const asked = new URLSearchParams(hash.replace(/^#/, ''));
  const property = asked.get('challenge') ?? '';
  const hints = asked.get('hints') ?? '0';
  return NAME.test(property) ? { property, hints: /^\d{1,4}$/.test(hints) ? Number(hints) : 0 } : null;
}

/** A goal in one of the delivered simulations. */
export interface ShippedChallenge {
  readonly simulation: string;
  readonly timing: Timing;
  readonly property: PodPropertyName;
}

/** A few challenges to begin with, the incident first: for each property the first simulation that it breaks in. */
export function shippedChallenges({ simulations }: Catalog): readonly ShippedChallenge[] {
  const found = simulations
    .filter(({ scenario }) => scenario.system === undefined)
    .flatMap(({ scenario, timing, expect }) =>
      expect.flatMap(({ property, verdict }) =>
        verdict === 'violated' && isPodProperty(property) ? [{ simulation: scenario.name, timing, property }] : [],
      ),
    );
  return found.filter(({ property }, index) => found.findIndex((each) => each.property === property) === index);
}
