// `run`: one timeline, what the properties say of it, and the line that makes it happen again.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Simulation } from '../../simulation/simulation.ts';
import { runToJson } from '../../view/export/json.ts';
import { formatMermaid } from '../../view/export/mermaid.ts';
import { offlineHtml } from '../../view/export/offline-html.ts';
import { runToOtlp } from '../../view/export/otlp.ts';
import { runToPerfetto } from '../../view/export/perfetto.ts';
import { scrape } from '../../view/export/reload-metrics.ts';
import { formatSvg } from '../../view/export/svg.ts';
import { proseOf } from '../../view/prose.ts';
import { openingPlace } from '../../view/session/open.ts';
import { JSON_FIELD } from '../../view/share/link-form.ts';
import { type SharedRun, sharedRun } from '../../view/share/shared-run.ts';
import { statusOf } from '../judge.ts';
import { type Outcome, printed, type Refusal, refused } from '../outcome.ts';
import { describeRun, describeTold, LIMITS_FILE } from '../report.ts';
import { isPodFormat, RUN_FORMATS, type RunFormat } from '../run-formats.ts';
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
  const notOfSystem = refusePodFormat(selection.simulation, options.format);
  if (notOfSystem !== null) return refused(notOfSystem);
  const told = tell(selection, withLinked(selection, options));
  if ('refusal' in told) return refused(told);
  return printed(await FORMATS[options.format](told, speech), statusOf(told.findings, told.run));
}

/** Metrics and traces are of a pod; null where they can be had. */
function refusePodFormat({ scenario }: Simulation, format: RunFormat): Refusal | null {
  if (scenario.system === undefined || !isPodFormat(format)) return null;
  const expected = RUN_FORMATS.filter((each) => !isPodFormat(each)).join(', ');
  return {
    refusal: [
      `reload-sim: --format: found ${format}, which tells of a pod, where a system is played; expected one of ${expected}`,
    ],
  };
}

const FORMATS: Readonly<Record<RunFormat, (told: Told, speech: Speech) => string | Promise<string>>> = {
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
  otlp: ({ model, run }) => `${JSON.stringify(runToOtlp(model, run), null, 2)}\n`,
  prometheus: async ({ model, run, reproduce }) => {
    // Loaded for this form alone.
    const { expositionText } = await import('../prometheus.ts');
    const text = await expositionText(scrape(model, run, sha256));
    const seconds = (run.steps.at(-1)?.world ?? run.first).nowMs / 1000;
    return `# A scrape at the end of the run, ${seconds} s after the container started.\n${text}# ${reproduce}\n`;
  },
  html: (told) => offlineHtml(readFileSync(join(pageFolder(), OFFLINE_PAGE), 'utf8'), sharedOf(told)),
};

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The run as a page opens it: at the place where it would open a run of its own. */
function sharedOf({ simulation, model, run }: Told): SharedRun {
  const { at } = openingPlace(simulation, model, run);
  // What a file expects, it expects of its own strategy.
  const opened = simulation.insteadOf === null ? simulation : { ...simulation, expect: [] };
  return sharedRun({ simulation: opened, model, steps: run.steps, policy: 'app-first', at, unfolded: false });
}
