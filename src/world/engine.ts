// What a scenario needs besides its data because it is code: what runs its handler, or its system.
//
// Scenarios are plain data, to be sent to workers and kept in files; code is handed in by whoever opens one.
import type { ProgramEngine } from '../actors/handler/program.ts';
import type { AnySystem } from '../systems/system.ts';

/** A system, closed: only a model looks into it, so that the types of the library speak of no package. */
interface ClosedSystem {
  readonly name: string;
  readonly operations: object;
}

export type Engine = ProgramEngine | ClosedSystem;

/** The system that an engine is, or null. */
export function systemOf(engine: Engine | null): AnySystem | null {
  return engine !== null && 'operations' in engine ? (engine as AnySystem) : null;
}

/** What runs a handler, or null. */
export function programOf(engine: Engine | null): ProgramEngine | null {
  return engine === null || 'operations' in engine ? null : engine;
}
