// What an operation of a system would do in a world; null while it cannot be done. Rule M9.
import type { BlockingEffect, Plain, ProcessId } from '../actors/effects.ts';
import { assert } from '../kernel/assert.ts';
import type { Operated } from '../systems/system.ts';
import type { Model } from './model.ts';

/** Pure; the shared state given is untouched. */
export function operated(
  { system }: Model,
  shared: Plain,
  by: ProcessId,
  { op, args }: Extract<BlockingEffect, { type: 'operate' }>,
): Operated<Plain> | null {
  const operation = system?.operations[op];
  assert(operation !== undefined, `the system has an operation ${op}`);
  return operation.perform(shared, args, by);
}
