// Shortening a run that violates a property: which of its choices are needed?
//
// Delta debugging (ddmin, Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002) over the
// choices of a schedule. A candidate is a subsequence: each of its choices is taken if it is enabled when its turn comes,
// and passed over otherwise. So what follows from a choice goes with it, and the result is minimal in the stronger sense:
// leaving out any single choice, with whatever is impossible without it, loses the violation. Passing over is sound
// because the result is a run of the model like any other: only what was taken remains.
//
// A property of states or steps is judged up to the step that violates it. A property of the end of a run (`converges`,
// `stays-armed`, `bounded-staleness`) is judged on the schedule completed by policy `app-first`, as a token is when it is
// played; without a clock a run has no end, and nothing is said of these.
// Leaves out: other orders of the same choices; `check` knows the shortest of all schedules.
import { assert } from '../kernel/assert.ts';
import type { PropertyName } from '../properties/names.ts';
import { findProperty, propertiesOf } from '../properties/properties.ts';
import { DEFAULT_PARAMETERS, type Judgement, type Property, type PropertyParameters } from '../properties/property.ts';
import { enabled } from '../world/enabled.ts';
import type { Model } from '../world/model.ts';
import { RUN_STEPS_MAX, type Run, type RunStep, runToEnd, takeStep } from '../world/run.ts';
import { createScheduler, type Policy } from '../world/schedulers.ts';
import { choiceKey } from '../world/world.ts';

/** Who goes on where a schedule ends, when its property is one of the end. */
export const COMPLETED_BY: Policy = 'app-first';

/** What happens when one choice is left out and nothing else. */
export interface LeftOut {
  /** Of the other choices, those that can still be taken, in their order. */
  readonly taken: number;
  /** The first step (from 1, in the shrunk schedule) that is not possible any more; null when all of them are. */
  readonly firstImpossible: number | null;
}

export interface Shrunk {
  readonly property: PropertyName;
  /** Steps of the given run up to its violation. */
  readonly before: number;
  /** The choices that are left; each of them is needed. */
  readonly steps: readonly RunStep[];
  /** What the property is judged on: these steps, and after them their completion if it is one of the end. */
  readonly run: Run;
  readonly judgement: Judgement;
  /** How many shorter schedules were tried. */
  readonly candidates: number;
  /** The proof: for each choice that is left, what happens without it. It is always that nothing is violated. */
  readonly proof: readonly LeftOut[];
}

/** What every property says of a run, as far as shrinking goes: under `any` timing, nothing of the end. */
export function judgeWitness(model: Model, run: Run, parameters: PropertyParameters): readonly Judgement[] {
  return propertiesOf(model).map((property) => judgeOne(model, run, property, parameters));
}

function judgeOne(model: Model, run: Run, property: Property, parameters: PropertyParameters): Judgement {
  const { name, isOfTheEnd, judge } = property;
  const isUndecided = model.timing === 'any' && isOfTheEnd;
  return isUndecided
    ? { property: name, verdict: 'inconclusive', atStep: null, about: {} }
    : judge(model, run, parameters);
}

/** The shortened run, 1-minimal; null when the run does not violate the property. Deterministic. */
export function shrink(
  model: Model,
  run: Run,
  name: PropertyName,
  parameters: PropertyParameters = DEFAULT_PARAMETERS,
): Shrunk | null {
  const property = findProperty(model, name);
  assert(property !== undefined, `the model has a property ${name}`);
  const shrinking: Shrinking = { model, property, parameters };
  const given = judgeSchedule(shrinking, run.steps);
  if (given === null) return null;
  let candidates = 0;
  const least = ddmin(given.steps, (kept, wanted) => {
    candidates += 1;
    return judgeSchedule(shrinking, replay(shrinking, kept, wanted).steps)?.steps ?? null;
  });
  const judged = judgeSchedule(shrinking, least);
  assert(judged !== null, 'a schedule that violates does so again');
  const proof = least.map((_, at) => leftOut(shrinking, least, at));
  return { property: name, before: given.steps.length, ...judged, candidates, proof };
}

interface Shrinking {
  readonly model: Model;
  readonly property: Property;
  readonly parameters: PropertyParameters;
}

interface Violation {
  /** The schedule as far as the violation needs it. */
  readonly steps: readonly RunStep[];
  readonly run: Run;
  readonly judgement: Judgement;
}

/** How a schedule violates the property, or null. */
function judgeSchedule(shrinking: Shrinking, steps: readonly RunStep[]): Violation | null {
  const { model, property, parameters } = shrinking;
  const { isOfTheEnd } = property;
  const run = isOfTheEnd ? completed(model, steps) : cutOff(model, steps);
  const judgement = judgeOne(model, run, property, parameters);
  if (judgement.verdict !== 'violated') return null;
  const needed = steps.slice(0, judgement.atStep ?? steps.length);
  return { steps: needed, run: isOfTheEnd ? run : cutOff(model, needed), judgement };
}

/** A run that is judged by what has happened in it, and by nothing that might follow. */
function cutOff({ first }: Model, steps: readonly RunStep[]): Run {
  return { first, steps, end: 'steps-max' };
}

function completed(model: Model, steps: readonly RunStep[]): Run {
  const last = steps.at(-1)?.world ?? model.first;
  const rest = runToEnd(model, createScheduler(COMPLETED_BY, 0), last, RUN_STEPS_MAX - steps.length);
  return { first: model.first, steps: [...steps, ...rest.steps], end: rest.end };
}

/** Takes the wanted choices after the kept steps, and passes over those that are not enabled when their turn comes. */
function replay(
  { model }: Shrinking,
  kept: readonly RunStep[],
  wanted: readonly RunStep[],
): { readonly steps: readonly RunStep[]; readonly passedOver: readonly RunStep[] } {
  const steps = [...kept];
  const passedOver: RunStep[] = [];
  let world = kept.at(-1)?.world ?? model.first;
  let choices = enabled(model, world);
  for (const want of wanted) {
    const key = choiceKey(want.choice);
    const index = choices.findIndex((choice) => choiceKey(choice) === key);
    if (index === -1) {
      passedOver.push(want);
      continue;
    }
    const taken = takeStep(model, world, choices, index);
    steps.push(taken);
    world = taken.world;
    choices = enabled(model, world);
  }
  return { steps, passedOver };
}

function leftOut(shrinking: Shrinking, steps: readonly RunStep[], at: number): LeftOut {
  const { steps: rest, passedOver } = replay(shrinking, steps.slice(0, at), steps.slice(at + 1));
  assert(judgeSchedule(shrinking, rest) === null, 'delta debugging has tried this');
  const [first] = passedOver;
  return { taken: rest.length, firstImpossible: first === undefined ? null : steps.indexOf(first) + 1 };
}

/** Tries a candidate: what is kept from the start, then what is wanted of the rest. What fails of it; null: nothing. */
type Try<Item> = (kept: readonly Item[], wanted: readonly Item[]) => readonly Item[] | null;

/**
 * What is left of a failing sequence when nothing of it can be left out any more: larger parts are left out first, then
 * smaller ones, and single items until none of them can be. Late parts go first, since less depends on them.
 */
export function ddmin<Item>(given: readonly Item[], attempt: Try<Item>): readonly Item[] {
  let items = attempt([], []) ?? given;
  let size = Math.ceil(items.length / 2);
  while (size > 0) {
    const before = items.length;
    for (let to = before; to > 0; to = Math.max(0, to - size)) {
      items = attempt(items.slice(0, Math.max(0, to - size)), items.slice(to)) ?? items;
    }
    if (size > 1) size = Math.ceil(size / 2);
    else if (items.length === before) size = 0;
  }
  return items;
}
