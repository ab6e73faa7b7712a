// What the threads of `matrix` are given and what they give back; all of it can be cloned from one thread to the other.
import type { Strategy } from '../actors/app/strategy.ts';
import type { Cell, Story } from '../matrix/matrix.ts';

export interface MatrixWork {
  readonly stories: readonly Story[];
  readonly strategies: readonly Strategy[];
  /** An Int32Array of `slotsFor(stories.length)`, zeros at first. */
  readonly shared: SharedArrayBuffer;
}

/** One strategy in one story. */
export interface MatrixCells {
  /** Indexes of story and strategy. */
  readonly story: number;
  readonly strategy: number;
  /** In the order of the story's hazards. */
  readonly cells: readonly Cell[];
}

/** Slots of the shared array: the next story that nobody works at, how many strategies are decided in any story… */
export const SLOT = { story: 0, decided: 1 } as const;

/** …and for each story its next strategy that nobody works at. */
export function strategySlot(story: number): number {
  return Object.keys(SLOT).length + story;
}

export function slotsFor(stories: number): number {
  return strategySlot(stories);
}
