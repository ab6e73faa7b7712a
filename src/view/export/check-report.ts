// What `check` found of one simulation, put in order for every form of report: findings compared with what the file
// expects, and each counterexample once, however many properties it violates.
import type { Stall } from '../../explore/stall.ts';
import { formatToken } from '../../explore/token.ts';
import type {
  Covered,
  InconclusiveReason,
  VacuousReason,
  Verdict,
  VerdictKind,
  Verdicts,
} from '../../explore/verdict.ts';
import type { PropertyName } from '../../properties/names.ts';
import { findProperty } from '../../properties/properties.ts';
import type { Position } from '../../simulation/diagnostics.ts';
import type { ExpectedVerdict } from '../../simulation/schema.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import { enabled } from '../../world/enabled.ts';
import type { Model } from '../../world/model.ts';
import type { Run } from '../../world/run.ts';
import { findingClause } from '../finding.ts';
import { messagesFor } from '../messages/for-model.ts';
import type { Messages } from '../messages/messages.ts';
import { expectPlace, reactionPlace, strategyPlace } from './file-places.ts';

/**
 * What a verdict means for the one who asked. `unjudged`: the file expects something, and nothing of this property; or
 * nothing can be said of it under this timing and nobody expects it.
 */
export const CHECK_OUTCOMES = ['fine', 'differs', 'undecided', 'unjudged'] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

export interface CheckFinding {
  readonly property: PropertyName;
  readonly verdict: VerdictKind;
  readonly vacuous: VacuousReason | null;
  readonly reason: InconclusiveReason | null;
  /** Null when the file says nothing of it, or speaks of another strategy or timing. */
  readonly expected: ExpectedVerdict | null;
  readonly outcome: CheckOutcome;
  /** How it is violated, in one clause; empty otherwise. */
  readonly clause: string;
  /** Index in the report's counterexamples. */
  readonly counterexample: number | null;
  /** The line of the file that matters to it. */
  readonly position: Position;
}

export interface CheckCounterexample {
  /** What it violates; every one of them is violated at its end and no schedule does so in fewer steps. */
  readonly properties: readonly PropertyName[];
  readonly run: Run;
  readonly stall: Stall | null;
  /** After how many steps each property was lost; null: not known. */
  readonly lost: readonly { readonly properties: readonly PropertyName[]; readonly at: number | null }[];
  readonly token: string;
  /** The command line that plays it. */
  readonly reproduce: string;
}

export interface CheckReport {
  readonly simulation: Simulation;
  readonly model: Model;
  /** Is there an `expect` that speaks of another strategy or timing than was checked? */
  readonly isExpectPassedOver: boolean;
  readonly covered: Covered;
  readonly findings: readonly CheckFinding[];
  readonly counterexamples: readonly CheckCounterexample[];
}

/** What was asked, besides the simulation. */
export interface CheckSubject {
  readonly simulation: Simulation;
  readonly model: Model;
  readonly isOwnStrategy: boolean;
  /** The command line that plays the schedule of a token. */
  readonly reproduce: (token: string) => string;
}

/** The report on one simulation. Deterministic. */
export function checkReport(spoken: Messages, subject: CheckSubject, { verdicts, covered }: Verdicts): CheckReport {
  const messages = messagesFor(spoken, subject.model);
  const { simulation, model, isOwnStrategy } = subject;
  const isCompared = isOwnStrategy && simulation.timing === model.timing;
  const groups = groupsOf(verdicts);
  const runs = groups.map((group) => runOf(model, group));
  const findings = verdicts.map((verdict) => {
    const index = groups.findIndex((group) => group.includes(verdict));
    const run = runs[index];
    return {
      ...judged(simulation, verdict, isCompared),
      clause: run === undefined ? '' : clauseOf(messages, subject, verdict.property, run),
      counterexample: run === undefined ? null : index,
      position: positionOf(subject, verdict, run),
    };
  });
  const isExpectPassedOver = !isCompared && simulation.expect.length > 0;
  const counterexamples = groups.map((group, index) => describeGroup(subject, group, runs[index] as Run));
  return { simulation, model, isExpectPassedOver, covered, findings, counterexamples };
}

/** The worst of several outcomes; what nobody asked for counts as fine. */
export function worstOutcome(reports: readonly CheckReport[]): Exclude<CheckOutcome, 'unjudged'> {
  const all = reports.flatMap(({ findings }) => findings.map(({ outcome }) => outcome));
  return all.includes('differs') ? 'differs' : all.includes('undecided') ? 'undecided' : 'fine';
}

/** The line that reproduces what matters most: what differs from what is expected, else what is violated. */
export function reproductionOf(reports: readonly CheckReport[]): string | null {
  for (const isWanted of [({ outcome }: CheckFinding) => outcome === 'differs', () => true]) {
    for (const { findings, counterexamples } of reports) {
      const found = findings.find((finding) => finding.counterexample !== null && isWanted(finding));
      const shown = counterexamples[found?.counterexample ?? -1];
      if (shown !== undefined) return shown.reproduce;
    }
  }
  return null;
}

function judged(
  simulation: Simulation,
  { property, verdict, vacuous, reason }: Verdict,
  isCompared: boolean,
): Pick<CheckFinding, 'property' | 'verdict' | 'vacuous' | 'reason' | 'expected' | 'outcome'> {
  const expect = isCompared ? simulation.expect : [];
  const expected = expect.find((each) => each.property === property)?.verdict ?? null;
  const isAsked = expected !== null || (expect.length === 0 && reason !== 'no-clock');
  const outcome = !isAsked
    ? 'unjudged'
    : verdict === 'inconclusive'
      ? 'undecided'
      : verdict === (expected ?? 'holds')
        ? 'fine'
        : 'differs';
  return { property, verdict, vacuous, reason, expected, outcome };
}

/** The verdicts with a counterexample, those with the same schedule together. */
function groupsOf(verdicts: readonly Verdict[]): readonly (readonly Verdict[])[] {
  const groups = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    if (verdict.counterexample === null) continue;
    const key = verdict.counterexample.steps.map(({ index }) => index).join(' ');
    groups.set(key, [...(groups.get(key) ?? []), verdict]);
  }
  return [...groups.values()];
}

function runOf(model: Model, [verdict]: readonly Verdict[]): Run {
  const steps = verdict?.counterexample?.steps ?? [];
  const isQuiet = enabled(model, steps.at(-1)?.world ?? model.first).length === 0;
  return { first: model.first, steps, end: isQuiet ? 'quiet' : 'horizon' };
}

function describeGroup({ model, reproduce }: CheckSubject, group: readonly Verdict[], run: Run): CheckCounterexample {
  const points = [...new Set(group.map(({ counterexample }) => counterexample?.pointOfNoReturn ?? null))];
  const lost = points.map((at) => ({
    at,
    properties: group
      .filter(({ counterexample }) => (counterexample?.pointOfNoReturn ?? null) === at)
      .map(({ property }) => property),
  }));
  const token = formatToken(model, run.steps);
  const stall = group[0]?.counterexample?.stall ?? null;
  return { properties: group.map(({ property }) => property), run, stall, lost, token, reproduce: reproduce(token) };
}

/** How the counterexample violates the property. A run tries `stays-armed` on one continuation only; the check on all. */
function clauseOf(messages: Messages, { simulation, model }: CheckSubject, name: PropertyName, run: Run): string {
  const judgement = findProperty(model, name)?.judge(model, run, simulation.parameters);
  return judgement === undefined ? '' : findingClause(messages, { ...judgement, verdict: 'violated' });
}

/** What decided a violation; where nothing is violated, what is expected, else the strategy. */
function positionOf({ simulation, model }: CheckSubject, { property }: Verdict, run: Run | undefined): Position {
  if (run !== undefined) return reactionPlace(simulation, model, run.steps);
  return expectPlace(simulation, property) ?? strategyPlace(simulation);
}
