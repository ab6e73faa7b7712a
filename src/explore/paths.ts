// Ways through a state graph: the shortest path to a state, and which states cannot avoid something any more.
import { assert } from '../kernel/assert.ts';
import type { StateGraph } from './search.ts';

/** A shortest path from a root, as states and the positions of the choices between them. */
export interface Path {
  /** One more than choices. */
  readonly states: readonly number[];
  readonly choices: readonly number[];
}

/**
 * The path on which the search found a state: no other is shorter, and of those as short it is the first in the order of
 * choices.
 */
export function pathTo(graph: StateGraph, state: number): Path {
  const { levels, offsets } = graph;
  const found = findingTransitions(graph, state);
  const states = [state];
  const choices: number[] = [];
  const roots = levels[1] ?? 1;
  for (let at = state; at >= roots; ) {
    const edge = found[at - roots] as number;
    at = sourceOf(offsets, edge);
    choices.unshift(edge - (offsets[at] as number));
    states.unshift(at);
  }
  return { states, choices };
}

/** For every state up to `last` that is no root, the transition that found it: states are numbered as they are found. */
function findingTransitions({ levels, targets }: StateGraph, last: number): Int32Array {
  const roots = levels[1] ?? 1;
  const found = new Int32Array(Math.max(0, last + 1 - roots));
  for (let edge = 0, next = roots; next <= last; edge += 1) {
    assert(edge < targets.length, 'every state but a root is the target of a transition');
    if (targets[edge] !== next) continue;
    found[next - roots] = edge;
    next += 1;
  }
  return found;
}

/** The state whose transitions include number `edge`. */
function sourceOf(offsets: Int32Array, edge: number): number {
  let low = 0;
  let high = offsets.length - 1;
  // The last state whose transitions begin at or before the edge, and are not over there.
  while (low + 1 < high) {
    const middle = (low + high) >>> 1;
    if ((offsets[middle] as number) <= edge) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Every state from which a run can get to one of `goals` without passing a state to avoid (0 or 1 for each state), and
 * without counting on a fault.
 */
export function canReach(graph: StateGraph, goals: Uint8Array, avoid: Uint8Array): Uint8Array {
  const { expanded } = graph;
  const incoming = reversed(graph, graph.fairEnds);
  const reached = new Uint8Array(expanded);
  const queue: number[] = [];
  const reach = (state: number): void => {
    if (reached[state] === 1 || avoid[state] === 1) return;
    reached[state] = 1;
    queue.push(state);
  };
  for (let state = 0; state < expanded; state += 1) if (goals[state] === 1) reach(state);
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const end = incoming.offsets[at + 1] as number;
    for (let edge = incoming.offsets[at] as number; edge < end; edge += 1) reach(incoming.sources[edge] as number);
  }
  return reached;
}

/** Of a state from which no goal can be reached. */
export const UNREACHABLE = -1;

/** For every state the number of steps, faults among them, of the shortest way to one of `goals` (0 or 1 for each state). */
export function distancesTo(graph: StateGraph, goals: Uint8Array): Int32Array {
  const incoming = reversed(graph, graph.offsets.subarray(1));
  const distances = new Int32Array(graph.states.size).fill(UNREACHABLE);
  const queue: number[] = [];
  for (const [state, isGoal] of goals.entries()) {
    if (isGoal !== 1) continue;
    distances[state] = 0;
    queue.push(state);
  }
  for (let at = 0; at < queue.length; at += 1) {
    const state = queue[at] as number;
    const end = incoming.offsets[state + 1] as number;
    for (let edge = incoming.offsets[state] as number; edge < end; edge += 1) {
      const source = incoming.sources[edge] as number;
      if (distances[source] !== UNREACHABLE) continue;
      distances[source] = (distances[state] as number) + 1;
      queue.push(source);
    }
  }
  return distances;
}

/**
 * The transitions by target: those into state i come from `sources[offsets[i]]` to `sources[offsets[i + 1]]`. Of each state
 * only those before its end are told: with `fairEnds` no faults.
 */
function reversed(
  { expanded, offsets, targets, states }: StateGraph,
  ends: Int32Array,
): { readonly offsets: Int32Array; readonly sources: Int32Array } {
  const starts = new Int32Array(states.size + 1);
  for (let state = 0; state < expanded; state += 1) {
    for (let at = offsets[state] as number; at < (ends[state] as number); at += 1) {
      const target = targets[at] as number;
      starts[target + 1] = (starts[target + 1] as number) + 1;
    }
  }
  for (let state = 0; state < states.size; state += 1) {
    starts[state + 1] = (starts[state + 1] as number) + (starts[state] as number);
  }
  const next = starts.slice();
  const sources = new Int32Array(starts[states.size] as number);
  for (let state = 0; state < expanded; state += 1) {
    for (let at = offsets[state] as number; at < (ends[state] as number); at += 1) {
      const target = targets[at] as number;
      sources[next[target] as number] = state;
      next[target] = (next[target] as number) + 1;
    }
  }
  return { offsets: starts, sources };
}
