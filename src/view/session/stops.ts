// Where the cursor stops on its way along a run: behind every fold that left a mark, or behind every step when unfolded.
//
// Folds without a mark (a tick of the volume manager, a path walk) are passed over, so that one press of a key is one
// column of the lanes. Worked out once for each list of steps, which is never changed afterwards.
import type { Model } from '../../world/model.ts';
import type { RunStep } from '../../world/run.ts';
import { type Fold, foldsOf, worldBefore } from '../folding.ts';
import type { Mark } from '../lane.ts';
import { columnsOf } from '../lanes.ts';
import { marksOf } from '../marks.ts';
import type { RunTree } from './run-tree.ts';

export interface Stop extends Fold {
  readonly marks: readonly Mark[];
}

const known = new WeakMap<readonly RunStep[], readonly Stop[]>();

/** The folds that the cursor stops behind, in order; the last step of the run is always a stop. */
export function stopsOf(model: Model, { first, steps }: RunTree): readonly Stop[] {
  const found = known.get(steps);
  if (found !== undefined) return found;
  const columns: readonly Stop[] = columnsOf(model, first, steps);
  const last = foldsOf(first, steps).at(-1);
  const stops = last === undefined || columns.at(-1)?.to === last.to ? columns : [...columns, { ...last, marks: [] }];
  known.set(steps, stops);
  return stops;
}

/** The nearest stop after the cursor, or null at the end of what is known. */
export function nextStop(model: Model, tree: RunTree, unfolded: boolean): number | null {
  if (tree.at >= tree.steps.length) return null;
  if (unfolded) return tree.at + 1;
  return stopsOf(model, tree).find(({ to }) => to > tree.at)?.to ?? null;
}

/** The nearest stop before the cursor; the start is one. */
export function previousStop(model: Model, tree: RunTree, unfolded: boolean): number {
  if (unfolded) return Math.max(0, tree.at - 1);
  return stopsOf(model, tree).findLast(({ to }) => to < tree.at)?.to ?? 0;
}

/** The last fold before the cursor, cut off at it: what "the last step" is. At the end of a run the last that left a mark. */
export function lastFold(model: Model, { first, steps, at }: RunTree, unfolded: boolean, isOver: boolean): Fold | null {
  if (at === 0) return null;
  if (unfolded) return { from: at - 1, to: at };
  const folds = foldsOf(first, steps.slice(0, at));
  const telling = isOver
    ? folds.findLast(({ from, to }) => marksOf(model, steps.slice(from, to)).length > 0)
    : undefined;
  return telling ?? folds.at(-1) ?? null;
}

/** Number of the stop under the cursor, and how many there are: "step 12/40". */
export function stopNumber(
  model: Model,
  tree: RunTree,
  unfolded: boolean,
): { readonly at: number; readonly of: number } {
  if (unfolded) return { at: tree.at, of: tree.steps.length };
  const stops = stopsOf(model, tree);
  return { at: stops.filter(({ to }) => to <= tree.at).length, of: stops.length };
}

/** Has time passed in this stop? */
export function passesTime({ first, steps }: RunTree, { from, to }: Fold): boolean {
  return worldBefore(first, steps, from).nowMs !== worldBefore(first, steps, to).nowMs;
}
