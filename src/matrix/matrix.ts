// Strategies against hazards: for every pair, whether the strategy survives the hazard, or how it is lost soonest.
//
// A hazard is a simulation file with a `hazard` id: its story, its kubelet, its timing and its faults stay as they are, its
// strategy is replaced, and `check` decides the properties that its `expect` names. Source of the hazards:
// facts/strategies.md section 9, X1 to X20.
// Leaves out: whether a property that is not asked for holds; that is `check`'s to say.
import type { Strategy } from '../actors/app/strategy.ts';
import type { FaultName } from '../actors/faults/fault-names.ts';
import { check } from '../explore/check.ts';
import type { Memory } from '../explore/memory.ts';
import { formatToken } from '../explore/token.ts';
import type { InconclusiveReason, VacuousReason, Verdict } from '../explore/verdict.ts';
import type { PropertyName } from '../properties/names.ts';
import { compareNames } from '../simulation/catalog.ts';
import { misfitOf, namedWatcher, type Simulation, withStrategy } from '../simulation/simulation.ts';
import { createModel, type Model } from '../world/model.ts';
import type { ModelStore } from '../world/model-store.ts';
import type { ChapterRow } from './chapters.ts';

/** Why a strategy and a hazard have nothing to say to each other. */
export const NOT_APPLICABLE = ['other-watcher', 'watches-nothing'] as const;
export type NotApplicable = (typeof NOT_APPLICABLE)[number];

/** The shortest schedule that violates one property. */
export interface Failure {
  readonly property: PropertyName;
  readonly steps: number;
  /** Plays the schedule: `play SIM --strategy STRATEGY --schedule TOKEN`. */
  readonly token: string;
}

export type Cell =
  /** Every property holds; `vacuous` when none of them was put to the test. */
  | { readonly kind: 'holds'; readonly vacuous: VacuousReason | null }
  /** At least one is violated; the shortest failure first. */
  | { readonly kind: 'violated'; readonly failures: readonly [Failure, ...Failure[]] }
  | { readonly kind: 'inconclusive'; readonly reason: InconclusiveReason }
  | { readonly kind: 'not-applicable'; readonly why: NotApplicable };

/** A simulation that is a column. */
export interface Hazard extends Simulation {
  readonly hazard: string;
}

export interface Matrix {
  readonly hazards: readonly Hazard[];
  readonly rows: readonly MatrixRow[];
  /** The stories of the article's chapters; none where only some hazards or strategies are asked for. */
  readonly chapters: readonly ChapterRow[];
}

export interface MatrixRow {
  readonly strategy: Strategy;
  /** What names the strategy on a command line: its name, or the path of its file. */
  readonly word: string;
  /** In the order of the hazards. */
  readonly cells: readonly Cell[];
}

/** The hazards among these simulations, in the order of their ids. */
export function hazardsIn(simulations: readonly Simulation[]): readonly Hazard[] {
  return simulations.filter(isHazard).toSorted((a, b) => compareNames(a.hazard, b.hazard));
}

function isHazard(simulation: Simulation): simulation is Hazard {
  return simulation.hazard !== null;
}

/** The properties that a hazard puts to question, in the order of the list of properties. */
export function asksOf(hazard: Hazard): readonly PropertyName[] {
  return hazard.expect.map(({ property }) => property);
}

/** Hazards that tell one story, and so differ in what they ask only: every cell of theirs is one search. */
export type Story = readonly [Hazard, ...Hazard[]];

/** The stories of these hazards, in the order of the first that tells each. */
export function storiesOf(hazards: readonly Hazard[]): readonly Story[] {
  const stories = new Map<string, Story>();
  for (const hazard of hazards) {
    const told = storyText(hazard);
    const [first, ...others] = stories.get(told) ?? [hazard];
    stories.set(told, first === hazard ? [hazard] : [first, ...others, hazard]);
  }
  return [...stories.values()];
}

/** All that decides a cell besides the strategy and what is asked. */
function storyText(hazard: Hazard): string {
  const { name: _name, title: _title, why: _why, zh: _zh, app, ...scenario } = hazard.scenario;
  const { strategy: _strategy, watcher: _watcher, ...process } = app;
  return JSON.stringify([scenario, process, namedWatcher(hazard), hazard.timing, hazard.parameters]);
}

/** What the cells of a story have in common, so that it is worked out once: begin with `nothingShared()`. */
export interface Shared {
  readonly memory: Memory;
  readonly store: ModelStore;
}

export function nothingShared(): Shared {
  return { memory: new Map(), store: new Map() };
}

/**
 * Decides the cells of one strategy, one for each hazard of a story. `statesMax` bounds each search. Deterministic,
 * whatever was decided before with the same `shared`.
 */
export function cellsOf(
  story: Story,
  strategy: Strategy,
  statesMax: number,
  { memory, store } = nothingShared(),
): readonly Cell[] {
  const [hazard] = story;
  const why = whyNotApplicable(hazard, strategy);
  if (why !== null) return story.map(() => ({ kind: 'not-applicable', why }));
  const { scenario, timing, parameters } = withStrategy(hazard, strategy);
  const model = createModel(scenario, timing, null, store);
  const properties = [...new Set(story.flatMap(asksOf))];
  const { verdicts } = check(model, { properties, parameters, statesMax, memory });
  return story.map((each) => {
    const asked = asksOf(each);
    return cellFrom(
      model,
      asked.flatMap((name) => verdicts.filter(({ property }) => property === name)),
    );
  });
}

/** A cell of what was found of the properties that it is about. */
export function cellFrom(model: Model, verdicts: readonly Verdict[]): Cell {
  const [first, ...rest] = failuresIn(model, verdicts);
  if (first !== undefined) return { kind: 'violated', failures: [first, ...rest] };
  const reason = verdicts.find(({ verdict }) => verdict === 'inconclusive')?.reason ?? null;
  if (reason !== null) return { kind: 'inconclusive', reason };
  const isVacuous = verdicts.every(({ vacuous }) => vacuous !== null);
  return { kind: 'holds', vacuous: isVacuous ? (verdicts[0]?.vacuous ?? null) : null };
}

/** Failures from the shortest to the longest; of equal ones the property that is first in the list. */
function failuresIn(model: Model, verdicts: readonly Verdict[]): readonly Failure[] {
  const found = verdicts.flatMap(({ property, counterexample }) => {
    if (counterexample === null) return [];
    const { steps } = counterexample;
    return [{ property, steps: steps.length, token: formatToken(model, steps) }];
  });
  return found.toSorted((a, b) => a.steps - b.steps);
}

function whyNotApplicable(hazard: Hazard, strategy: Strategy): NotApplicable | null {
  const named = namedWatcher(hazard);
  const isOther =
    named !== undefined && strategy.watcher !== undefined && libraryOf(named) !== libraryOf(strategy.watcher);
  if (isOther || misfitOf(hazard, strategy) !== null) return 'other-watcher';
  return strategy.watch.length === 0 && isAboutWatches(hazard) ? 'watches-nothing' : null;
}

/** `fsnotify@1.8.0` → `fsnotify`. */
function libraryOf(watcher: string): string {
  return watcher.split('@', 1)[0] ?? '';
}

/** Faults that only somebody who watches can have. */
const FAULTS_OF_WATCHES: readonly FaultName[] = ['noisy-neighbour', 'watch-limit', 'instance-limit'];

/** Is the hazard one of a release of the watcher library, or of inotify itself? */
function isAboutWatches(hazard: Hazard): boolean {
  const { faults } = hazard.scenario;
  return namedWatcher(hazard) !== undefined || faults.some(({ fault }) => FAULTS_OF_WATCHES.includes(fault));
}
