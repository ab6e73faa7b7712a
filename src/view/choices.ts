// Every move that is offered as a numbered choice in the words of what it leaves to see (unfolded: the step
// with its arguments), and every actor that cannot move with the reason.
//
// Each choice says beforehand which safety properties it violates: it has been taken in the model. With an oracle it
// also says what may still come of all of them (foresight.ts).
import type { ActorId } from '../actors/effects.ts';
import type { PropertyName } from '../properties/names.ts';
import { disabled, enabled } from '../world/enabled.ts';
import { waysOf } from '../world/faults/faults.ts';
import type { Model } from '../world/model.ts';
import { servedNow } from '../world/served.ts';
import type { Choice, World } from '../world/world.ts';
import { formatCall, formatLibraryCall, formatMessage } from './calls.ts';
import { actorOfChoice } from './folding.ts';
import { type Foresight, type Prospect, prospectsOn } from './foresight.ts';
import { servedGlyph } from './glyphs.ts';
import { formatDelivery, formatInotify } from './marks.ts';
import { actorName } from './messages/for-model.ts';
import type { Messages } from './messages/messages.ts';
import { describeMove, type Move, takeSingle } from './moves.ts';
import { clip, type Row, rowWidth, type Span, span } from './rows.ts';
import { formatTime } from './time.ts';
import { type Ahead, aheadOf, aheadSpans, newlyViolated, type Verdict } from './verdicts.ts';

export interface ChoiceView {
  readonly actor: ActorId;
  /** Who: "AtomicWriter". */
  readonly who: string;
  /** "time passes to 5s, then "; empty when no time passes. */
  readonly lead: string;
  /** What: `step 9: rename ..data`; unfolded `rename("..data_tmp", "..data")`. */
  readonly text: string;
  /** Safety properties that it violates. */
  readonly violates: readonly PropertyName[];
  /** What it leads to; null where no oracle has said so yet. */
  readonly ahead: Ahead | null;
}

/** What is known beforehand where choices are offered. */
export interface Foreknown {
  readonly foresight: Foresight;
  readonly prospects: readonly Prospect[];
  readonly lights: readonly Verdict[];
}

export interface BlockedView {
  readonly actor: ActorId;
  readonly who: string;
  /** In plain words. */
  readonly reason: string;
}

/** The moves that are offered in a world, in words; by default every single step. */
export function choicesView(
  messages: Messages,
  model: Model,
  world: World,
  unfolded: boolean,
  moves: readonly Move[] = enabled(model, world).map((_, index) => takeSingle(model, world, index)),
  foreknown: Foreknown | null = null,
): readonly ChoiceView[] {
  return moves.flatMap((move) => {
    const { steps } = move;
    const [first] = steps;
    if (first === undefined) return [];
    const violates = newlyViolated(model, world, steps);
    const ahead =
      foreknown === null
        ? null
        : aheadOf(foreknown.lights, prospectsOn(foreknown.foresight, foreknown.prospects, steps));
    const told = describeMove(messages, model, world, move);
    if (!unfolded && told.text !== '') return [{ ...told, violates, ahead }];
    const actor = actorOfChoice(first.choice);
    const text = unfolded ? describeChoice(messages, model, world, first.choice) : messages.choices.silent;
    return [{ actor, who: actorName(messages, actor), lead: '', text, violates, ahead }];
  });
}

/** A choice as one text: "time passes to 5s, then API server: put ②". */
export function choiceText(
  { choices }: Messages,
  { lead, who, text }: Pick<ChoiceView, 'lead' | 'who' | 'text'>,
): string {
  return `${lead}${choices.who(who)}${text}`;
}

/** What may not, and why. */
export function blockedView(messages: Messages, model: Model, world: World): readonly BlockedView[] {
  // Those nearest to the user come first, those without any work last. Faults have none: they happen.
  const blocked = disabled(model, world)
    .toReversed()
    .filter(({ actor, reason }) => actor !== 'faults' || reason !== 'idle');
  const ordered = [
    ...blocked.filter(({ reason }) => reason !== 'idle'),
    ...blocked.filter(({ reason }) => reason === 'idle'),
  ];
  return ordered.map(({ actor, reason, dueMs }) => ({
    actor,
    who: actorName(messages, actor),
    reason: messages.reasons[reason](dueMs === null || model.timing === 'any' ? '' : formatTime(dueMs)),
  }));
}

function describeChoice(messages: Messages, model: Model, world: World, choice: Choice): string {
  const { choices: words } = messages;
  switch (choice.kind) {
    case 'run':
      return describeRun(messages, model, world, choice.actor);
    case 'choose': {
      const waiting = world.actors[choice.actor]?.waiting;
      return waiting?.type === 'choose'
        ? askText(messages, waiting.question, waiting.options[choice.option] ?? '')
        : '';
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
      return `${waits}${firesText(messages, choice.id)}`;
    }
    case 'fault':
      return messages.faults[choice.fault](faultOption(model, world, choice));
  }
}

/** What a fault is about here: a key, a file, or nothing in particular. */
function faultOption(model: Model, world: World, { fault, option }: Choice & { readonly kind: 'fault' }): string {
  return waysOf(fault, model, world)[option] ?? '';
}

/**
 * XState names the timer of a state `xstate.after.resync.podWorker.waiting`: its own name is the third part.
 */
export function timerName(id: string): string {
  return id.startsWith('xstate.after.') ? (id.split('.')[2] ?? id) : id;
}

/** What a timer does that fires. */
export function firesText({ choices, system }: Messages, id: string): string {
  return system === null ? choices.fires(timerName(id)) : system.timer(timerName(id));
}

/** One of the ways to go on that nobody chooses. */
export function askText({ choices, system }: Messages, question: string, option: string): string {
  return system === null ? choices.ask(question, option) : system.option(question, option);
}

function describeRun(messages: Messages, model: Model, world: World, actor: ActorId): string {
  const { choices: words } = messages;
  const state = world.actors[actor];
  switch (state?.waiting?.type) {
    case 'syscall':
      return formatCall(model, state.waiting.call);
    case 'library':
      return formatLibraryCall(model, state.waiting.call);
    case 'translate':
      return words.take(formatInotify(state.waiting.raw));
    case 'compute':
      return words.compute(state.waiting.label);
    case 'operate':
      return messages.system?.operation(state.waiting.op, state.waiting.args) ?? state.waiting.op;
    case 'serve':
      return words.request(servedNow(model, world).status, servedGlyph(model, world).text);
    default:
      return '';
  }
}

/** The choices in rows, the selected one marked, what they lead to never cut off; then who cannot move, while there is room. */
export function choiceRows(
  messages: Messages,
  choices: readonly ChoiceView[],
  blocked: readonly BlockedView[],
  selected: number,
  { width, height }: { readonly width: number; readonly height: number },
): readonly Row[] {
  const from = Math.max(0, Math.min(selected - Math.floor(height / 2), choices.length - height));
  const rows = choices.slice(from, from + height).map((choice, offset): Row => {
    const { lead, who, text } = choice;
    const index = from + offset;
    const isSelected = index === selected;
    const head = [
      span(isSelected ? '▸' : ' ', isSelected ? 'key' : null),
      span(`${index + 1} `, 'key'),
      span(lead + messages.choices.who(who), isSelected ? 'selected' : 'label'),
    ];
    const leads = leadsTo(choice);
    const room = Math.max(TEXT_MIN, width - rowWidth(head) - rowWidth(leads));
    return [...head, span(clip(text, room), isSelected ? 'selected' : null), ...leads];
  });
  if (choices.length === 0) return [[span(messages.choices.none, 'dim')]];
  const idle = blocked.map(({ who, reason }): Row => [span(`  – ${messages.choices.who(who)}${reason}`, 'dim')]);
  return [...rows, ...idle].slice(0, height);
}

/** Columns of its text that a choice keeps on a narrow screen. */
const TEXT_MIN = 8;

/** What a choice leads to, unless the properties that it is known to violate say it all. */
export function aheadBeyond({ violates, ahead }: ChoiceView): Ahead | null {
  return ahead?.properties.every((property) => violates.includes(property)) ? null : ahead;
}

/** "→ ✗ never-empty", "→ ! converges +2", "→ ✓". */
function leadsTo(choice: ChoiceView): readonly Span[] {
  const ahead = aheadBeyond(choice);
  return [
    ...choice.violates.map((property) => span(`  → ✗ ${property}`, 'bad')),
    ...(ahead === null ? [] : aheadSpans(ahead)),
  ];
}
