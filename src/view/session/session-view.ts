// What a session shows: every pane of the playground as data, worked out from the state and from nothing
// else.
import { formatToken } from '../../explore/token.ts';
import { enabled } from '../../world/enabled.ts';
import { createScheduler, type Policy } from '../../world/schedulers.ts';
import { choiceKey } from '../../world/world.ts';
import { type AppView, appView } from '../app.ts';
import { type BlockedView, blockedView, type ChoiceView, choicesView } from '../choices.ts';
import { worldBefore } from '../folding.ts';
import { type Glyph, servedGlyph } from '../glyphs.ts';
import { type LanesView, lanesUpTo } from '../lanes.ts';
import type { Messages } from '../messages/messages.ts';
import { type QueueView, queueView } from '../queue.ts';
import { type Verdict, verdicts } from '../verdicts.ts';
import { type VolumeView, volumeView } from '../volume.ts';
import { watchLives } from '../watches.ts';
import { type Reason, whyView } from '../why.ts';
import { endOf, type SessionState } from './reducer.ts';
import { forkOf, leavesOf, onBranch, type RunTree, worldAt } from './run-tree.ts';
import { lastFold, stopNumber } from './stops.ts';

export interface BranchView {
  readonly leaf: number;
  /** The stop after which it leaves the present branch; for that one itself its length. */
  readonly fork: number;
  /** What was chosen there: "sidecar: write(…)"; empty for the present branch. */
  readonly choice: string;
  /** What is served at its end. */
  readonly serves: Glyph;
  readonly isPresent: boolean;
}

export interface SessionView {
  readonly name: string;
  readonly title: string;
  readonly why: string;
  readonly strategy: string;
  readonly policy: Policy;
  /** Number of the stop under the cursor, and how many the branch has so far. */
  readonly position: { readonly at: number; readonly of: number };
  /** Virtual time; null where time is not part of the run. */
  readonly atMs: number | null;
  readonly branch: { readonly number: number; readonly of: number };
  readonly unfolded: boolean;
  /** The run is over here. */
  readonly isOver: boolean;
  readonly notice: string | null;
  readonly lanes: LanesView;
  readonly volume: VolumeView;
  readonly queue: QueueView | null;
  readonly app: AppView;
  readonly choices: readonly ChoiceView[];
  /** The choice that the branch goes on with, or that the policy would pick. */
  readonly usual: number;
  readonly blocked: readonly BlockedView[];
  readonly reasons: readonly Reason[];
  readonly verdicts: readonly Verdict[];
  /** A fallback notices changes without any watch. */
  readonly hasPoll: boolean;
}

/** The view of a state in a language. */
export function sessionView(state: SessionState, messages: Messages): SessionView {
  const { simulation, model, tree, unfolded, policy, notice } = state;
  const { scenario } = simulation;
  const world = worldAt(tree);
  const steps = tree.steps.slice(0, tree.at);
  const end = endOf(model, tree);
  const fold = lastFold(model, tree, unfolded, end !== null);
  const from = fold?.from ?? 0;
  const before = worldBefore(tree.first, steps, from);
  const lives = watchLives(model, tree.first, steps);
  const choices = choicesView(messages, model, world, unfolded);
  const usual = usualChoice(state);
  const leaves = leavesOf(tree);
  return {
    name: scenario.name,
    title: scenario.title,
    why: scenario.why,
    strategy: scenario.app.strategy.name,
    policy,
    position: stopNumber(model, tree, unfolded),
    atMs: model.timing === 'prompt' ? world.nowMs : null,
    branch: { number: leaves.indexOf(tree.path.at(-1) ?? 0) + 1, of: leaves.length },
    unfolded,
    isOver: end !== null,
    notice,
    lanes: lanesUpTo(model, tree.first, tree.steps, tree.at),
    volume: volumeView(model, before, world, lives, from),
    queue: queueView(world, steps),
    app: appView(model, world),
    choices,
    usual,
    blocked: blockedView(messages, model, world),
    reasons: [
      ...(tree.at === 0 ? [{ text: messages.why.start(scenario.why), rule: null }] : []),
      ...whyView(messages, { model, before, steps: steps.slice(from, fold?.to ?? 0), lives, unfolded }),
      ...upcoming(messages, choices[usual]),
    ],
    verdicts: verdicts(simulation, model, tree.first, steps, end),
    hasPoll: scenario.app.strategy.poll !== null || scenario.app.watcher === 'poll',
  };
}

/** What is about to happen, told only when it violates something. */
function upcoming({ why }: Messages, choice: ChoiceView | undefined): readonly Reason[] {
  if (choice === undefined || choice.violates.length === 0) return [];
  const text = why.next(`${choice.who}, ${choice.text}`, why.violates(choice.violates.join(', ')));
  return [{ text, rule: null }];
}

function usualChoice({ model, tree, policy, simulation }: SessionState): number {
  const world = worldAt(tree);
  const choices = enabled(model, world);
  const taken = tree.steps[tree.at];
  if (taken === undefined) {
    return choices.length === 0 ? 0 : createScheduler(policy, simulation.seed + tree.at).pick(model, world, choices);
  }
  return Math.max(
    0,
    choices.findIndex((choice) => choiceKey(choice) === choiceKey(taken.choice)),
  );
}

/** The runs tried so far, in the order of being tried. */
export function branchesView(state: SessionState, messages: Messages): readonly BranchView[] {
  const { tree, model, unfolded } = state;
  const present = tree.path.at(-1) ?? 0;
  return leavesOf(tree).map((leaf) => {
    const branch: RunTree = onBranch(tree, leaf);
    const fork = forkOf(tree, leaf);
    const last = branch.steps.at(-1)?.world ?? tree.first;
    return {
      leaf,
      fork: stopNumber(model, { ...tree, at: fork }, unfolded).at,
      choice: leaf === present ? '' : choiceAt(messages, state, branch, fork, unfolded),
      serves: servedGlyph(model, last),
      isPresent: leaf === present,
    };
  });
}

function choiceAt(
  messages: Messages,
  { model }: SessionState,
  branch: RunTree,
  fork: number,
  unfolded: boolean,
): string {
  const step = branch.steps[fork];
  if (step === undefined) return '';
  const choice = choicesView(messages, model, worldBefore(branch.first, branch.steps, fork), unfolded)[step.index];
  return choice === undefined ? '' : `${choice.who}: ${choice.text}`;
}

/** The token of the run up to the cursor: what makes it happen again. */
export function sessionToken({ model, tree }: SessionState): string {
  return formatToken(model, tree.steps.slice(0, tree.at));
}
