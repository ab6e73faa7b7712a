// One run: a scheduler drives `enabled` and `step` from the first world to an end, and everything is kept.
//
// A run ends when nothing is enabled, when the next thing that could happen lies beyond the scenario's horizon (the
// story is told and kubelet has had time to sync), or at a bound on steps, which is said and never hidden.

import { enabled } from './enabled.ts';
import type { Model } from './model.ts';
import { step } from './step.ts';
import type { TraceEvent } from './trace.ts';
import type { Choice, World } from './world.ts';
import { worldKey } from './world-key.ts';

/** Steps of one run at most; a run that reaches it is reported as cut off. */
export const RUN_STEPS_MAX = 20_000;

export interface RunStep {
  readonly choice: Choice;
  /** Position of the choice in `enabled(model, previous world)`: what a schedule token records. */
  readonly index: number;
  /** The world after the step. */
  readonly world: World;
  readonly events: readonly TraceEvent[];
}

export type RunEnd = 'quiet' | 'horizon' | 'steps-max';

export interface Run {
  readonly first: World;
  readonly steps: readonly RunStep[];
  readonly end: RunEnd;
}

/** Picks the next choice: an index into `choices`, which is never empty and in a fixed order. */
export interface Scheduler {
  readonly pick: (model: Model, world: World, choices: readonly Choice[]) => number;
}

/** Runs from `first` (default: the model's first world) until an end. Deterministic for a deterministic scheduler. */
export function runToEnd(
  model: Model,
  scheduler: Scheduler,
  first: World = model.first,
  stepsMax: number = RUN_STEPS_MAX,
): Run {
  const steps: RunStep[] = [];
  const rest = runSteps(model, scheduler, first, stepsMax);
  for (;;) {
    const next = rest.next();
    if (next.done === true) return { first, steps, end: next.value };
    steps.push(next.value);
  }
}

/** The steps of such a run, one by one, and how it ended: for those who need not see all of it. */
export function* runSteps(
  model: Model,
  scheduler: Scheduler,
  first: World,
  stepsMax: number = RUN_STEPS_MAX,
): Generator<RunStep, RunEnd> {
  const isOver = endDetector(model);
  let world = first;
  for (let count = 0; ; count += 1) {
    const choices = enabled(model, world);
    if (choices.every(({ kind }) => kind === 'fault')) return 'quiet';
    if (isOver(world, choices)) return 'horizon';
    if (count >= stepsMax) return 'steps-max';
    const taken = takeStep(model, world, choices, scheduler.pick(model, world, choices));
    world = taken.world;
    yield taken;
  }
}

/**
 * Tells when nothing new can come, faults apart. With a clock: all that is left is a timer beyond the horizon. Without one: nothing
 * but timers is left, and the very same world has been seen at such a moment before.
 */
export function endDetector(model: Model): (world: World, choices: readonly Choice[]) => boolean {
  const seen = new Set<string>();
  return (world, choices) => {
    if (choices.some(({ kind }) => kind !== 'timer' && kind !== 'fault')) return false;
    if (model.timing === 'prompt') return isBeyondHorizon(model, world);
    const key = worldKey(world);
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  };
}

/** Under `prompt` timing: does the next timer lie beyond the scenario's horizon? */
export function isBeyondHorizon(model: Model, { timers }: Pick<World, 'timers'>): boolean {
  return (timers[0]?.dueMs ?? 0) > model.horizonMs;
}

/** Takes choice number `index`. */
export function takeStep(model: Model, world: World, choices: readonly Choice[], index: number): RunStep {
  const choice = choices[index];
  if (choice === undefined) throw new RangeError(`choice ${index} of ${choices.length}`);
  return { choice, index, ...step(model, world, choice) };
}
