// `simulate` as a function: one run of a simulation, chosen by a policy, a token or the caller's own scheduler.
import type { Strategy } from '../actors/app/strategy.ts';
import { formatToken } from '../explore/token.ts';
import type { PropertyName } from '../properties/names.ts';
import { judgeRun } from '../properties/properties.ts';
import type { Judgement } from '../properties/property.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { type RunJson, runToJson } from '../view/export/json.ts';
import { findingClause } from '../view/finding.ts';
import { formatLanes } from '../view/lane-layout.ts';
import { lanesView } from '../view/lanes.ts';
import { en } from '../view/messages/en.ts';
import { openRun } from '../view/session/open.ts';
import { createModel, type Model } from '../world/model.ts';
import { type Run, runToEnd, type Scheduler as WorldScheduler } from '../world/run.ts';
import type { Timing } from '../world/scenario.ts';
import { createScheduler, POLICIES, type Policy } from '../world/schedulers.ts';
import { servedNow } from '../world/served.ts';
import type { Choice } from '../world/world.ts';
import { InputError, mistaken } from './input-error.ts';
import { subjectOf } from './subject.ts';

/** Where a run is when its scheduler is asked. */
export interface Moment {
  /** Steps taken so far. */
  readonly taken: number;
  /** Virtual time in ms since the container start; always 0 under `any` timing. */
  readonly nowMs: number;
  /** What a request would be answered from; null before the first load. */
  readonly serves: { readonly status: number; readonly version: string } | null;
}

/** Picks what happens next: an index into `choices`, which is never empty and in a fixed order. */
export type Scheduler = (choices: readonly Choice[], moment: Moment) => number;

/** Which run `simulate` makes; without any, the one that the file asks for. */
export interface SimulateOptions {
  /** A policy, a token that `check` or `simulate` returned, or a scheduler of one's own; default: as the file says. */
  readonly schedule?: Policy | Scheduler | (string & {});
  /** Seed of the policy `random`, which it implies where no schedule is given; default: as the file says. */
  readonly seed?: number;
  /** The meaning of time; default: that of the token, `prompt` for policies, for a scheduler as the file says. */
  readonly timing?: Timing;
  /** Another reload strategy than the one the file names. */
  readonly strategy?: Strategy;
}

/** What a run says of a property. It can witness a violation and prove nothing. */
export interface RunJudgement extends Judgement {
  /** The verdict in one clause; empty when the verdict says it all. */
  readonly text: string;
}

/** Plain data that survives JSON; the names are those of `reload-sim run --format json`, and as stable. */
export interface SimulateResult extends RunJson {
  readonly verdicts: readonly RunJudgement[];
  /** Properties that this run violates. */
  readonly violated: readonly PropertyName[];
  /** The lanes, as `reload-sim run` prints them. */
  readonly text: string;
  /** `simulate(simulation, { schedule: token })` makes the same run again. */
  readonly token: string;
  /** The command line that shows it. */
  readonly reproduce: string;
}

/**
 * Makes one run of a simulation, up to its end. Deterministic, if `schedule` is.
 * @throws InputError when a token is none or was made for something else, when `timing` is not the token's, or when the
 * simulation's watcher cannot do what `strategy` asks. RangeError when a scheduler picks what is not there.
 */
export function simulate(simulation: Simulation, options: SimulateOptions = {}): SimulateResult {
  const subject = subjectOf(simulation, options.strategy);
  const { model, run } = makeRun(subject.simulation, options);
  const verdicts = judgeRun(model, run, simulation.parameters).map((judgement) => ({
    ...judgement,
    text: findingClause(en, judgement),
  }));
  const token = formatToken(model, run.steps);
  return {
    ...runToJson(model, run),
    verdicts,
    violated: verdicts.filter(({ verdict }) => verdict === 'violated').map(({ property }) => property),
    text: formatLanes(lanesView(model, run.first, run.steps)),
    token,
    reproduce: subject.reproduce(token),
  };
}

interface MadeRun {
  readonly model: Model;
  readonly run: Run;
}

function makeRun(simulation: Simulation, options: SimulateOptions): MadeRun {
  const { schedule = options.seed === undefined ? simulation.schedule : 'random', seed = simulation.seed } = options;
  if (typeof schedule === 'function') {
    const model = createModel(simulation.scenario, options.timing ?? simulation.timing, simulation.engine);
    return { model, run: runToEnd(model, asked(schedule)) };
  }
  const policy = POLICIES.find((each) => each === schedule);
  if (policy !== undefined) {
    const model = createModel(simulation.scenario, options.timing ?? 'prompt', simulation.engine);
    return { model, run: runToEnd(model, createScheduler(policy, seed)) };
  }
  return followToken({ ...simulation, seed }, schedule, options);
}

function followToken(simulation: Simulation, token: string, { schedule, timing }: SimulateOptions): MadeRun {
  const { model, run, notice } = openRun(simulation, token, null);
  const isOther = timing !== undefined && timing !== model.timing;
  const mistake = notice ?? (isOther ? `the token was made under ${model.timing} timing, not ${timing}` : null);
  if (mistake === null) return { model, run };
  if (schedule !== undefined) throw new InputError(`schedule: ${mistake}`);
  const place = simulation.positions['/schedule'] ?? { line: 1, column: 1 };
  throw mistaken([{ code: 'wrong-value', file: simulation.file, ...place, message: `schedule: ${mistake}` }]);
}

/** The caller's scheduler as one of the world's. */
function asked(pick: Scheduler): WorldScheduler {
  let taken = 0;
  return {
    pick: (model, world, choices) => {
      const { ready, status, version } = servedNow(model, world);
      const index = pick(choices, { taken, nowMs: world.nowMs, serves: ready ? { status, version } : null });
      taken += 1;
      return index;
    },
  };
}
