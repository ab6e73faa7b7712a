// Simulations with the systems that they play, for front ends that have all systems in them from the start; the others
// load one when it is played (load-engine.ts).
import type { Catalog } from '../simulation/catalog.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { AnySystem } from '../systems/system.ts';
import { findSystem } from '../systems/systems.ts';
import type { Scenario } from '../world/scenario.ts';

/** The system that a scenario is about; null for a pod. */
export function systemFor({ system }: Pick<Scenario, 'system'>): AnySystem | null {
  return system === undefined ? null : (findSystem(system.name) ?? null);
}

/** The simulation, ready to run if it plays a system. */
export function withSystem(simulation: Simulation): Simulation {
  const engine = systemFor(simulation.scenario);
  return engine === null ? simulation : { ...simulation, engine };
}

/** The same catalog, so that one can go from one simulation to the other. */
export function withSystems({ simulations, ...rest }: Catalog): Catalog {
  return { ...rest, simulations: simulations.map(withSystem) };
}
