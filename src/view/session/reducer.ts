// What every command makes of a session's state. Pure: a new state, or the same one when nothing is to be
// done.

import type { Strategy } from '../../actors/app/strategy.ts';
import type { PropertyName } from '../../properties/names.ts';
import type { Catalog } from '../../simulation/catalog.ts';
import { misfit, type Simulation, withStrategy } from '../../simulation/simulation.ts';
import { enabled } from '../../world/enabled.ts';
import { createModel, type Model } from '../../world/model.ts';
import { endDetector, RUN_STEPS_MAX, type RunEnd, type RunStep, runToEnd, takeStep } from '../../world/run.ts';
import type { Timing } from '../../world/scenario.ts';
import { createScheduler, type Policy } from '../../world/schedulers.ts';
import type { World } from '../../world/world.ts';
import { isEdited } from '../editing/edited.ts';
import { type Foresight, NOTHING_YET, type Origin, wayTo, withNews } from '../foresight.ts';
import { takenAgain } from './again.ts';
import type { Jump, SessionCommand } from './commands.ts';
import { offersOf } from './offers.ts';
import { type OpenAt, type OpeningPlace, openingPlace, openRun, START } from './open.ts';
import {
  endAt,
  forkOf,
  leavesOf,
  newTree,
  onBranch,
  type RunTree,
  seek,
  take,
  withoutBranch,
  worldAt,
} from './run-tree.ts';
import { nextStop, passesTime, previousStop, type Stop, stopNumber, stopsOf } from './stops.ts';

export interface SessionState {
  readonly catalog: () => Catalog;
  readonly openAt: OpenAt;
  readonly simulation: Simulation;
  readonly model: Model;
  readonly policy: Policy;
  readonly tree: RunTree;
  readonly unfolded: boolean;
  /** What could not be done; null when there is nothing to say. */
  readonly notice: Notice | null;
  /** What has just been opened, until the first command; null afterwards. */
  readonly opened: Opened | null;
  /** Words that select simulation and strategy on a command line. */
  readonly named: readonly string[];
  /** Where it was opened, and what the run violates from there on. */
  readonly opening: OpeningPlace;
  /** What an oracle has told; null where none has been asked. */
  readonly foresight: Foresight | null;
  /** How many commands of a person have changed something. */
  readonly turn: number;
  /** Its title is that of what it was copied from. */
  readonly isEdited: boolean;
}

/** What was asked for when something was opened: a schedule is opened where it ends. */
export type Opened = 'simulation' | 'strategy' | 'schedule';

/** Why a command changed nothing; a text says what is wrong with what was asked for. */
export type Notice =
  | { readonly kind: 'text'; readonly text: string }
  /** The strategy asks for what the watcher does not have. */
  | { readonly kind: 'misfit'; readonly watcher: string }
  | { readonly kind: 'no-choice'; readonly number: number; readonly count: number }
  | { readonly kind: 'again' }
  | { readonly kind: 'counterexample'; readonly property: PropertyName; readonly from: Origin; readonly steps: number }
  | { readonly kind: 'no-counterexample'; readonly property: PropertyName }
  | { readonly kind: 'at-end' }
  | { readonly kind: 'at-start' };

/** The mark of AtomicWriter's publication: an event that matters even when nobody notices it. */
const PUBLISHED = 'rename ..data';
/** Stops that one jump goes through at most. */
const JUMP_STOPS_MAX = 2000;

export interface Opening {
  /**
   * What can be opened; asked for only when something else is to be opened, so that the first picture need
   * not wait.
   */
  readonly catalog: () => Catalog;
  readonly simulation: Simulation;
  readonly openAt: OpenAt;
  /** A schedule token; null runs by the policy, or as the file says. */
  readonly schedule: string | null;
  readonly policy: Policy | null;
  /** Words that select simulation and strategy on a command line; by default the simulation's name. */
  readonly named?: readonly string[];
  /** Steps taken up to the cursor in a run that is whole as its schedule has it; left out, the policy goes on with it. */
  readonly at?: number;
  /** Every system call is a stop of its own; by default they are folded. */
  readonly unfolded?: boolean;
  /** Its title is that of what it was copied from (editing/edited.ts); by default it is not. */
  readonly isEdited?: boolean;
}

/** The state of a session that has just been opened. */
export function openState(opened: Opening): SessionState {
  const { catalog, simulation, openAt, schedule, policy: asked, named, at, unfolded } = opened;
  const isWhole = schedule !== null && at !== undefined;
  const { model, run, policy, asked: until, notice } = openRun(simulation, schedule, asked, isWhole);
  const whole = take(newTree(run.first), run.steps, isWhole ? null : run.end);
  const opening = openAt === 'start' ? START : openingPlace(simulation, model, run);
  return {
    named: named ?? [simulation.scenario.name],
    catalog,
    openAt,
    simulation,
    model,
    policy,
    tree: seek(whole, at ?? until ?? opening.at),
    unfolded: unfolded ?? false,
    notice: notice === null ? null : { kind: 'text', text: notice },
    opened: at !== undefined ? null : until === null ? 'simulation' : 'schedule',
    opening,
    foresight: null,
    turn: 0,
    isEdited: opened.isEdited ?? false,
  };
}

/** The state after a command. */
export function reduce(state: SessionState, command: SessionCommand): SessionState {
  if (command.type === 'consulted') return { ...state, foresight: NOTHING_YET };
  if (command.type === 'foreseen') {
    return { ...state, foresight: withNews(state.foresight ?? NOTHING_YET, command.news) };
  }
  const next = obey(state, command);
  return next === state ? state : { ...next, turn: state.turn + 1 };
}

/** The commands of a person. */
type Given = Exclude<SessionCommand, { readonly type: 'consulted' | 'foreseen' }>;

function obey(state: SessionState, command: Given): SessionState {
  if (command.type === 'load') return load(state, command.simulation);
  if (command.type === 'open') return openState({ ...command.opening, catalog: state.catalog, openAt: state.openAt });
  if (command.type === 'strategy') return changeStrategy(state, command.name);
  if (command.type === 'edited') return edited(state, command.simulation);
  if (command.type === 'edited-strategy') return editedStrategy(state, command.strategy);
  const next = carryOut(state, command);
  return next.opened === null ? next : { ...next, opened: null };
}

type Carried = Exclude<Given, { readonly type: 'load' | 'open' | 'strategy' | 'edited' | 'edited-strategy' }>;

function carryOut(state: SessionState, command: Carried): SessionState {
  const { tree, model, unfolded } = state;
  switch (command.type) {
    case 'next':
      return isStuck(state) ? { ...state, notice: { kind: 'at-end' } } : moved(state, stepForward(state));
    case 'back':
      if (tree.at === 0) return { ...state, notice: { kind: 'at-start' } };
      return moved(state, seek(tree, previousStop(model, tree, unfolded)));
    case 'take':
      return takeChoice(state, command.choice);
    case 'home':
      return moved(state, seek(tree, 0));
    case 'end':
      return moved(state, toEnd(state, state.policy));
    case 'seek':
      return moved(state, seek(tree, command.at));
    case 'jump':
      return moved(state, jump(state, command.to));
    case 'unfold':
      return { ...state, unfolded: !unfolded, notice: null };
    case 'share':
      return { ...state, notice: { kind: 'again' } };
    case 'branch':
      return moved(state, visit(tree, command.leaf));
    case 'next-branch':
      return moved(state, visit(tree, leafAfter(tree)));
    case 'forget-branch':
      return moved(state, withoutBranch(tree, command.leaf));
    case 'policy':
      return changePolicy(state, command.policy);
    case 'counterexample':
      return playCounterexample(state, command.property);
    case 'timing':
      return changeTiming(state, command.timing);
  }
}

function moved(state: SessionState, tree: RunTree): SessionState {
  return tree === state.tree && state.notice === null ? state : { ...state, tree, notice: null };
}

function stepForward(state: SessionState): RunTree {
  const { tree, model, unfolded } = state;
  const stop = nextStop(model, tree, unfolded);
  return stop === null ? extend(state) : seek(tree, stop);
}

/** Goes on where nobody has been yet, as the policy picks, to the next stop. */
function extend(state: SessionState): RunTree {
  const { model, tree } = state;
  if (endAt(tree) !== null) return tree;
  const end = endOf(model, tree);
  if (end !== null) return take(tree, [], end);
  const { moves, usual } = offersOf(state);
  return take(tree, moves[usual]?.steps ?? []);
}

/** Is the run over under the cursor, at the end of all that is known? */
function isStuck({ tree, model }: SessionState): boolean {
  return tree.at >= tree.steps.length && endOf(model, tree) !== null;
}

/** What the run has come to under the cursor; null while it goes on. */
export function endOf(model: Model, tree: RunTree): RunEnd | null {
  const world = worldAt(tree);
  const choices = enabled(model, world);
  if (choices.length === 0) return 'quiet';
  if (model.timing === 'prompt' && endDetector(model)(world, choices)) return 'horizon';
  return tree.at >= RUN_STEPS_MAX ? 'steps-max' : null;
}

function takeChoice(state: SessionState, index: number): SessionState {
  const { tree } = state;
  const { moves } = offersOf(state);
  const move = moves[index];
  if (move === undefined) {
    return { ...state, notice: { kind: 'no-choice', number: index + 1, count: moves.length } };
  }
  return moved(state, take(tree, move.steps));
}

function toEnd({ tree, model, simulation }: SessionState, policy: Policy): RunTree {
  const tip = seek(tree, tree.steps.length);
  if (endAt(tip) !== null) return tip;
  const scheduler = createScheduler(policy, simulation.seed + tip.at);
  const rest = runToEnd(model, scheduler, worldAt(tip), RUN_STEPS_MAX - tip.at);
  return take(tip, rest.steps, rest.end);
}

function jump(state: SessionState, to: Jump): RunTree {
  let current = state;
  for (let stops = 0; stops < JUMP_STOPS_MAX; stops += 1) {
    const from = current.tree.at;
    const tree = stepForward(current);
    if (tree.at === from) return tree;
    current = { ...current, tree };
    const stop = stopsOf(state.model, tree).find((each) => each.to >= tree.at);
    if (stop !== undefined && stop.to === tree.at && isFound(tree, stop, to)) return tree;
  }
  return current.tree;
}

function isFound(tree: RunTree, stop: Stop, to: Jump): boolean {
  const { marks } = stop;
  switch (to) {
    case 'event':
      return marks.some(
        ({ lane, role, text }) =>
          (lane === 'app' && role !== 'dim') || lane === 'inotify' || lane === 'requests' || text === PUBLISHED,
      );
    case 'inotify':
      return marks.some(({ lane }) => lane === 'inotify');
    case 'request':
      return marks.some(({ lane }) => lane === 'requests');
    case 'time':
      return passesTime(tree, stop);
  }
}

/**
 * The branch of this leaf, with the cursor where it leaves the present one, or where it was when that is
 * further on.
 */
function visit(tree: RunTree, leaf: number): RunTree {
  const fork = forkOf(tree, leaf);
  const branch = onBranch(tree, leaf);
  return seek(branch, Math.min(tree.at, fork));
}

function leafAfter(tree: RunTree): number {
  const leaves = leavesOf(tree);
  const present = leaves.indexOf(tree.path.at(-1) ?? 0);
  return leaves[(present + 1) % leaves.length] ?? 0;
}

function load(state: SessionState, name: string): SessionState {
  const { catalog, openAt } = state;
  const known = catalog();
  const simulation = known.simulations.find(({ scenario }) => scenario.name === name);
  if (simulation === undefined) return { ...state, notice: { kind: 'text', text: name } };
  const isCopy = isEdited(simulation, known);
  return openState({ catalog, simulation, openAt, schedule: null, policy: null, isEdited: isCopy });
}

/**
 * The same story with another strategy, opened like any other, or at the same time when nothing goes wrong.
 * What a file expects, it expects of its own strategy only.
 */
function changeStrategy(state: SessionState, name: string): SessionState {
  // A system has none.
  if (state.model.system !== null) return state;
  const { catalog, openAt, policy, simulation, tree } = state;
  const known = catalog();
  const strategy = known.strategies.find((each) => each.name === name);
  if (strategy === undefined) return { ...state, notice: { kind: 'text', text: name } };
  const { watcher } = simulation.scenario.app;
  if (misfit(watcher, strategy) !== null) return { ...state, notice: { kind: 'misfit', watcher } };
  const original = known.simulations.find(({ file }) => file === simulation.file);
  const isOwn = original?.scenario.app.strategy === strategy;
  const changed = isOwn ? original : { ...withStrategy(simulation, strategy), expect: [] };
  const [file = ''] = state.named;
  const named = isOwn ? [file] : [file, '--strategy', name];
  const asked = { schedule: null, policy, named, isEdited: isEdited(changed, known) };
  const opened = openState({ catalog, simulation: changed, openAt, ...asked });
  const at = opened.opening.violates.length > 0 ? opened.tree.at : atTime(opened, worldAt(tree).nowMs);
  return { ...opened, tree: seek(opened.tree, at), opened: 'strategy' };
}

/**
 * An edited simulation, at the same place: after the same steps where they are possible in it, else at the same time. The
 * run goes on from there as the policy picks.
 */
function edited(state: SessionState, simulation: Simulation): SessionState {
  const { catalog, openAt, policy, tree, model, unfolded } = state;
  const asked = { schedule: null, policy, named: [simulation.file], isEdited: isEdited(simulation, catalog()) };
  const fresh = openState({ catalog, simulation, openAt, ...asked });
  const opened: SessionState = { ...changeTiming(fresh, model.timing), unfolded, opened: null, opening: START };
  const steps = takenAgain(opened.model, tree.steps.slice(0, tree.at));
  if (steps.length < tree.at) return { ...opened, tree: seek(opened.tree, atTime(opened, worldAt(tree).nowMs)) };
  const here = { ...opened, tree: take(newTree(opened.model.first), steps) };
  return { ...here, tree: seek(opened.model.timing === 'prompt' ? toEnd(here, policy) : here.tree, tree.at) };
}

/** What is open with an edited strategy in place of its own, at the same place. */
function editedStrategy(state: SessionState, strategy: Strategy): SessionState {
  if (state.model.system !== null) return state;
  const { simulation, named } = state;
  const { watcher } = simulation.scenario.app;
  if (misfit(watcher, strategy) !== null) return { ...state, notice: { kind: 'misfit', watcher } };
  const next = edited(state, { ...withStrategy(simulation, strategy), expect: [] });
  const [file = ''] = named;
  return { ...next, named: [file, '--strategy', strategy.name] };
}

/** The last stop before anything happens at this time. */
function atTime({ model, tree }: SessionState, nowMs: number): number {
  const stops = stopsOf(model, tree);
  return stops.findLast(({ foldTo }) => (tree.steps[foldTo - 1]?.world.nowMs ?? 0) < nowMs)?.foldTo ?? 0;
}

/** The run from the cursor on as the new policy has it: a branch when that is another run. */
function changePolicy(state: SessionState, policy: Policy): SessionState {
  const { tree, model, simulation } = state;
  const scheduler = createScheduler(policy, simulation.seed + tree.at);
  const rest = runToEnd(model, scheduler, worldAt(tree), RUN_STEPS_MAX - tree.at);
  return { ...state, policy, tree: seek(take(tree, rest.steps, rest.end), tree.at), notice: null };
}

/** What the branch does, done again under another meaning of time, up to the first step that is not possible there. */
function changeTiming(state: SessionState, timing: Timing): SessionState {
  const { simulation, tree } = state;
  if (timing === state.model.timing) return state;
  const model = createModel(simulation.scenario, timing, simulation.engine);
  const again = take(newTree(model.first), takenAgain(model, tree.steps));
  return {
    ...state,
    model,
    tree: seek(again, tree.at),
    notice: null,
    opening: START,
    foresight: state.foresight && NOTHING_YET,
  };
}

/** The branch on which the property is violated soonest, with the cursor where it begins: → steps through it. */
function playCounterexample(state: SessionState, property: PropertyName): SessionState {
  const { tree, model, foresight } = state;
  const way = foresight === null ? null : wayTo(foresight, property, tree.steps.slice(0, tree.at));
  if (way === null) return { ...state, notice: { kind: 'no-counterexample', property } };
  const { from, choices } = way;
  const origin = from === 'here' ? tree : seek(tree, 0);
  const steps = taken(model, worldAt(origin), choices);
  const next = seek(take(origin, steps), origin.at);
  const { at, of } = stopNumber(model, next, state.unfolded);
  return { ...state, tree: next, notice: { kind: 'counterexample', property, from, steps: of - at } };
}

/** The steps of these choices, each a position in `enabled`. */
function taken(model: Model, first: World, choices: readonly number[]): readonly RunStep[] {
  const steps: RunStep[] = [];
  for (const index of choices) {
    const world = steps.at(-1)?.world ?? first;
    steps.push(takeStep(model, world, enabled(model, world), index));
  }
  return steps;
}
