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
 * choices. The first transition into a state is the one that found it.
 */
export function pathTo({ levels, offsets, targets }: StateGraph, state: number): Path {
  const states = [state];
  const choices: number[] = [];
  const roots = levels[1] ?? 1;
  let at = state;
  while (at >= roots) {
    const edge = targets.indexOf(at);
    const from = sourceOf(offsets, edge);
    choices.unshift(edge - (offsets[from] as number));
    states.unshift(from);
    at = from;
  }
  return { states, choices };
}

/** The state whose transitions include number `edge`. */
function sourceOf(offsets: Int32Array, edge: number): number {
  assert(edge >= 0, 'every state but a root is the target of a transition');
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

/** Every state from which a run can get to one of `goals` without passing a state to avoid (0 or 1 for each state). */
export function canReach(graph: StateGraph, goals: Uint8Array, avoid: Uint8Array): Uint8Array {
  const { expanded, offsets, targets } = graph;
  const incoming = reversed(graph);
  const reached = new Uint8Array(expanded);
  const queue: number[] = [];
  const reach = (state: number): void => {
    if (reached[state] === 1 || avoid[state] === 1) return;
    reached[state] = 1;
    queue.push(state);
  };
  for (let state = 0; state < expanded; state += 1) if (goals[state] === 1) reach(state);
  assert(offsets[expanded] === targets.length, 'every transition belongs to a state');
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const end = incoming.offsets[at + 1] as number;
    for (let edge = incoming.offsets[at] as number; edge < end; edge += 1) reach(incoming.sources[edge] as number);
  }
  return reached;
}

/** The transitions by target: those into state i come from `sources[offsets[i]]` to `sources[offsets[i + 1]]`. */
function reversed(graph: StateGraph): { readonly offsets: Int32Array; readonly sources: Int32Array } {
  const { expanded, offsets, targets, states } = graph;
  const starts = new Int32Array(states.size + 1);
  for (const target of targets) starts[target + 1] = (starts[target + 1] as number) + 1;
  for (let state = 0; state < states.size; state += 1) {
    starts[state + 1] = (starts[state + 1] as number) + (starts[state] as number);
  }
  const next = starts.slice();
  const sources = new Int32Array(targets.length);
  for (let state = 0; state < expanded; state += 1) {
    for (let at = offsets[state] as number; at < (offsets[state + 1] as number); at += 1) {
      const target = targets[at] as number;
      sources[next[target] as number] = state;
      next[target] = (next[target] as number) + 1;
    }
  }
  return { offsets: starts, sources };
}
