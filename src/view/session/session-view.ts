// What a session shows: every pane of the playground as data, worked out from the state and from nothing
// else.
import { formatToken } from '../../explore/token.ts';
import type { PropertyName } from '../../properties/names.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import type { RunEnd, RunStep } from '../../world/run.ts';
import type { Policy } from '../../world/schedulers.ts';
import { type AppView, appView } from '../app.ts';
import { type BlockedView, blockedView, type ChoiceView, choicesView, choiceText } from '../choices.ts';
import { worldBefore } from '../folding.ts';
import {
  type CheckingView,
  type CounterexampleView,
  checkingView,
  counterexamplesAt,
  type Foresight,
  type Prospect,
  prospectsAfter,
} from '../foresight.ts';
import { type Glyph, servedGlyph } from '../glyphs.ts';
import { inLanguage, type LanesView, type Lost, lanesUpTo, type Turn } from '../lanes.ts';
import { CHAPTER_WORDS, chapterHeading } from '../messages/chapter-names.ts';
import type { Messages } from '../messages/messages.ts';
import { describeMove } from '../moves.ts';
import { proseOf } from '../prose.ts';
import { type QueueView, queueView } from '../queue.ts';
import { type SystemView, systemView } from '../system.ts';
import { failedRequest, type UsersView, usersView } from '../users.ts';
import { flipsOf, foreseen, isLostFromStart, toldOf, type Verdict, verdicts } from '../verdicts.ts';
import { type VolumeView, volumeView } from '../volume.ts';
import { lastDeath, watchLives } from '../watches.ts';
import { type Reason, type Told, whyView } from '../why.ts';
import { offersOf } from './offers.ts';
import { endOf, type Notice, type Opened, type SessionState } from './reducer.ts';
import { endAt, forkOf, leavesOf, onBranch, type RunTree, seek, worldAt } from './run-tree.ts';
import { lastFold, stopNumber } from './stops.ts';

export interface BranchView {
  readonly leaf: number;
  /** The stop after which it leaves the present branch; for that one itself its length. */
  readonly fork: number;
  /** What was chosen there: "sidecar: write(…)"; empty for the present branch. */
  readonly choice: string;
  /** What is served at its end. */
  readonly serves: Glyph;
  /** The first request that failed; null when none did. */
  readonly failed: Glyph | null;
  readonly violates: readonly PropertyName[];
  readonly isOver: boolean;
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
  /** What is played in place of a pod; null in a pod, whose panes stand empty otherwise. */
  readonly system: SystemView | null;
  readonly volume: VolumeView;
  readonly queue: QueueView | null;
  readonly app: AppView;
  readonly choices: readonly ChoiceView[];
  /** The choice that the branch goes on with, or that the policy would pick. */
  readonly usual: number;
  readonly blocked: readonly BlockedView[];
  /** What has just been opened, until the first command; null afterwards. */
  readonly opened: Opened | null;
  /** How the last request fared; null before the first one. */
  readonly users: UsersView | null;
  readonly reasons: readonly Reason[];
  readonly verdicts: readonly Verdict[];
  /** How far the oracle is; null where none has been asked. */
  readonly checking: CheckingView | null;
  /** Changes with every command of a person that did something, and not with what an oracle tells. */
  readonly turn: number;
  /** Ways to a violation that can be played, in the order of the verdicts. */
  readonly counterexamples: readonly CounterexampleView[];
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
  const turn = turnOf(state);
  const { moves, usual } = offersOf(state);
  const leaves = leavesOf(tree);
  const { lights, prospects } = lightsAfter(state, steps, end);
  const flips = fold === null ? [] : flipsOf(lightsAfter(state, steps.slice(0, from), null).lights, lights);
  const foresight = state.foresight;
  return {
    name: scenario.name,
    ...proseOf(messages, scenario),
    title: titleOf(state, messages),
    strategy: scenario.app.strategy.name,
    policy,
    position: stopNumber(model, tree, unfolded),
    atMs: model.timing === 'prompt' ? world.nowMs : null,
    branch: { number: leaves.indexOf(tree.path.at(-1) ?? 0) + 1, of: leaves.length },
    unfolded,
    isOver: end !== null,
    notice: notice === null ? null : noticeText(messages, state, notice),
    lanes: {
      ...inLanguage(lanesUpTo(model, tree.first, tree.steps, tree.at), messages.language),
      lost: lostOf(lights),
      turn,
    },
    system: systemView(messages, model, world, steps.slice(from)),
    volume: volumeView(model, before, world, lives, from),
    queue: queueView(world, steps),
    app: appView(model, world),
    choices: choicesView(
      messages,
      model,
      world,
      unfolded,
      moves,
      foresight === null ? null : { foresight, prospects, lights },
    ),
    usual,
    blocked: blockedView(messages, model, world),
    opened: state.opened,
    users: usersView(model, steps, from, end === 'quiet' || end === 'horizon'),
    reasons: reasonsOf(state, messages, lights, {
      model,
      before,
      steps: steps.slice(from, fold?.to ?? 0),
      lives,
      unfolded,
      flips,
      turns: turn !== null && from < turn.at && turn.at <= tree.at,
    }),
    verdicts: lights,
    turn: state.turn,
    checking: foresight === null ? null : checkingView(foresight, model),
    counterexamples: foresight === null ? [] : counterexamplesIn(foresight, prospects, lights),
    hasPoll: polls(simulation),
  };
}

/** Marked where it is the title of what this was copied from. */
function titleOf({ simulation, isEdited }: SessionState, messages: Messages): string {
  const { title } = proseOf(messages, simulation.scenario);
  return isEdited ? messages.editor.edited(title) : title;
}

/** What the last step did and why; where something has just been opened, why there is such a thing. */
function reasonsOf(state: SessionState, messages: Messages, lights: readonly Verdict[], told: Told): readonly Reason[] {
  if (state.opened !== null) return [...openingReasons(state, messages), ...hopeless(messages, lights)];
  if (state.tree.at > 0) return whyView(messages, told);
  return [...purposeOf(messages, state.simulation), ...hopeless(messages, lights)];
}

/** The lights after these steps: of the run, or of what an oracle has told. */
function lightsAfter(
  { simulation, model, tree, foresight }: SessionState,
  steps: readonly RunStep[],
  end: RunEnd | null,
): { readonly lights: readonly Verdict[]; readonly prospects: readonly Prospect[] } {
  const found = verdicts(simulation, model, tree.first, steps, end);
  if (foresight === null || foresight.phase === 'failed') return { lights: found, prospects: [] };
  const prospects = prospectsAfter(foresight, steps);
  return { lights: foreseen(found, prospects), prospects };
}

/** The points of no return on the way here: where no fair continuation avoided a violation any more. */
function lostOf(lights: readonly Verdict[]): readonly Lost[] {
  return toldOf(lights).flatMap(({ property, prospect }) => {
    const at = prospect?.lostAt ?? null;
    return at === null ? [] : [{ property, at }];
  });
}

/** Where the branch turns, as far as it is known: the last watch dies, and nothing else would notice a change. */
export function turnOf({ model, simulation, tree }: SessionState): Turn | null {
  if (polls(simulation)) return null;
  const death = lastDeath(watchLives(model, tree.first, tree.steps));
  return death === null ? null : { at: death.step + 1, wd: death.wd };
}

/** A fallback notices changes without any watch. */
function polls({ scenario: { app } }: Simulation): boolean {
  return app.strategy.poll !== null || app.watcher === 'poll';
}

/** Said once, where a run is opened: what no order could have avoided from the first world on. */
function hopeless(messages: Messages, lights: readonly Verdict[]): readonly Reason[] {
  const lost = toldOf(lights).filter(isLostFromStart);
  if (lost.length === 0) return [];
  return [{ text: messages.why.hopeless(lost.map(({ property }) => property).join(', ')), rule: null }];
}

/** What can be played, what people ask first in front. */
function counterexamplesIn(
  foresight: Foresight,
  prospects: readonly Prospect[],
  lights: readonly Verdict[],
): readonly CounterexampleView[] {
  const found = counterexamplesAt(foresight, prospects);
  return lights.flatMap(({ property }) => found.filter((each) => each.property === property));
}

/** Why there is such a simulation or strategy, and what the cursor has been placed before. */
function openingReasons(
  { simulation, model, tree, opened, opening }: SessionState,
  messages: Messages,
): readonly Reason[] {
  const purpose = purposeOf(messages, simulation);
  if (opened === 'schedule') return [{ text: messages.why.openedSchedule, rule: null }, ...purpose];
  const own: Reason = { text: messages.why.start(proseOf(messages, simulation.scenario.app.strategy).why), rule: null };
  const root = opening.at === tree.at ? opening.root : null;
  const before = root === null ? null : choiceText(messages, describeMove(messages, model, worldAt(tree), root));
  return [
    ...(opened === 'strategy' && simulation.insteadOf === null ? [own] : purpose),
    ...(before === null ? [] : [{ text: messages.why.openedBefore(before, opening.violates.join(', ')), rule: null }]),
  ];
}

/**
 * Why there is such a simulation, and what it is of in the article; with another strategy than the file's, what is to be known
 * of that one.
 */
function purposeOf(messages: Messages, { insteadOf, scenario, chapter, form }: Simulation): readonly Reason[] {
  const { strategy } = scenario.app;
  const { why } = proseOf(messages, insteadOf === null ? scenario : strategy);
  const text = insteadOf === null ? why : messages.why.insteadOf(strategy.name, insteadOf, why);
  const purpose: Reason = { text: messages.why.start(text), rule: null };
  if (insteadOf !== null || chapter === null || form === null) return [purpose];
  const heading = chapterHeading(messages.language, chapter);
  return [{ text: CHAPTER_WORDS[messages.language].opened[form](heading), rule: null }, purpose];
}

function noticeText({ screen }: Messages, state: SessionState, notice: Notice): string {
  switch (notice.kind) {
    case 'counterexample':
      return screen.counterexample(notice.property, notice.steps, notice.from);
    case 'no-counterexample':
      return screen.noCounterexample(notice.property);
    case 'again':
      return screen.again(['reload-sim', ...sessionWords(state)].join(' '));
    case 'misfit':
      return screen.misfit(notice.watcher);
    case 'text':
      return notice.text;
    case 'no-choice':
      return screen.noChoice(notice.number, notice.count);
    case 'at-end':
      return screen.atEnd;
    case 'at-start':
      return screen.atStart;
  }
}

/** The runs tried so far, in the order of being tried. */
export function branchesView(state: SessionState, messages: Messages): readonly BranchView[] {
  const { tree, model, unfolded, simulation } = state;
  const present = tree.path.at(-1) ?? 0;
  return leavesOf(tree).map((leaf) => {
    const branch: RunTree = onBranch(tree, leaf);
    const fork = forkOf(tree, leaf);
    const last = branch.steps.at(-1)?.world ?? tree.first;
    const end = endAt(seek(branch, branch.steps.length));
    return {
      leaf,
      fork: stopNumber(model, { ...tree, at: fork }, unfolded).at,
      choice: leaf === present ? '' : choiceAt(messages, state, branch, fork),
      serves: servedGlyph(model, last),
      failed: failedRequest(branch.steps),
      violates: violatedIn(verdicts(simulation, model, tree.first, branch.steps, end)),
      isOver: end !== null,
      isPresent: leaf === present,
    };
  });
}

/** What is violated: of what the file expects, or of all where it expects nothing. */
function violatedIn(lights: readonly Verdict[]): readonly PropertyName[] {
  const told = lights.some(({ expected }) => expected !== null)
    ? lights.filter(({ expected }) => expected !== null)
    : lights;
  return told.filter(({ light }) => light === 'violated').map(({ property }) => property);
}

function choiceAt(messages: Messages, state: SessionState, branch: RunTree, fork: number): string {
  const { moves, usual } = offersOf({ ...state, tree: seek(branch, fork) });
  const move = moves[usual];
  return move === undefined
    ? ''
    : choiceText(messages, describeMove(messages, state.model, worldAt(seek(branch, fork)), move));
}

/** The command line, without its first word, that comes to where the cursor is. */
export function sessionWords(state: SessionState): readonly string[] {
  const { tree, named } = state;
  return ['play', ...named, ...(tree.at === 0 ? [] : ['--schedule', sessionToken(state)])];
}

/** The token of the run up to the cursor: what makes it happen again. */
export function sessionToken({ model, tree }: SessionState): string {
  return formatToken(model, tree.steps.slice(0, tree.at));
}
