// A light per property: what the run so far says of it. A run can witness a violation, it never proves that
// one holds.
//
// While a run goes on, what is decided by its end (converges) is pending. The lights that a simulation's file
// speaks of come first, with what the file expects. Once an oracle has looked at every continuation
// (foresight.ts), a light says what may still come of the property instead.
import type { PropertyName } from '../properties/names.ts';
import { judgeRun, propertiesOf } from '../properties/properties.ts';
import type { Judgement } from '../properties/property.ts';
import type { ExpectedVerdict } from '../simulation/schema.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { Model } from '../world/model.ts';
import type { Run, RunEnd, RunStep } from '../world/run.ts';
import type { World } from '../world/world.ts';
import { findingClause } from './finding.ts';
import { type CheckingView, checkingText, type Prospect } from './foresight.ts';
import { asksOf } from './messages/for-model.ts';
import type { Messages } from './messages/messages.ts';
import { type Role, type Row, row, rowWidth, type Span, span, widthOf, wrap } from './rows.ts';

export const LIGHTS = ['violated', 'doomed', 'at-risk', 'inconclusive', 'pending', 'vacuous', 'ok'] as const;
/** The worst first. */
export type Light = (typeof LIGHTS)[number];

export interface Verdict {
  readonly property: PropertyName;
  readonly light: Light;
  /** What the file expects; null when it says nothing of this property. */
  readonly expected: ExpectedVerdict | null;
  /** What the run so far shows. */
  readonly judgement: Judgement;
  /** What may still come of it; null where no oracle has said so yet. */
  readonly prospect: Prospect | null;
}

/** How each light looks without colour. */
const SIGNS: Readonly<Record<Light, { readonly sign: string; readonly role: Role }>> = {
  violated: { sign: '✗', role: 'bad' },
  doomed: { sign: '⊗', role: 'bad' },
  'at-risk': { sign: '!', role: 'warn' },
  inconclusive: { sign: '?', role: 'warn' },
  pending: { sign: '…', role: 'dim' },
  vacuous: { sign: '○', role: 'dim' },
  ok: { sign: '✓', role: 'ok' },
};

/** The sign of a light and the role that colours it. */
export function signOf(light: Light): { readonly sign: string; readonly role: Role } {
  return SIGNS[light];
}

/** Could no order of steps have avoided it, from the first world on? Then there is no step at which it turned. */
export function isLostFromStart({ prospect }: Verdict): boolean {
  return prospect?.lostAt === 0;
}

/** A light in words. */
export function lightText({ lights, prospects }: Messages, verdict: Verdict): string {
  return verdict.light === 'doomed' && isLostFromStart(verdict) ? prospects.always : lights[verdict.light];
}

/** How it is violated or what may still come of it; null where its light says it all. */
export function verdictDetail(messages: Messages, verdict: Verdict): string | null {
  return violationOf(messages, verdict) ?? prospectOf(messages, verdict);
}

/** The lights of a run that has come to `end`, or that still goes on (null). */
export function verdicts(
  simulation: Simulation,
  model: Model,
  first: World,
  steps: readonly RunStep[],
  end: RunEnd | null,
): readonly Verdict[] {
  const run: Run = { first, steps, end: end ?? 'horizon' };
  const found = judged(simulation, model, run).map((judgement) => ({
    property: judgement.property,
    light: lightOf(judgement, end, steps.length, steps.at(-1)?.world ?? first),
    expected: simulation.expect.find(({ property }) => property === judgement.property)?.verdict ?? null,
    judgement,
    prospect: null,
  }));
  return [...found.filter(({ expected }) => expected !== null), ...found.filter(({ expected }) => expected === null)];
}

/** Judgements worked out once: by the last step of a run, which no other run has, and by how it ends. */
const known = new WeakMap<RunStep, Map<string, readonly Judgement[]>>();

/** Some properties are judged by a trial, which takes a while; a person goes back and forth over the same steps. */
function judged({ parameters }: Simulation, model: Model, run: Run): readonly Judgement[] {
  const last = run.steps.at(-1);
  if (last === undefined) return judgeRun(model, run, parameters);
  const ends = known.get(last) ?? new Map<string, readonly Judgement[]>();
  const found = ends.get(run.end) ?? judgeRun(model, run, parameters);
  known.set(last, ends.set(run.end, found));
  return found;
}

/** The lights as an oracle has them; what it has not decided yet is pending, however well the run has gone so far. */
export function foreseen(found: readonly Verdict[], prospects: readonly Prospect[]): readonly Verdict[] {
  return found.map((verdict) => {
    const prospect = prospects.find(({ property }) => property === verdict.property) ?? null;
    if (prospect !== null) return { ...verdict, prospect, light: lightOfProspect(prospect, verdict.light) };
    return verdict.light === 'violated' ? verdict : { ...verdict, light: 'pending' as const };
  });
}

/** The light of a prospect; where nothing is known beyond the end of a run, that of the run (null: cut off). */
export function lightOfProspect({ fate, vacuous, reason }: Prospect, ofRun: Light | null = null): Light {
  switch (fate) {
    case 'safe':
      return vacuous === null ? 'ok' : 'vacuous';
    case 'unknown':
      return ofRun !== null && (reason === 'beyond' || ofRun === 'violated') ? ofRun : 'inconclusive';
    default:
      return fate;
  }
}

/**
 * While a run goes on, what a property says about its last step may only mean that nothing more would follow.
 */
function lightOf({ property, verdict, atStep }: Judgement, end: RunEnd | null, count: number, now: World): Light {
  if (verdict === 'inconclusive') return 'inconclusive';
  if (end === null && property === 'converges') return 'pending';
  if (end === null && property === 'bounded-staleness' && atStep === count) return 'pending';
  // Told by a trial: with a watch left the run may yet turn out well, without one and not violated it depends
  // on what the application makes of the events that still wait.
  if (end === null && property === 'stays-armed' && isWatching(now) === (verdict === 'violated')) return 'pending';
  if (verdict === 'violated') return 'violated';
  return verdict === 'vacuous' ? (end === null ? 'pending' : 'vacuous') : 'ok';
}

function isWatching({ kernel }: World): boolean {
  return kernel.inotify.some((instance) => (instance?.watches.length ?? 0) > 0);
}

/** A light that changes to or from violated, or to doomed. */
export interface Flip {
  readonly verdict: Verdict;
  readonly to: 'violated' | 'doomed' | 'restored';
}

/** The lights that are violated or doomed now and were not before, or no longer violated. */
export function flipsOf(before: readonly Verdict[], now: readonly Verdict[]): readonly Flip[] {
  return now.flatMap((verdict): readonly Flip[] => {
    const earlier = before.find(({ property }) => property === verdict.property)?.light;
    if (verdict.light === earlier) return [];
    if (verdict.light === 'violated' || verdict.light === 'doomed') return [{ verdict, to: verdict.light }];
    return earlier === 'violated' ? [{ verdict, to: 'restored' }] : [];
  });
}

/** Safety properties that the worlds of these steps violate, and the world before them does not. */
export function newlyViolated(model: Model, before: World, steps: readonly RunStep[]): readonly PropertyName[] {
  return propertiesOf(model).flatMap(({ name, badState }) => {
    if (badState === null || badState(model, before) !== null) return [];
    return steps.some(({ world }) => badState(model, world) !== null) ? [name] : [];
  });
}

/** What people ask first of a strategy that the file says nothing about. */
const ASKED_FIRST: readonly PropertyName[] = ['converges', 'stays-armed', 'never-empty'];

/** Columns kept for the count of the lights that do not fit. */
const MORE_WIDTH = 3;

/** What the file expects; all where it expects nothing. */
export function toldOf(found: readonly Verdict[]): readonly Verdict[] {
  const told = found.filter(({ expected }) => expected !== null);
  return told.length > 0 ? told : askedFirst(found);
}

/** The lights in one row of at most `width` columns: what the file expects; all where it expects nothing. */
export function verdictRow(found: readonly Verdict[], width: number): Row {
  const told = toldOf(found);
  const lights = told.some(({ expected }) => expected !== null) ? told : worstFirst(told);
  const spans: Span[] = [];
  for (const [index, verdict] of lights.entries()) {
    const { sign, role } = SIGNS[verdict.light];
    const next = [span(`${sign} `, role), span(verdict.property, isLost(verdict) ? 'bad' : null), span('  ')];
    if (rowWidth(spans) + rowWidth(next) > width - MORE_WIDTH) {
      return [...spans, span(`+${lights.length - index}`, 'dim')];
    }
    spans.push(...next);
  }
  return spans;
}

/**
 * The lights in one row, with how far the oracle is at its right end: while it is at work that comes before the lights,
 * when it is done only where there is room.
 */
export function lightsRow(
  messages: Messages,
  { verdicts: found, checking }: { readonly verdicts: readonly Verdict[]; readonly checking: CheckingView | null },
  width: number,
): Row {
  const all = verdictRow(found, width);
  if (checking === null) return all;
  const status = checkingText(messages, checking);
  const rest = width - widthOf(status);
  const isDone = checking.phase === 'done' && checking.reason === null;
  if (isDone && rowWidth(all) > rest) return all;
  const lights = isDone ? all : verdictRow(found, rest);
  return [...lights, span(' '.repeat(Math.max(0, rest - rowWidth(lights)))), span(status, isDone ? 'dim' : 'warn')];
}

function askedFirst(found: readonly Verdict[]): readonly Verdict[] {
  const isAsked = ({ property }: Verdict): boolean => ASKED_FIRST.includes(property);
  return [...found.filter(isAsked), ...found.filter((each) => !isAsked(each))];
}

function isLost({ light }: Verdict): boolean {
  return light === 'violated' || light === 'doomed';
}

/** What is violated first, then what will be, then what may be; the others in their order. */
function worstFirst(found: readonly Verdict[]): readonly Verdict[] {
  const bad: readonly Light[] = ['violated', 'doomed', 'at-risk'];
  const ranked = bad.map((light) => found.filter((each) => each.light === light));
  return [...ranked.flat(), ...found.filter(({ light }) => !bad.includes(light))];
}

/** Every light, one line each, what is violated first: how it is violated, and what its property asks. */
export function verdictLines(messages: Messages, found: readonly Verdict[]): readonly Row[] {
  return worstFirst(found).map((verdict) => {
    const { sign, role } = SIGNS[verdict.light];
    const told = isLost(verdict) ? 'bad' : 'title';
    const detail = verdictDetail(messages, verdict);
    const text = `${detail === null ? '' : `${detail} · `}${asksOf(messages, verdict.property)}`;
    return [span(`${sign} `, role), span(verdict.property, told), span(`  ${text}`, 'dim')];
  });
}

/**
 * Every light with what its property asks, how it is violated and what the file expects; and what the signs
 * mean.
 */
export function verdictRows(messages: Messages, found: readonly Verdict[], width: number): readonly Row[] {
  const { lights, screen } = messages;
  const signs = LIGHTS.map((light) => `${SIGNS[light].sign} ${lights[light]}`).join(' · ');
  return [
    ...worstFirst(found).flatMap((verdict) => {
      const { property, light, expected } = verdict;
      const { sign, role } = SIGNS[light];
      const told = expected === null ? '' : ` — ${screen.expects(expected)}`;
      const violation = violationOf(messages, verdict);
      const happened = violation === null ? [] : [row(`   ${violation}`, 'bad')];
      const prospect = prospectOf(messages, verdict);
      const ahead = prospect === null ? [] : [row(`   ${prospect}`, isLost(verdict) ? 'bad' : 'warn')];
      return [
        [span(` ${sign} `, role), span(property, 'title'), span(told, 'dim')],
        row(`   ${asksOf(messages, property)}`),
        ...happened,
        ...ahead,
      ];
    }),
    ...wrap(signs, width - 2).map((line) => row(` ${line}`, 'dim')),
  ];
}

/** How it is violated; null when it is not. */
export function violationOf(messages: Messages, { light, judgement }: Verdict): string | null {
  return light === 'violated' ? findingClause(messages, judgement) : null;
}

/** What may still come of it, in a clause; null where its sign says it all. */
export function prospectOf({ prospects }: Messages, verdict: Verdict): string | null {
  const { light, prospect } = verdict;
  if (prospect === null) return null;
  const { distance, reason } = prospect;
  if (light === 'doomed') return isLostFromStart(verdict) ? prospects.fromStart : prospects.doomed(distance);
  if (light === 'at-risk' && distance !== null) return prospects.atRisk(distance);
  return light === 'inconclusive' && reason !== null ? prospects.unknown[reason] : null;
}

/** What a choice leads to: the worst light after it, of which properties, and whether it is worse than before it. */
export interface Ahead {
  readonly light: Light;
  readonly properties: readonly PropertyName[];
  readonly isWorse: boolean;
}

/**
 * The light of a choice before it is taken, of the properties that the row of lights speaks of and that are not lost
 * anyway; null as long as nothing is decided of them.
 */
export function aheadOf(now: readonly Verdict[], after: readonly Prospect[]): Ahead | null {
  const told = toldOf(now).flatMap(({ property, light }) => {
    const prospect = after.find((each) => each.property === property);
    if (light === 'violated' || prospect === undefined) return [];
    const next = lightOfProspect(prospect);
    // Beyond the end of the story nobody has looked: that is said of the property, and not again of each choice.
    const isKnown = next !== 'inconclusive' || prospect.reason !== 'beyond';
    return !isKnown || (light === 'doomed' && next === 'doomed') ? [] : [{ property, light, next }];
  });
  const worst = LIGHTS.find((light) => told.some(({ next }) => next === light));
  if (worst === undefined) return null;
  // All is well only when all is decided, and nothing lost.
  const isWell = worst === 'ok' || worst === 'vacuous';
  if (isWell && toldOf(now).some(({ light }) => light === 'pending' || light === 'doomed')) return null;
  const rank = (light: Light): number => LIGHTS.indexOf(light);
  const of = told.filter(({ next }) => next === worst);
  return {
    light: worst,
    properties: of.map(({ property }) => property),
    isWorse: of.some(({ light }) => rank(worst) < rank(light)),
  };
}

/** The properties that a choice's light is about; none where it says nothing of any one. */
export function threatened({ light, properties }: Ahead): readonly PropertyName[] {
  return light === 'ok' || light === 'vacuous' || light === 'inconclusive' ? [] : properties;
}

/** A choice's light in a few columns: "→ ⊗ converges +1". */
export function aheadSpans(ahead: Ahead): readonly Span[] {
  const { properties, isWorse } = ahead;
  const { sign, role } = SIGNS[ahead.light];
  const [first] = threatened(ahead);
  if (first === undefined) return [span('  → ', 'dim'), span(sign, role)];
  const more = properties.length > 1 ? ` +${properties.length - 1}` : '';
  return [span('  → ', 'dim'), span(`${sign} ${first}${more}`, isWorse ? role : 'dim')];
}
