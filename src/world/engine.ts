// What a scenario needs besides its data because it is code: what runs its handler, or its system.
//
// Scenarios are plain data, to be sent to workers and kept in files; code is handed in by whoever opens one.
import type { ProgramEngine } from '../actors/handler/program.ts';
import type { AnySystem } from '../systems/system.ts';

export type Engine = ProgramEngine | AnySystem;

/** The system that an engine is, or null. */
export function systemOf(engine: Engine | null): AnySystem | null {
  return engine !== null && 'operations' in engine ? engine : null;
}

/** What runs a handler, or null. */
export function programOf(engine: Engine | null): ProgramEngine | null {
  return engine === null || 'operations' in engine ? null : engine;
}
