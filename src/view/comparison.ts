// The design-review picture: two strategies on the kubelet schedule of the run that is open.
//
// Three pictures stand in line: what both share (API server, writer, volume) once, and the application's side of each.
// Where the strategies differ first is a column of all three, and a sentence. Pure; nothing of the session changes.
import type { Strategy } from '../actors/app/strategy.ts';
import { formatToken } from '../explore/token.ts';
import { misfitOf, type Simulation, withStrategy } from '../simulation/simulation.ts';
import { createModel, type Model } from '../world/model.ts';
import type { RunStep } from '../world/run.ts';
import { type Compared, compareRuns, type Difference, SIDES, type Side, sideColumns } from './compare.ts';
import { completed, type Followed, follow, followed } from './following.ts';
import { type Lane, laneName } from './lane.ts';
import { drawLanes, type LanePicture } from './lane-picture.ts';
import { type LanesView, lanesView } from './lanes.ts';
import type { Messages } from './messages/messages.ts';
import type { SessionState } from './session/reducer.ts';
import { formatTime } from './time.ts';

/** A difference on the picture and in words. */
export interface PlacedDifference {
  readonly x: number;
  readonly width: number;
  readonly label: string;
  readonly sentence: string;
}

export interface ToldDifference {
  readonly text: string;
  /** Number of the difference that it tells of; null where it tells of none. */
  readonly difference: number | null;
}

export interface Comparison {
  readonly strategies: Readonly<Record<Side, string>>;
  readonly shared: LanePicture;
  readonly own: Readonly<Record<Side, LanePicture>>;
  /**
   * In anything at all, and in what users get where that comes later, for good if they end differently; empty when
   * nobody can tell them apart.
   */
  readonly differences: readonly PlacedDifference[];
  /** What lasts comes first, then where they part; or that they do not. */
  readonly sentences: readonly ToldDifference[];
  /** The part of an address behind `#` that opens this comparison again. */
  readonly address: string;
}

const OWN_LANES: readonly Lane[] = ['inotify', 'watcher', 'app', 'requests'];

/** The strategies that the watcher of what is open can carry out, by name. */
export function comparable({ catalog, simulation, model }: SessionState): readonly string[] {
  const own = simulation.scenario.app.strategy.name;
  const fitting = catalog().strategies.filter((strategy) => fits(simulation, strategy, model));
  return [...new Set([own, ...fitting.map(({ name }) => name)])];
}

function fits(simulation: Simulation, strategy: Strategy, { engine }: Model): boolean {
  return misfitOf(simulation, strategy) === null && (strategy.handler === undefined || engine !== null);
}

/** What is compared unless something else is asked for: what is open, with the strategy that most would advise. */
export function usualPair(state: SessionState): Readonly<Record<Side, string>> {
  const [a = '', ...others] = comparable(state);
  const advised = others.find((name) => name === ADVISED) ?? others[0] ?? a;
  return { a, b: advised };
}

/** Watch the directory and look for the creation of `..data`: what kubelet's own documentation leads to. */
const ADVISED = 'dir-data-create';

/** The last comparison on a branch: most of what redraws a page changes nothing of it. */
const known = new WeakMap<readonly RunStep[], { readonly key: readonly unknown[]; readonly comparison: Comparison }>();

/** Compares two strategies, by name, on the branch that is open. Unknown names mean the strategy that is open. */
export function comparisonOf(
  state: SessionState,
  names: Readonly<Record<Side, string>>,
  messages: Messages,
): Comparison {
  const key = [state.model, messages, ...SIDES.map((side) => namedIn(state, names[side]) ?? names[side])];
  const found = known.get(state.tree.steps);
  if (found?.key.every((each, at) => each === key[at]) === true) return found.comparison;
  const comparison = compareIn(state, names, messages);
  known.set(state.tree.steps, { key, comparison });
  return comparison;
}

function namedIn({ catalog }: SessionState, wanted: string): Strategy | undefined {
  return catalog().strategies.find(({ name }) => name === wanted);
}

function compareIn(state: SessionState, names: Readonly<Record<Side, string>>, messages: Messages): Comparison {
  const { model, tree, simulation } = state;
  const given = followed(model, completed(model, tree.steps));
  const runs = { a: runOf(state, names.a, given), b: runOf(state, names.b, given) };
  const strategies = { a: strategyOf(runs.a), b: strategyOf(runs.b) };
  const compared = compareRuns(runs.a, runs.b);
  const pictures = picturesOf(runs, compared);
  const places = [compared.first, compared.lasting ?? compared.served].filter((each) => each !== null);
  const differences = [...new Set(places)].map((difference, at) => ({
    ...placeOf(pictures.shared, difference),
    label: at === 0 ? messages.compare.firstLabel : messages.compare.servedLabel,
    sentence: sentenceOf(messages, strategies, difference, compared),
  }));
  return {
    strategies,
    ...pictures,
    differences,
    sentences: sentencesOf(messages, strategies, compared, differences),
    address: addressOf(simulation, model, tree.steps, strategies),
  };
}

function strategyOf({ model }: Followed): string {
  return model.scenario.app.strategy.name;
}

function runOf(state: SessionState, name: string, given: Followed): Followed {
  const { simulation, model } = state;
  const strategy = namedIn(state, name);
  const isOpen = strategy === undefined || name === strategyOf(given) || !fits(simulation, strategy, model);
  if (isOpen) return given;
  const other = withStrategy(simulation, strategy);
  return follow(createModel(other.scenario, model.timing, model.engine), given);
}

function picturesOf(runs: Readonly<Record<Side, Followed>>, { columns }: Compared): Pick<Comparison, 'shared' | 'own'> {
  const views = { a: viewOf(runs.a, columns, 'a'), b: viewOf(runs.b, columns, 'b') };
  const shared = only(views.a, (lane) => !OWN_LANES.includes(lane));
  const own = { a: only(views.a, isOwnLane), b: only(views.b, isOwnLane) };
  const natural = [drawLanes(shared, []), ...SIDES.map((side) => drawLanes(own[side], []))];
  const widths = columns.map((_, at) => Math.max(...natural.map((picture) => picture.columns[at]?.width ?? 0)));
  return {
    shared: drawLanes(shared, runs.a.steps, widths),
    own: {
      a: drawLanes(own.a, runs.a.steps, widths),
      b: drawLanes(own.b, runs.b.steps, widths),
    },
  };
}

function isOwnLane(lane: Lane): boolean {
  return OWN_LANES.includes(lane);
}

function viewOf({ model, steps }: Followed, columns: Compared['columns'], side: Side): LanesView {
  const view = lanesView(model, model.first, steps, 'folds');
  return { ...view, columns: sideColumns(columns, side, view.first.held) };
}

function only(view: LanesView, isShown: (lane: Lane) => boolean): LanesView {
  return { ...view, lanes: view.lanes.filter(isShown) };
}

function placeOf({ columns }: LanePicture, { column }: Difference): Pick<PlacedDifference, 'x' | 'width'> {
  const { x, width } = columns[column] ?? { x: 0, width: 0 };
  return { x, width };
}

function sentencesOf(
  { compare }: Messages,
  strategies: Comparison['strategies'],
  { first, served, lasting, ends }: Compared,
  differences: readonly PlacedDifference[],
): readonly ToldDifference[] {
  if (first === null) return [{ text: compare.none, difference: null }];
  const told = differences.map(({ sentence }, difference) => ({ text: sentence, difference }));
  if (lasting !== null) {
    const end = compare.ends(strategies.a, ends.a, strategies.b, ends.b);
    return [{ text: end, difference: differences.length - 1 }, ...told.toReversed()];
  }
  const same = served === null ? compare.sameAnswers : compare.sameEnd(ends.a);
  return [{ text: same, difference: null }, ...told];
}

function sentenceOf(
  { compare, web }: Messages,
  strategies: Comparison['strategies'],
  difference: Difference,
  { first, lasting }: Compared,
): string {
  const { kind, after, did } = difference;
  const step =
    after === null
      ? compare.atStart
      : compare.after(laneName(web.lanes, after.mark.lane), after.mark.text, formatTime(after.atMs));
  const does = (side: Side): string => compare.does[kind](did[side]);
  const which = difference === lasting ? 'lasting' : difference === first ? 'first' : 'served';
  return compare.sentence(compare.which[which], step, strategies.a, does('a'), strategies.b, does('b'));
}

function addressOf(
  { scenario, insteadOf }: Simulation,
  model: Model,
  steps: readonly RunStep[],
  { a, b }: Comparison['strategies'],
): string {
  const asked = new URLSearchParams({ sim: scenario.name });
  if (insteadOf !== null) asked.set('strategy', scenario.app.strategy.name);
  asked.set('schedule', formatToken(model, steps));
  asked.set('compare', `${a},${b}`);
  return asked.toString();
}

/** What an address asks to compare (`compare=A,B`); null when it asks for nothing. */
export function pairAsked(hash: string): Readonly<Record<Side, string>> | null {
  const asked = new URLSearchParams(hash.replace(/^#/, '')).get('compare');
  if (asked === null) return null;
  const [a = '', b = ''] = asked.split(',');
  return { a, b };
}
