// Drives one machine alone and writes down, event by event, the state it reaches and the effects it asks for.
import type { AnyStateMachine } from 'xstate';
import type { ActorEvent, BlockingEffect, Fact, ImmediateEffect } from '../../src/actors/effects.ts';
import { type Control, type Moved, moveActor, startActor, stateName } from '../../src/world/actor-state.ts';

function formatBlocking(effect: BlockingEffect): string {
  switch (effect.type) {
    case 'syscall': {
      const { call, ...args } = effect.call;
      return `${call}(${Object.values(args).map(String).join(', ')})`;
    }
    case 'library':
      return 'path' in effect.call ? `${effect.call.fn} ${effect.call.path}` : effect.call.fn;
    case 'receive':
      return `receive ${effect.channels.join('+')}`;
    case 'compute':
      return `compute '${effect.label}'`;
    default:
      return effect.type;
  }
}

function formatImmediate(effect: ImmediateEffect): string {
  if (effect.type === 'post') return `post ${effect.message.type} to ${effect.to}`;
  return effect.fact.kind;
}

/** One machine under test. */
export interface Driven {
  /** Gives the events in turn; returns one line each: `state | what it asks for | timers`. */
  readonly give: (...events: readonly ({ readonly type: string } | ActorEvent)[]) => readonly string[];
  readonly line: () => string;
  /** Facts that the last event brought about. */
  readonly facts: () => readonly Fact[];
  readonly state: () => Control;
}

function describe(moved: Moved): string {
  const asks = moved.state.waiting === null ? [] : [formatBlocking(moved.state.waiting)];
  const told = moved.effects.map((effect) => `[${formatImmediate(effect)}]`);
  const timers = moved.timers.map(({ id, delayMs }) => (delayMs === null ? `-${id}` : `+${id} ${delayMs}ms`));
  return [stateName(moved.state.snapshot), ...told, ...asks, ...timers].join(' ');
}

/** Starts a machine and keeps it. */
export function drive(machine: AnyStateMachine): Driven {
  let moved = startActor(machine);
  return {
    give: (...events) =>
      events.map((event) => {
        moved = moveActor(machine, moved.state, event);
        return describe(moved);
      }),
    line: () => describe(moved),
    facts: () => moved.effects.flatMap((effect) => (effect.type === 'observe' ? [effect.fact] : [])),
    state: () => moved.state,
  };
}
