// `check`: what every property says of every interleaving.
//
// One search of the state graph decides the properties of states; `converges` and `stays-armed` are decided where fair
// runs end up, its bottom components; properties of paths are decided on the graph with an observer in the state, one
// search for each. All searches share what is remembered of steps. Under `prompt` timing a run ends at the scenario's
// horizon; under `any` there is no clock and no horizon, and every order is looked at that some slow process can cause.
import { servesNewest } from '../properties/converges.ts';
import { PROPERTY_NAMES, type PropertyName } from '../properties/names.ts';
import { properties } from '../properties/properties.ts';
import { DEFAULT_PARAMETERS, type PropertyParameters } from '../properties/property.ts';
import { type Model, withOneMoreVersion } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { bottomComponents, NOT_BOTTOM } from './components.ts';
import { counterexampleTo, type Judged } from './counterexample.ts';
import { everMarked, loadsPerUpdate, MARK, marksOf, STALE_TOO_LONG, staleSince } from './observers.ts';
import type { Row } from './parts.ts';
import { canReach } from './paths.ts';
import { type Observer, type Progress, type StateGraph, search } from './search.ts';
import { type OnRow, Transitions } from './transitions.ts';
import type { InconclusiveReason, VacuousReason, Verdict, Verdicts } from './verdict.ts';

export interface CheckOptions {
  /** Default: all of them. */
  readonly properties?: readonly PropertyName[];
  readonly parameters?: PropertyParameters;
  /** States at most of any one search; beyond it, what has not been found violated is inconclusive. */
  readonly statesMax?: number;
  /** Called now and then with what has been covered; false ends the check. */
  readonly onProgress?: (progress: Progress) => boolean;
}

/** About 1 GB. */
export const STATES_MAX = 10_000_000;

/** What all properties of one model are judged with. */
export interface Checking {
  readonly model: Model;
  readonly transitions: Transitions;
  readonly parameters: PropertyParameters;
  readonly statesMax: number;
  readonly onProgress: (progress: Progress) => boolean;
  /** The state graph without any observer. */
  readonly base: StateGraph;
  /** Of the base graph, computed when first asked for. */
  readonly bottoms: () => Int32Array;
}

/** Decides the properties of a model on all of its interleavings. Deterministic. */
export function check(model: Model, options: CheckOptions = {}): Verdicts {
  const checking = startChecking(model, options);
  const asked = options.properties ?? PROPERTY_NAMES;
  const verdicts = asked.map((property) => decide(checking, property));
  return { verdicts, covered: coveredBy(checking) };
}

/** Searches the state graph that every property is judged on, or is judged on a refinement of. */
export function startChecking(model: Model, options: CheckOptions): Checking {
  const { statesMax = STATES_MAX, parameters = DEFAULT_PARAMETERS, onProgress = () => true } = options;
  const transitions = new Transitions(model, marksOf);
  const base = search(transitions, [transitions.parts.rowOf(model.first)], { statesMax, onProgress });
  let found: Int32Array | null = null;
  const bottoms = (): Int32Array => {
    found ??= bottomComponents(base);
    return found;
  };
  return { model, transitions, parameters, statesMax, onProgress, base, bottoms };
}

function decide(checking: Checking, property: PropertyName): Verdict {
  const judged = judge(checking, property);
  if (judged === 'no-clock') return inconclusive(property, judged);
  const counterexample = judged === 'holds' ? null : counterexampleTo(checking.model, judged);
  if (counterexample !== null) return { property, verdict: 'violated', vacuous: null, reason: null, counterexample };
  const ends = [checking.base.end, judged === 'holds' ? 'complete' : judged.end];
  const cut = ends.find((end) => end !== 'complete');
  if (cut !== undefined) return inconclusive(property, cut);
  const vacuous = vacuousReason(checking, property);
  return { property, verdict: 'holds', vacuous, reason: null, counterexample: null };
}

function inconclusive(property: PropertyName, reason: InconclusiveReason): Verdict {
  return { property, verdict: 'inconclusive', vacuous: null, reason, counterexample: null };
}

/** The graph of a property with its bad states; `holds` when there is no need to look for one. */
export function judge(checking: Checking, property: PropertyName): Judged | 'holds' | 'no-clock' {
  const { model, base, parameters } = checking;
  switch (property) {
    case 'never-empty':
    case 'never-torn':
    case 'never-invalid':
    case 'never-crashes':
      return { graph: base, bad: badStates(checking, property), end: base.end };
    case 'converges':
      return { graph: base, bad: endingStale(checking), end: base.end };
    case 'stays-armed':
      return endingDeaf(checking);
    case 'bounded-staleness':
      return model.timing === 'any' ? 'no-clock' : staleTooLong(checking);
    case 'no-reload-storm':
      return observed(checking, loadsPerUpdate(parameters.reloadsPerUpdate));
    case 'no-needless-reload':
      return (base.marks & MARK.needless) === 0 ? 'holds' : observed(checking, everMarked(MARK.needless));
  }
}

/** Why a property was not put to the test: without an update, or without a load that one triggered. */
export function vacuousReason({ model, base }: Checking, property: PropertyName): VacuousReason | null {
  if (model.versions.length < 2 && property !== 'stays-armed') return 'no-update';
  switch (property) {
    case 'converges':
    case 'stays-armed':
    case 'bounded-staleness':
      return null;
    case 'no-needless-reload':
      return (base.marks & MARK.applied) === 0 ? 'no-reload' : null;
    default:
      return (base.marks & MARK.reload) === 0 ? 'no-reload' : null;
  }
}

/** Calls `see` with the row of every state of a graph, one after the other, in order. */
function eachState(graph: StateGraph, width: number, see: (row: Row, state: number) => void): void {
  const row = new Int32Array(width);
  for (let state = 0; state < graph.states.size; state += 1) {
    graph.states.read(state, row);
    see(row, state);
  }
}

function badStates({ model, transitions, base }: Checking, name: PropertyName): Uint8Array {
  const badState = properties.find((property) => property.name === name)?.badState ?? (() => null);
  const isBad = transitions.remembered((world) => Number(badState(model, world) !== null));
  const bad = new Uint8Array(base.states.size);
  eachState(base, transitions.parts.width, (row, state) => {
    bad[state] = isBad(row);
  });
  return bad;
}

/**
 * States of the bottom components at which the system rests (nothing but timers can move it) and `isBad` says so. A
 * component that never rests counts as a whole, when all of it is bad.
 */
function badRests(transitions: Transitions, graph: StateGraph, bottoms: Int32Array, isBad: OnRow): Uint8Array {
  const bad = new Uint8Array(graph.states.size);
  const rests = new Set<number>();
  const good = new Set<number>();
  const restless: number[] = [];
  eachState(graph, transitions.parts.width, (row, state) => {
    const component = bottoms[state] ?? NOT_BOTTOM;
    if (component === NOT_BOTTOM) return;
    transitions.list(row);
    const isBadHere = isBad(row);
    if (transitions.readyCount === 0) {
      rests.add(component);
      bad[state] = isBadHere;
    } else if (isBadHere === 1) restless.push(state);
    else good.add(component);
  });
  for (const state of restless) {
    const component = bottoms[state] ?? NOT_BOTTOM;
    if (!rests.has(component) && !good.has(component)) bad[state] = 1;
  }
  return bad;
}

function endingStale({ model, transitions, base, bottoms }: Checking): Uint8Array {
  const isStale = transitions.remembered((world) => Number(!servesNewest(model, world)));
  if (model.versions.length < 2) return new Uint8Array(base.states.size);
  return badRests(transitions, base, bottoms(), isStale);
}

/** The ends of runs from which one more version can be stored and no load ever begin. */
function endingDeaf(checking: Checking): Judged {
  const { model, transitions, base, bottoms, statesMax, onProgress } = checking;
  const ends: number[] = [];
  const all = badRests(transitions, base, bottoms(), () => 1);
  for (const [state, isEnd] of all.entries()) if (isEnd === 1) ends.push(state);
  const bad = new Uint8Array(base.states.size);
  if (ends.length === 0) return { graph: base, bad, end: base.end };

  const worlds = ends.map((state) => withOneMoreVersion(model, atTimeZero(worldAt(checking, state))));
  const further = new Transitions(worlds[0]?.model ?? model, marksOf);
  const roots = worlds.map(({ world }) => further.parts.rowOf(world));
  const noticed = everMarked(MARK.load);
  const graph = search(further, roots, { statesMax, onProgress, observer: noticed });
  const isDeaf: OnRow = (row) => Number(row[further.parts.observerColumn] === 0);
  const deafEnds = badRests(further, graph, bottomComponents(graph), isDeaf);
  const deaf = canReach(graph, deafEnds, new Uint8Array(graph.states.size));
  for (const [index, state] of ends.entries()) {
    const root = graph.states.find(roots[index] as Row);
    bad[state] = deaf[root] ?? 0;
  }
  return { graph: base, bad, end: base.end === 'complete' ? graph.end : base.end };
}

function worldAt({ transitions, base }: Checking, state: number): World {
  const row = new Int32Array(transitions.parts.width);
  base.states.read(state, row);
  return transitions.parts.worldOf(row);
}

/** The same world, told as if it were time 0: nothing depends on how late it is but the horizon. */
function atTimeZero(world: World): World {
  const timers = world.timers.map((timer) => ({ ...timer, dueMs: Math.max(0, timer.dueMs - world.nowMs) }));
  return { ...world, nowMs: 0, timers };
}

function observed({ transitions, statesMax, onProgress, model }: Checking, observer: Observer): Judged {
  const graph = search(transitions, [transitions.parts.rowOf(model.first)], { statesMax, onProgress, observer });
  const bad = new Uint8Array(graph.states.size);
  eachState(graph, transitions.parts.width, (row, state) => {
    bad[state] = Number(observer.stops(row[transitions.parts.observerColumn] ?? 0));
  });
  return { graph, bad, end: graph.end };
}

function staleTooLong(checking: Checking): Judged | 'holds' {
  const { model, transitions, parameters } = checking;
  if (model.versions.length < 2) return 'holds';
  const isStale = transitions.remembered((world) => Number(!servesNewest(model, world)));
  const timeOf = transitions.remembered((world) => world.nowMs);
  const judged = observed(checking, staleSince(isStale, timeOf, parameters.stalenessMs));
  const { graph, bad } = judged;
  // Nothing more comes before the horizon: what is stale at the end stays so until then, for ever when all is quiet.
  eachState(graph, transitions.parts.width, (row, state) => {
    const since = row[transitions.parts.observerColumn] ?? 0;
    const isEnd = state < graph.expanded && graph.offsets[state] === graph.fairEnds[state];
    if (since === 0 || since === STALE_TOO_LONG || !isEnd) return;
    transitions.list(row);
    bad[state] = Number(transitions.fairCount === 0 || model.horizonMs + 1 - since > parameters.stalenessMs);
  });
  return judged;
}

function coveredBy({ base, transitions }: Checking): Verdicts['covered'] {
  const { end, levels, states, targets, offsets } = base;
  const statesPerDepth = levels.map((first, level) => (levels[level + 1] ?? states.size) - first);
  return {
    end,
    states: states.size,
    transitions: targets.length,
    depth: levels.length - 1,
    statesPerDepth,
    machineTransitions: transitions.moves,
    bytes: states.bytes.held + targets.byteLength + offsets.byteLength,
  };
}
