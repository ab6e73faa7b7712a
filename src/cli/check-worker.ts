// The thread in which `check` explores and writes its report, so that the command itself can hear Ctrl-C and show how far
// it is: a search is one long call. It looks at the flag to stop each time that the explorer reports progress.
import { parentPort, workerData } from 'node:worker_threads';
import { version } from '../../package.json';
import { check } from '../explore/check.ts';
import { equipped } from '../handler/load-engine.ts';
import { CHECK_JSON_SCHEMA, checkToJson } from '../view/export/check-json.ts';
import { type CheckReport, checkReport, reproductionOf, worstOutcome } from '../view/export/check-report.ts';
import { formatCheck } from '../view/export/check-text.ts';
import { formatJunit } from '../view/export/junit.ts';
import { checkToMarkdown } from '../view/export/markdown.ts';
import { checkToSarif } from '../view/export/sarif.ts';
import { shellLine } from '../view/export/shell.ts';
import { createModel } from '../world/model.ts';
import type { CheckFormat } from './check-formats.ts';
import { type CheckDone, type CheckJob, type CheckWork, SLOT } from './check-work.ts';
import { EXIT, type ExitStatus } from './outcome.ts';
import { LIMITS_FILE } from './report.ts';
import { type Speech, speechIn } from './words/speech.ts';

function reportOn({ view }: Speech, job: CheckJob, { statesMax }: CheckWork, slots: Int32Array): CheckReport {
  const { simulation, isOwnStrategy, timing, args } = job;
  const model = createModel(simulation.scenario, timing, simulation.engine);
  const verdicts = check(model, {
    parameters: simulation.parameters,
    ...(statesMax === null ? {} : { statesMax }),
    onProgress: ({ states, level }) => {
      Atomics.store(slots, SLOT.states, states);
      Atomics.store(slots, SLOT.level, level);
      return Atomics.load(slots, SLOT.stop) === 0;
    },
  });
  const reproduce = (token: string): string => shellLine(['reload-sim', 'play', ...args, '--schedule', token]);
  return checkReport(view, { simulation, model, isOwnStrategy, reproduce }, verdicts);
}

/** A check that was stopped is inconclusive, whatever it had found until then. */
function statusOf(reports: readonly CheckReport[]): ExitStatus {
  const isStopped = reports.some(({ findings }) => findings.some(({ reason }) => reason === 'cancelled'));
  if (isStopped) return EXIT.inconclusive;
  const outcome = worstOutcome(reports);
  return outcome === 'differs' ? EXIT.violated : outcome === 'undecided' ? EXIT.inconclusive : EXIT.holds;
}

/** What machines read is English everywhere. */
const FOR_PEOPLE: readonly CheckFormat[] = ['text', 'markdown'];

type Form = (reports: readonly CheckReport[], work: CheckWork, speech: Speech) => string;

const FORMATS: Readonly<Record<CheckFormat, Form>> = {
  text: (reports, { again }, { view, cli }) => {
    const blocks = reports.map((report) => formatCheck(view, report));
    return [...blocks, `${cli.notModelled(LIMITS_FILE)}\n${reproductionOf(reports) ?? again}`, '']
      .join('\n\n')
      .slice(0, -1);
  },
  json: (reports, { again }, { view }) => {
    const results = reports.map((report) => checkToJson(view, report));
    const reproduce = reproductionOf(reports) ?? again;
    const told = { schema: CHECK_JSON_SCHEMA, version, status: statusOf(reports), results };
    return `${JSON.stringify({ ...told, notModelled: LIMITS_FILE, reproduce }, null, 2)}\n`;
  },
  junit: (reports, _, { view }) => formatJunit(view, reports),
  sarif: (reports, { jobs }, { view }) => {
    const located = reports.map((report, index) => ({ report, uri: jobs[index]?.uri ?? '' }));
    return `${JSON.stringify(checkToSarif(view, version, located), null, 2)}\n`;
  },
  markdown: (reports, { again }, { view, cli }) => {
    const blocks = reports.map((report) => checkToMarkdown(view, report));
    return ['# reload-sim check', ...blocks, cli.notModelled(LIMITS_FILE), `\`${again}\``, '']
      .join('\n\n')
      .slice(0, -1);
  },
};

async function work(asked: CheckWork): Promise<CheckDone> {
  const slots = new Int32Array(asked.shared);
  const speech = speechIn(FOR_PEOPLE.includes(asked.format) ? asked.language : 'en');
  const jobs = await Promise.all(
    asked.jobs.map(async (job) => ({ ...job, simulation: await equipped(job.simulation) })),
  );
  const reports = jobs.map((job, index) => {
    Atomics.store(slots, SLOT.job, index);
    return reportOn(speech, job, asked, slots);
  });
  return { stdout: FORMATS[asked.format](reports, asked, speech), status: statusOf(reports) };
}

parentPort?.postMessage(await work(workerData as CheckWork));
