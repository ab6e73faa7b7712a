// What every command makes of a session's state. Pure: a new state, or the same one when nothing is to be
// done.
import type { Catalog } from '../../simulation/catalog.ts';
import { misfit, type Simulation, withStrategy } from '../../simulation/simulation.ts';
import { enabled } from '../../world/enabled.ts';
import type { Model } from '../../world/model.ts';
import { endDetector, RUN_STEPS_MAX, type RunEnd, type RunStep, runToEnd, takeStep } from '../../world/run.ts';
import { createScheduler, type Policy } from '../../world/schedulers.ts';
import { choiceKey } from '../../world/world.ts';
import { foldsOf, takeFold } from '../folding.ts';
import { marksOf } from '../marks.ts';
import type { Jump, SessionCommand } from './commands.ts';
import { atStop, beforeViolation, type OpenAt, openRun } from './open.ts';
import { endAt, forkOf, leavesOf, newTree, onBranch, type RunTree, seek, take, worldAt } from './run-tree.ts';
import { nextStop, passesTime, previousStop, type Stop, stopsOf } from './stops.ts';

export interface SessionState {
  readonly catalog: () => Catalog;
  readonly openAt: OpenAt;
  readonly simulation: Simulation;
  readonly model: Model;
  readonly policy: Policy;
  readonly tree: RunTree;
  readonly unfolded: boolean;
  /** One line about what could not be done; null when there is nothing to say. */
  readonly notice: string | null;
}

/** Stops that one jump goes through at most. */
const JUMP_STOPS_MAX = 2000;
/** Folds without a mark that one step passes over at most. */
const SILENT_FOLDS_MAX = 200;

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
}

/** The state of a session that has just been opened. */
export function openState({ catalog, simulation, openAt, schedule, policy: asked }: Opening): SessionState {
  const { model, run, policy, notice } = openRun(simulation, schedule, asked);
  const whole = take(newTree(run.first), run.steps, run.end);
  const at = openAt === 'start' ? 0 : atStop(model, run, beforeViolation(simulation, model, run));
  return { catalog, openAt, simulation, model, policy, tree: seek(whole, at), unfolded: false, notice };
}

/** The state after a command. */
export function reduce(state: SessionState, command: SessionCommand): SessionState {
  const { tree, model, unfolded } = state;
  switch (command.type) {
    case 'next':
      return moved(state, stepForward(state));
    case 'back':
      return moved(state, seek(tree, previousStop(model, tree, unfolded)));
    case 'take':
      return moved(state, takeChoice(state, command.choice));
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
    case 'branch':
      return moved(state, visit(tree, command.leaf));
    case 'next-branch':
      return moved(state, visit(tree, leafAfter(tree)));
    case 'load':
      return load(state, command.simulation);
    case 'strategy':
      return changeStrategy(state, command.name);
    case 'policy':
      return changePolicy(state, command.policy);
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
  const { model, unfolded, policy, simulation } = state;
  let { tree } = state;
  for (let folds = 0; folds < SILENT_FOLDS_MAX; folds += 1) {
    if (endAt(tree) !== null) break;
    const world = worldAt(tree);
    const choices = enabled(model, world);
    const end = endOf(model, tree);
    if (end !== null) return take(tree, [], end);
    const scheduler = createScheduler(policy, simulation.seed + tree.at);
    const index = scheduler.pick(model, world, choices);
    const steps = unfolded ? [takeStep(model, world, choices, index)] : takeFold(model, world, index);
    tree = take(tree, steps);
    if (unfolded || marksOf(model, steps).length > 0) break;
  }
  return tree;
}

/** What the run has come to under the cursor; null while it goes on. */
export function endOf(model: Model, tree: RunTree): RunEnd | null {
  const world = worldAt(tree);
  const choices = enabled(model, world);
  if (choices.length === 0) return 'quiet';
  if (model.timing === 'prompt' && endDetector(model)(world, choices)) return 'horizon';
  return tree.at >= RUN_STEPS_MAX ? 'steps-max' : null;
}

function takeChoice({ tree, model, unfolded }: SessionState, index: number): RunTree {
  const world = worldAt(tree);
  const choices = enabled(model, world);
  const choice = choices[index];
  if (choice === undefined) return tree;
  const taken = tree.steps[tree.at];
  if (taken !== undefined && choiceKey(taken.choice) === choiceKey(choice)) {
    return seek(tree, unfolded ? tree.at + 1 : foldEnd(tree));
  }
  return take(tree, unfolded ? [takeStep(model, world, choices, index)] : takeFold(model, world, index));
}

/** The end of the fold on the branch that begins at the cursor. */
function foldEnd({ steps, at, first }: RunTree): number {
  const rest: readonly RunStep[] = steps.slice(at);
  return at + (foldsOf(steps[at - 1]?.world ?? first, rest)[0]?.to ?? 0);
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
        ({ lane, role }) => (lane === 'app' && role !== 'dim') || lane === 'inotify' || lane === 'requests',
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
  const simulation = state.catalog().simulations.find(({ scenario }) => scenario.name === name);
  if (simulation === undefined) return { ...state, notice: name };
  const { catalog, openAt } = state;
  return openState({ catalog, simulation, openAt, schedule: null, policy: null });
}

/** What a file expects, it expects of its own strategy only. */
function changeStrategy(state: SessionState, name: string): SessionState {
  const { catalog, openAt, policy, simulation } = state;
  const strategy = catalog().strategies.find((each) => each.name === name);
  if (strategy === undefined) return { ...state, notice: name };
  const wrong = misfit(simulation.scenario.app.watcher, strategy);
  if (wrong !== null) return { ...state, notice: wrong };
  const original = catalog().simulations.find(({ file }) => file === simulation.file);
  const isOwn = original?.scenario.app.strategy === strategy;
  const changed = isOwn ? original : { ...withStrategy(simulation, strategy), expect: [] };
  return openState({ catalog, simulation: changed, openAt, schedule: null, policy });
}

/** The run from the cursor on as the new policy has it: a branch when that is another run. */
function changePolicy(state: SessionState, policy: Policy): SessionState {
  const { tree, model, simulation } = state;
  const scheduler = createScheduler(policy, simulation.seed + tree.at);
  const rest = runToEnd(model, scheduler, worldAt(tree), RUN_STEPS_MAX - tree.at);
  return { ...state, policy, tree: seek(take(tree, rest.steps, rest.end), tree.at), notice: null };
}
