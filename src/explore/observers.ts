// What goes along with a path: the marks of its steps, and observers that remember one small number (refinement.ts).
//
// The judgements themselves are those of src/properties.
import { isLoad, isReload, isReloadApplied, isUpdate } from '../properties/loads.ts';
import { isNeedless } from '../properties/no-needless-reload.ts';
import type { Observer } from './refinement.ts';
import type { MarksOf } from './transitions.ts';

/** What a step tells about updates and loads, as bits of `Effect.marks`. */
export const MARK = { update: 1, load: 2, reload: 4, applied: 8, needless: 16 } as const;

export const marksOf: MarksOf = (before, events, after) =>
  (events.some(isUpdate) ? MARK.update : 0) |
  (events.some(isLoad) ? MARK.load : 0) |
  (events.some(isReload) ? MARK.reload : 0) |
  (events.some(isReloadApplied) ? MARK.applied : 0) |
  (events.some(isReloadApplied) && isNeedless(before(), events, after()) ? MARK.needless : 0);

/** Has a step with this mark been taken? */
export function everMarked(mark: number): Observer {
  return {
    first: () => 0,
    next: (before, marks) => (before === 1 || (marks & mark) !== 0 ? 1 : 0),
    stops: (value) => value === 1,
  };
}

/** Loads since the last update; at `most + 1` it stops. A step begins at most one load. */
export function loadsPerUpdate(most: number): Observer {
  return {
    first: () => 0,
    next: (before, marks) => {
      const counted = (marks & MARK.update) === 0 ? before : 0;
      return (marks & MARK.reload) === 0 ? counted : counted + 1;
    },
    stops: (value) => value > most,
  };
}

/**
 * Since when an older version has been served: 0 when it is not, otherwise the time in ms plus 1; STALE_TOO_LONG at
 * which it stops, once that has lasted for more than `boundMs`. Both functions are of states.
 */
export function staleSince(
  isStale: (state: number) => boolean,
  timeOf: (state: number) => number,
  boundMs: number,
): Observer {
  return {
    first: (state) => (isStale(state) ? timeOf(state) + 1 : 0),
    next: (before, _marks, state) => {
      if (!isStale(state)) return 0;
      const since = before === 0 ? timeOf(state) + 1 : before;
      return timeOf(state) + 1 - since > boundMs ? STALE_TOO_LONG : since;
    },
    stops: (value) => value === STALE_TOO_LONG,
  };
}

/** Later than any time of a run. */
export const STALE_TOO_LONG = 2 ** 31 - 1;
