// Watcher libraries in the probe: the seam, and which libraries there are.
// A library is a value: each call returns the next one. It reaches the kernel through system calls only.
// The libraries themselves live in src/actors/watcher.

import type { Kernel } from '../kernel/kernel.ts';

/** What a library hands to its caller: an event, or an error from its error channel. Names are absolute paths. */
export type LibraryEvent =
  | { readonly op: string; readonly name: string }
  | { readonly error: string };

export interface LibraryStep {
  readonly kernel: Kernel;
  readonly library: ProbedLibrary;
  /** The error that Add or Remove returned, in the library's words; null when it succeeded. */
  readonly err: string | null;
  /** What was delivered during this step, in order. */
  readonly events: readonly LibraryEvent[];
}

export interface ProbedLibrary {
  readonly add: (kernel: Kernel, path: string) => LibraryStep;
  readonly remove: (kernel: Kernel, path: string) => LibraryStep;
  /** Reads all that is queued and delivers it to a caller that receives at once. */
  readonly drain: (kernel: Kernel) => LibraryStep;
}

/** A new watcher of one version, or undefined when that library or version is not modelled. */
export function openLibrary(_kernel: Kernel, _name: string, _version: string): LibraryStep | undefined {
  return undefined;
}
