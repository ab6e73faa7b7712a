// A world: the whole modelled system at one moment, as plain immutable data.
//
// Kernel, actors and timers are separate parts, each with a canonical form, so that an explorer can give every distinct
// part a number. Going back is keeping the previous world.
import type { ActorId, Plain } from '../actors/effects.ts';
import type { FaultName } from '../actors/faults/fault-names.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { ActorState, TimerEvent } from './actor-state.ts';

/** A delay that has been started and not yet fired. */
export interface Timer {
  readonly actor: ActorId;
  readonly id: string;
  /** Virtual time in ms since the container start; always 0 under `any` timing, where time is not part of the state. */
  readonly dueMs: number;
  readonly event: TimerEvent;
}

export interface World {
  /** Virtual time in ms since the container start; 0 under `any` timing. */
  readonly nowMs: number;
  readonly kernel: Kernel;
  /** What the processes of a system share; null in a pod, whose processes share files. */
  readonly shared: Plain;
  /** Only the actors that the scenario has. */
  readonly actors: Readonly<Partial<Record<ActorId, ActorState>>>;
  /** In order of `dueMs`, then of being started. */
  readonly timers: readonly Timer[];
}

/** What may happen next; `enabled` lists them, `step` takes one. */
export type Choice =
  /** The actor carries out what it is stopped at: a system call, a library call, an assignment, a request. */
  | { readonly kind: 'run'; readonly actor: ActorId }
  /** An option that is nobody's to choose (jitter, Go's map order). */
  | { readonly kind: 'choose'; readonly actor: ActorId; readonly option: number }
  /** The application receives from the channel that the watcher is blocked on. */
  | { readonly kind: 'receive' }
  /** The oldest message in the actor's mailbox is delivered. */
  | { readonly kind: 'deliver'; readonly actor: ActorId }
  /** A timer fires; under `prompt` timing the clock moves to it. */
  | { readonly kind: 'timer'; readonly actor: ActorId; readonly id: string }
  /** A fault that the simulation has switched on happens, in one of the ways that it can happen here. */
  | { readonly kind: 'fault'; readonly fault: FaultName; readonly option: number };

/** Two choices are the same when they are equal as text. */
export function choiceKey(choice: Choice): string {
  switch (choice.kind) {
    case 'run':
    case 'deliver':
      return `${choice.kind} ${choice.actor}`;
    case 'choose':
      return `choose ${choice.actor} ${choice.option}`;
    case 'receive':
      return 'receive';
    case 'timer':
      return `timer ${choice.actor} ${choice.id}`;
    case 'fault':
      return `fault ${choice.fault} ${choice.option}`;
  }
}
