// What may happen next in a world, in a fixed order, and why everything else may not.
//
// `prompt`: whatever is ready may go next, in any order; the clock moves to the earliest timer only when nothing is
// ready. Faults come last: they may happen at any moment, and never have to. `any`: a pending timer may also fire before ready work, because some process was slow; time is not part of
// the state. An actor takes mail and timers only when it is not in the middle of something (Go's select, a kernel
// thread's work queue). Rules M1 to M4.
import type { ActorId, ProcessId } from '../actors/effects.ts';
import { slotAt } from '../kernel/slots.ts';
import { type ActorState, type Control, stateName } from './actor-state.ts';
import { faultChoices } from './faults/faults.ts';
import { isFrozen } from './faults/frozen.ts';
import type { Model } from './model.ts';
import { operated } from './operated.ts';
import type { Timing } from './scenario.ts';
import { servedNow } from './served.ts';
import type { Choice, Timer, World } from './world.ts';

/** Why an actor cannot move; shown beside the choices. */
export const REASONS = [
  'queue-empty',
  'nobody-receives',
  'nothing-to-receive',
  'asleep',
  'idle',
  'nothing-new-to-serve',
  'has-to-wait',
  'ended',
] as const;
export type Reason = (typeof REASONS)[number];

export interface Disabled {
  readonly actor: ActorId;
  readonly reason: Reason;
  /** When its next timer is due, if that is what it waits for. */
  readonly dueMs: number | null;
}

/** Everything that may happen next, never in an order that depends on chance. Empty: the run is over. */
export function enabled(model: Model, world: World): readonly Choice[] {
  const choices: Choice[] = [];
  const add = (more: readonly Choice[]): number => {
    choices.push(...more);
    return more.length;
  };
  listInOrder(
    model.timing,
    () => add(model.actorIds.flatMap((id) => readyChoices(model, world, id))),
    (which) => {
      const timers = timersThat(which, world.timers, world.nowMs);
      return add(timers.filter(({ actor }) => hears(world, actor)).map(timerChoice));
    },
  );
  for (const spec of model.scenario.faults) add(faultChoices(model, world, spec));
  return choices;
}

/** Which pending timers may fire: every one, those that are due, or those that will be due first. */
export type TimerGroup = 'all' | 'due' | 'earliest';

/**
 * The order in which choices are listed, and when the clock may move. Both functions add choices to a list, and tell
 * how many.
 */
export function listInOrder(timing: Timing, addReady: () => number, addTimers: (which: TimerGroup) => number): void {
  const added = addReady() + addTimers(timing === 'any' ? 'all' : 'due');
  if (added === 0 && timing === 'prompt') addTimers('earliest');
}

/** The timers of a group, in order. */
export function timersThat(which: TimerGroup, timers: readonly Timer[], nowMs: number): readonly Timer[] {
  if (which === 'all') return timers;
  const untilMs = which === 'due' ? nowMs : (timers[0]?.dueMs ?? 0);
  return timers.filter(({ dueMs }) => dueMs <= untilMs);
}

export function timerChoice({ actor, id }: Timer): Choice {
  return { kind: 'timer', actor, id };
}

/** May mail or a timer reach this actor now? */
export function hears(world: World, actor: ActorId): boolean {
  const state = world.actors[actor];
  return state !== undefined && isListening(state) && !isFrozen(world, actor);
}

/** The actors that cannot move in this world, each with the reason. */
export function disabled(model: Model, world: World): readonly Disabled[] {
  const moving = new Set(enabled(model, world).map((choice) => ('actor' in choice ? choice.actor : 'watcher')));
  return model.actorIds.flatMap((actor) => {
    const state = world.actors[actor];
    if (state === undefined || moving.has(actor)) return [];
    const timer = world.timers.find((each) => each.actor === actor);
    return [{ actor, reason: reasonOf(world, state, timer !== undefined), dueMs: timer?.dueMs ?? null }];
  });
}

/** States of the reload loop from which nothing leads back: its goroutine or its process has ended. */
const ENDED: readonly string[] = ['loopExited', 'exited'];

function reasonOf(world: World, state: ActorState, hasTimer: boolean): Reason {
  switch (state.waiting?.type) {
    case 'syscall':
      return 'queue-empty';
    case 'send':
      return 'nobody-receives';
    case 'receive':
      return hasTimer && world.actors.watcher?.waiting === null ? 'asleep' : 'nothing-to-receive';
    case 'serve':
      return 'nothing-new-to-serve';
    case 'operate':
      return 'has-to-wait';
    default:
      if (ENDED.includes(stateName(state.snapshot))) return 'ended';
      return hasTimer ? 'asleep' : 'idle';
  }
}

/** What an actor may do by itself, without its timers. */
export function readyChoices(model: Model, world: World, actor: ActorId): readonly Choice[] {
  const state = world.actors[actor];
  if (state === undefined || isFrozen(world, actor)) return [];
  const choices = blockedChoices(model, world, actor, state);
  return isListening(state) && state.mailbox.length > 0 ? [...choices, { kind: 'deliver', actor }] : choices;
}

function blockedChoices(model: Model, world: World, actor: ActorId, state: ActorState): readonly Choice[] {
  const { waiting } = state;
  switch (waiting?.type) {
    case undefined:
    case 'receive':
      return [];
    case 'choose':
      return waiting.options.map((_, option) => ({ kind: 'choose', actor, option }));
    case 'send':
      return appReceives(world, waiting.delivery.channel) ? [{ kind: 'receive' }] : [];
    case 'serve': {
      const served = servedNow(model, world);
      return served.ready && served.version !== state.snapshot.context.last ? [{ kind: 'run', actor }] : [];
    }
    case 'operate':
      return operated(model, world.shared, actor as ProcessId, waiting) === null ? [] : [{ kind: 'run', actor }];
    case 'syscall': {
      const { call } = waiting;
      if (call.call !== 'inotify_read') return [{ kind: 'run', actor }];
      const queue = slotAt(world.kernel.inotify, call.instance)?.queue ?? [];
      return queue.length > 0 ? [{ kind: 'run', actor }] : [];
    }
    default:
      return [{ kind: 'run', actor }];
  }
}

function appReceives(world: World, channel: 'Events' | 'Errors'): boolean {
  const waiting = world.actors.app?.waiting;
  return waiting?.type === 'receive' && waiting.channels.includes(channel);
}

function isListening(state: Control): boolean {
  const { waiting } = state;
  return waiting === null || waiting.type === 'receive' || (waiting.type === 'operate' && waiting.select === true);
}
