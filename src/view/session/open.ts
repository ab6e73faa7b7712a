// How a session opens: the run that the file asks for, and the place in it that is worth seeing first.
//
// The run is made to its end at once, so that one can look ahead; the cursor stands one step before the first
// violation, more precisely before the process that brings it about begins to move (the read of an empty
// file, not the assignment after it). A violation that only the end of the run shows is opened before the
// last watch dies.
import { describeTokenProblem, parseToken, replay } from '../../explore/token.ts';
import { judgeRun } from '../../properties/properties.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import { createModel, type Model } from '../../world/model.ts';
import { RUN_STEPS_MAX, type Run, runToEnd } from '../../world/run.ts';
import { createScheduler, POLICIES, type Policy } from '../../world/schedulers.ts';
import { actorOfChoice, foldsOf } from '../folding.ts';
import { marksOf } from '../marks.ts';
import { watchLives } from '../watches.ts';

/** Where a session opens. */
export type OpenAt = 'start' | 'violation';

export interface Opened {
  readonly model: Model;
  readonly run: Run;
  readonly policy: Policy;
  /** What went wrong, in one line; null when nothing did. */
  readonly notice: string | null;
}

/** Who goes on where a token ends. */
const DEFAULT_POLICY: Policy = 'app-first';

/** The run of a simulation by a policy or a token; without either, as its file says. Deterministic. */
export function openRun(simulation: Simulation, asked: string | null, policy: Policy | null): Opened {
  const schedule = asked ?? policy ?? simulation.schedule;
  const own = POLICIES.find((each) => each === schedule);
  if (own !== undefined) return { ...runPolicy(simulation, own), policy: own, notice: null };
  const then = policy ?? DEFAULT_POLICY;
  const parsed = parseToken(schedule);
  if ('problem' in parsed) {
    return { ...runPolicy(simulation, then), policy: then, notice: describeTokenProblem(parsed) };
  }
  const model = createModel(simulation.scenario, parsed.timing);
  const stepsMax = parsed.timing === 'prompt' ? RUN_STEPS_MAX : 0;
  const run = replay(model, parsed, createScheduler(then, simulation.seed), stepsMax);
  if ('problem' in run) {
    return { ...runPolicy(simulation, then), policy: then, notice: describeTokenProblem(run) };
  }
  return { model, run, policy: then, notice: null };
}

function runPolicy({ scenario, seed }: Simulation, policy: Policy): { readonly model: Model; readonly run: Run } {
  const model = createModel(scenario, 'prompt');
  return { model, run: runToEnd(model, createScheduler(policy, seed)) };
}

/**
 * How many steps of the run are taken when it opens one step before its first violation; 0 when there is
 * none.
 */
export function beforeViolation({ expect, parameters }: Simulation, model: Model, run: Run): number {
  const violated = judgeRun(model, run, parameters).filter(({ verdict }) => verdict === 'violated');
  const isExpected = (name: string): boolean =>
    expect.some(({ property, verdict }) => property === name && verdict === 'violated');
  const ordered = [...violated].sort((a, b) => Number(isExpected(b.property)) - Number(isExpected(a.property)));
  for (const { atStep } of ordered) {
    if (atStep !== null && atStep > 0 && atStep < run.steps.length) return beforeBurst(run, atStep - 1);
  }
  return violated.length > 0 ? beforeLastWatchDies(model, run) : 0;
}

/**
 * Before the folds of one actor, up to the one that holds step number `step` (from 0), that follow one
 * another.
 */
function beforeBurst({ first, steps }: Run, step: number): number {
  const folds = foldsOf(first, steps);
  let index = folds.findIndex(({ to }) => to > step);
  for (;;) {
    const here = steps[folds[index]?.from ?? 0]?.choice;
    const before = steps[folds[index - 1]?.from ?? 0]?.choice;
    if (here === undefined || before === undefined || index <= 0) break;
    if (before.kind !== 'run' || actorOfChoice(before) !== actorOfChoice(here)) break;
    index -= 1;
  }
  return folds[index]?.from ?? 0;
}

/** Before the fold in which the last watch dies with its inode; 0 when none does. */
function beforeLastWatchDies(model: Model, { first, steps }: Run): number {
  const deaths = watchLives(model, first, steps).flatMap(({ ended }) =>
    ended?.how === 'inode-gone' ? [ended.step] : [],
  );
  const last = deaths.at(-1);
  if (last === undefined) return 0;
  return foldsOf(first, steps).find(({ to }) => to > last)?.from ?? 0;
}

/** Back over folds that left no mark, so that the cursor stands where a stop is. */
export function atStop(model: Model, { first, steps }: Run, at: number): number {
  const folds = foldsOf(first, steps.slice(0, at));
  return folds.findLast(({ from, to }) => marksOf(model, steps.slice(from, to)).length > 0)?.to ?? 0;
}
