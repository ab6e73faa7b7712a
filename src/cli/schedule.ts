// Which run a command line asks for: by a token, by a policy and a seed, or as the file says.
//
// A token decides the timing, and a policy goes on from its end. Without a token a run has `prompt` timing, because
// under `any` it has no end of its own; for the same reason a token of that timing is followed and no further.
import { describeTokenProblem, parseToken, replay, type TokenProblem } from '../explore/token.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { createModel, type Model } from '../world/model.ts';
import { RUN_STEPS_MAX, type Run, runToEnd } from '../world/run.ts';
import { createScheduler, POLICIES, type Policy } from '../world/schedulers.ts';
import type { Refusal } from './outcome.ts';

export interface ScheduleOptions {
  readonly schedule?: string;
  readonly policy?: Policy;
  readonly seed?: number;
}

export interface MadeRun {
  readonly model: Model;
  readonly run: Run;
  /** Is it the run that the file itself asks for, under the timing that its `expect` is written for? */
  readonly isOwnSchedule: boolean;
}

/** Who goes on where a token ends. */
const DEFAULT_POLICY: Policy = 'app-first';

/** Makes the run. Deterministic. */
export function makeRun(simulation: Simulation, options: ScheduleOptions): MadeRun | Refusal {
  const { policy, seed } = options;
  if (seed !== undefined && policy !== undefined && policy !== 'random') {
    return { refusal: [`reload-sim: --seed: found --policy ${policy}, expected random, which alone has a seed`] };
  }
  const { token, ...chosen } = choose(simulation, options);
  const made = token === null ? runPolicy(simulation, chosen) : runToken(simulation, token, chosen);
  if ('problem' in made) return { refusal: [`${placeOfToken(simulation, options)}: ${describeTokenProblem(made)}`] };
  const isOwnSchedule = !isAsked(options) && simulation.timing === made.model.timing;
  return { ...made, isOwnSchedule };
}

interface Chosen {
  readonly token: string | null;
  readonly policy: Policy;
  readonly seed: number;
}

function isAsked({ schedule, policy, seed }: ScheduleOptions): boolean {
  return schedule !== undefined || policy !== undefined || seed !== undefined;
}

/** What is asked for on the command line; where nothing is, what the file says. */
function choose(simulation: Simulation, options: ScheduleOptions): Chosen {
  const { schedule = null, seed = simulation.seed } = options;
  const own = POLICIES.find((policy) => policy === simulation.schedule);
  if (!isAsked(options))
    return { token: own === undefined ? simulation.schedule : null, policy: own ?? DEFAULT_POLICY, seed };
  return { token: schedule, policy: options.policy ?? (options.seed === undefined ? DEFAULT_POLICY : 'random'), seed };
}

type Made = Pick<MadeRun, 'model' | 'run'>;

function runPolicy({ scenario }: Simulation, { policy, seed }: Omit<Chosen, 'token'>): Made {
  const model = createModel(scenario, 'prompt');
  return { model, run: runToEnd(model, createScheduler(policy, seed)) };
}

function runToken(
  { scenario }: Simulation,
  token: string,
  { policy, seed }: Omit<Chosen, 'token'>,
): Made | TokenProblem {
  const schedule = parseToken(token);
  if ('problem' in schedule) return schedule;
  const model = createModel(scenario, schedule.timing);
  const stepsMax = schedule.timing === 'prompt' ? RUN_STEPS_MAX : 0;
  const run = replay(model, schedule, createScheduler(policy, seed), stepsMax);
  return 'problem' in run ? run : { model, run };
}

/** Where the token stands: on the command line or in the file. */
function placeOfToken({ file, positions }: Simulation, { schedule }: ScheduleOptions): string {
  const { line, column } = positions['/schedule'] ?? { line: 1, column: 1 };
  return schedule === undefined ? `${file}:${line}:${column}: schedule` : 'reload-sim: --schedule';
}
