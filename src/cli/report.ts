// The verdicts of one run in words for a terminal or a log: what happened, and no more than one run can show.
import { findingClause } from '../view/finding.ts';
import { formatLanes } from '../view/lane-layout.ts';
import { lanesView } from '../view/lanes.ts';
import { en } from '../view/messages/en.ts';
import type { Run, RunEnd } from '../world/run.ts';
import type { Finding } from './judge.ts';
import type { Told } from './tell.ts';

/** Where it is written what the model leaves out. */
export const LIMITS_FILE = 'docs/limits.md';

const ENDS: Readonly<Record<RunEnd, string>> = {
  quiet: 'nothing is left that could happen',
  horizon: 'the story is told and kubelet has had time to sync',
  'steps-max': 'cut off there, so what is not violated is not decided',
};

/** Why the numbers here and in the playground differ. */
const STEP = 'A step is one system call, message or timer; the playground counts those that belong together as one.';

const WORDS: Readonly<Record<Finding['verdict'], string>> = {
  violated: 'violated',
  'not-violated': 'not violated in this run',
  vacuous: 'not violated: nothing happened in this run that could have',
  inconclusive: 'not decided by this run',
};

/** Lanes, what the properties say, and the line that makes the same run again. */
export function describeTold({ model, run, findings, reproduce }: Told): string {
  const lanes = formatLanes(lanesView(model, run.first, run.steps));
  return `${lanes}\n\n${describeRun(run, findings).join('\n')}\n\n${reproduce}\n`;
}

/** What the properties say of a run, one a line, and what the model leaves out. */
export function describeRun(run: Run, findings: readonly Finding[]): readonly string[] {
  const width = Math.max(...findings.map(({ property }) => property.length)) + 2;
  return [
    `${run.steps.length} steps: ${ENDS[run.end]}.`,
    STEP,
    'What this run shows (one run can witness a violation, not prove that there is none):',
    ...findings.map((finding) => `  ${finding.property.padEnd(width)}${describeFinding(finding)}`),
    `Not modelled: see ${LIMITS_FILE}.`,
  ];
}

function describeFinding(finding: Finding): string {
  const { verdict, atStep } = finding;
  const at = atStep === null ? '' : ` at step ${atStep}`;
  const clause = findingClause(en, finding);
  const detail = clause === '' ? '' : `: ${clause}`;
  return `${WORDS[verdict]}${at}${detail}${describeExpectation(finding)}`;
}

function describeExpectation({ verdict, expected, countsAgainst }: Finding): string {
  if (expected === null) return '';
  const isViolated = verdict === 'violated';
  if (expected === 'violated' && !isViolated) {
    return countsAgainst ? '; NOT AS EXPECTED: violated' : '; expected violated, not witnessed by this run';
  }
  return countsAgainst ? '; NOT AS EXPECTED: holds' : '; as expected';
}
