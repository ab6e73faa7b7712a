// From a state graph with bad states to the shortest schedule into one, and to the point where it could not be avoided
// any more.
import { assert } from '../kernel/assert.ts';
import type { Model } from '../world/model.ts';
import type { RunStep } from '../world/run.ts';
import { NOT_BOTTOM } from './components.ts';
import { canReach, type Path, pathTo } from './paths.ts';
import type { SearchEnd, StateGraph } from './search.ts';
import { leastStall } from './stall.ts';
import type { Counterexample } from './verdict.ts';

/** A state graph and which of its states are violations, or rather where a violation is certain. */
export interface Judged {
  readonly graph: StateGraph;
  readonly bad: Uint8Array;
  /** How the searches ended that this took; after one that was cut, more states may be bad. */
  readonly end: SearchEnd;
}

/** The run that takes choices given by their positions, from the model's first world. */
export type Replay = (choices: readonly number[]) => readonly RunStep[];

/** The shortest way to a bad state (1 in `bad`), or null when there is none. `bottoms` are the graph's. */
export function counterexampleTo(
  model: Model,
  { graph, bad, end }: Judged,
  replay: Replay,
  bottoms: () => Int32Array,
): Counterexample | null {
  const state = bad.indexOf(1);
  if (state === -1) return null;
  const path = pathTo(graph, state);
  const steps = replay(path.choices);
  const pointOfNoReturn = end === 'complete' ? noReturn(graph, bad, bottoms(), path) : null;
  return { steps, pointOfNoReturn, stall: model.timing === 'any' ? leastStall(model, steps) : null };
}

/** After how many steps of the path no fair run can do without a bad state. */
function noReturn(graph: StateGraph, bad: Uint8Array, bottoms: Int32Array, path: Path): number {
  const safe = avoiding(graph, bad, bottoms);
  const at = path.states.findIndex((state) => safe[state] !== 1);
  assert(at !== -1, 'a bad state is not safe');
  return at;
}

/**
 * From which expanded states some fair run does without a bad state. A run that is fair to all its choices ends up in a
 * bottom component and sees all of it; so a state is safe as long as some bottom component without a bad state can be
 * reached from it on a way without one.
 */
export function avoiding(graph: StateGraph, bad: Uint8Array, bottoms: Int32Array): Uint8Array {
  const spoilt = new Set<number>();
  for (let state = 0; state < bottoms.length; state += 1) if (bad[state] === 1) spoilt.add(bottoms[state] as number);
  const goals = new Uint8Array(graph.expanded);
  for (let state = 0; state < bottoms.length; state += 1) {
    const component = bottoms[state] as number;
    goals[state] = Number(component !== NOT_BOTTOM && !spoilt.has(component));
  }
  return canReach(graph, goals, bad);
}
