// The front ends' way to an engine: loads QuickJS (0.6 MB of WebAssembly in a module of its own) when a simulation needs it.
import type { Strategy } from '../actors/app/strategy.ts';
import type { ProgramEngine } from '../actors/handler/program.ts';
import type { Simulation } from '../simulation/simulation.ts';

/** A new engine. Each thread has its own. */
export async function loadEngine(): Promise<ProgramEngine> {
  const [{ newQuickJSWASMModuleFromVariant }, { default: variant }, { createEngine }] = await Promise.all([
    import('quickjs-emscripten-core'),
    import('@jitl/quickjs-singlefile-mjs-release-sync'),
    import('./engine.ts'),
  ]);
  return createEngine(await newQuickJSWASMModuleFromVariant(variant));
}

/** The engine that a strategy needs; none for one that is no handler. */
export async function engineFor({ handler }: Strategy): Promise<ProgramEngine | undefined> {
  return handler === undefined ? undefined : loadEngine();
}

/** The simulation with what runs its handler, if it has one. */
export async function equipped(simulation: Simulation): Promise<Simulation> {
  const engine = simulation.engine ?? (await engineFor(simulation.scenario.app.strategy));
  return engine === undefined ? simulation : { ...simulation, engine };
}
