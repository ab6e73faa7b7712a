// What is offered under the cursor: one move for each thing that may happen next and can be told apart.
//
// The usual one is what → does: the branch as it was taken, or as the policy picks at its end. A move that
// leads to the same sight as the usual one is the same to a person and is not offered a second time.
import { enabled } from '../../world/enabled.ts';
import { createScheduler } from '../../world/schedulers.ts';
import { choiceKey } from '../../world/world.ts';
import { type Fold, worldBefore } from '../folding.ts';
import { marksOf } from '../marks.ts';
import { type Move, takeMove, takeSingle } from '../moves.ts';
import type { SessionState } from './reducer.ts';
import { type RunTree, worldAt } from './run-tree.ts';
import { stopsOf } from './stops.ts';

export interface Offers {
  readonly moves: readonly Move[];
  /** Number (from 0) of the move that → makes. */
  readonly usual: number;
}

type Place = Pick<SessionState, 'tree' | 'model' | 'unfolded' | 'policy' | 'simulation'>;

/** The moves under the cursor, in the order of `enabled`. */
export function offersOf(place: Place): Offers {
  const { tree, model, unfolded, policy, simulation } = place;
  const world = worldAt(tree);
  const choices = enabled(model, world);
  if (choices.length === 0) return { moves: [], usual: 0 };
  const scheduler = () => createScheduler(policy, simulation.seed + tree.at);
  const taken = tree.steps[tree.at]?.index ?? scheduler().pick(model, world, choices);
  if (unfolded) return { moves: choices.map((_, index) => takeSingle(model, world, index)), usual: taken };
  const usual = recordedMove(place) ?? takeMove(model, world, taken, scheduler());
  const seen = new Set([sight(place, usual)]);
  const moves = choices.flatMap((_, index): readonly Move[] => {
    if (index === taken) return [usual];
    const move = takeMove(model, world, index, scheduler());
    const key = sight(place, move);
    if (seen.has(key)) return [];
    seen.add(key);
    return [move];
  });
  return { moves, usual: moves.indexOf(usual) };
}

/** What has been taken from the cursor on, up to the next stop; null at the end of the branch. */
function recordedMove({ tree, model }: Place): Move | null {
  const stop = stopsOf(model, tree).find(({ to }) => to > tree.at);
  if (stop === undefined) return null;
  const from = Math.max(tree.at, stop.from);
  return { steps: tree.steps.slice(tree.at, stop.to), seen: within(tree, { from, to: stop.foldTo }) };
}

/** The same steps counted from the cursor. */
function within({ at }: RunTree, { from, to }: Fold): Fold {
  return { from: from - at, to: Math.max(from, to) - at };
}

/** What tells a move from another: who does what when. */
function sight({ model, tree }: Place, { steps, seen }: Move): string {
  const fold = steps.slice(seen.from, seen.to);
  const after = fold.at(-1)?.world ?? worldBefore(worldAt(tree), steps, seen.from);
  const marks = marksOf(model, fold).map(({ lane, text }) => `${lane} ${text}`);
  const silent = marks.length === 0 ? (steps[0]?.choice ?? null) : null;
  return [after.nowMs, silent === null ? '' : choiceKey(silent), ...marks].join('\n');
}
