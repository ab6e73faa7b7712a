// From a state graph with bad states to the shortest schedule into one, and to the point where it could not be avoided
// any more.
import { assert } from '../kernel/assert.ts';
import { enabled } from '../world/enabled.ts';
import type { Model } from '../world/model.ts';
import { type RunStep, takeStep } from '../world/run.ts';
import { bottomComponents, NOT_BOTTOM } from './components.ts';
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

/** The shortest way to a bad state (1 in `bad`), or null when there is none. */
export function counterexampleTo(model: Model, { graph, bad, end }: Judged): Counterexample | null {
  const state = bad.indexOf(1);
  if (state === -1) return null;
  const path = pathTo(graph, state);
  const steps = replayed(model, path.choices);
  const pointOfNoReturn = end === 'complete' ? noReturn(graph, bad, path) : null;
  return { steps, pointOfNoReturn, stall: model.timing === 'any' ? leastStall(model, steps) : null };
}

/** The steps of a path, taken by `step` itself. */
function replayed(model: Model, choices: readonly number[]): readonly RunStep[] {
  const steps: RunStep[] = [];
  let world = model.first;
  for (const index of choices) {
    const taken = takeStep(model, world, enabled(model, world), index);
    steps.push(taken);
    world = taken.world;
  }
  return steps;
}

/** After how many steps of the path no fair run can do without a bad state. */
function noReturn(graph: StateGraph, bad: Uint8Array, path: Path): number {
  const safe = avoiding(graph, bad, bottomComponents(graph));
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
  for (const [state, component] of bottoms.entries()) if (bad[state] === 1) spoilt.add(component);
  const goals = new Uint8Array(graph.expanded);
  for (const [state, component] of bottoms.entries()) {
    goals[state] = Number(component !== NOT_BOTTOM && !spoilt.has(component));
  }
  return canReach(graph, goals, bad);
}
