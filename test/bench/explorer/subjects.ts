// Explorers side by side: ours, a breadth-first search over plain worlds, and xstate/graph, on the ring; and ours on the
// simulations that are shipped.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getAdjacencyMap } from 'xstate/graph';
import { check } from '../../../src/explore/check.ts';
import { marksOf } from '../../../src/explore/observers.ts';
import { search } from '../../../src/explore/search.ts';
import { Transitions } from '../../../src/explore/transitions.ts';
import { loadCatalog, type Texts } from '../../../src/simulation/catalog.ts';
import { enabled } from '../../../src/world/enabled.ts';
import { createModel, type Model } from '../../../src/world/model.ts';
import type { Timing } from '../../../src/world/scenario.ts';
import { step } from '../../../src/world/step.ts';
import { worldKey } from '../../../src/world/world-key.ts';
import { type RingSize, ringMachine, ringModel } from './ring.ts';

export interface Measured {
  readonly states: number;
  readonly ms: number;
  /** Bytes for each state with the transitions, and for the state and its place in the set alone. */
  readonly bytes?: readonly [all: number, state: number];
}

export interface Decided {
  readonly name: string;
  readonly states: number;
  readonly end: string;
  readonly ms: number;
}

/** Explorers of the ring; every call starts from nothing. */
export function createExplorers(root: string) {
  const texts = (folder: string): Texts => {
    const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.yaml'));
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(root, folder, name), 'utf8')]));
  };
  const { simulations } = loadCatalog({
    simulations: texts('simulations'),
    strategies: texts('simulations/strategies'),
  });
  const scenario = simulations[0]?.scenario;
  if (scenario === undefined) throw new Error('a simulation is shipped');
  return {
    ours: (size: RingSize): Measured => timed(() => explored(ringModel(scenario, size), Number.POSITIVE_INFINITY)),
    plain: (size: RingSize): Measured => timed(() => ({ states: plainSearch(ringModel(scenario, size)) })),
    xstateGraph: (size: RingSize): Measured => {
      const { machine, events } = ringMachine(size);
      const limit = Number.POSITIVE_INFINITY;
      return timed(() => ({ states: Object.keys(getAdjacencyMap(machine, { events, limit })).length }));
    },
    /** A large simulation without a clock, as far as `statesMax`. */
    simulation: (name: string, statesMax: number): Measured => {
      const found = simulations.find((each) => each.scenario.name === name);
      if (found === undefined) throw new Error(`${name} is shipped`);
      return timed(() => explored(createModel(found.scenario, 'any'), statesMax));
    },
    decide: (timing: Timing, statesMax: number): readonly Decided[] =>
      simulations.map(({ scenario: each, parameters }) => {
        const start = performance.now();
        const { covered } = check(createModel(each, timing), { parameters, statesMax });
        const { states, end } = covered;
        return { name: each.name, states, end, ms: performance.now() - start };
      }),
  };
}

function timed(run: () => Omit<Measured, 'ms'>): Measured {
  const start = performance.now();
  return { ...run(), ms: performance.now() - start };
}

function explored(model: Model, statesMax: number): Omit<Measured, 'ms'> {
  const transitions = new Transitions(model, marksOf);
  const graph = search(transitions, [transitions.parts.rowOf(model, model.first)], { statesMax });
  const { size, bytes } = graph.states;
  const all = bytes.held + graph.targets.byteLength + graph.offsets.byteLength;
  return { states: size, bytes: [all / size, bytes.held / size] };
}

function plainSearch(model: Model): number {
  const seen = new Set([worldKey(model.first)]);
  let level = [model.first];
  while (level.length > 0) {
    const next: (typeof level)[number][] = [];
    for (const world of level) {
      for (const choice of enabled(model, world)) {
        const reached = step(model, world, choice).world;
        const key = worldKey(reached);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push(reached);
      }
    }
    level = next;
  }
  return seen.size;
}
