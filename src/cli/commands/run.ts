// `run`: one timeline, what the properties say of it, and the line that makes it happen again.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runToJson } from '../../view/export/json.ts';
import { formatMermaid } from '../../view/export/mermaid.ts';
import { offlineHtml } from '../../view/export/offline-html.ts';
import { runToPerfetto } from '../../view/export/perfetto.ts';
import { formatSvg } from '../../view/export/svg.ts';
import { proseOf } from '../../view/prose.ts';
import { openingPlace } from '../../view/session/open.ts';
import { JSON_FIELD } from '../../view/share/link-form.ts';
import { type SharedRun, sharedRun } from '../../view/share/shared-run.ts';
import { statusOf } from '../judge.ts';
import { type Outcome, printed, refused } from '../outcome.ts';
import { describeRun, describeTold, LIMITS_FILE } from '../report.ts';
import type { RunFormat } from '../run-formats.ts';
import type { ScheduleOptions } from '../schedule.ts';
import { selectToRun, withLinked } from '../selection.ts';
import { type Told, tell } from '../tell.ts';
import { OFFLINE_PAGE, pageFolder } from '../web/page-files.ts';
import type { Speech } from '../words/speech.ts';

export interface RunOptions extends ScheduleOptions {
  readonly strategy?: string;
  readonly format: RunFormat;
}

export async function run(sim: string, options: RunOptions, speech: Speech): Promise<Outcome> {
  const selection = await selectToRun(sim, options.strategy);
  if ('refusal' in selection) return refused(selection);
  const told = tell(selection, withLinked(selection, options));
  if ('refusal' in told) return refused(told);
  return printed(FORMATS[options.format](told, speech), statusOf(told.findings, told.run));
}

const FORMATS: Readonly<Record<RunFormat, (told: Told, speech: Speech) => string>> = {
  lanes: (told, speech) => `${proseOf(speech.view, told.model.scenario).title}\n\n${describeTold(speech, told)}`,
  json: (told) => {
    const { model, run, findings, reproduce } = told;
    const report = { verdicts: findings, notModelled: LIMITS_FILE, reproduce };
    return `${JSON.stringify({ ...runToJson(model, run), ...report, [JSON_FIELD]: sharedOf(told) }, null, 2)}\n`;
  },
  // What is not the diagram itself is a comment of Mermaid's, so that the whole output is one diagram.
  mermaid: ({ model, run, findings, reproduce }, speech) => {
    const comments = [...describeRun(speech, model, run, findings), '', reproduce].map((line) =>
      `%% ${line}`.trimEnd(),
    );
    return `${formatMermaid(model, run)}\n${comments.join('\n')}\n`;
  },
  svg: ({ model, run }, { view }) => formatSvg(view, model, run, 'system'),
  perfetto: ({ model, run }) => `${JSON.stringify(runToPerfetto(model, run))}\n`,
  html: (told) => offlineHtml(readFileSync(join(pageFolder(), OFFLINE_PAGE), 'utf8'), sharedOf(told)),
};

/** The run as a page opens it: at the place where it would open a run of its own. */
function sharedOf({ simulation, model, run }: Told): SharedRun {
  const { at } = openingPlace(simulation, model, run);
  // What a file expects, it expects of its own strategy.
  const opened = simulation.insteadOf === null ? simulation : { ...simulation, expect: [] };
  return sharedRun({ simulation: opened, model, steps: run.steps, policy: 'app-first', at, unfolded: false });
}
