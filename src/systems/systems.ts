// Every system: the one list by which files, checks, pickers and pages know them, in the order of the article.
import { canary } from './canary/canary.ts';
import { circuitBreaker } from './circuit-breaker/circuit-breaker.ts';
import { configStore } from './config-store/config-store.ts';
import { countdownTimer } from './countdown-timer/countdown-timer.ts';
import { drain } from './drain/drain.ts';
import { skuCache } from './sku-cache/sku-cache.ts';
import type { AnySystem } from './system.ts';

export const systems: readonly AnySystem[] = [configStore, drain, skuCache, countdownTimer, canary, circuitBreaker];

/** The system of this name. */
export function findSystem(name: string): AnySystem | undefined {
  return systems.find((system) => system.name === name);
}
