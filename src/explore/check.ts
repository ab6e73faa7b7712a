// `check`: what every property says of every interleaving.
//
// One search of the state graph decides the properties of states; `converges` and `stays-armed` are decided where fair
// runs end up, its bottom components; properties of paths are decided on refinements of the graph (refinement.ts). Under `prompt` timing a run ends at the scenario's
// horizon; under `any` there is no clock and no horizon, and every order is looked at that some slow process can cause.

import { assert } from '../kernel/assert.ts';
import { refusesWanted, servesNewest } from '../properties/converges.ts';
import { isPodProperty, type PodPropertyName, type PropertyName } from '../properties/names.ts';
import { findProperty, propertiesOf } from '../properties/properties.ts';
import { DEFAULT_PARAMETERS, type PropertyParameters } from '../properties/property.ts';
import { isExercised, wrongIn } from '../properties/system-properties.ts';
import type { AnySystem } from '../systems/system.ts';
import { type Model, withOneMoreVersion } from '../world/model.ts';
import type { RunStep } from '../world/run.ts';
import type { World } from '../world/world.ts';
import { bottomComponents, NOT_BOTTOM } from './components.ts';
import { counterexampleTo, type Judged } from './counterexample.ts';
import { type Memory, transitionsOf } from './memory.ts';
import { everMarked, loadsPerUpdate, MARK, STALE_TOO_LONG, staleSince } from './observers.ts';
import { COLUMN, type Row } from './parts.ts';
import { canReach } from './paths.ts';
import { type Observer, REFINED, refine } from './refinement.ts';
import { type Progress, type StateGraph, search } from './search.ts';
import type { Transitions } from './transitions.ts';
import type { Counterexample, InconclusiveReason, VacuousReason, Verdict, Verdicts } from './verdict.ts';

export interface CheckOptions {
  /** Default: all of them. */
  readonly properties?: readonly PropertyName[];
  readonly parameters?: PropertyParameters;
  /** States at most of any one search; beyond it, what has not been found violated is inconclusive. */
  readonly statesMax?: number;
  /** Called now and then with what has been covered; false ends the check. */
  readonly onProgress?: (progress: Progress) => boolean;
  /** What is remembered of steps from one check to the next, for those who check many models; it grows. */
  readonly memory?: Memory;
}

/** About 1 GB. */
export const STATES_MAX = 10_000_000;

/** What all properties of one model are judged with. */
export interface Checking {
  readonly model: Model;
  readonly transitions: Transitions;
  /** Calls of XState's `transition` before this check. */
  readonly movesBefore: number;
  readonly parameters: PropertyParameters;
  readonly statesMax: number;
  readonly onProgress: (progress: Progress) => boolean;
  /** The state graph without any observer. */
  readonly base: StateGraph;
  /** Of the base graph, computed when first asked for: its bottom components, and FACT bits of each state. */
  readonly bottoms: () => Int32Array;
  readonly facts: () => Uint16Array;
}

/** Decides the properties of a model on all of its interleavings. Deterministic. */
export function check(model: Model, options: CheckOptions = {}): Verdicts {
  const checking = startChecking(model, options);
  const asked = options.properties ?? propertiesOf(model).map(({ name }) => name);
  const verdicts = asked.map((property) => decide(checking, property));
  return { verdicts, covered: coveredBy(checking) };
}

/** Searches the state graph that every property is judged on, or is judged on a refinement of. */
export function startChecking(model: Model, options: CheckOptions): Checking {
  const { statesMax = STATES_MAX, parameters = DEFAULT_PARAMETERS, onProgress = () => true } = options;
  const transitions = transitionsOf(options.memory ?? new Map(), model);
  const movesBefore = transitions.moves;
  const base = search(transitions, [transitions.parts.rowOf(model, model.first)], { statesMax, onProgress });
  const bottoms = once(() => bottomComponents(base));
  const facts = once(() => factsOf(transitions, base));
  return { model, transitions, movesBefore, parameters, statesMax, onProgress, base, bottoms, facts };
}

/** A value that is computed when it is first asked for. */
function once<T extends object>(compute: () => T): () => T {
  let value: T | null = null;
  return () => {
    value ??= compute();
    return value;
  };
}

function decide(checking: Checking, property: PropertyName): Verdict {
  const judged = judge(checking, property);
  if (judged === 'no-clock') return inconclusive(property, judged);
  const counterexample = judged === 'holds' ? null : counterexampleOf(checking, judged);
  if (counterexample !== null) return { property, verdict: 'violated', vacuous: null, reason: null, counterexample };
  const ends = [checking.base.end, judged === 'holds' ? 'complete' : judged.end];
  const cut = ends.find((end) => end !== 'complete');
  if (cut !== undefined) return inconclusive(property, cut);
  const vacuous = vacuousReason(checking, property);
  return { property, verdict: 'holds', vacuous, reason: null, counterexample: null };
}

function counterexampleOf({ model, transitions, base, bottoms }: Checking, judged: Judged): Counterexample | null {
  const first = transitions.parts.rowOf(model, model.first);
  const replay = (choices: readonly number[]): readonly RunStep[] => transitions.replay(first, choices);
  const { graph } = judged;
  return counterexampleTo(model, judged, replay, graph === base ? bottoms : () => bottomComponents(graph));
}

function inconclusive(property: PropertyName, reason: InconclusiveReason): Verdict {
  return { property, verdict: 'inconclusive', vacuous: null, reason, counterexample: null };
}

/** The graph of a property with its bad states; `holds` when there is no need to look for one. */
export function judge(checking: Checking, property: PropertyName): Judged | 'holds' | 'no-clock' {
  const { model } = checking;
  if (model.system === null && isPodProperty(property)) return judgePod(checking, property);
  const found = findProperty(model, property);
  assert(found !== undefined, `the model has a property ${property}`);
  const fact = 1 << propertiesOf(model).indexOf(found);
  return found.isOfTheEnd ? ending(checking, fact) : happening(checking, fact);
}

/** States with this fact are bad. */
function happening(checking: Checking, fact: number): Judged {
  return { graph: checking.base, bad: withFact(checking, fact), end: checking.base.end };
}

/** Ends of runs with one of these facts are bad. */
function ending({ transitions, base, bottoms, facts }: Checking, fact: number): Judged {
  const bad = badRests(transitions, base, bottoms(), (state) => ((facts()[state] ?? 0) & fact) !== 0);
  return { graph: base, bad, end: base.end };
}

function judgePod(checking: Checking, property: PodPropertyName): Judged | 'holds' | 'no-clock' {
  const { model, base, parameters } = checking;
  switch (property) {
    case 'never-empty':
    case 'never-torn':
    case 'never-invalid':
    case 'never-crashes':
      return happening(checking, FACT[property]);
    case 'converges':
      return model.versions.length < 2 ? 'holds' : ending(checking, FACT.stale | FACT.refused);
    case 'stays-armed':
      return endingDeaf(checking);
    case 'bounded-staleness':
      return model.timing === 'any' ? 'no-clock' : staleTooLong(checking);
    case 'no-reload-storm':
      return refined(checking, loadsPerUpdate(parameters.reloadsPerUpdate));
    case 'no-needless-reload':
      return (base.marks & MARK.needless) === 0 ? 'holds' : refined(checking, everMarked(MARK.needless));
  }
}

/** Why a property was not put to the test: without an update, or without a load that one triggered. */
export function vacuousReason(checking: Checking, property: PropertyName): VacuousReason | null {
  const { model, base } = checking;
  if (model.system !== null) return isEverExercised(checking, property) ? null : 'not-exercised';
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

function isEverExercised({ model, base, facts }: Checking, property: PropertyName): boolean {
  const fact = EXERCISED << propertiesOf(model).findIndex(({ name }) => name === property);
  return facts().some((found) => (found & fact) !== 0) || base.states.size === 0;
}

/** What is true in a state: it violates one of these properties, or does not serve the newest version. */
const SAFETY = ['never-empty', 'never-torn', 'never-invalid', 'never-crashes'] as const;
const FACT = {
  'never-empty': 1,
  'never-torn': 2,
  'never-invalid': 4,
  'never-crashes': 8,
  stale: 16,
  refused: 32,
} as const;

/** Of a system, whose properties have a bit each: the first one by which one of them is put to the test. */
const EXERCISED = 1 << 8;

function factsIn(world: World, model: Model): number {
  if (model.system !== null) return systemFactsIn(world, model, model.system);
  const bad = SAFETY.filter((name) => (findProperty(model, name)?.badState?.(model, world) ?? null) !== null);
  const stale = servesNewest(model, world) ? 0 : FACT.stale;
  const refused = refusesWanted(model, world) ? FACT.refused : 0;
  return bad.reduce<number>((facts, name) => facts | FACT[name], stale | refused);
}

/** For each property of a system whether it is wrong here, and whether it is put to the test. */
function systemFactsIn(world: World, model: Model, { properties }: AnySystem): number {
  assert(properties.length <= 8, 'a system has no more properties than there are bits');
  return properties.reduce((facts, property, at) => {
    const isWrong = wrongIn(model, world, property) !== null;
    return facts | (isWrong ? 1 << at : 0) | (isExercised(model, world, property.name) ? EXERCISED << at : 0);
  }, 0);
}

/** FACT bits of every state. */
function factsOf(transitions: Transitions, { states }: StateGraph): Uint16Array {
  const factsOfRow = transitions.remembered(factsIn);
  const facts = new Uint16Array(states.size);
  const row = new Int32Array(transitions.parts.width);
  for (let state = 0; state < states.size; state += 1) {
    states.read(state, row);
    facts[state] = factsOfRow(row);
  }
  return facts;
}

function withFact({ facts }: Checking, fact: number): Uint8Array {
  const all = facts();
  const bad = new Uint8Array(all.length);
  for (let state = 0; state < all.length; state += 1) bad[state] = Number(((all[state] as number) & fact) !== 0);
  return bad;
}

/**
 * States of the bottom components at which the system rests (nothing but timers can move it) and `isBad` says so. A
 * component that never rests counts as a whole, when all of it is bad.
 */
function badRests(
  transitions: Transitions,
  graph: StateGraph,
  bottoms: Int32Array,
  isBad: (state: number) => boolean,
): Uint8Array {
  const bad = new Uint8Array(graph.states.size);
  const rests = new Set<number>();
  const good = new Set<number>();
  const restless: number[] = [];
  const row = new Int32Array(transitions.parts.width);
  for (let state = 0; state < bottoms.length; state += 1) {
    const component = bottoms[state] as number;
    if (component === NOT_BOTTOM) continue;
    graph.states.read(state, row);
    transitions.list(row);
    if (transitions.readyCount === 0) {
      rests.add(component);
      bad[state] = Number(isBad(state));
    } else if (isBad(state)) restless.push(state);
    else good.add(component);
  }
  for (const state of restless) {
    const component = bottoms[state] ?? NOT_BOTTOM;
    if (!rests.has(component) && !good.has(component)) bad[state] = 1;
  }
  return bad;
}

/** The ends of runs from which one more version can be stored and no load ever begin. */
function endingDeaf(checking: Checking): Judged {
  const { model, transitions, base, bottoms, statesMax, onProgress } = checking;
  const ends: number[] = [];
  const all = badRests(transitions, base, bottoms(), () => true);
  for (let state = all.indexOf(1); state !== -1; state = all.indexOf(1, state + 1)) ends.push(state);
  const bad = new Uint8Array(base.states.size);
  if (ends.length === 0) return { graph: base, bad, end: base.end };

  const worlds = ends.map((state) => withOneMoreVersion(model, atTimeZero(worldAt(checking, state))));
  const further = worlds[0]?.model ?? model;
  const roots = worlds.map(({ world }) => transitions.parts.rowOf(further, world));
  const graph = search(transitions, roots, { statesMax, onProgress, endAt: MARK.load });
  const noticed = graph.states.find(transitions.parts.endRow());
  const deafEnds = badRests(transitions, graph, bottomComponents(graph), (state) => state !== noticed);
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

/** The base graph with an observer: where it stops is bad. */
function refined(checking: Checking, observer: Observer): Judged {
  const graph = refine(checking.base, observer, checking);
  const bad = new Uint8Array(graph.states.size);
  eachRefined(graph, (state, _base, value) => {
    bad[state] = Number(observer.stops(value));
  });
  return { graph, bad, end: graph.end };
}

/** Calls `see` with every state of a refinement, in order. */
function eachRefined({ states }: StateGraph, see: (state: number, base: number, value: number) => void): void {
  const row = new Int32Array(2);
  for (let state = 0; state < states.size; state += 1) {
    states.read(state, row);
    see(state, row[REFINED.state] as number, row[REFINED.value] as number);
  }
}

function staleTooLong(checking: Checking): Judged | 'holds' {
  const { model, transitions, parameters, base, facts } = checking;
  if (model.versions.length < 2) return 'holds';
  const row = new Int32Array(transitions.parts.width);
  const isStale = (state: number): boolean => ((facts()[state] as number) & FACT.stale) !== 0;
  const times = timesOf(checking);
  const observer = staleSince(isStale, (state) => times[state] as number, parameters.stalenessMs);
  const judged = refined(checking, observer);
  const { graph, bad } = judged;
  // Nothing more comes before the horizon: what is stale at the end stays so until then, for ever when all is quiet.
  eachRefined(graph, (state, at, since) => {
    const isEnd = at < base.expanded && base.offsets[at] === base.fairEnds[at];
    if (since === 0 || since === STALE_TOO_LONG || !isEnd) return;
    base.states.read(at, row);
    transitions.list(row);
    bad[state] = Number(transitions.fairCount === 0 || model.horizonMs + 1 - since > parameters.stalenessMs);
  });
  return judged;
}

/** The time of every state, in ms. */
function timesOf({ transitions, base }: Checking): Float64Array {
  const { parts } = transitions;
  return Float64Array.from({ length: base.states.size }, (_, state) => {
    return parts.valueOf(COLUMN.now, base.states.columnOf(state, COLUMN.now)) as number;
  });
}

function coveredBy({ base, transitions, movesBefore }: Checking): Verdicts['covered'] {
  const { end, levels, states, targets, offsets } = base;
  const statesPerDepth = levels.map((first, level) => (levels[level + 1] ?? states.size) - first);
  return {
    end,
    states: states.size,
    transitions: targets.length,
    depth: levels.length - 1,
    statesPerDepth,
    machineTransitions: transitions.moves - movesBefore,
    bytes: states.bytes.held + targets.byteLength + offsets.byteLength,
  };
}
