// From a system and how it is set up to a model: one actor for each of its processes, and what they share. Rule M9.
//
// There is no pod: no file, no watch, no version of a ConfigMap. The same `enabled`, `step` and explorer do the rest.
import { findLibrary } from '../actors/watcher/libraries.ts';
import { assert } from '../kernel/assert.ts';
import { bootKernel } from '../kernel/kernel.ts';
import type { AnySystem, Moment } from '../systems/system.ts';
import { stateName } from './actor-state.ts';
import { firstWorld, type Model } from './model.ts';
import type { Scenario, Timing } from './scenario.ts';
import type { World } from './world.ts';

/** The model of a system. Its set-up is what the system's schema has made of a file. */
export function createSystemModel(scenario: Scenario, timing: Timing, system: AnySystem | null): Model {
  const spec = scenario.system;
  assert(spec !== undefined && system?.name === spec.name, 'a scenario of a system comes with that system');
  const library = findLibrary(scenario.app.watcher);
  assert(library !== undefined, `watcher ${scenario.app.watcher} is modelled`);
  const processes = system.processes(spec.config);
  const shared = system.shared(spec.config);
  const horizonMs = system.horizonMs(spec.config);
  const model: Model = {
    scenario,
    timing,
    engine: system,
    system,
    actorIds: processes.map(({ id }) => id),
    machines: Object.fromEntries(processes.map(({ id, machine }) => [id, machine])),
    library,
    versions: [],
    contents: {},
    further: {},
    first: { nowMs: 0, kernel: bootKernel(scenario.kernel), shared, actors: {}, timers: [] },
    horizonMs,
    faultsUntilMs: horizonMs,
  };
  return { ...model, first: firstWorld(model) };
}

/** A world as a system's properties and words look at it. */
export function momentOf({ nowMs, shared, actors }: World): Moment<World['shared']> {
  const processes = Object.entries(actors).flatMap(([id, actor]) =>
    actor === undefined ? [] : [[id, { state: stateName(actor.snapshot), context: actor.snapshot.context as unknown }]],
  );
  return { shared, nowMs, processes: Object.fromEntries(processes) };
}
