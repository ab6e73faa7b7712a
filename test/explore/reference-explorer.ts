// The plainest explorer there can be: what every property says of a small model, decided on plain-graph.ts.
//
// It is here to be obviously right; a faster explorer is compared with it. Nothing of src/explore is used, and liveness
// is decided by other means than there: sets walked forwards and backwards instead of Tarjan's algorithm, and one graph
// for every end of a run instead of one for all.

import { converges, servesNewest } from '../../src/properties/converges.ts';
import { isLoad, isReload, isUpdate } from '../../src/properties/loads.ts';
import type { PropertyName } from '../../src/properties/names.ts';
import { isNeedless } from '../../src/properties/no-needless-reload.ts';
import { propertiesOf } from '../../src/properties/properties.ts';
import type { PropertyParameters } from '../../src/properties/property.ts';
import { type Model, withOneMoreVersion } from '../../src/world/model.ts';
import type { Run } from '../../src/world/run.ts';
import { momentOf } from '../../src/world/system-model.ts';
import type { TraceEvent } from '../../src/world/trace.ts';
import type { World } from '../../src/world/world.ts';
import {
  finalComponents,
  mayReach,
  type PlainGraph,
  type PlainState,
  plainGraph,
  shortestWith,
} from './plain-graph.ts';

export interface Explored {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly statesPerDepth: readonly number[];
  /** Properties violated on some interleaving, each with the number of steps of the shortest one. */
  readonly violated: Readonly<Partial<Record<PropertyName, number>>>;
  /** True when there are more than `statesMax` states: nothing is proved then. */
  readonly cutOff: boolean;
}

/** Looks at every interleaving and decides every property (without a clock, not that of time). */
export function exploreAll(model: Model, parameters: PropertyParameters, statesMax: number): Explored {
  const graph = plainGraph(model, statesMax);
  const { states, cutOff } = graph;
  const depth = Math.max(...states.map((state) => state.depth));
  const statesPerDepth = Array.from({ length: depth + 1 }, () => 0);
  for (const state of states) statesPerDepth[state.depth] = (statesPerDepth[state.depth] ?? 0) + 1;
  const transitions = states.reduce((sum, { steps }) => sum + steps.length, 0);
  const violated = cutOff ? {} : violations(model, graph, parameters);
  return { states: states.length, transitions, depth, statesPerDepth, violated, cutOff };
}

function violations(model: Model, graph: PlainGraph, parameters: PropertyParameters): Explored['violated'] {
  if (model.system !== null) return systemViolations(model, graph);
  const { stalenessMs, reloadsPerUpdate } = parameters;
  const ends = endsOf(graph, () => true);
  const isStale = (world: World): boolean =>
    converges.judge(model, endingWith(world), parameters).verdict === 'violated';
  const shortest: [PropertyName, number][] = [
    ...safetyViolations(model, graph),
    ['converges', least(endsOf(graph, isStale))],
    ['stays-armed', firstDeafEnd(model, ends)],
    ['bounded-staleness', model.timing === 'any' ? Infinity : staleTooLong(model, graph, stalenessMs)],
    ['no-reload-storm', tooManyReloads(graph, reloadsPerUpdate)],
    ['no-needless-reload', needlessReload(graph)],
  ];
  return Object.fromEntries(shortest.filter(([, steps]) => steps !== Infinity));
}

/** What is always to hold, and what is to hold where fair runs end up. */
function systemViolations(model: Model, graph: PlainGraph): Explored['violated'] {
  const atEnd = (model.system?.properties ?? []).flatMap(({ name, when, bad }): [PropertyName, number][] => {
    const isBad = (world: World): boolean => bad(model.scenario.system?.config ?? null, momentOf(world)) !== null;
    return when === 'at-end' ? [[name, least(endsOf(graph, isBad))]] : [];
  });
  const shortest = [...safetyViolations(model, graph), ...atEnd];
  return Object.fromEntries(shortest.filter(([, steps]) => steps !== Infinity));
}

function least(states: readonly PlainState[]): number {
  return Math.min(...states.map(({ depth }) => depth));
}

function safetyViolations(model: Model, { states }: PlainGraph): [PropertyName, number][] {
  return propertiesOf(model).flatMap(({ name, badState }): [PropertyName, number][] =>
    badState === null ? [] : [[name, least(states.filter(({ world }) => badState(model, world) !== null))]],
  );
}

/** A run of which only the last world matters. */
function endingWith(world: World): Run {
  return { first: world, steps: [], end: 'horizon' };
}

/**
 * The states where fair runs end up badly: those at rest that are bad; of a component that never rests all, when all of it
 * is bad.
 */
function endsOf(graph: PlainGraph, isBad: (world: World) => boolean): readonly PlainState[] {
  return finalComponents(graph).flatMap((component) => {
    const members = [...component].map((state) => graph.states[state] as PlainState);
    const resting = members.filter(({ rests }) => rests);
    if (resting.length > 0) return resting.filter(({ world }) => isBad(world));
    return members.every(({ world }) => isBad(world)) ? members : [];
  });
}

/** Depth of the first end from which one more version may go unnoticed for ever. */
function firstDeafEnd(model: Model, ends: readonly PlainState[]): number {
  const byDepth = ends.toSorted((a, b) => a.depth - b.depth);
  return byDepth.find(({ world }) => mayMissOneMore(model, world))?.depth ?? Infinity;
}

/** With one more version on its way, can a state be reached without a load from which none can come any more? */
export function mayMissOneMore(model: Model, end: World): boolean {
  const { model: further, world: first } = withOneMoreVersion(model, end);
  const graph = plainGraph({ ...further, first }, Infinity, (events) => !events.some(isLoad));
  const loading = graph.states.flatMap(({ steps }, state) => (steps.some(({ to }) => to === null) ? [state] : []));
  return mayReach(graph, loading).size < graph.states.length;
}

/** Since when an older version is served: null when it is not. */
function staleTooLong(model: Model, graph: PlainGraph, boundMs: number): number {
  if (model.versions.length < 2) return Infinity;
  const since = (before: number | null, { world }: Pick<PlainState, 'world'>): number | null =>
    servesNewest(model, world) ? null : (before ?? world.nowMs);
  return shortestWith(
    graph,
    since(null, { world: model.first }),
    (before, _step, after) => since(before, after),
    (from, { world, isEnd, isQuiet }) => {
      // What is stale at the end of the run stays so until the horizon, and for ever when nothing is left to happen.
      const untilMs = isQuiet ? Infinity : isEnd ? model.horizonMs : world.nowMs;
      return from !== null && untilMs - from > boundMs;
    },
  );
}

function tooManyReloads(graph: PlainGraph, most: number): number {
  const countAfter = (loads: number, event: TraceEvent): number =>
    isUpdate(event) ? 0 : isReload(event) ? loads + 1 : loads;
  return shortestWith<number>(
    graph,
    0,
    (loads, { events }) => Math.min(most + 1, events.reduce(countAfter, loads)),
    (loads) => loads > most,
  );
}

function needlessReload({ states }: PlainGraph): number {
  const needless = states.flatMap(({ world, depth, steps }) =>
    steps.flatMap(({ to, events }) => {
      const after = to === null ? undefined : states[to]?.world;
      return after !== undefined && isNeedless(world, events, after) ? [depth + 1] : [];
    }),
  );
  return Math.min(...needless);
}
