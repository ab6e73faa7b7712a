// The front ends' way to a system's machines and words: loaded when a simulation plays one.
import { assert } from '../kernel/assert.ts';
import type { AnySystem } from '../systems/system.ts';

/** The system of this name, which is in the list. */
export async function loadSystem(name: string): Promise<AnySystem> {
  const { findSystem } = await import('../systems/systems.ts');
  const system = findSystem(name);
  assert(system !== undefined, `there is a system ${name}`);
  return system;
}
