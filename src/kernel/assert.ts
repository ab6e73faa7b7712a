// Bugs crash: a broken invariant of the model is never turned into a value that somebody may read on.

/** Throws when `condition` is false; `why` says which invariant of the model is broken. */
export function assert(condition: boolean, why: string): asserts condition {
  if (!condition) throw new Error(`broken invariant: ${why}`);
}
