// The verdicts of one run in words for a terminal or a log: what happened, and no more than one run can show.
import { findingClause } from '../view/finding.ts';
import { formatLanes } from '../view/lane-layout.ts';
import { inLanguage, lanesView } from '../view/lanes.ts';
import { messagesFor } from '../view/messages/for-model.ts';
import { formatTime } from '../view/time.ts';
import type { Model } from '../world/model.ts';
import type { Run } from '../world/run.ts';
import type { Finding } from './judge.ts';
import type { Told } from './tell.ts';
import type { CliWords } from './words/cli-words.ts';
import type { Speech } from './words/speech.ts';

/** Where it is written what the model leaves out. */
export const LIMITS_FILE = 'docs/limits.md';

/** Lanes, what the properties say, and the line that makes the same run again. */
export function describeTold(speech: Speech, { model, run, findings, reproduce }: Told): string {
  const lanes = formatLanes(inLanguage(lanesView(model, run.first, run.steps), speech.view.language));
  const printed = kubectlLines(run).map((line) => `${line}\n`);
  const before = printed.length === 0 ? '' : `${printed.join('')}\n`;
  return `${lanes}\n\n${before}${describeRun(speech, model, run, findings).join('\n')}\n\n${reproduce}\n`;
}

/** What kubectl prints where admission refuses an update, each with its time. */
function kubectlLines({ steps }: Run): readonly string[] {
  return steps.flatMap(({ world, events }) =>
    events.flatMap((event) => {
      const line = event.kind === 'fact' ? event.fact.about.line : undefined;
      return event.kind === 'fact' && event.fact.kind === 'rejected' && line !== undefined
        ? [`${formatTime(world.nowMs)}  kubectl: ${line}`]
        : [];
    }),
  );
}

/** What the properties say of a run, one a line, and what the model leaves out. */
export function describeRun(spoken: Speech, model: Model, run: Run, findings: readonly Finding[]): readonly string[] {
  const speech = { ...spoken, view: messagesFor(spoken.view, model) };
  const width = Math.max(...findings.map(({ property }) => property.length)) + 2;
  const { cli } = speech;
  return [
    cli.ran(run.steps.length, run.end),
    cli.step,
    cli.shows,
    ...findings.map((finding) => `  ${finding.property.padEnd(width)}${describeFinding(speech, finding)}`),
    cli.notModelled(LIMITS_FILE),
  ];
}

function describeFinding({ view, cli }: Speech, finding: Finding): string {
  const { verdict, atStep } = finding;
  return cli.finding(verdict, atStep, findingClause(view, finding), agreementOf(cli, finding));
}

/** Empty when the file expects nothing. */
function agreementOf(cli: CliWords, { verdict, expected, countsAgainst }: Finding): string {
  if (expected === null) return '';
  if (expected === 'violated' && verdict !== 'violated' && !countsAgainst) return cli.notWitnessed;
  return countsAgainst ? cli.notAsExpected(expected) : cli.asExpected;
}
