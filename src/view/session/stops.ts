// Where the cursor stops on its way along a run: behind every fold that left a mark, or behind every step
// when unfolded.
//
// Folds without a mark (a tick of the volume manager, a path walk) are passed over, so that one press of a
// key is one column of the lanes.
import type { Model } from '../../world/model.ts';
import { type Fold, foldsOf, worldBefore } from '../folding.ts';
import type { Mark } from '../lane.ts';
import { columnsOf } from '../lanes.ts';
import type { RunTree } from './run-tree.ts';

export interface Stop extends Fold {
  readonly marks: readonly Mark[];
  /** Where the fold itself ends; only the last stop goes on beyond. */
  readonly foldTo: number;
}

/** The folds that the cursor stops behind, in order; the last stop is the end of what is known. */
export function stopsOf(model: Model, { first, steps }: RunTree): readonly Stop[] {
  const stops = columnsOf(model, first, steps).map(({ from, to, marks }) => ({ from, to, marks, foldTo: to }));
  const last = stops.at(-1) ?? { from: 0, foldTo: 0, marks: [] };
  // What comes after the last mark says nothing either: the last stop is the end of the run.
  return steps.length === 0 ? [] : [...stops.slice(0, -1), { ...last, to: steps.length }];
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

/**
 * What "the last step" is: the last fold before the cursor, cut off at it; at the end of a run the last
 * telling one.
 */
export function lastFold(model: Model, tree: RunTree, unfolded: boolean, isOver: boolean): Fold | null {
  const { first, steps, at } = tree;
  if (at === 0) return null;
  if (unfolded) return { from: at - 1, to: at };
  const telling = isOver ? columnsOf(model, first, steps).findLast(({ to }) => to <= at) : undefined;
  const fold = telling ?? foldsOf(first, steps).findLast(({ from }) => from < at);
  return fold === undefined ? null : { from: fold.from, to: Math.min(fold.to, at) };
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
