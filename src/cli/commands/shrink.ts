// `shrink`: a run that violates a property, shortened until each of its choices is needed, with the proof of that.
//
// The run is a token's, a policy's, or the first of several seeds that violates. What a file expects is not compared:
// expect speaks of all interleavings, and this is about one run.
import { version } from '../../../package.json';
import { check } from '../../explore/check.ts';
import { judgeWitness, type Shrunk, shrink as shorten } from '../../explore/shrink.ts';
import { formatToken } from '../../explore/token.ts';
import type { PropertyName } from '../../properties/names.ts';
import type { Judgement } from '../../properties/property.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import { shellLine } from '../../view/export/shell.ts';
import { SHRINK_JSON_SCHEMA, shrinkToJson } from '../../view/export/shrink-json.ts';
import {
  type ComparedWithCheck,
  type RunOrigin,
  type ShrinkReport,
  violationsOf,
} from '../../view/export/shrink-report.ts';
import { formatShrink } from '../../view/export/shrink-text.ts';
import { en } from '../../view/messages/en.ts';
import { createModel, type Model } from '../../world/model.ts';
import { type Run, runToEnd } from '../../world/run.ts';
import type { Timing } from '../../world/scenario.ts';
import { createScheduler, POLICIES, type Policy } from '../../world/schedulers.ts';
import { EXIT, type ExitStatus, type Outcome, printed, type Refusal, refused } from '../outcome.ts';
import { LIMITS_FILE } from '../report.ts';
import { makeRun } from '../schedule.ts';
import { selectToRun, withLinked } from '../selection.ts';
import type { ShrinkFormat } from '../shrink-formats.ts';
import type { Speech } from '../words/speech.ts';

export interface ShrinkOptions {
  readonly strategy?: string;
  /** A token or a policy. */
  readonly schedule?: string;
  readonly seed?: number;
  readonly seeds?: number;
  readonly timing?: Timing;
  readonly property?: PropertyName;
  readonly compare?: true;
  readonly format: ShrinkFormat;
}

/** States that --compare looks at; the command has no thread of its own that Ctrl-C could stop. */
const COMPARE_STATES_MAX = 2_000_000;

export async function shrink(sim: string, options: ShrinkOptions, speech: Speech): Promise<Outcome> {
  const selection = await selectToRun(sim, options.strategy);
  if ('refusal' in selection) return refused(selection);
  const { simulation, args } = selection;
  const found = findRun(simulation, withLinked(selection, options));
  if ('refusal' in found) return refused(found);
  const { model, run, judgements, violated } = found;
  const { parameters } = simulation;
  const shrunk = violated === null ? null : shorten(model, run, violated, parameters);
  const compared = shrunk === null || options.compare !== true ? null : compare(model, shrunk, simulation);
  const token = formatToken(model, (shrunk ?? run).steps);
  const reproduce = shellLine(['reload-sim', 'play', ...args, '--schedule', token]);
  const asked = options.property ?? null;
  const report = { model, origin: found.origin, run, judgements, asked, shrunk, compared, token, reproduce };
  return printed(FORMATS[options.format](report, speech), statusOf(report));
}

const FORMATS: Readonly<Record<ShrinkFormat, (report: ShrinkReport, speech: Speech) => string>> = {
  text: (report, { view, cli }) =>
    `${formatShrink(view, report)}\n\n${cli.notModelled(LIMITS_FILE)}\n${report.reproduce}\n`,
  // What machines read is English everywhere.
  json: (report) => {
    const told = { schema: SHRINK_JSON_SCHEMA, version, status: statusOf(report), ...shrinkToJson(en, report) };
    return `${JSON.stringify({ ...told, notModelled: LIMITS_FILE }, null, 2)}\n`;
  },
};

/** 1: violated and shortened. 2: the run, or what was asked of it, is undecided. 0: it violates nothing that was asked. */
function statusOf({ shrunk, asked, judgements, run }: ShrinkReport): ExitStatus {
  if (shrunk !== null) return EXIT.violated;
  const found = judgements.find(({ property }) => property === asked)?.verdict;
  const isUndecided = asked === null ? run.end === 'steps-max' : found === 'inconclusive';
  return isUndecided ? EXIT.inconclusive : EXIT.holds;
}

interface MadeRun {
  readonly model: Model;
  readonly run: Run;
  readonly origin: RunOrigin;
}

interface FoundRun extends MadeRun {
  readonly judgements: readonly Judgement[];
  /** What it is shortened for; null when it does not violate what is asked for. */
  readonly violated: PropertyName | null;
}

/** The run that is asked for; of several seeds the first one that violates, or the last when none does. */
function findRun(simulation: Simulation, options: ShrinkOptions): FoundRun | Refusal {
  const judged = (made: MadeRun): FoundRun => {
    const judgements = judgeWitness(made.model, made.run, simulation.parameters);
    const { property } = options;
    const violations = violationsOf(judgements).map((each) => each.property);
    const violated = violations.find((each) => property === undefined || each === property) ?? null;
    return { ...made, judgements, violated };
  };
  const { seed = simulation.seed, seeds = 1, timing = simulation.timing } = options;
  const isSeeded = options.seed !== undefined || options.seeds !== undefined;
  const schedule = options.schedule ?? (isSeeded ? 'random' : simulation.schedule);
  const policy = POLICIES.find((each) => each === schedule);
  if (isSeeded && policy !== 'random') return { refusal: [ONLY_RANDOM] };
  if (policy === undefined) {
    const made = ofToken(simulation, options);
    return 'refusal' in made ? made : judged(made);
  }
  const model = createModel(simulation.scenario, timing, simulation.engine);
  for (let tried = 1; ; tried += 1) {
    const found = judged(ofPolicy(model, policy, (seed + tried - 1) % SEEDS, tried));
    if (found.violated !== null || tried === seeds) return found;
  }
}

const ONLY_RANDOM = 'reload-sim shrink: --seed, --seeds: found another --schedule than random, which alone has seeds';

const SEEDS = 2 ** 32;

function ofToken(simulation: Simulation, { schedule, timing }: ShrinkOptions): MadeRun | Refusal {
  const made = makeRun(simulation, schedule === undefined ? {} : { schedule });
  if ('refusal' in made) return made;
  const { model, run } = made;
  if (timing !== undefined && timing !== model.timing) {
    return { refusal: [`reload-sim shrink: --timing: found ${timing}, expected ${model.timing}, as the token has it`] };
  }
  return { model, run, origin: { from: 'token' } };
}

function ofPolicy(model: Model, policy: Policy, seed: number, tried: number): MadeRun {
  const run = runToEnd(model, createScheduler(policy, seed));
  const origin: RunOrigin = policy === 'random' ? { from: policy, seed, tried } : { from: 'policy', policy };
  return { model, run, origin };
}

function compare(model: Model, { property }: Shrunk, { parameters }: Simulation): ComparedWithCheck {
  const { verdicts, covered } = check(model, { properties: [property], parameters, statesMax: COMPARE_STATES_MAX });
  const [found] = verdicts;
  const shortest = found?.counterexample?.steps.length ?? null;
  return { verdict: found?.verdict ?? 'inconclusive', shortest, covered };
}
