// Bottom strongly connected components of a state graph: where every run ends up that is fair to all of its choices.
//
// Source: Tarjan, Depth-first search and linear graph algorithms (1972), without recursion. A state at which a run ends is
// a component of its own. Faults are left out: a run that is fair owes nobody a fault. A state that the search did not expand is open: no component that leads to one is a bottom.
import type { StateGraph } from './search.ts';

export const NOT_BOTTOM = -1;
const UNSEEN = 0;

interface Tarjan {
  readonly graph: StateGraph;
  /** Order of discovery from 1 on; a state that is done has a component instead. */
  readonly order: Int32Array;
  readonly low: Int32Array;
  readonly componentOf: Int32Array;
  /** Where each state's walk over its transitions stands. */
  readonly cursor: Int32Array;
  readonly path: number[];
  readonly open: number[];
  found: number;
  components: number;
}

/** For every expanded state the number of its bottom component, or NOT_BOTTOM. */
export function bottomComponents(graph: StateGraph): Int32Array {
  const { expanded, offsets, fairEnds, targets } = graph;
  const tarjan: Tarjan = {
    graph,
    order: new Int32Array(expanded),
    low: new Int32Array(expanded),
    componentOf: new Int32Array(expanded).fill(NOT_BOTTOM),
    cursor: offsets.slice(0, expanded),
    path: [],
    open: [],
    found: 0,
    components: 0,
  };
  for (let root = 0; root < expanded; root += 1) if (tarjan.order[root] === UNSEEN) walkFrom(tarjan, root);
  const isBottom = new Uint8Array(tarjan.components).fill(1);
  const { componentOf } = tarjan;
  for (let state = 0; state < expanded; state += 1) {
    const component = componentOf[state] as number;
    for (let at = offsets[state] as number; at < (fairEnds[state] as number); at += 1) {
      const target = targets[at] as number;
      if (target >= expanded || componentOf[target] !== component) isBottom[component] = 0;
    }
  }
  return componentOf.map((component) => (isBottom[component] === 1 ? component : NOT_BOTTOM));
}

function walkFrom(tarjan: Tarjan, root: number): void {
  const { graph, order, low, componentOf, cursor, path } = tarjan;
  const { expanded, fairEnds, targets } = graph;
  enter(tarjan, root);
  while (path.length > 0) {
    const state = path[path.length - 1] as number;
    const at = cursor[state] as number;
    if (at === fairEnds[state]) {
      leave(tarjan, state);
      continue;
    }
    cursor[state] = at + 1;
    const target = targets[at] as number;
    if (target >= expanded) continue;
    if (order[target] === UNSEEN) enter(tarjan, target);
    else if (componentOf[target] === NOT_BOTTOM) low[state] = Math.min(low[state] as number, order[target] as number);
  }
}

function enter(tarjan: Tarjan, state: number): void {
  tarjan.found += 1;
  tarjan.order[state] = tarjan.found;
  tarjan.low[state] = tarjan.found;
  tarjan.path.push(state);
  tarjan.open.push(state);
}

/** All transitions of a state are walked: it closes its component, or hands on how far back it reaches. */
function leave(tarjan: Tarjan, state: number): void {
  const { low, order, componentOf, path, open } = tarjan;
  path.pop();
  const parent = path[path.length - 1];
  if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[state] as number);
  if (low[state] !== order[state]) return;
  for (;;) {
    const member = open.pop() as number;
    componentOf[member] = tarjan.components;
    if (member === state) break;
  }
  tarjan.components += 1;
}
