// A world under construction: what a step needs while it works. Private to src/world and src/explore.
//
// The world before the step is never touched. A draft holds only the parts that the step has replaced, and looks at a
// part of the world before only when the step depends on it: so a step says by itself what it reads and what it writes,
// and an explorer can remember it by exactly that.
import { type ActorEvent, type ActorId, MARKS, type Message, type Plain } from '../actors/effects.ts';
import { assert } from '../kernel/assert.ts';
import type { FileSystem } from '../kernel/file-system.ts';
import type { InotifyInstance } from '../kernel/inotify.ts';
import { type Kernel, type KernelChange, kernelChange } from '../kernel/kernel.ts';
import type { KernelLimits } from '../kernel/limits.ts';
import type { Slots } from '../kernel/slots.ts';
import type { Credentials, Result, SystemCall } from '../kernel/system-call.ts';
import { type ActorState, type Control, type Moved, moveActor, stateName, type TimerEvent } from './actor-state.ts';
import type { Model } from './model.ts';
import { notified } from './notified.ts';
import { credentialsOf } from './processes.ts';
import type { TraceEvent } from './trace.ts';
import type { Timer, World } from './world.ts';

/** The two functions that a step is made of; an explorer passes ones that remember. */
export interface Primitives {
  readonly move: (model: Model, id: ActorId, control: Control, event: ActorEvent | TimerEvent) => Moved;
  readonly change: (kernel: Kernel, call: SystemCall, cred: Credentials) => KernelChange;
}

const PRIMITIVES: Primitives = {
  move: (model, id, control, event) => {
    const machine = model.machines[id];
    assert(machine !== undefined, `the model has a machine for ${id}`);
    return moveActor(machine, control, event);
  },
  change: kernelChange,
};

export interface Draft {
  readonly model: Model;
  readonly before: World;
  readonly primitives: Primitives;
  /** What was replaced so far. */
  nowMs?: number;
  fs?: FileSystem;
  inotify?: Slots<InotifyInstance>;
  timers?: readonly Timer[];
  shared?: Plain;
  /** Other limits than the kernel's, for the rest of this step. */
  limits?: KernelLimits;
  readonly controls: Partial<Record<ActorId, Control>>;
  readonly mailboxes: Partial<Record<ActorId, readonly Message[]>>;
  readonly events: TraceEvent[];
}

/** Starts to change a world. */
export function draftOf(model: Model, before: World, primitives: Primitives = PRIMITIVES): Draft {
  return { model, before, primitives, controls: {}, mailboxes: {}, events: [] };
}

/** The world that a draft has become; it shares with the one before whatever was not replaced. */
export function worldOf(draft: Draft): World {
  const { before, fs, inotify } = draft;
  const isChanged = fs !== undefined || inotify !== undefined;
  const { kernel } = before;
  return {
    nowMs: nowOf(draft),
    kernel: isChanged ? { ...kernel, fs: fs ?? kernel.fs, inotify: inotify ?? kernel.inotify } : kernel,
    shared: sharedOf(draft),
    actors: actorsOf(draft),
    timers: timersOf(draft),
  };
}

function actorsOf(draft: Draft): World['actors'] {
  const actors: Partial<Record<ActorId, ActorState>> = { ...draft.before.actors };
  for (const id of draft.model.actorIds) {
    if (draft.controls[id] === undefined && draft.mailboxes[id] === undefined) continue;
    const { snapshot, waiting } = controlOf(draft, id);
    actors[id] = { snapshot, waiting, mailbox: mailboxOf(draft, id) };
  }
  return actors;
}

/** Where an actor is, that the scenario has. */
export function controlOf(draft: Draft, id: ActorId): Control {
  const control = draft.controls[id] ?? draft.before.actors[id];
  assert(control !== undefined, `the scenario has an actor ${id}`);
  return control;
}

/** The mail of an actor that the scenario has. */
export function mailboxOf(draft: Draft, id: ActorId): readonly Message[] {
  const mailbox = draft.mailboxes[id] ?? draft.before.actors[id]?.mailbox;
  assert(mailbox !== undefined, `the scenario has an actor ${id}`);
  return mailbox;
}

/** What the processes of a system share by now. */
export function sharedOf(draft: Draft): Plain {
  return draft.shared === undefined ? draft.before.shared : draft.shared;
}

export function timersOf(draft: Draft): readonly Timer[] {
  return draft.timers ?? draft.before.timers;
}

export function inotifyOf(draft: Draft): Slots<InotifyInstance> {
  return draft.inotify ?? draft.before.kernel.inotify;
}

/** The file system as it is by now. */
export function fsOf(draft: Draft): FileSystem {
  return draft.fs ?? draft.before.kernel.fs;
}

export function nowOf(draft: Draft): number {
  return draft.nowMs ?? draft.before.nowMs;
}

/** The kernel as it is by now, part by part. */
function kernelOf(draft: Draft): Kernel {
  const { kernel } = draft.before;
  return {
    get fs() {
      return draft.fs ?? kernel.fs;
    },
    get inotify() {
      return inotifyOf(draft);
    },
    limits: draft.limits ?? kernel.limits,
  };
}

/** One system call by an actor: the kernel's answer; every inotify instance has been told. */
export function call(draft: Draft, actor: ActorId, request: SystemCall): Result {
  const { fs, inotify, result, notifications } = draft.primitives.change(
    kernelOf(draft),
    request,
    credentialsOf(draft.model.scenario, actor),
  );
  draft.events.push({ kind: 'syscall', actor, call: request, result });
  if (notifications.length > 0) draft.events.push(...notified(inotifyOf(draft), notifications));
  if (fs !== undefined) draft.fs = fs;
  if (inotify !== undefined) draft.inotify = inotify;
  return result;
}

/** Gives an event to an actor and carries out its immediate effects. */
export function give(draft: Draft, id: ActorId, event: ActorEvent | TimerEvent): void {
  const before = controlOf(draft, id);
  const moved = draft.primitives.move(draft.model, id, before, event);
  const [from, to] = [stateName(before.snapshot), stateName(moved.state.snapshot)];
  if (from !== to) draft.events.push({ kind: 'state', actor: id, from, to });
  settle(draft, id, moved);
}

/** Puts an actor's new state in place and carries out its immediate effects. */
export function settle(draft: Draft, id: ActorId, moved: Moved): void {
  draft.controls[id] = moved.state;
  for (const effect of moved.effects) {
    if (effect.type === 'observe') {
      draft.events.push({ kind: 'fact', actor: id, fact: effect.fact });
      continue;
    }
    post(draft, effect.to, effect.message);
    draft.events.push({ kind: 'posted', from: id, to: effect.to, message: effect.message });
  }
  if (moved.timers.length > 0) draft.timers = changedTimers(draft, id, moved);
}

/** Puts a message into an actor's mailbox. */
export function post(draft: Draft, to: ActorId, message: Message): void {
  const mailbox = mailboxOf(draft, to);
  const marked = MARKS.includes(message.type) && mailbox.some(({ type }) => type === message.type);
  if (!marked) draft.mailboxes[to] = [...mailbox, message];
}

/**
 * Timers after a transition, in order of due time, then of being started. Without a clock they have no order of their
 * own, and stand in the order of actors and names.
 */
function changedTimers(draft: Draft, actor: ActorId, moved: Moved): readonly Timer[] {
  let timers = timersOf(draft);
  for (const { id, delayMs, event } of moved.timers) {
    timers = timers.filter((timer) => timer.actor !== actor || timer.id !== id);
    if (delayMs === null || event === null) continue;
    const isAny = draft.model.timing === 'any';
    const timer = { actor, id, dueMs: isAny ? 0 : nowOf(draft) + delayMs, event };
    const later = timers.findIndex((each) => (isAny ? comesAfter(draft.model, each, timer) : each.dueMs > timer.dueMs));
    const at = later === -1 ? timers.length : later;
    timers = [...timers.slice(0, at), timer, ...timers.slice(at)];
  }
  return timers;
}

function comesAfter({ actorIds }: Model, left: Timer, right: Timer): boolean {
  if (left.actor === right.actor) return left.id > right.id;
  return actorIds.indexOf(left.actor) > actorIds.indexOf(right.actor);
}
