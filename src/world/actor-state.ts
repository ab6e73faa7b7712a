// One actor's share of a world, and how an XState machine moves it: snapshot in, snapshot and effects out.
//
// `initialTransition` and `transition` of xstate 5 are pure: they return actions and run none. Delays come out as
// `xstate.raise` with a delay and `xstate.cancel`; here they become timers of the world. Nothing is ever started
// (no createActor), because a running actor has a clock and chance of its own.
import {
  type AnyActorScope,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  fromTransition,
  initialTransition,
  transition,
} from 'xstate';
import {
  type ActorEvent,
  BLOCKING_EFFECTS,
  type BlockingEffect,
  type ImmediateEffect,
  type Message,
} from '../actors/effects.ts';
import { assert } from '../kernel/assert.ts';

/** An event that only the machine's own timer sends. */
export interface TimerEvent {
  readonly type: string;
}

/** Where an actor is: all of it that its own transitions depend on. */
export interface Control {
  readonly snapshot: AnyMachineSnapshot;
  /** What the actor is stopped at; null when it only waits for mail or a timer. */
  readonly waiting: BlockingEffect | null;
}

export interface ActorState extends Control {
  /** Mail not yet delivered, oldest first. */
  readonly mailbox: readonly Message[];
}

/** A timer set or cancelled by a transition; `delayMs` is null for a cancelled one. */
export interface TimerChange {
  readonly id: string;
  readonly delayMs: number | null;
  readonly event: TimerEvent | null;
}

export interface Moved {
  readonly state: Control;
  readonly effects: readonly ImmediateEffect[];
  readonly timers: readonly TimerChange[];
}

interface Action {
  readonly type: string;
  readonly params?: unknown;
}

/**
 * The scope in which xstate runs transitions that must not act. `transition` makes one anew for each call, and to do so
 * begins the whole machine anew, which takes longer than the transition itself; nothing in a machine here looks at it.
 */
const INERT: AnyActorScope = inertScope();

function inertScope(): AnyActorScope {
  const scopes: AnyActorScope[] = [];
  const probe = fromTransition((context: null, _event, scope) => {
    scopes.push(scope);
    return context;
  }, null);
  transition(probe, initialTransition(probe)[0], { type: 'probe' });
  const [scope] = scopes;
  assert(scope !== undefined, 'a transition has a scope');
  return scope;
}

/** Brings an actor into being. */
export function startActor(machine: AnyStateMachine): Moved {
  const [snapshot, actions] = initialTransition(machine);
  return collect(snapshot, actions as readonly Action[], null);
}

/**
 * Gives an event to an actor. A blocking effect it was stopped at stays in force when the event leaves the machine in
 * the same state without asking for anything new (a timer noticed in the middle of a select).
 */
export function moveActor(machine: AnyStateMachine, state: Control, event: ActorEvent | TimerEvent): Moved {
  const actions: Action[] = [];
  const scope = { ...INERT, actionExecutor: (action: Action) => actions.push(action) };
  const snapshot = machine.transition(state.snapshot, event, scope);
  const stays = stateName(snapshot) === stateName(state.snapshot);
  return collect(snapshot, actions, stays ? state.waiting : null);
}

/** The active state as text; nested states are joined by a dot. */
export function stateName(snapshot: AnyMachineSnapshot): string {
  const value: unknown = snapshot.value;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function collect(snapshot: AnyMachineSnapshot, actions: readonly Action[], kept: BlockingEffect | null): Moved {
  const effects: ImmediateEffect[] = [];
  const timers: TimerChange[] = [];
  let waiting: BlockingEffect | null = null;
  for (const action of actions) {
    const timer = timerChange(action);
    if (timer !== null) {
      timers.push(timer);
    } else if ((BLOCKING_EFFECTS as readonly string[]).includes(action.type)) {
      assert(waiting === null, `${snapshot.machine.id} asks for one blocking effect at a time`);
      waiting = { type: action.type, ...(action.params as object) } as BlockingEffect;
    } else if (action.type === 'post' || action.type === 'observe') {
      effects.push({ type: action.type, ...(action.params as object) } as ImmediateEffect);
    }
  }
  return { state: { snapshot, waiting: waiting ?? kept }, effects, timers };
}

function timerChange(action: Action): TimerChange | null {
  if (action.type === 'xstate.cancel') {
    const { sendId } = action.params as { sendId: string };
    return { id: sendId, delayMs: null, event: null };
  }
  if (action.type !== 'xstate.raise') return null;
  const { id, delay, event } = action.params as { id?: string; delay?: number; event: TimerEvent };
  return delay === undefined ? null : { id: id ?? event.type, delayMs: delay, event };
}
