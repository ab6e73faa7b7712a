// Which steps of a run a person takes at once: a folded step, and its system calls one by one when it is
// unfolded.
//
// A step of the model is one system call, message or timer. A person thinks in phases: one numbered step of
// AtomicWriter, one file read, one batch of inotify events. A fold is a choice and the following steps of the
// same actor while it stays in the same phase, as long as nobody else moved in between. The checker always
// uses the unfolded grain.
import type { AppContext } from '../actors/app/app-context.ts';
import type { ActorId } from '../actors/effects.ts';
import { stateName } from '../world/actor-state.ts';
import { enabled } from '../world/enabled.ts';
import type { Model } from '../world/model.ts';
import { type RunStep, takeStep } from '../world/run.ts';
import { type Choice, choiceKey, type World } from '../world/world.ts';

/** Steps `from` (included) to `to` (excluded) of a run, counted from 0. */
export interface Fold {
  readonly from: number;
  readonly to: number;
}

/** Steps of one fold at most; a machine that goes round and round must not hang the one who looks. */
const FOLD_STEPS_MAX = 1000;

/** States of the reload loop that are one thing to a person. */
const APP_PHASES: Readonly<Record<string, string>> = {
  looking: 'look',
  walking: 'read',
  opening: 'read',
  reading: 'read',
  closing: 'read',
  clearing: 'swap',
  swapping: 'swap',
};

/**
 * A batch of inotify events is read and translated up to the first one that there is something to send for.
 */
const WATCHER_PHASES: Readonly<Record<string, string>> = { reading: 'read', translating: 'read' };

/** Whose step a choice is. */
export function actorOfChoice(choice: Choice): ActorId {
  if (choice.kind === 'fault') return 'faults';
  return choice.kind === 'receive' ? 'app' : choice.actor;
}

/** What an actor is doing in a world, coarse enough for a person; steps of one phase fold. */
export function phaseOf(world: World, actor: ActorId): string {
  const state = world.actors[actor];
  if (state === undefined) return '';
  const name = stateName(state.snapshot);
  if (actor === 'app') {
    const phase = APP_PHASES[name] ?? name;
    // Between two files another writer may come: each file is a step of its own.
    return phase === 'read' ? `read ${(state.snapshot.context as AppContext).fileIndex}` : phase;
  }
  return actor === 'watcher' ? (WATCHER_PHASES[name] ?? name) : name;
}

/** Does a step that follows `choice` belong to the same fold? `before` is the world between the two. */
function continues(phase: string, actor: ActorId, before: World, next: Choice): boolean {
  if (next.kind !== 'run' || next.actor !== actor || phaseOf(before, actor) !== phase) return false;
  const { waiting } = before.actors[actor] ?? { waiting: null };
  return waiting?.type !== 'syscall' || waiting.call.call !== 'inotify_read';
}

/** Folds of a run, worked out once: its steps never change. */
const known = new WeakMap<readonly RunStep[], readonly Fold[]>();

/** The folds of a run's steps, in order and without gaps. */
export function foldsOf(first: World, steps: readonly RunStep[]): readonly Fold[] {
  const folds = known.get(steps) ?? fold(first, steps);
  known.set(steps, folds);
  return folds;
}

function fold(first: World, steps: readonly RunStep[]): readonly Fold[] {
  const folds: Fold[] = [];
  let from = 0;
  while (from < steps.length) {
    const choice = steps[from]?.choice as Choice;
    const actor = actorOfChoice(choice);
    const phase = phaseOf(worldBefore(first, steps, from), actor);
    let to = from + 1;
    while (to < steps.length && to - from < FOLD_STEPS_MAX) {
      const before = worldBefore(first, steps, to);
      if (!continues(phase, actor, before, steps[to]?.choice as Choice)) break;
      to += 1;
    }
    folds.push({ from, to });
    from = to;
  }
  return folds;
}

/**
 * Takes a choice, and with it the rest of its fold. Deterministic; an empty list when the choice is not
 * enabled.
 */
export function takeFold(model: Model, world: World, index: number): readonly RunStep[] {
  const choices = enabled(model, world);
  const choice = choices[index];
  if (choice === undefined) return [];
  const actor = actorOfChoice(choice);
  const phase = phaseOf(world, actor);
  const steps = [takeStep(model, world, choices, index)];
  while (steps.length < FOLD_STEPS_MAX) {
    const now = steps.at(-1)?.world ?? world;
    const next = enabled(model, now);
    const at = next.findIndex((each) => choiceKey(each) === `run ${actor}`);
    const following = next[at];
    if (following === undefined || !continues(phase, actor, now, following)) break;
    steps.push(takeStep(model, now, next, at));
  }
  return steps;
}

/** The world in which step number `index` (from 0) is taken. */
export function worldBefore(first: World, steps: readonly RunStep[], index: number): World {
  return steps[index - 1]?.world ?? first;
}
