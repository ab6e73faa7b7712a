// Decides evidence anew: simulations by `check`, runs by what they print, scripts by the model of inotify, and recordings
// where there are any, which is in the repository and not in the package.
//
// Evidence is confirmed only by what was put to the test: a property that holds vacuously confirms nothing.
import type { Plain } from '../actors/effects.ts';
import { check } from '../explore/check.ts';
import type { Verdict } from '../explore/verdict.ts';
import { verifyFile } from '../probe/probe-file.ts';
import type { PropertyName } from '../properties/names.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { createModel } from '../world/model.ts';
import type { Claim, Evidence, Finding } from './claim.ts';
import { meets } from './expected.ts';

export const OUTCOMES = ['confirmed', 'refuted', 'recorded'] as const;
/** `recorded`: nothing was decided, because the recordings are elsewhere. */
export type Outcome = (typeof OUTCOMES)[number];

/** What evidence is decided with. */
export interface Laboratory {
  /** A shipped simulation, ready to run; with another strategy if one is named. */
  readonly simulation: (name: string, strategy: string | undefined) => Simulation;
  /** What `run` prints of one, in English. */
  readonly printed: (name: string, format: string) => string;
  /** The document of a recording; null where there are no recordings. */
  readonly recording: ((id: string) => Plain) | null;
}

export interface Decided {
  readonly evidence: Evidence;
  readonly outcome: Outcome;
}

export interface DecidedClaim {
  readonly claim: Claim;
  readonly evidence: readonly Decided[];
}

/** Decides the evidence of claims; what several of them speak of is decided once. Deterministic. */
export function decide(claims: readonly Claim[], laboratory: Laboratory): readonly DecidedClaim[] {
  const verdicts = verdictsOf(claims, laboratory);
  const outcomeOf = (evidence: Evidence): Outcome => {
    const isTrue = isConfirmed(evidence, verdicts, laboratory);
    return isTrue === null ? 'recorded' : isTrue ? 'confirmed' : 'refuted';
  };
  return claims.map((claim) => ({
    claim,
    evidence: claim.evidence.map((evidence) => ({ evidence, outcome: outcomeOf(evidence) })),
  }));
}

/** The claims of which some evidence is not what it was. */
export function refutedIn(decided: readonly DecidedClaim[]): readonly DecidedClaim[] {
  return decided.filter(({ evidence }) => evidence.some(({ outcome }) => outcome === 'refuted'));
}

type Checked = Finding & { readonly by: 'check' };

/** Which simulation, with which strategy: what one search can decide. */
function subjectOf({ simulation, strategy }: Checked): string {
  return JSON.stringify([simulation, strategy ?? null]);
}

/** What `check` says of every simulation that claims speak of, by subject: one search decides all that is asked of it. */
function verdictsOf(claims: readonly Claim[], laboratory: Laboratory): ReadonlyMap<string, readonly Verdict[]> {
  const checked = claims.flatMap(({ evidence }) => evidence.filter((each) => each.by === 'check'));
  const subjects = new Map(checked.map((finding) => [subjectOf(finding), finding]));
  return new Map(
    [...subjects].map(([subject, { simulation, strategy }]) => {
      const asked = checked.filter((finding) => subjectOf(finding) === subject).map(({ property }) => property);
      return [subject, decideOf(laboratory.simulation(simulation, strategy), [...new Set(asked)])];
    }),
  );
}

function decideOf(simulation: Simulation, properties: readonly PropertyName[]): readonly Verdict[] {
  const { scenario, timing, engine, parameters } = simulation;
  return check(createModel(scenario, timing, engine), { properties, parameters }).verdicts;
}

function isConfirmed(
  finding: Finding,
  verdicts: ReadonlyMap<string, readonly Verdict[]>,
  laboratory: Laboratory,
): boolean | null {
  switch (finding.by) {
    case 'check':
      return (verdicts.get(subjectOf(finding)) ?? []).some(
        ({ property, verdict, vacuous }) =>
          property === finding.property && verdict === finding.verdict && vacuous === null,
      );
    case 'run':
      return isSaid(finding, laboratory.printed(finding.simulation, formatOf(finding)));
    case 'probe':
      return isGiven(finding.script);
    case 'recording':
      return laboratory.recording === null ? null : meets(laboratory.recording(finding.id), finding.expected);
  }
}

/** The form in which a run is printed. */
export function formatOf({ format = 'lanes' }: Finding & { readonly by: 'run' }): string {
  return format;
}

function isSaid({ says, line, never }: Finding & { readonly by: 'run' }, text: string): boolean {
  const isThere = says === undefined || text.includes(says);
  const isLine = line === undefined || text.split('\n').includes(line);
  return isThere && isLine && (never === undefined || !new RegExp(never, 'm').test(text));
}

function isGiven(script: readonly string[]): boolean {
  const verified = verifyFile(`${script.join('\n')}\n`, '<stdin>');
  return 'verifications' in verified && verified.verifications.every(({ outcome }) => outcome === 'agrees');
}
