// After a search: what may still come of every property, at every place of every run.
//
// `check` answers for the first world; this answers for any other, and so for a choice before it is taken. Each property
// keeps of its judged graph (check.ts) the transitions, the fate of every state and how far it is from a violation. All
// of it is plain data in typed arrays, to be handed from a worker to a page; the questions at the end need no model.
// A place is found by following a path of choices, because an observer's number belongs to the path, not to the world.
import type { PropertyName } from '../properties/names.ts';
import { propertiesOf } from '../properties/properties.ts';
import type { PropertyParameters } from '../properties/property.ts';
import type { Model } from '../world/model.ts';
import { type Checking, judge, startChecking, vacuousReason } from './check.ts';
import { bottomComponents } from './components.ts';
import { avoiding, type Judged } from './counterexample.ts';
import { distancesTo, UNREACHABLE } from './paths.ts';
import type { Progress, StateGraph } from './search.ts';
import type { InconclusiveReason, VacuousReason } from './verdict.ts';

/**
 * What may come of a property, the worst first. Violated: on this path. Doomed: every fair continuation violates it.
 * At risk: some continuation does. Unknown: the search was cut short, or could not decide. Safe: none does.
 */
export const FATES = ['violated', 'doomed', 'at-risk', 'unknown', 'safe'] as const;
export type Fate = (typeof FATES)[number];

/** Transitions by state, in the order of choices (StateGraph has the same). */
export interface Edges {
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
}

/** What is known of one property. */
export interface Outlook {
  readonly property: PropertyName;
  /** Why not all is known; null when the search is complete. */
  readonly reason: InconclusiveReason | null;
  /** Why nothing could violate it, where it holds for no better reason; null otherwise. */
  readonly vacuous: VacuousReason | null;
  readonly edges: Edges;
  /** For each state a position in FATES. */
  readonly fates: Uint8Array;
  /** For each state the least number of steps to a violation, or UNREACHABLE. */
  readonly distances: Int32Array;
}

export interface OracleOptions {
  readonly parameters: PropertyParameters;
  /** States at most of any one search. */
  readonly statesMax: number;
  readonly onProgress: (progress: Progress) => boolean;
}

/** Searches, and gives the outlook of one property after the other. Deterministic. */
export function* outlooksOf(model: Model, options: OracleOptions): Generator<Outlook, void> {
  const checking = startChecking(model, options);
  const edges = edgesOf(checking.base);
  for (const { name } of propertiesOf(model)) yield outlookOf(checking, edges, name);
}

function outlookOf(checking: Checking, baseEdges: Edges, property: PropertyName): Outlook {
  const { base } = checking;
  const judged = judge(checking, property);
  if (judged === 'no-clock') return undecided(property, judged);
  const nothing: Judged = { graph: base, bad: new Uint8Array(base.states.size), end: base.end };
  const { graph, bad, end } = judged === 'holds' ? nothing : judged;
  const distances = distancesTo(graph, bad);
  const bottoms = graph === base ? checking.bottoms() : bottomComponents(graph);
  return {
    property,
    reason: end === 'complete' ? null : end,
    vacuous: vacuousReason(checking, property),
    edges: graph === base ? baseEdges : edgesOf(graph),
    fates: end === 'complete' ? fatesOf(distances, avoiding(graph, bad, bottoms)) : fatesSoFar(distances),
    distances,
  };
}

const NO_EDGES: Edges = { offsets: new Int32Array(1), targets: new Int32Array(0) };

function undecided(property: PropertyName, reason: InconclusiveReason): Outlook {
  const nothing = { edges: NO_EDGES, fates: new Uint8Array(0), distances: new Int32Array(0) };
  return { property, reason, vacuous: null, ...nothing };
}

/** Copies: a typed array that is a part of a larger one would drag all of it along. */
function edgesOf({ offsets, targets }: StateGraph): Edges {
  return { offsets: offsets.slice(), targets: targets.slice() };
}

const FATE = Object.fromEntries(FATES.map((fate, index) => [fate, index])) as Readonly<Record<Fate, number>>;

function fatesOf(distances: Int32Array, avoids: Uint8Array): Uint8Array {
  return Uint8Array.from(distances, (distance, state) => {
    if (distance === 0) return FATE.violated;
    if (avoids[state] !== 1) return FATE.doomed;
    return distance === UNREACHABLE ? FATE.safe : FATE['at-risk'];
  });
}

/** After a search that was cut short: what it has found is there, what it has not may still come. */
function fatesSoFar(distances: Int32Array): Uint8Array {
  return Uint8Array.from(distances, (distance) => {
    if (distance === 0) return FATE.violated;
    return distance === UNREACHABLE ? FATE.unknown : FATE['at-risk'];
  });
}

/** Where a path has led to in the graph of one property. */
export interface Place {
  /** Null: beyond what was searched. */
  readonly state: number | null;
  /** Steps after which it was violated on the path; null while it is not. */
  readonly violatedAt: number | null;
  /** Steps since when it has been doomed or violated; null while it is neither. */
  readonly lostAt: number | null;
  readonly steps: number;
}

/** The place after a path of choices, each its position in `enabled`, from `from` on (default: the first world). */
export function placeAfter(outlook: Outlook, path: Iterable<number>, from?: Place): Place {
  let place = from ?? arrive(outlook, 0, { state: null, violatedAt: null, lostAt: null, steps: -1 });
  for (const choice of path) {
    const next = place.state === null ? null : targetOf(outlook.edges, place.state, choice);
    place = arrive(outlook, next, place);
  }
  return place;
}

function arrive({ fates }: Outlook, state: number | null, before: Place): Place {
  const steps = before.steps + 1;
  const fate = state === null ? undefined : fates[state];
  const violatedAt = before.violatedAt ?? (fate === FATE.violated ? steps : null);
  // A fault, which no fair run owes, may save what was doomed.
  const isLost = violatedAt !== null || fate === FATE.doomed;
  return { state, violatedAt, lostAt: isLost ? (before.lostAt ?? steps) : null, steps };
}

/** Null where a run ends (somebody may go on beyond the horizon), and where the search did. */
function targetOf({ offsets, targets }: Edges, state: number, choice: number): number | null {
  const edge = (offsets[state] ?? 0) + choice;
  return edge < (offsets[state + 1] ?? 0) ? (targets[edge] ?? null) : null;
}

/** What may come of the property from this place on. */
export function fateAt({ fates }: Outlook, { state, violatedAt }: Place): Fate {
  if (violatedAt !== null) return 'violated';
  return FATES[(state === null ? undefined : fates[state]) ?? FATE.unknown] ?? 'unknown';
}

/** Choices of the shortest way from this place to a violation, each its position in `enabled`; null: there is none. */
export function wayToViolation({ edges, distances }: Outlook, { state, violatedAt }: Place): readonly number[] | null {
  if (state === null || violatedAt !== null || (distances[state] ?? UNREACHABLE) === UNREACHABLE) return null;
  const choices: number[] = [];
  for (let at = state; distances[at] !== 0; ) {
    const start = edges.offsets[at] ?? 0;
    const left = distances[at] ?? 0;
    let choice = 0;
    while (distances[edges.targets[start + choice] ?? 0] !== left - 1) choice += 1;
    choices.push(choice);
    at = edges.targets[start + choice] ?? 0;
  }
  return choices;
}
