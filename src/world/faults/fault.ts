// What a fault is: when it can happen, and what it does to the world in one step.
//
// A fault is a choice of the scheduler like any other, but nobody owes it: a run may always go on without it. It is
// bounded by the simulation file, and each one is a file of this folder. Rules E1 to E12 are the faults themselves.
import type { FaultName, Lasting } from '../../actors/faults/fault-names.ts';
import type { Draft } from '../draft.ts';
import type { Model } from '../model.ts';
import type { World } from '../world.ts';

export interface Fault {
  readonly name: FaultName;
  /** In docs/model.md. */
  readonly rule: string;
  /** The ways in which it can happen in this world; one without a name where there is only one, none when it cannot. */
  readonly options: (model: Model, world: World) => readonly string[];
  /** Carries it out in one of these ways. Returns what is left to be ended later, if the fault lasts. */
  readonly happen: (draft: Draft, option: string) => Lasting;
}

/** The only way in which most faults can happen. */
export const ONE_WAY: readonly string[] = [''];
export const NOT_NOW: readonly string[] = [];
