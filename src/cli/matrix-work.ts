// What the threads of `matrix` are given and what they give back; all of it can be cloned from one thread to the other.
import type { Strategy } from '../actors/app/strategy.ts';
import type { Cell, Hazard } from '../matrix/matrix.ts';

export interface MatrixWork {
  readonly hazards: readonly Hazard[];
  readonly strategies: readonly Strategy[];
  readonly shared: SharedArrayBuffer;
}

/** One hazard against all strategies. */
export interface MatrixColumn {
  /** Index of the hazard. */
  readonly hazard: number;
  readonly cells: readonly Cell[];
}

/** Slots of the shared Int32Array: the next hazard that nobody works at, and how many cells are decided. */
export const SLOT = { next: 0, decided: 1 } as const;
export const SLOTS = Object.keys(SLOT).length;
