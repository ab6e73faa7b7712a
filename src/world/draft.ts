// A world under construction: what a step needs while it works. Private to src/world; never seen outside a step.
//
// The draft is mutable and short-lived; the world it was made from is untouched, and the parts a step did not touch
// are shared with it.
import { type ActorEvent, type ActorId, MARKS, type Message } from '../actors/effects.ts';
import { assert } from '../kernel/assert.ts';
import { type Kernel, syscall } from '../kernel/kernel.ts';
import type { Result, SystemCall } from '../kernel/system-call.ts';
import { type ActorState, type Moved, moveActor, stateName, type TimerEvent } from './actor-state.ts';
import type { Model } from './model.ts';
import { notified } from './notified.ts';
import type { TraceEvent } from './trace.ts';
import type { Timer, World } from './world.ts';

export interface Draft {
  readonly model: Model;
  nowMs: number;
  kernel: Kernel;
  actors: Partial<Record<ActorId, ActorState>>;
  timers: readonly Timer[];
  readonly events: TraceEvent[];
}

/** Starts to change a world. */
export function draftOf(model: Model, world: World): Draft {
  return { model, ...world, actors: { ...world.actors }, events: [] };
}

/** The world that a draft has become. */
export function worldOf({ nowMs, kernel, actors, timers }: Draft): World {
  return { nowMs, kernel, actors, timers };
}

/** An actor that the scenario has. */
export function actorOf(draft: Draft, id: ActorId): ActorState {
  const state = draft.actors[id];
  assert(state !== undefined, `the scenario has an actor ${id}`);
  return state;
}

/** One system call by an actor: the kernel's answer; every inotify instance has been told. */
export function call(draft: Draft, actor: ActorId, request: SystemCall): Result {
  const outcome = syscall(draft.kernel, request);
  draft.events.push({ kind: 'syscall', actor, call: request, result: outcome.result });
  draft.events.push(...notified(draft.kernel, outcome.notifications));
  draft.kernel = outcome.kernel;
  return outcome.result;
}

/** Gives an event to an actor and carries out its immediate effects. */
export function give(draft: Draft, id: ActorId, event: ActorEvent | TimerEvent): void {
  const before = actorOf(draft, id);
  const machine = draft.model.machines[id];
  assert(machine !== undefined, `the model has a machine for ${id}`);
  const moved = moveActor(machine, before, event);
  const [from, to] = [stateName(before.snapshot), stateName(moved.state.snapshot)];
  if (from !== to) draft.events.push({ kind: 'state', actor: id, from, to });
  settle(draft, id, moved);
}

/** Puts an actor's new state in place and carries out its immediate effects. */
export function settle(draft: Draft, id: ActorId, moved: Moved): void {
  draft.actors[id] = moved.state;
  for (const effect of moved.effects) {
    if (effect.type === 'observe') {
      draft.events.push({ kind: 'fact', actor: id, fact: effect.fact });
      continue;
    }
    post(draft, effect.to, effect.message);
    draft.events.push({ kind: 'posted', from: id, to: effect.to, message: effect.message });
  }
  draft.timers = changedTimers(draft, id, moved);
}

function post(draft: Draft, to: ActorId, message: Message): void {
  const receiver = actorOf(draft, to);
  const marked = MARKS.includes(message.type) && receiver.mailbox.some(({ type }) => type === message.type);
  if (!marked) draft.actors[to] = { ...receiver, mailbox: [...receiver.mailbox, message] };
}

/** Timers after a transition, in order of due time, then of being started. */
function changedTimers(draft: Draft, actor: ActorId, moved: Moved): readonly Timer[] {
  let timers = draft.timers;
  for (const { id, delayMs, event } of moved.timers) {
    timers = timers.filter((timer) => timer.actor !== actor || timer.id !== id);
    if (delayMs === null || event === null) continue;
    const dueMs = draft.model.timing === 'any' ? 0 : draft.nowMs + delayMs;
    const later = timers.findIndex((timer) => timer.dueMs > dueMs);
    const at = later === -1 ? timers.length : later;
    timers = [...timers.slice(0, at), { actor, id, dueMs, event }, ...timers.slice(at)];
  }
  return timers;
}
