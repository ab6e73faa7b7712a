// Properties of paths as properties of states: a state graph with a number that an observer carries along each path.
//
// With the number in the state, "some path does too much" becomes "some state says so", exactly and with the shortest
// path. The graph is there already, so nothing is stepped again: a state of the refinement is a state of the graph and a
// number, found breadth-first in the order of choices, as the graph itself was.
import { assert } from '../kernel/assert.ts';
import { Numbers } from './numbers.ts';
import { type SearchOptions, type StateGraph, visitByLevels } from './search.ts';
import { StateSet } from './state-set.ts';

/** What follows a path and remembers a small number of it (a stale-since, a count). */
export interface Observer {
  readonly first: (state: number) => number;
  /** The number after a step with these marks into `state`; it must be 0 or more. */
  readonly next: (before: number, marks: number, state: number) => number;
  /** A state with this number is not looked beyond. */
  readonly stops: (value: number) => boolean;
}

/** Columns of a refinement's states. */
export const REFINED = { state: 0, value: 1 } as const;

/** The states of `graph` that can be reached with each number. Where the graph was cut off, the refinement is. */
export function refine(graph: StateGraph, observer: Observer, options: SearchOptions): StateGraph {
  const states = new StateSet(2, (column) => (column === REFINED.state ? graph.states.size : 0));
  for (let root = 0; root < (graph.levels[1] ?? 1); root += 1) states.add(Int32Array.of(root, observer.first(root)));
  const marks = marksByEdge(graph);
  const offsets = new Numbers();
  const targets = new Numbers();
  const fairEnds = new Numbers();
  const row = new Int32Array(2);
  const reached = visitByLevels(states, targets, options, (index) => {
    states.read(index, row);
    const state = row[REFINED.state] as number;
    const value = row[REFINED.value] as number;
    if (state >= graph.expanded) return graph.end;
    const first = graph.offsets[state] as number;
    const isOver = observer.stops(value);
    offsets.push(targets.length);
    fairEnds.push(targets.length + (isOver ? 0 : (graph.fairEnds[state] as number) - first));
    if (isOver) return 'complete';
    for (let edge = first; edge < (graph.offsets[state + 1] as number); edge += 1) {
      const target = graph.targets[edge] as number;
      row[REFINED.state] = target;
      row[REFINED.value] = observer.next(value, marks[edge] as number, target);
      targets.push(states.add(row));
    }
    return 'complete';
  });
  offsets.push(targets.length);
  const edges = { offsets: offsets.taken(), targets: targets.taken(), fairEnds: fairEnds.taken() };
  return { ...reached, ...edges, states, marks: graph.marks, marked: NOTHING_MARKED };
}

const NOTHING_MARKED: StateGraph['marked'] = { edges: new Int32Array(0), marks: new Int32Array(0) };

function marksByEdge({ targets, marks: all, marked }: StateGraph): Uint8Array {
  assert(all < 1 << 8, 'marks fit into a byte');
  const marks = new Uint8Array(targets.length);
  for (const [at, edge] of marked.edges.entries()) marks[edge] = marked.marks[at] as number;
  return marks;
}
