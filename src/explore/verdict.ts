// What `check` says: one verdict for each property, with what proves a violation.
import type { PropertyName } from '../properties/names.ts';
import type { RunStep } from '../world/run.ts';
import type { Stall } from './stall.ts';

export const VERDICTS = ['holds', 'violated', 'inconclusive'] as const;
export type VerdictKind = (typeof VERDICTS)[number];

/** Why nothing is decided. */
export const INCONCLUSIVE_REASONS = ['states-max', 'cancelled', 'no-clock'] as const;
export type InconclusiveReason = (typeof INCONCLUSIVE_REASONS)[number];

/** Why a property holds without having been put to the test. */
export const VACUOUS_REASONS = ['no-update', 'no-reload', 'not-exercised'] as const;
export type VacuousReason = (typeof VACUOUS_REASONS)[number];

export interface Counterexample {
  /** The shortest schedule that ends in the violation, from the model's first world; replayable as a token. */
  readonly steps: readonly RunStep[];
  /**
   * The point of no return: after how many of these steps the first state is reached from which every fair continuation
   * ends in a violation. 0: nothing could ever have gone well. Null: not known, because the search was cut short.
   */
  readonly pointOfNoReturn: number | null;
  /** Under `any` timing the least pause that this order needs; null under `prompt`, which needs none. */
  readonly stall: Stall | null;
}

export interface Verdict {
  readonly property: PropertyName;
  readonly verdict: VerdictKind;
  readonly vacuous: VacuousReason | null;
  readonly reason: InconclusiveReason | null;
  readonly counterexample: Counterexample | null;
}

/** How much was looked at; of every interleaving when `end` is `complete`. */
export interface Covered {
  readonly end: 'complete' | 'states-max' | 'cancelled';
  readonly states: number;
  readonly transitions: number;
  /** Steps of the longest shortest path. */
  readonly depth: number;
  /** States that need at least this many steps: the perft table. */
  readonly statesPerDepth: readonly number[];
  /** Calls of XState's `transition` that all of this took. */
  readonly machineTransitions: number;
  /** Bytes held for states and transitions, the path back included. */
  readonly bytes: number;
}

export interface Verdicts {
  readonly verdicts: readonly Verdict[];
  readonly covered: Covered;
}
