// The front ends' way to what a simulation needs besides its data: QuickJS (0.6 MB of WebAssembly in a module of its own)
// for a handler, the list of systems for a system; loaded when a simulation needs it.
import type { ProgramEngine } from '../actors/handler/program.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { Engine } from '../world/engine.ts';
import type { Scenario } from '../world/scenario.ts';
import { loadSystem } from './load-system.ts';

/** A new engine. Each thread has its own. */
export async function loadEngine(): Promise<ProgramEngine> {
  const [{ newQuickJSWASMModuleFromVariant }, { default: variant }, { createEngine }] = await Promise.all([
    import('quickjs-emscripten-core'),
    import('@jitl/quickjs-singlefile-mjs-release-sync'),
    import('./engine.ts'),
  ]);
  return createEngine(await newQuickJSWASMModuleFromVariant(variant));
}

/** What a scenario needs; nothing for one whose application has a strategy. */
export async function engineFor({ system, app }: Scenario): Promise<Engine | undefined> {
  if (system !== undefined) return loadSystem(system.name);
  return app.strategy.handler === undefined ? undefined : loadEngine();
}

/** The simulation with what runs its handler or is its system, if it has one. */
export async function equipped(simulation: Simulation): Promise<Simulation> {
  const engine = simulation.engine ?? (await engineFor(simulation.scenario));
  return engine === undefined ? simulation : { ...simulation, engine };
}
