// One run: a scheduler drives `enabled` and `step` from the first world to an end, and everything is kept.
//
// A run ends when nothing is enabled, when the next thing that could happen lies beyond the scenario's horizon (the
// story is told and kubelet has had time to sync), or at a bound on steps, which is said and never hidden.

import { enabled } from './enabled.ts';
import type { Model } from './model.ts';
import { step } from './step.ts';
import type { TraceEvent } from './trace.ts';
import type { Choice, World } from './world.ts';

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
  let world = first;
  for (;;) {
    const choices = enabled(model, world);
    if (choices.length === 0) return { first, steps, end: 'quiet' };
    if (isBeyondHorizon(model, world, choices)) return { first, steps, end: 'horizon' };
    if (steps.length >= stepsMax) return { first, steps, end: 'steps-max' };
    const index = scheduler.pick(model, world, choices);
    const taken = takeStep(model, world, choices, index);
    steps.push(taken);
    world = taken.world;
  }
}

/** Takes choice number `index`. */
export function takeStep(model: Model, world: World, choices: readonly Choice[], index: number): RunStep {
  const choice = choices[index];
  if (choice === undefined) throw new RangeError(`choice ${index} of ${choices.length}`);
  return { choice, index, ...step(model, world, choice) };
}

/** Is a timer beyond the horizon all that is left? Only `prompt` timing has a clock to tell by. */
export function isBeyondHorizon(model: Model, world: World, choices: readonly Choice[]): boolean {
  const due = world.timers[0]?.dueMs ?? 0;
  return model.timing === 'prompt' && due > model.horizonMs && choices.every(({ kind }) => kind === 'timer');
}
