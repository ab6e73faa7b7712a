// `run`: one timeline, what the properties say of it, and the line that makes it happen again.
import { formatToken } from '../../explore/token.ts';
import { runToJson } from '../../view/export/json.ts';
import { formatMermaid } from '../../view/export/mermaid.ts';
import { formatLanes } from '../../view/lane-layout.ts';
import { lanesView } from '../../view/lanes.ts';
import type { Model } from '../../world/model.ts';
import type { Run } from '../../world/run.ts';
import { type Finding, judge, statusOf } from '../judge.ts';
import { type Outcome, printed, refused } from '../outcome.ts';
import { describeRun, LIMITS_FILE } from '../report.ts';
import type { RunFormat } from '../run-formats.ts';
import { makeRun, type ScheduleOptions } from '../schedule.ts';
import { select } from '../selection.ts';
import { shellLine } from '../shell.ts';

export interface RunOptions extends ScheduleOptions {
  readonly strategy?: string;
  readonly format: RunFormat;
}

export async function run(sim: string, options: RunOptions): Promise<Outcome> {
  const selection = await select(sim, options.strategy);
  if ('refusal' in selection) return refused(selection);
  const { simulation, isOwnStrategy, args } = selection;
  const made = makeRun(simulation, options);
  if ('refusal' in made) return refused(made);
  const findings = judge(simulation, made.model, made.run, { isOwnStrategy, isOwnSchedule: made.isOwnSchedule });
  const token = formatToken(made.model, made.run.steps);
  const reproduce = shellLine(['reload-sim', 'run', ...args, '--schedule', token]);
  return printed(FORMATS[options.format]({ ...made, findings, reproduce }), statusOf(findings, made.run));
}

interface Told {
  readonly model: Model;
  readonly run: Run;
  readonly findings: readonly Finding[];
  readonly reproduce: string;
}

const FORMATS: Readonly<Record<RunFormat, (told: Told) => string>> = {
  lanes: ({ model, run, findings, reproduce }) => {
    const lanes = formatLanes(lanesView(model, run.first, run.steps));
    return `${lanes}\n\n${describeRun(run, findings).join('\n')}\n\n${reproduce}\n`;
  },
  json: ({ model, run, findings, reproduce }) => {
    const told = { ...runToJson(model, run), verdicts: findings, notModelled: LIMITS_FILE, reproduce };
    return `${JSON.stringify(told, null, 2)}\n`;
  },
  // What is not the diagram itself is a comment of Mermaid's, so that the whole output is one diagram.
  mermaid: ({ model, run, findings, reproduce }) => {
    const comments = [...describeRun(run, findings), '', reproduce].map((line) => `%% ${line}`.trimEnd());
    return `${formatMermaid(model, run)}\n${comments.join('\n')}\n`;
  },
};
