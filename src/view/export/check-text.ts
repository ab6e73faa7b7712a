// The report of `check` for a terminal or a log: verdicts first, then every counterexample as lanes with the point of no
// return as a double bar, its cause, the pause it needs, and the line that plays it.
import type { Model } from '../../world/model.ts';
import type { Run } from '../../world/run.ts';
import { formatLanes } from '../lane-layout.ts';
import { inLanguage, type LaneColumn, lanesView } from '../lanes.ts';
import { messagesFor } from '../messages/for-model.ts';
import type { Messages } from '../messages/messages.ts';
import { proseOf } from '../prose.ts';
import { wrap } from '../rows.ts';
import type { CheckCounterexample, CheckReport } from './check-report.ts';
import { coveredBy, explained, headingOf, judgedOf, subjectOf } from './check-words.ts';

/** Prose is as wide on every machine. */
const COLUMNS = 100;
/** The sign of the point of no return. */
const BAR = '║';

/** The block of one simulation, without a line break at the end. */
export function formatCheck(spoken: Messages, report: CheckReport): string {
  const messages = messagesFor(spoken, report.model);
  const { simulation, findings, counterexamples, isExpectPassedOver } = report;
  const { name } = simulation.scenario;
  const width = Math.max(...findings.map(({ property }) => property.length)) + 2;
  return [
    `${name}: ${proseOf(messages, simulation.scenario).title}`,
    subjectOf(messages, report),
    coveredBy(messages, report),
    ...(isExpectPassedOver ? [messages.check.otherExpect] : []),
    '',
    ...findings.map((finding) => `  ${finding.property.padEnd(width)}${judgedOf(messages, finding, report)}`),
    ...counterexamples.flatMap((shown) => ['', formatCounterexample(messages, report, shown)]),
  ].join('\n');
}

/** One counterexample, without a line break at the end. */
export function formatCounterexample(messages: Messages, report: CheckReport, shown: CheckCounterexample): string {
  const { run, lost } = shown;
  const points = lost.flatMap(({ at }) => at ?? []);
  return [
    headingOf(messages, shown),
    '',
    ...(run.steps.length === 0 ? [] : [lanesWithBars(messages, report.model, run, points), '']),
    ...explained(messages, report, shown).flatMap((text) => wrap(text, COLUMNS)),
    shown.reproduce,
  ].join('\n');
}

/** The lanes of a run with a bar through all of them after each of these steps. */
function lanesWithBars({ language }: Messages, model: Model, run: Run, points: readonly number[]): string {
  const view = inLanguage(lanesView(model, run.first, run.steps), language);
  const bar = (at: number, { atMs, held }: Pick<LaneColumn, 'atMs' | 'held'>): LaneColumn => {
    const marks = view.lanes.map((lane) => ({ lane, text: BAR, role: 'bad' as const }));
    return { from: at, to: at, atMs, held, marks, times: 1 };
  };
  let columns = view.columns;
  for (const at of points.toSorted((a, b) => b - a)) {
    const before = at === 0 ? -1 : columns.findIndex(({ to }) => to >= at);
    const index = at !== 0 && before === -1 ? columns.length - 1 : before;
    columns = columns.toSpliced(index + 1, 0, bar(at, columns[index] ?? view.first));
  }
  return formatLanes({ ...view, columns });
}
