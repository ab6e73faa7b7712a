// Every enabled next step as a numbered choice with its arguments, and every actor that cannot move with the
// reason.
//
// Each choice says beforehand which safety properties it leads to violating, if its actor goes on undisturbed
// until it has to wait: those steps are taken in the model and thrown away.
import type { AppContext } from '../actors/app/app-context.ts';
import type { ActorId } from '../actors/effects.ts';
import type { AtomicWriterState } from '../actors/kubelet/atomic-writer-steps.ts';
import { stepOf } from '../actors/kubelet/atomic-writer-steps.ts';
import { slotAt } from '../kernel/slots.ts';
import type { PropertyName } from '../properties/names.ts';
import { type ActorState, stateName } from '../world/actor-state.ts';
import { disabled, enabled } from '../world/enabled.ts';
import type { Model } from '../world/model.ts';
import { servedNow } from '../world/served.ts';
import type { Choice, World } from '../world/world.ts';
import { changeOf } from './call-marks.ts';
import { formatCall, formatLibraryCall, formatMessage, seenFromMount } from './calls.ts';
import { actorOfChoice, takeBurst } from './folding.ts';
import { servedGlyph } from './glyphs.ts';
import { formatDelivery, formatInotify } from './marks.ts';
import type { Messages } from './messages/messages.ts';
import { type Row, span } from './rows.ts';
import { formatTime } from './time.ts';
import { newlyViolated } from './verdicts.ts';

export interface ChoiceView {
  readonly choice: Choice;
  readonly actor: ActorId;
  /** Who: "AtomicWriter". */
  readonly who: string;
  /** What: `step 9: publish`, `rename("..data_tmp", "..data")`. */
  readonly text: string;
  /** Safety properties that are violated if this actor goes on undisturbed until it has to wait. */
  readonly violates: readonly PropertyName[];
}

export interface BlockedView {
  readonly actor: ActorId;
  readonly who: string;
  /** In plain words. */
  readonly reason: string;
}

/** What may happen next, in the order of `enabled`. */
export function choicesView(messages: Messages, model: Model, world: World, unfolded: boolean): readonly ChoiceView[] {
  return enabled(model, world).map((choice, index) => {
    const actor = actorOfChoice(choice);
    const text = describeChoice(messages, model, world, choice, unfolded);
    const violates = newlyViolated(model, world, takeBurst(model, world, index));
    return { choice, actor, who: messages.actors[actor], text, violates };
  });
}

/** What may not, and why. */
export function blockedView(messages: Messages, model: Model, world: World): readonly BlockedView[] {
  // Those nearest to the user come first, those without any work last.
  const blocked = disabled(model, world).toReversed();
  const ordered = [
    ...blocked.filter(({ reason }) => reason !== 'idle'),
    ...blocked.filter(({ reason }) => reason === 'idle'),
  ];
  return ordered.map(({ actor, reason, dueMs }) => ({
    actor,
    who: messages.actors[actor],
    reason: messages.reasons[reason](dueMs === null || model.timing === 'any' ? '' : formatTime(dueMs)),
  }));
}

function describeChoice(messages: Messages, model: Model, world: World, choice: Choice, unfolded: boolean): string {
  const { choices: words } = messages;
  switch (choice.kind) {
    case 'run':
      return describeRun(messages, model, world, choice.actor, unfolded);
    case 'choose': {
      const waiting = world.actors[choice.actor]?.waiting;
      return waiting?.type === 'choose' ? `${waiting.question}: ${waiting.options[choice.option] ?? ''}` : '';
    }
    case 'receive': {
      const waiting = world.actors.watcher?.waiting;
      return waiting?.type === 'send' ? words.receive(formatDelivery(waiting.delivery)) : '';
    }
    case 'deliver': {
      const [message] = world.actors[choice.actor]?.mailbox ?? [];
      return message === undefined ? '' : words.hears(formatMessage(message));
    }
    case 'timer': {
      const timer = world.timers.find(({ actor, id }) => actor === choice.actor && id === choice.id);
      const waits = timer !== undefined && timer.dueMs > world.nowMs ? words.waitUntil(formatTime(timer.dueMs)) : '';
      return `${waits}${words.fires(timerName(choice.id))}`;
    }
  }
}

/**
 * XState names the timer of a state `xstate.after.resync.podWorker.waiting`: its own name is the third part.
 */
export function timerName(id: string): string {
  return id.startsWith('xstate.after.') ? (id.split('.')[2] ?? id) : id;
}

function describeRun(messages: Messages, model: Model, world: World, actor: ActorId, unfolded: boolean): string {
  const { choices: words } = messages;
  const state = world.actors[actor];
  switch (state?.waiting?.type) {
    case 'syscall':
      return unfolded ? formatCall(model, state.waiting.call) : describePhase(messages, model, world, actor, state);
    case 'library':
      return formatLibraryCall(model, state.waiting.call);
    case 'translate':
      return words.take(formatInotify(state.waiting.raw));
    case 'compute':
      return state.waiting.label;
    case 'serve':
      return words.request(servedNow(model, world).status, servedGlyph(model, world).text);
    default:
      return '';
  }
}

/** A whole fold of system calls in a few words. */
function describePhase(messages: Messages, model: Model, world: World, actor: ActorId, state: ActorState): string {
  const { choices: words, writerSteps } = messages;
  const { waiting } = state;
  if (waiting?.type !== 'syscall') return '';
  const { call } = waiting;
  if (actor === 'atomicWriter') {
    const name = stateName(state.snapshot) as AtomicWriterState;
    return words.writerStep(String(stepOf(name).number ?? ''), writerSteps[name].title);
  }
  if (actor === 'app' && call.call === 'walk') {
    const context = state.snapshot.context as AppContext;
    return words.readFile(model.scenario.app.files[context.fileIndex] ?? '');
  }
  if (call.call === 'inotify_read') {
    return words.readQueue(slotAt(world.kernel.inotify, call.instance)?.queue.length ?? 0);
  }
  const change = changeOf(call, world);
  if (change !== null) return `${change.verb} ${seenFromMount(model, change.path)}`;
  return formatCall(model, call);
}

/** The choices in rows, the selected one marked; then who cannot move, while there is room. */
export function choiceRows(
  messages: Messages,
  choices: readonly ChoiceView[],
  blocked: readonly BlockedView[],
  selected: number,
  height: number,
): readonly Row[] {
  const from = Math.max(0, Math.min(selected - Math.floor(height / 2), choices.length - height));
  const rows = choices.slice(from, from + height).map(({ who, text, violates }, offset): Row => {
    const index = from + offset;
    const isSelected = index === selected;
    return [
      span(isSelected ? '▸' : ' ', isSelected ? 'key' : null),
      span(`${index + 1} `, 'key'),
      span(`${who}: `, isSelected ? 'selected' : 'label'),
      span(text, isSelected ? 'selected' : null),
      ...violates.map((property) => span(`  ✗ ${property}`, 'bad')),
    ];
  });
  if (choices.length === 0) return [[span(messages.choices.none, 'dim')]];
  const idle = blocked.map(({ who, reason }): Row => [span(`  – ${who}: ${reason}`, 'dim')]);
  return [...rows, ...idle].slice(0, height);
}
