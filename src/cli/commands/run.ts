// `run`: one timeline, what the properties say of it, and the line that makes it happen again.
import { runToJson } from '../../view/export/json.ts';
import { formatMermaid } from '../../view/export/mermaid.ts';
import { proseOf } from '../../view/prose.ts';
import { statusOf } from '../judge.ts';
import { type Outcome, printed, refused } from '../outcome.ts';
import { describeRun, describeTold, LIMITS_FILE } from '../report.ts';
import type { RunFormat } from '../run-formats.ts';
import type { ScheduleOptions } from '../schedule.ts';
import { selectToRun } from '../selection.ts';
import { type Told, tell } from '../tell.ts';
import type { Speech } from '../words/speech.ts';

export interface RunOptions extends ScheduleOptions {
  readonly strategy?: string;
  readonly format: RunFormat;
}

export async function run(sim: string, options: RunOptions, speech: Speech): Promise<Outcome> {
  const selection = await selectToRun(sim, options.strategy);
  if ('refusal' in selection) return refused(selection);
  const told = tell(selection, options);
  if ('refusal' in told) return refused(told);
  return printed(FORMATS[options.format](told, speech), statusOf(told.findings, told.run));
}

const FORMATS: Readonly<Record<RunFormat, (told: Told, speech: Speech) => string>> = {
  lanes: (told, speech) => `${proseOf(speech.view, told.model.scenario).title}\n\n${describeTold(speech, told)}`,
  json: ({ model, run, findings, reproduce }) => {
    const told = { ...runToJson(model, run), verdicts: findings, notModelled: LIMITS_FILE, reproduce };
    return `${JSON.stringify(told, null, 2)}\n`;
  },
  // What is not the diagram itself is a comment of Mermaid's, so that the whole output is one diagram.
  mermaid: ({ model, run, findings, reproduce }, speech) => {
    const comments = [...describeRun(speech, run, findings), '', reproduce].map((line) => `%% ${line}`.trimEnd());
    return `${formatMermaid(model, run)}\n${comments.join('\n')}\n`;
  },
};
