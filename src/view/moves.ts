// What one press of a key does: the steps up to the next thing that can be seen, and what that is in a few
// words.
//
// A move is a choice with the rest of its fold. A fold that leaves nothing to see (a tick, a path walk, a
// message on its way) is followed by what it brings about, until something can be seen. The words are those
// of the marks that the move leaves, so what is promised is what happens; several choices that lead to the
// same are one move. Unfolded, every single step is a move.
import type { ActorId } from '../actors/effects.ts';
import type { AtomicWriterState } from '../actors/kubelet/atomic-writer-steps.ts';
import { stepOf } from '../actors/kubelet/atomic-writer-steps.ts';
import { stateName } from '../world/actor-state.ts';
import { enabled } from '../world/enabled.ts';
import type { Model } from '../world/model.ts';
import { endDetector, type RunStep, type Scheduler, takeStep } from '../world/run.ts';
import type { TraceEvent } from '../world/trace.ts';
import { type Choice, choiceKey, type World } from '../world/world.ts';
import { actorOfChoice, type Fold, takeFold, worldBefore } from './folding.ts';
import { laneOf } from './lane.ts';
import { heldAnew, isTellingFold, markText } from './lanes.ts';
import { marksOf } from './marks.ts';
import { actorName } from './messages/for-model.ts';
import type { Messages } from './messages/messages.ts';
import { formatTime } from './time.ts';

export interface Move {
  /** The steps that are taken, from the world in which it is offered. */
  readonly steps: readonly RunStep[];
  /** Which of them can be seen: one fold, the last. */
  readonly seen: Fold;
}

/** What a move comes to, in words. */
export interface MoveWords {
  readonly actor: ActorId;
  readonly who: string;
  /** "time passes to 5s, then "; empty when no time passes. */
  readonly lead: string;
  /** "truncate feature.yaml"; empty when there is nothing to see. */
  readonly text: string;
}

/** Folds without anything to see that one move passes over at most. */
const SILENT_FOLDS_MAX = 200;

/** Is the run over in this world, as far as its horizon goes? A fault may still happen, but need not. */
function isOver(model: Model, world: World, choices: readonly Choice[]): boolean {
  const nobodyMoves = choices.every(({ kind }) => kind === 'fault');
  return nobodyMoves || (model.timing === 'prompt' && endDetector(model)(world, choices));
}

/** Takes choice number `index` and goes on to the first thing that can be seen. Deterministic. */
export function takeMove(model: Model, world: World, index: number, scheduler: Scheduler): Move {
  let steps = takeFold(model, world, index);
  let seen: Fold = { from: 0, to: steps.length };
  for (let folds = 1; folds < SILENT_FOLDS_MAX; folds += 1) {
    const fold = steps.slice(seen.from);
    if (isTellingFold(model, worldBefore(world, steps, seen.from), fold)) break;
    const now = steps.at(-1)?.world ?? world;
    const choices = enabled(model, now);
    if (isOver(model, now, choices)) break;
    const next = followUp(choices, fold) ?? scheduler.pick(model, now, choices);
    seen = { from: steps.length, to: 0 };
    steps = [...steps, ...takeFold(model, now, next)];
    seen = { ...seen, to: steps.length };
  }
  return { steps, seen };
}

/** Takes one single step. */
export function takeSingle(model: Model, world: World, index: number): Move {
  return { steps: [takeStep(model, world, enabled(model, world), index)], seen: { from: 0, to: 1 } };
}

/** What a fold brings about: its actor goes on, its message arrives, what it sends is received. */
function followUp(choices: readonly Choice[], fold: readonly RunStep[]): number | null {
  const [first] = fold;
  if (first === undefined) return null;
  const posted = fold.flatMap(({ events }) => events.flatMap((event) => (event.kind === 'posted' ? [event.to] : [])));
  const actor = actorOfChoice(first.choice);
  const wanted = [`run ${actor}`, ...posted.map((to) => `deliver ${to}`), ...(actor === 'watcher' ? ['receive'] : [])];
  for (const key of wanted) {
    const index = choices.findIndex((choice) => choiceKey(choice) === key);
    if (index !== -1) return index;
  }
  return null;
}

/** A move in the words of the marks that it leaves. */
export function describeMove(messages: Messages, model: Model, world: World, { steps, seen }: Move): MoveWords {
  const before = worldBefore(world, steps, seen.from);
  const fold = steps.slice(seen.from, seen.to);
  const actor = fold[0] === undefined ? 'operator' : actorOfChoice(fold[0].choice);
  const marks = marksOf(model, fold);
  const lane = laneOf(actor);
  const own = marks.filter((mark) => mark.lane === lane || (lane === 'app' && mark.lane === 'watcher'));
  const effects = (own.length > 0 ? own : marks).map((mark) =>
    messages.choices.effect(mark.lane, markText(mark, messages.language)),
  );
  const faults = fold.flatMap(({ events }) => events.flatMap((event) => faultText(messages, event)));
  const after = fold.at(-1)?.world ?? world;
  const told = faults.length > 0 ? faults : effects;
  const words = told.length > 0 ? told : heldAnew(model, before, after);
  const passes = model.timing === 'prompt' && after.nowMs !== world.nowMs;
  return {
    actor,
    who: actorName(messages, actor),
    lead: passes ? messages.choices.timePasses(formatTime(after.nowMs)) : '',
    text: writerStep(messages, before, actor) + words.join(messages.screen.spoken.pause),
  };
}

function faultText({ faults }: Messages, event: TraceEvent): readonly string[] {
  return event.kind === 'fault' ? [faults[event.fault](event.option)] : [];
}

/** "step 9, publish: ". */
function writerStep({ choices }: Messages, before: World, actor: ActorId): string {
  const state = actor === 'atomicWriter' ? before.actors.atomicWriter : undefined;
  if (state === undefined) return '';
  const { number } = stepOf(stateName(state.snapshot) as AtomicWriterState);
  return number === null ? '' : choices.writerStep(String(number));
}
