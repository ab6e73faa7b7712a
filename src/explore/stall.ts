import type { Model } from '../world/model.ts';
import type { RunStep } from '../world/run.ts';
export interface Stall {
  readonly ms: number;
}
export function leastStall(_model: Model, _steps: readonly RunStep[]): Stall | null {
  return null;
}
