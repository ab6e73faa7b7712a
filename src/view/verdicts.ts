// A light per property: what the run so far says of it. A run can witness a violation, it never proves that
// one holds.
//
// While a run goes on, what is decided by its end (converges) is pending. The lights that a simulation's file
// speaks of come first, with what the file expects.
import type { PropertyName } from '../properties/names.ts';
import { judgeRun, properties } from '../properties/properties.ts';
import type { Judgement } from '../properties/property.ts';
import type { ExpectedVerdict } from '../simulation/schema.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { Model } from '../world/model.ts';
import type { Run, RunEnd, RunStep } from '../world/run.ts';
import type { World } from '../world/world.ts';
import { findingClause } from './finding.ts';
import type { Messages } from './messages/messages.ts';
import { type Role, type Row, row, rowWidth, type Span, span, wrap } from './rows.ts';

export const LIGHTS = ['ok', 'violated', 'pending', 'vacuous', 'inconclusive'] as const;
export type Light = (typeof LIGHTS)[number];

export interface Verdict {
  readonly property: PropertyName;
  readonly light: Light;
  /** What the file expects; null when it says nothing of this property. */
  readonly expected: ExpectedVerdict | null;
  /** What the run so far shows. */
  readonly judgement: Judgement;
}

/** How each light looks without colour. */
const SIGNS: Readonly<Record<Light, { readonly sign: string; readonly role: Role }>> = {
  ok: { sign: '✓', role: 'ok' },
  violated: { sign: '✗', role: 'bad' },
  pending: { sign: '…', role: 'dim' },
  vacuous: { sign: '○', role: 'dim' },
  inconclusive: { sign: '?', role: 'warn' },
};

/** The lights of a run that has come to `end`, or that still goes on (null). */
export function verdicts(
  simulation: Simulation,
  model: Model,
  first: World,
  steps: readonly RunStep[],
  end: RunEnd | null,
): readonly Verdict[] {
  const run: Run = { first, steps, end: end ?? 'horizon' };
  const found = judgeRun(model, run, simulation.parameters).map((judgement) => ({
    property: judgement.property,
    light: lightOf(judgement, end, steps.length, steps.at(-1)?.world ?? first),
    expected: simulation.expect.find(({ property }) => property === judgement.property)?.verdict ?? null,
    judgement,
  }));
  return [...found.filter(({ expected }) => expected !== null), ...found.filter(({ expected }) => expected === null)];
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

/** A light that changes to or from violated. */
export interface Flip {
  readonly verdict: Verdict;
  readonly to: 'violated' | 'restored';
}

/** The lights that are violated now and were not before, or the other way round. */
export function flipsOf(before: readonly Verdict[], now: readonly Verdict[]): readonly Flip[] {
  return now.flatMap((verdict): readonly Flip[] => {
    const earlier = before.find(({ property }) => property === verdict.property)?.light;
    if (verdict.light === earlier) return [];
    if (verdict.light === 'violated') return [{ verdict, to: 'violated' }];
    return earlier === 'violated' ? [{ verdict, to: 'restored' }] : [];
  });
}

/** Safety properties that the worlds of these steps violate, and the world before them does not. */
export function newlyViolated(model: Model, before: World, steps: readonly RunStep[]): readonly PropertyName[] {
  return properties.flatMap(({ name, badState }) => {
    if (badState === null || badState(model, before) !== null) return [];
    return steps.some(({ world }) => badState(model, world) !== null) ? [name] : [];
  });
}

/** What people ask first of a strategy that the file says nothing about. */
const ASKED_FIRST: readonly PropertyName[] = ['converges', 'stays-armed', 'never-empty'];

/** Columns kept for the count of the lights that do not fit. */
const MORE_WIDTH = 3;

/** The lights in one row of at most `width` columns: what the file expects; all where it expects nothing. */
export function verdictRow(found: readonly Verdict[], width: number): Row {
  const told = found.filter(({ expected }) => expected !== null);
  const lights = told.length > 0 ? told : worstFirst(askedFirst(found));
  const spans: Span[] = [];
  for (const [index, verdict] of lights.entries()) {
    const { sign, role } = SIGNS[verdict.light];
    const next = [
      span(`${sign} `, role),
      span(verdict.property, verdict.light === 'violated' ? 'bad' : null),
      span('  '),
    ];
    if (rowWidth(spans) + rowWidth(next) > width - MORE_WIDTH) {
      return [...spans, span(`+${lights.length - index}`, 'dim')];
    }
    spans.push(...next);
  }
  return spans;
}

function askedFirst(found: readonly Verdict[]): readonly Verdict[] {
  const isAsked = ({ property }: Verdict): boolean => ASKED_FIRST.includes(property);
  return [...found.filter(isAsked), ...found.filter((each) => !isAsked(each))];
}

/** What is violated first, the others in their order. */
function worstFirst(found: readonly Verdict[]): readonly Verdict[] {
  const isViolated = ({ light }: Verdict): boolean => light === 'violated';
  return [...found.filter(isViolated), ...found.filter((each) => !isViolated(each))];
}

/** Every light, one line each, what is violated first: what its property asks, or how it is violated. */
export function verdictLines(messages: Messages, found: readonly Verdict[]): readonly Row[] {
  return worstFirst(found).map((verdict) => {
    const { sign, role } = SIGNS[verdict.light];
    const told = verdict.light === 'violated' ? 'bad' : 'title';
    const text = violationOf(messages, verdict) ?? messages.properties[verdict.property];
    return [span(`${sign} `, role), span(verdict.property, told), span(`  ${text}`, 'dim')];
  });
}

/**
 * Every light with what its property asks, how it is violated and what the file expects; and what the signs
 * mean.
 */
export function verdictRows(messages: Messages, found: readonly Verdict[], width: number): readonly Row[] {
  const { properties: asks, lights, screen } = messages;
  const signs = LIGHTS.map((light) => `${SIGNS[light].sign} ${lights[light]}`).join(' · ');
  return [
    ...worstFirst(found).flatMap((verdict) => {
      const { property, light, expected } = verdict;
      const { sign, role } = SIGNS[light];
      const told = expected === null ? '' : ` — ${screen.expects(expected)}`;
      const violation = violationOf(messages, verdict);
      const text = violation === null ? row(`   ${asks[property]}`) : row(`   ${violation}`, 'bad');
      return [[span(` ${sign} `, role), span(property, 'title'), span(told, 'dim')], text];
    }),
    ...wrap(signs, width - 2).map((line) => row(` ${line}`, 'dim')),
  ];
}

/** How it is violated; null when it is not. */
export function violationOf(messages: Messages, { light, judgement }: Verdict): string | null {
  return light === 'violated' ? findingClause(messages, judgement) : null;
}
