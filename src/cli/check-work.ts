// What the thread of `check` is given and what it gives back; all of it can be cloned from one thread to the other.
import type { Simulation } from '../simulation/simulation.ts';
import type { Language } from '../view/messages/messages.ts';
import type { Timing } from '../world/scenario.ts';
import type { CheckFormat } from './check-formats.ts';
import type { ExitStatus } from './outcome.ts';

/** One simulation with one strategy. */
export interface CheckJob {
  readonly simulation: Simulation;
  readonly isOwnStrategy: boolean;
  /** Arguments that select the same again. */
  readonly args: readonly string[];
  /** Where SARIF says that the file is. */
  readonly uri: string;
  readonly timing: Timing;
}

export interface CheckWork {
  readonly jobs: readonly CheckJob[];
  /** Null: the explorer's own bound. */
  readonly statesMax: number | null;
  readonly format: CheckFormat;
  /** Of the forms that people read. */
  readonly language: Language;
  /** The command line that makes the same report again. */
  readonly again: string;
  readonly shared: SharedArrayBuffer;
}

export interface CheckDone {
  readonly stdout: string;
  readonly status: ExitStatus;
}

/** Slots of the shared Int32Array: one flag from the command, the rest from the thread. */
export const SLOT = { stop: 0, job: 1, states: 2, level: 3 } as const;
export const SLOTS = Object.keys(SLOT).length;
