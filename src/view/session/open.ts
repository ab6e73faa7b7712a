// How a session opens: the run that the file asks for, and the place in it that is worth seeing first.
//
// The run is made to its end at once, so that one can look ahead; the cursor stands right before the root of
// the first violation: the last change of the files before it (the truncation, not the read of the empty file
// or the assignment after it). A violation that only the end of the run shows is opened before the last watch
// dies.
import { describeTokenProblem, parseToken, replay } from '../../explore/token.ts';
import type { PropertyName } from '../../properties/names.ts';
import { judgeRun } from '../../properties/properties.ts';
import type { Judgement } from '../../properties/property.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import { createModel, type Model } from '../../world/model.ts';
import { RUN_STEPS_MAX, type Run, runToEnd } from '../../world/run.ts';
import { createScheduler, POLICIES, type Policy } from '../../world/schedulers.ts';
import { columnsOf, type LaneColumn } from '../lanes.ts';
import type { Move } from '../moves.ts';
import { watchLives } from '../watches.ts';

/** Where a session opens. */
export type OpenAt = 'start' | 'violation';

export interface Opened {
  readonly model: Model;
  readonly run: Run;
  readonly policy: Policy;
  /** Steps that a token asked for; null without one. */
  readonly asked: number | null;
  /** What went wrong, in one line; null when nothing did. */
  readonly notice: string | null;
}

/** Who goes on where a token ends. */
const DEFAULT_POLICY: Policy = 'app-first';

/**
 * The run of a simulation by a policy or a token; without either, as its file says. `isWhole`: nobody goes on where a
 * token ends. Deterministic.
 */
export function openRun(
  simulation: Simulation,
  asked: string | null,
  policy: Policy | null,
  isWhole: boolean = false,
): Opened {
  const schedule = asked ?? policy ?? simulation.schedule;
  const own = POLICIES.find((each) => each === schedule);
  if (own !== undefined) return { ...runPolicy(simulation, own), policy: own, asked: null, notice: null };
  const then = policy ?? DEFAULT_POLICY;
  const parsed = parseToken(schedule);
  if ('problem' in parsed) {
    return { ...runPolicy(simulation, then), policy: then, asked: null, notice: describeTokenProblem(parsed) };
  }
  const model = createModel(simulation.scenario, parsed.timing, simulation.engine);
  const stepsMax = parsed.timing === 'prompt' && !isWhole ? RUN_STEPS_MAX : 0;
  const run = replay(model, parsed, createScheduler(then, simulation.seed), stepsMax);
  if ('problem' in run) {
    return { ...runPolicy(simulation, then), policy: then, asked: null, notice: describeTokenProblem(run) };
  }
  return { model, run, policy: then, asked: asked === null ? null : parsed.choices.length, notice: null };
}

function runPolicy(
  { scenario, seed, engine }: Simulation,
  policy: Policy,
): { readonly model: Model; readonly run: Run } {
  const model = createModel(scenario, 'prompt', engine);
  return { model, run: runToEnd(model, createScheduler(policy, seed)) };
}

/** Where a run is opened, and what it violates from there on: what the file expects, if it expects any. */
export interface OpeningPlace {
  /** Steps taken: right before the step that brings the violation about. */
  readonly at: number;
  /** The step that is about to be taken there, as it was taken; null at the start. */
  readonly root: Move | null;
  readonly violates: readonly PropertyName[];
}

export const START: OpeningPlace = { at: 0, root: null, violates: [] };

/** Right before the root of the first violation; the start when there is none. */
export function openingPlace({ expect, parameters }: Simulation, model: Model, run: Run): OpeningPlace {
  const found = judgeRun(model, run, parameters).filter(({ verdict }) => verdict === 'violated');
  const isExpected = ({ property }: Judgement): boolean =>
    expect.some((each) => each.property === property && each.verdict === 'violated');
  const expected = found.filter(isExpected);
  const violated = expected.length > 0 ? expected : found;
  const during = violated.filter(({ atStep }) => atStep !== null && atStep > 0 && atStep < run.steps.length);
  const [first] = during.length > 0 ? during : violated;
  if (first === undefined) return START;
  const columns = columnsOf(model, run.first, run.steps);
  const root = during.length > 0 ? lastChange(columns, first.atStep ?? 0) : lastDeath(model, run, columns);
  if (root === undefined) return START;
  const at = columns.findLast(({ to }) => to <= root.from)?.to ?? 0;
  const steps = run.steps.slice(at, root.to);
  const seen = { from: root.from - at, to: root.to - at };
  const together = violated.filter(({ atStep }) => atStep === first.atStep).map(({ property }) => property);
  return { at, root: { steps, seen }, violates: together };
}

/** The last change of what a reader finds in the volume, up to step number `until`. */
function lastChange(columns: readonly LaneColumn[], until: number): LaneColumn | undefined {
  return columns.findLast(
    ({ from, held }, index) => from < until && index > 0 && held.volume?.text !== columns[index - 1]?.held.volume?.text,
  );
}

/** Where the last watch dies with its inode; without a death, the last change of the volume. */
function lastDeath(model: Model, { first, steps }: Run, columns: readonly LaneColumn[]): LaneColumn | undefined {
  const deaths = watchLives(model, first, steps).flatMap(({ ended }) =>
    ended?.how === 'inode-gone' ? [ended.step] : [],
  );
  const last = deaths.at(-1);
  return last === undefined ? lastChange(columns, steps.length) : columns.find(({ to }) => to > last);
}
