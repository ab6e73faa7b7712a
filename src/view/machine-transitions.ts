// What leads where in an XState machine, read from the machine itself, and which of it a run has taken.
//
// Source: the flat `states` of every machine of this project; leaves out nested states, guards and actions.
import type { ActorId } from '../actors/effects.ts';
import type { Model } from '../world/model.ts';
import type { RunStep } from '../world/run.ts';

export type Machine = NonNullable<Model['machines'][ActorId]>;

export interface Transition {
  readonly from: string;
  readonly to: string;
}

/** A change of state that the trace tells of, and the number of its step. */
export interface TakenTransition extends Transition {
  readonly at: number;
}

/** Transitions of a machine, worked out once. */
const known = new WeakMap<Machine, readonly Transition[]>();

/** Every transition that the machine defines: its events, its `always`, its delays. */
export function transitionsOf(machine: Machine): readonly Transition[] {
  const found = known.get(machine);
  if (found !== undefined) return found;
  const all = Object.values(machine.root.states).flatMap(({ key, transitions, always }) =>
    [...[...transitions.values()].flat(), ...(always ?? [])].flatMap(({ target }) =>
      (target ?? []).map((state) => ({ from: key, to: state.key })),
    ),
  );
  known.set(machine, all);
  return all;
}

/** The changes of state of an actor. */
export function takenBy(actor: ActorId, steps: readonly RunStep[]): readonly TakenTransition[] {
  return steps.flatMap(({ events }, at) =>
    events.flatMap((event) =>
      event.kind === 'state' && event.actor === actor ? [{ from: event.from, to: event.to, at }] : [],
    ),
  );
}

/**
 * The states gone through from one to the next. What the trace tells as one change may pass states that are left at once
 * (`always`): the shortest way through such states is taken.
 */
export function shortestWay(machine: Machine, from: string, to: string): readonly string[] {
  const transitions = transitionsOf(machine);
  let ways: readonly (readonly string[])[] = [[from]];
  const seen = new Set<string>();
  while (ways.length > 0) {
    const next: (readonly string[])[] = [];
    for (const way of ways) {
      const last = way.at(-1) ?? from;
      for (const transition of transitions) {
        if (transition.from !== last || seen.has(transition.to)) continue;
        if (transition.to === to) return [...way, to];
        if (!isPassing(machine, transition.to)) continue;
        seen.add(transition.to);
        next.push([...way, transition.to]);
      }
    }
    ways = next;
  }
  return [from, to];
}

/** Ways from one state to the next, worked out once. */
const certain = new WeakMap<Machine, Map<string, readonly Transition[]>>();

/**
 * The transitions that have been taken for certain when the trace tells of one change: where several ways lead through
 * states that are left at once, and conditions decide between them, those that all of them have in common.
 */
export function certainlyTaken(machine: Machine, from: string, to: string): readonly Transition[] {
  const known = certain.get(machine) ?? new Map<string, readonly Transition[]>();
  certain.set(machine, known);
  const key = `${from} ${to}`;
  const found = known.get(key) ?? inAllOf(waysBetween(machine, [from], to));
  known.set(key, found);
  return found;
}

/** Every way that goes on from these states, through states that are left at once and through none of them twice. */
function waysBetween(machine: Machine, gone: readonly string[], to: string): readonly (readonly string[])[] {
  const next = transitionsOf(machine).filter(({ from, to: state }) => from === gone.at(-1) && !gone.includes(state));
  return [...new Set(next.map((each) => each.to))].flatMap((state): readonly (readonly string[])[] => {
    if (state === to) return [[...gone, state]];
    return isPassing(machine, state) ? waysBetween(machine, [...gone, state], to) : [];
  });
}

/** The steps that every way has. */
function inAllOf(ways: readonly (readonly string[])[]): readonly Transition[] {
  const [first = [], ...others] = ways.map((way) =>
    way.slice(1).map((state, index) => ({ from: way[index] ?? '', to: state })),
  );
  return first.filter(({ from, to }) =>
    others.every((way) => way.some((each) => each.from === from && each.to === to)),
  );
}

/** Is it a state that conditions lead out of at once? */
function isPassing(machine: Machine, name: string): boolean {
  return (machine.root.states[name]?.always ?? []).length > 0;
}
