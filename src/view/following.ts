// The run of another strategy on the schedule of a given run: same story, same kubelet, another application.
//
// Choices are of two kinds: those of the application's side (application, watcher, requests), which a strategy decides
// about, and all others, which are shared. The shared ones are taken in the order of the given run and so at the same
// virtual times. In between, the own side does what it did there where that is possible, and is as fast or as slow as
// there: where the given run let it finish before the next shared step, it finishes (`app-first`), and where it was held
// back it gets no more steps than it had. So a strategy that follows itself does exactly the same.
// Leaves out: a shared step that is not possible with the other strategy is passed over, and at the end everybody goes on
// by `app-first`.
import { enabled } from '../world/enabled.ts';
import type { Model } from '../world/model.ts';
import { RUN_STEPS_MAX, type RunStep, runToEnd, takeStep } from '../world/run.ts';
import { createScheduler } from '../world/schedulers.ts';
import { type Choice, choiceKey, type World } from '../world/world.ts';
import { actorOfChoice } from './folding.ts';

/** A run beside the one that it follows. */
export interface Followed {
  readonly model: Model;
  readonly steps: readonly RunStep[];
  /** For each step the number (from 0) of the shared step that it is in the given run; null for the own side's. */
  readonly shared: readonly (number | null)[];
}

const APP_FIRST = createScheduler('app-first', 0);

/** Is it the application's side that takes this choice? A fault may strike there, but is nobody's own. */
function isOwn(choice: Choice): boolean {
  return ['watcher', 'app', 'requests'].includes(actorOfChoice(choice));
}

/** These steps, taken from the model's first world, and on to the end of the run by `app-first`. */
export function completed(model: Model, steps: readonly RunStep[]): readonly RunStep[] {
  // A run without a clock is over when nothing is new, which only the whole of it can tell.
  if (model.timing === 'any') return steps;
  const world = steps.at(-1)?.world ?? model.first;
  return [...steps, ...runToEnd(model, APP_FIRST, world, RUN_STEPS_MAX - steps.length).steps];
}

/** A run as one that follows itself. */
export function followed(model: Model, steps: readonly RunStep[]): Followed {
  return { model, steps, shared: steps.map(({ choice }, index) => (isOwn(choice) ? null : index)) };
}

/** The run of `model` on the schedule of `given`, a run of the same story with another strategy. Deterministic. */
export function follow(model: Model, given: Followed): Followed {
  const run: Draft = { model, world: model.first, steps: [], shared: [] };
  let own = 0;
  for (const [index, step] of given.steps.entries()) {
    if (isOwn(step.choice)) {
      own += Number(takeIf(run, step.choice, null));
      continue;
    }
    const before = given.steps[index - 1]?.world ?? given.model.first;
    const wasHeldBack = enabled(given.model, before).some((choice) => isOwn(choice) && choice.kind !== 'timer');
    catchUp(run, wasHeldBack ? ownSteps(given, index) - own : RUN_STEPS_MAX, step.world.nowMs);
    own = 0;
    takeShared(run, step.choice, index);
  }
  const all = completed(model, run.steps);
  return { model, steps: all, shared: [...run.shared, ...all.slice(run.shared.length).map(() => null)] };
}

interface Draft {
  readonly model: Model;
  world: World;
  readonly steps: RunStep[];
  readonly shared: (number | null)[];
}

/** How many own steps stand right before step number `index` of the given run. */
function ownSteps({ shared }: Followed, index: number): number {
  const before = shared.findLastIndex((each, at) => at < index && each !== null);
  return index - before - 1;
}

function take(run: Draft, choices: readonly Choice[], index: number, shared: number | null): void {
  const taken = takeStep(run.model, run.world, choices, index);
  run.world = taken.world;
  run.steps.push(taken);
  run.shared.push(shared);
}

/** Takes this very choice if it is there; says whether it was. */
function takeIf(run: Draft, wanted: Choice, shared: number | null): boolean {
  const choices = enabled(run.model, run.world);
  const index = choices.findIndex((choice) => choiceKey(choice) === choiceKey(wanted));
  if (index === -1) return false;
  take(run, choices, index, shared);
  return true;
}

/** The own side goes on: what is ready, and timers that are due before `untilMs`; `most` steps at most. */
function catchUp(run: Draft, most: number, untilMs: number): void {
  for (let count = 0; count < most && run.steps.length < RUN_STEPS_MAX; count += 1) {
    const choices = enabled(run.model, run.world);
    const own = choices.filter((choice) => isOwn(choice) && isDue(run, choice, untilMs));
    if (own.length === 0) return;
    const [picked] = [own[APP_FIRST.pick(run.model, run.world, own)]];
    take(run, choices, choices.indexOf(picked as Choice), null);
  }
}

/** Without a clock nothing says that a timer is due: there it fires where it fired in the given run. */
function isDue({ model, world }: Draft, choice: Choice, untilMs: number): boolean {
  if (choice.kind !== 'timer') return true;
  const timer = world.timers.find(({ actor, id }) => actor === choice.actor && id === choice.id);
  return model.timing === 'prompt' && timer !== undefined && timer.dueMs < untilMs;
}

/** Takes a shared step; where the clock still has to wait for somebody, that one goes first. */
function takeShared(run: Draft, wanted: Choice, index: number): void {
  while (!takeIf(run, wanted, index)) {
    const waits =
      wanted.kind === 'timer' && run.world.timers.some(({ actor, id }) => actor === wanted.actor && id === wanted.id);
    const choices = enabled(run.model, run.world).filter(({ kind }) => kind !== 'fault');
    if (!waits || choices.length === 0 || run.steps.length >= RUN_STEPS_MAX) return;
    take(run, choices, APP_FIRST.pick(run.model, run.world, choices), null);
  }
}
