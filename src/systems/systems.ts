// Every system: the one list by which files, checks, pickers and pages know them.
import { skuCache } from './sku-cache/sku-cache.ts';
import type { AnySystem } from './system.ts';

export const systems: readonly AnySystem[] = [skuCache];

/** The system of this name. */
export function findSystem(name: string): AnySystem | undefined {
  return systems.find((system) => system.name === name);
}
