// Bounds on a handler; reaching one ends its process, with a sentence that names the bound.

export const BOUNDS = {
  /** Bytes of memory that the program may use, the sandbox's own 0.4 MB included. */
  memoryBytes: 8 * 1024 * 1024,
  stackBytes: 128 * 1024,
  /** How often QuickJS, which asks every 10 000 branches and calls, may ask between two replies. */
  interrupts: 300,
  /** Continuations of promises between two replies: endless ones would fill the memory and drown their own error. */
  jobs: 20_000,
  /** Turns of loops between two replies. */
  turns: 100,
  /** Replies since the last checkpoint, or since the beginning. */
  replies: 2000,
  /** Calls open at one time. */
  calls: 64,
  /** Lines and characters a line that are kept of what it prints between two replies. */
  printedLines: 20,
  printedLength: 200,
  pathLength: 4096,
  /** Characters of a saved state; a larger one is no checkpoint. */
  checkpointLength: 64 * 1024,
} as const;
