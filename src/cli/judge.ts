// What the properties say of one run, compared with what the file expects.
//
// A run can witness a violation and can prove nothing. So an expected `holds` is contradicted only by a violation, and
// an expected `violated` that the run does not witness counts only where the file itself chose this very run. A policy
// takes no fault, so where faults are switched on it need not witness anything.

import { judgeRun } from '../properties/properties.ts';
import type { Judgement } from '../properties/property.ts';
import type { ExpectedVerdict } from '../simulation/schema.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { Model } from '../world/model.ts';
import type { Run } from '../world/run.ts';
import { isPolicy } from '../world/schedulers.ts';
import { EXIT, type ExitStatus } from './outcome.ts';

export interface Finding extends Judgement {
  /** What the file expects of the property; null when it says nothing or speaks of another strategy. */
  readonly expected: ExpectedVerdict | null;
  /** Does it count against the run? */
  readonly countsAgainst: boolean;
}

/** How the run came about, as far as it decides what `expect` says of it. */
export interface RunOrigin {
  readonly isOwnStrategy: boolean;
  /** Schedule and timing are the file's own. */
  readonly isOwnSchedule: boolean;
}

/** Every property's finding, in the order of the list. */
export function judge(
  simulation: Simulation,
  model: Model,
  run: Run,
  { isOwnStrategy, isOwnSchedule }: RunOrigin,
): readonly Finding[] {
  const expect = isOwnStrategy ? simulation.expect : [];
  const isWitness = isOwnSchedule && (simulation.scenario.faults.length === 0 || !isPolicy(simulation.schedule));
  return judgeRun(model, run, simulation.parameters).map((judgement) => {
    const { verdict, property } = judgement;
    const expected = expect.find((each) => each.property === property)?.verdict ?? null;
    const isViolated = verdict === 'violated';
    const contradicts =
      expected === null ? expect.length === 0 && isViolated : isViolated !== (expected === 'violated');
    const isUnwitnessed = expected === 'violated' && !isViolated;
    const countsAgainst = contradicts && (!isUnwitnessed || (isWitness && verdict !== 'inconclusive'));
    return { ...judgement, expected, countsAgainst };
  });
}

/** The exit status of a run with these findings. */
export function statusOf(findings: readonly Finding[], run: Run): ExitStatus {
  if (findings.some(({ countsAgainst }) => countsAgainst)) return EXIT.violated;
  return run.end === 'steps-max' ? EXIT.inconclusive : EXIT.holds;
}
