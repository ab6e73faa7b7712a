// What an oracle has told so far, and what that means where a session stands: a fate for every property, the way to the
// nearest violation, the point of no return. Pure; who searches, and in which thread, is the face's business.
import { type Fate, fateAt, type Outlook, type Place, placeAfter, wayToViolation } from '../explore/oracle.ts';
import type { OracleNews } from '../explore/oracle-messages.ts';
import { UNREACHABLE } from '../explore/paths.ts';
import type { InconclusiveReason, VacuousReason } from '../explore/verdict.ts';
import type { PropertyName } from '../properties/names.ts';
import { propertiesOf } from '../properties/properties.ts';
import type { Model } from '../world/model.ts';
import type { RunStep } from '../world/run.ts';
import { formatCount } from './count.ts';
import type { Messages } from './messages/messages.ts';

export const PHASES = ['checking', 'done', 'failed'] as const;

/** What has been told of one simulation. */
export interface Foresight {
  readonly phase: (typeof PHASES)[number];
  /** States found so far by the present search; of the whole simulation when it is done. */
  readonly states: number;
  readonly outlooks: readonly Outlook[];
  /** What broke the search; null when nothing did. */
  readonly problem: string | null;
}

/** Before anything has been told. */
export const NOTHING_YET: Foresight = { phase: 'checking', states: 0, outlooks: [], problem: null };

/** What is known after one more message. */
export function withNews(before: Foresight, news: OracleNews): Foresight {
  switch (news.type) {
    case 'progress':
      return { ...before, states: news.states };
    case 'outlook': {
      const edges = news.outlook.edges ?? before.outlooks[0]?.edges;
      return edges === undefined ? before : { ...before, outlooks: [...before.outlooks, { ...news.outlook, edges }] };
    }
    case 'done':
      return { ...before, phase: 'done', states: before.outlooks[0]?.fates.length ?? 0 };
    case 'failed':
      return { ...before, phase: 'failed', problem: news.why };
  }
}

/** How far the search is, for the status line. */
export interface CheckingView {
  readonly phase: Foresight['phase'];
  readonly states: number;
  readonly decided: number;
  readonly of: number;
  /** Why not everything is known; null when it is, or while the search goes on. */
  readonly reason: InconclusiveReason | null;
  readonly problem: string | null;
}

export function checkingView({ phase, states, outlooks, problem }: Foresight, model: Model): CheckingView {
  const reason = outlooks.find((each) => each.reason !== null && each.reason !== 'no-clock')?.reason ?? null;
  return { phase, states, decided: outlooks.length, of: propertiesOf(model).length, reason, problem };
}

/** How far it is, in a few words. */
export function checkingText({ checking: words }: Messages, view: CheckingView): string {
  const { phase, decided, of, reason, problem } = view;
  const states = formatCount(view.states);
  if (phase === 'failed') return words.failed(problem ?? '');
  if (phase === 'checking') return words.running(view.states > 1 ? states : null, decided, of);
  return reason === null ? words.done(states) : words.cut(states);
}

/** What may come of one property from where the session stands. */
export interface Prospect {
  readonly property: PropertyName;
  readonly fate: Fate;
  /** Steps to the nearest violation; null where none is known, and where it has happened. */
  readonly distance: number | null;
  /** Steps of the run after which no fair continuation avoided a violation any more; null while one does. */
  readonly lostAt: number | null;
  /** Why the fate is unknown; null where it is known. */
  readonly reason: InconclusiveReason | 'beyond' | null;
  readonly vacuous: VacuousReason | null;
  readonly place: Place;
}

/** The prospects after these steps from the first world, of every property that is decided. */
export function prospectsAfter({ outlooks }: Foresight, steps: readonly RunStep[]): readonly Prospect[] {
  const path = steps.map(({ index }) => index);
  return outlooks.map((outlook) => prospectAt(outlook, placeAfter(outlook, path)));
}

/** The prospects after these further steps. */
export function prospectsOn(
  { outlooks }: Foresight,
  prospects: readonly Prospect[],
  steps: readonly RunStep[],
): readonly Prospect[] {
  const path = steps.map(({ index }) => index);
  return outlooks.map((outlook, index) => prospectAt(outlook, placeAfter(outlook, path, prospects[index]?.place)));
}

function prospectAt(outlook: Outlook, place: Place): Prospect {
  const { property, distances, vacuous } = outlook;
  const fate = fateAt(outlook, place);
  const distance = place.state === null || fate === 'violated' ? UNREACHABLE : (distances[place.state] ?? UNREACHABLE);
  return {
    property,
    fate,
    distance: distance === UNREACHABLE ? null : distance,
    lostAt: place.lostAt,
    reason: fate === 'unknown' ? (outlook.reason ?? 'beyond') : null,
    vacuous,
    place,
  };
}

/** Where a counterexample is played from: where one stands, or the start when nothing can be violated any more here. */
export const ORIGINS = ['here', 'start'] as const;
export type Origin = (typeof ORIGINS)[number];

/** A way to a violation that can be played. */
export interface CounterexampleView {
  readonly property: PropertyName;
  readonly from: Origin;
  /** Steps to the violation. */
  readonly steps: number;
}

/** What can be played where these prospects are, in their order. */
export function counterexamplesAt(foresight: Foresight, prospects: readonly Prospect[]): readonly CounterexampleView[] {
  const first = prospectsAfter(foresight, []);
  return prospects.flatMap(({ property, distance }, index): readonly CounterexampleView[] => {
    if (distance !== null) return [{ property, from: 'here', steps: distance }];
    const whole = first[index]?.distance ?? null;
    return whole === null ? [] : [{ property, from: 'start', steps: whole }];
  });
}

/** The choices of the nearest counterexample, each its position in `enabled`; null when there is none. */
export function wayTo(
  { outlooks }: Foresight,
  property: PropertyName,
  steps: readonly RunStep[],
): { readonly from: Origin; readonly choices: readonly number[] } | null {
  const outlook = outlooks.find((each) => each.property === property);
  if (outlook === undefined) return null;
  const path = steps.map(({ index }) => index);
  const here = wayToViolation(outlook, placeAfter(outlook, path));
  if (here !== null) return { from: 'here', choices: here };
  const whole = wayToViolation(outlook, placeAfter(outlook, []));
  return whole === null ? null : { from: 'start', choices: whole };
}
