// What may happen next in a world, in a fixed order, and why everything else may not.
//
// `prompt`: whatever is ready may go next, in any order; the clock moves to the earliest timer only when nothing is
// ready. `any`: a pending timer may also fire before ready work, because some process was slow; time is not part of
// the state. An actor takes mail and timers only when it is not in the middle of something (Go's select, a kernel
// thread's work queue). Rules M1 to M4.
import { ACTOR_IDS, type ActorId } from '../actors/effects.ts';
import { slotAt } from '../kernel/slots.ts';
import type { ActorState } from './actor-state.ts';
import type { Model } from './model.ts';
import { servedNow } from './served.ts';
import type { Choice, World } from './world.ts';

/** Why an actor cannot move; shown beside the choices. */
export const REASONS = [
  'queue-empty',
  'nobody-receives',
  'nothing-to-receive',
  'asleep',
  'idle',
  'nothing-new-to-serve',
  'work-is-ready',
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
  const ready = ACTOR_IDS.flatMap((id) => readyChoices(model, world, id));
  if (model.timing === 'any') return [...ready, ...timerChoices(world, world.timers.length)];
  const due = world.timers.filter((timer) => timer.dueMs <= world.nowMs).length;
  const now = [...ready, ...timerChoices(world, due)];
  return now.length > 0 ? now : timerChoices(world, earliest(world));
}

/** The actors that cannot move in this world, each with the reason. */
export function disabled(model: Model, world: World): readonly Disabled[] {
  const moving = new Set(enabled(model, world).map((choice) => ('actor' in choice ? choice.actor : 'watcher')));
  return ACTOR_IDS.flatMap((actor) => {
    const state = world.actors[actor];
    if (state === undefined || moving.has(actor)) return [];
    const timer = world.timers.find((each) => each.actor === actor);
    return [{ actor, reason: reasonOf(world, state, timer !== undefined), dueMs: timer?.dueMs ?? null }];
  });
}

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
    default:
      return hasTimer ? 'asleep' : 'idle';
  }
}

function readyChoices(model: Model, world: World, actor: ActorId): readonly Choice[] {
  const state = world.actors[actor];
  if (state === undefined) return [];
  const choices = blockedChoices(model, world, actor, state);
  return state.mailbox.length > 0 && isListening(state) ? [...choices, { kind: 'deliver', actor }] : choices;
}

function blockedChoices(
  model: Model,
  world: World,
  actor: ActorId,
  { waiting, snapshot }: ActorState,
): readonly Choice[] {
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
      return served.ready && served.version !== snapshot.context.last ? [{ kind: 'run', actor }] : [];
    }
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

/** May mail or a timer reach the actor now? */
export function isListening(state: ActorState): boolean {
  return state.waiting === null || state.waiting.type === 'receive';
}

function timerChoices(world: World, count: number): readonly Choice[] {
  return world.timers.slice(0, count).flatMap(({ actor, id }): readonly Choice[] => {
    const state = world.actors[actor];
    return state !== undefined && isListening(state) ? [{ kind: 'timer', actor, id }] : [];
  });
}

/** How many timers share the earliest due time. */
function earliest(world: World): number {
  const first = world.timers[0]?.dueMs;
  return world.timers.filter((timer) => timer.dueMs === first).length;
}
