// Breadth-first search by levels over rows: every state, every transition, in an order that never depends on chance.
//
// States are numbered in the order in which they are found: by level, then by the number of the state they were found
// from, then by the order of choices. The transitions of a state are kept as the numbers of its successors in the order of
// choices, so a path back needs no pointers: the first transition into a state is the one that found it.

import { Numbers } from './numbers.ts';
import type { Row } from './parts.ts';
import { StateSet } from './state-set.ts';
import type { Transitions } from './transitions.ts';

export interface SearchOptions {
  readonly statesMax: number;
  /** Steps with one of these marks are not looked beyond: they lead to the one state that `Parts.endRow` is. */
  readonly endAt?: number;
  /** Called now and then with what there is so far; false ends the search. */
  readonly onProgress?: (progress: Progress) => boolean;
}

export interface Progress {
  readonly states: number;
  readonly transitions: number;
  readonly level: number;
}

export type SearchEnd = 'complete' | 'states-max' | 'cancelled';

/** States between two calls of `onProgress`. */
const PROGRESS_STATES = 1 << 12;

/** The state graph as far as it was searched. */
export interface StateGraph {
  readonly end: SearchEnd;
  readonly states: StateSet;
  /** States whose transitions are known: the first ones. All of them when the search is complete. */
  readonly expanded: number;
  /** Number of the first state of each level. */
  readonly levels: readonly number[];
  /** Transitions of state i are `targets` from `offsets[i]` to `offsets[i + 1]`, in the order of choices. */
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  /** Where the transitions of state i that are no faults end; the faults follow, up to `offsets[i + 1]`. */
  readonly fairEnds: Int32Array;
  /** Marks of all transitions, or-ed. */
  readonly marks: number;
  /** The transitions that have marks, as positions in `targets`, each with its marks. */
  readonly marked: { readonly edges: Int32Array; readonly marks: Int32Array };
}

/** A graph as it grows. */
interface Growing {
  readonly states: StateSet;
  readonly targets: Numbers;
  readonly marked: { readonly edges: Numbers; readonly marks: Numbers };
  /** Steps with one of these marks lead to state `end`. */
  readonly endAt: number;
  readonly end: number;
  marks: number;
}

/** Finds every state that can be reached from `roots`, as far as the bound allows. */
export function search(transitions: Transitions, roots: readonly Row[], options: SearchOptions): StateGraph {
  const { parts, hasFaults } = transitions;
  const { endAt = 0 } = options;
  const states = new StateSet(parts.width, (column) => parts.sizeOf(column));
  for (const root of roots) states.add(root);
  const end = endAt === 0 ? -1 : states.add(parts.endRow());
  const targets = new Numbers();
  const marked = { edges: new Numbers(), marks: new Numbers() };
  const growing: Growing = { states, targets, marked, endAt, end, marks: 0 };
  const offsets = new Numbers();
  const fairEnds = new Numbers();
  const row = new Int32Array(parts.width);
  const reached = visitByLevels(states, targets, options, (state) => {
    const first = targets.length;
    offsets.push(first);
    if (state !== end) {
      states.read(state, row);
      expand(transitions, growing, state, row);
    }
    if (hasFaults) fairEnds.push(Math.min(targets.length, first + transitions.fairCount));
    return 'complete';
  });
  offsets.push(targets.length);
  const found = { states, offsets: offsets.taken(), targets: targets.taken(), marks: growing.marks };
  return {
    ...{ ...reached, ...found },
    fairEnds: hasFaults ? fairEnds.taken() : found.offsets.subarray(1),
    marked: { edges: marked.edges.taken(), marks: marked.marks.taken() },
  };
}

/**
 * Visits states in the order in which they are found, each of which may find more, until there are none left, a bound
 * is reached, or a visit says that it cannot go on and why.
 */
export function visitByLevels(
  states: StateSet,
  targets: Numbers,
  { statesMax, onProgress = () => true }: SearchOptions,
  visit: (state: number) => SearchEnd,
): Pick<StateGraph, 'end' | 'expanded' | 'levels'> {
  const levels = [0, states.size];
  const progressOf = (): Progress => ({
    states: states.size,
    transitions: targets.length,
    level: levels.length - 2,
  });
  let nextLevel = states.size;
  let end: SearchEnd = 'complete';
  let state = 0;
  for (; state < states.size; state += 1) {
    if (state === nextLevel) {
      nextLevel = states.size;
      levels.push(nextLevel);
    }
    if (states.size > statesMax) end = 'states-max';
    else if (state % PROGRESS_STATES === 0 && !onProgress(progressOf())) end = 'cancelled';
    else end = visit(state);
    if (end !== 'complete') break;
  }
  if (nextLevel === states.size) levels.pop();
  return { end, expanded: state, levels };
}

/** Adds every successor of state `index`, whose row this is. */
function expand(transitions: Transitions, growing: Growing, index: number, row: Row): void {
  transitions.list(row);
  if (transitions.isEnd()) return;
  const { enabled, count } = transitions;
  const { states, targets } = growing;
  for (let at = 0; at < count; at += 1) {
    const missesBefore = transitions.misses;
    const { changes, marks } = transitions.step(row, enabled[at] as number);
    if (marks !== 0) mark(growing, marks);
    if ((marks & growing.endAt) !== 0) {
      targets.push(growing.end);
      continue;
    }
    // Only a step that is taken for the first time has new numbers.
    if (transitions.misses !== missesBefore) states.fit(row);
    targets.push(states.addChanged(index, changes));
  }
}

/** Notes the marks of the transition that comes next. */
function mark(growing: Growing, marks: number): void {
  growing.marks |= marks;
  growing.marked.edges.push(growing.targets.length);
  growing.marked.marks.push(marks);
}
