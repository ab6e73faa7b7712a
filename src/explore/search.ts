// Breadth-first search by levels over rows: every state, every transition, in an order that never depends on chance.
//
// States are numbered in the order in which they are found: by level, then by the number of the state they were found
// from, then by the order of choices. The transitions of a state are kept as the numbers of its successors in the order of
// choices, so a path back needs no pointers: the first transition into a state is the one that found it.

import type { Row } from './parts.ts';
import { StateSet } from './state-set.ts';
import type { Effect, Transitions } from './transitions.ts';
import { changed } from './transitions.ts';

/** What follows a path and remembers a small number of it (a stale-since, a count). */
export interface Observer {
  readonly first: (row: Row) => number;
  /** The number after a step; it must be 0 or more, and a function of these three. */
  readonly next: (before: number, effect: Effect, after: Row) => number;
  /** A state with this number is not looked beyond. */
  readonly stops: (value: number) => boolean;
}

export interface SearchOptions {
  readonly statesMax: number;
  readonly observer?: Observer;
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
  /** Bits of all effects met on the way, or-ed. */
  readonly marks: number;
}

/** A growing list of numbers. */
class Numbers {
  length = 0;
  private items = new Int32Array(1 << 12);

  push(value: number): void {
    if (this.length === this.items.length) {
      const items = new Int32Array(Math.ceil(1.5 * this.length));
      items.set(this.items);
      this.items = items;
    }
    this.items[this.length] = value;
    this.length += 1;
  }

  taken(): Int32Array {
    return this.items.subarray(0, this.length);
  }
}

/** Finds every state that can be reached from `roots`, as far as the bound allows. */
export function search(transitions: Transitions, roots: readonly Row[], options: SearchOptions): StateGraph {
  const { parts } = transitions;
  const { observer, statesMax, onProgress } = options;
  const states = new StateSet(parts.width, (column) => parts.sizeOf(column));
  for (const root of roots) states.add(observed(root, parts.observerColumn, observer));
  const levels = [0, states.size];
  const offsets = new Numbers();
  const targets = new Numbers();
  const hasFaults = transitions.model.scenario.faults.length > 0;
  const fairEnds = new Numbers();
  const row = new Int32Array(parts.width);
  let marks = 0;
  let end: SearchEnd = 'complete';
  let index = 0;
  for (; index < states.size; index += 1) {
    if (index === levels.at(-1)) levels.push(states.size);
    if (states.size > statesMax) {
      end = 'states-max';
      break;
    }
    if (index % PROGRESS_STATES === 0 && onProgress !== undefined) {
      const progress = { states: states.size, transitions: targets.length, level: levels.length - 2 };
      if (!onProgress(progress)) {
        end = 'cancelled';
        break;
      }
    }
    offsets.push(targets.length);
    states.read(index, row);
    const first = targets.length;
    marks |= expand(transitions, states, row, observer, targets);
    if (hasFaults) fairEnds.push(Math.min(targets.length, first + transitions.fairCount));
  }
  offsets.push(targets.length);
  if (levels.at(-1) === states.size) levels.pop();
  const found = { offsets: offsets.taken(), targets: targets.taken() };
  return {
    ...{ end, states, expanded: index, levels, ...found, marks },
    fairEnds: hasFaults ? fairEnds.taken() : found.offsets.subarray(1),
  };
}

function observed(root: Row, column: number, observer: Observer | undefined): Row {
  if (observer === undefined) return root;
  return changed(root, Int32Array.of(column, observer.first(root)));
}

/** Adds every successor of a row, and tells the marks of the steps. */
function expand(
  transitions: Transitions,
  states: StateSet,
  row: Row,
  observer: Observer | undefined,
  targets: Numbers,
): number {
  const column = transitions.parts.observerColumn;
  const value = row[column] as number;
  if (observer?.stops(value)) return 0;
  transitions.list(row);
  if (transitions.isEnd()) return 0;
  const { enabled, count } = transitions;
  let marks = 0;
  states.from(row);
  for (let at = 0; at < count; at += 1) {
    const effect = transitions.step(row, enabled[at] as number);
    marks |= effect.marks;
    let { changes } = effect;
    if (observer !== undefined) {
      const next = observer.next(value, effect, changed(row, changes));
      if (next !== value) changes = Int32Array.of(...changes, column, next);
    }
    if (!states.fitsChanges(changes)) {
      states.fit(changed(row, changes));
      states.from(row);
    }
    targets.push(states.addChanged(changes));
  }
  return marks;
}
