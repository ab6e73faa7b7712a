// Why: what the last step did, in one or two sentences, each with the rule of docs/model.md behind it.
//
// Everything is read from the trace events of the step; nothing is worked out again. Of several things that
// happened in one step the weightiest is told, and after a writer's step also which watches were told of it.

import { baseName } from '../actors/app/matching.ts';
import type { ActorId } from '../actors/effects.ts';
import { type AtomicWriterState, stepOf } from '../actors/kubelet/atomic-writer-steps.ts';
import { assert } from '../kernel/assert.ts';
import { type CallName, failed } from '../kernel/system-call.ts';
import { IN, O } from '../kernel/vocabulary.ts';
import { stateName } from '../world/actor-state.ts';
import type { Model } from '../world/model.ts';
import type { RunStep } from '../world/run.ts';
import { storedPayloads, versionsOf } from '../world/served.ts';
import type { TraceEvent } from '../world/trace.ts';
import type { World } from '../world/world.ts';
import { changeOf } from './call-marks.ts';
import { formatCall, formatLibraryCall } from './calls.ts';
import { timerName } from './choices.ts';
import { bytesGlyph, servedGlyph, storedGlyph, versionGlyph, versionTextGlyph, volumeGlyph } from './glyphs.ts';
import { formatDelivery, formatInotify } from './marks.ts';
import { actorName, asksOf } from './messages/for-model.ts';
import type { Messages } from './messages/messages.ts';
import { clip, type Row, row, span, widthOf, wrap } from './rows.ts';
import { systemReason } from './system-reason.ts';
import { type Flip, violationOf } from './verdicts.ts';
import type { WatchLife } from './watches.ts';

/** A sentence and the rule behind it; no rule where the sentence only names what happened. */
export interface Reason {
  readonly text: string;
  readonly rule: string | null;
}

/** What a step needs to be told. */
export interface Told {
  readonly model: Model;
  readonly before: World;
  readonly steps: readonly RunStep[];
  /** Every watch of the run, as it stands after these steps. */
  readonly lives: readonly WatchLife[];
  /** A single system call is told as such. */
  readonly unfolded: boolean;
  /** The lights that change with these steps. */
  readonly flips?: readonly Flip[];
  /** The last watch dies in these steps, and none comes after it. */
  readonly turns?: boolean;
}

export interface Weighed extends Reason {
  readonly weight: number;
}

/**
 * The sentences about these steps, the weightiest first; empty when there is no step. What happens to the
 * application and its watches comes before what its writer is busy with.
 */
export function whyView(messages: Messages, told: Told): readonly Reason[] {
  const found = told.steps.flatMap(({ events, world }) =>
    events.flatMap((event) => weigh(messages, told, event, world)),
  );
  // What the processes of a system do weighs the same: of several operations in one step the last says where it ends.
  const inOrder = told.model.system === null ? found : found.toReversed();
  const [first, ...others] = inOrder.toSorted((a, b) => b.weight - a.weight);
  if (first === undefined) return [];
  const audience = audienceOf(messages, told);
  const second = others.find(({ weight }) => weight === WEIGHT.death) ?? writerAfterDeath(first, others);
  const changed = (told.flips ?? []).map((flip) => flipReason(messages, flip));
  const sentences = first.weight === WEIGHT.atomicWriter ? [audience, first, second] : [first, audience, second];
  const turn = told.turns === true ? [{ text: messages.why.lastWatch, rule: null }] : [];
  const links =
    sentences.includes(audience) && isOfLinks(told.steps) ? [{ text: messages.why.linkCount, rule: 'F3' }] : [];
  return [...sentences.filter((each) => each !== null).slice(0, 2), ...links, ...turn, ...changed];
}

/** What the writer did when a watch died of it. */
function writerAfterDeath({ weight }: Weighed, others: readonly Weighed[]): Reason | null {
  return weight === WEIGHT.death ? (others.find((each) => each.weight >= WEIGHT.atomicWriter) ?? null) : null;
}

/** A light that has changed, and why. */
function flipReason(messages: Messages, { verdict, to }: Flip): Reason {
  const { property } = verdict;
  const { why } = messages;
  const text =
    to === 'violated'
      ? why.violated(property, violationOf(messages, verdict) ?? '')
      : to === 'doomed'
        ? why.doomed(property)
        : why.restored(property, asksOf(messages, property));
  return { text, rule: null };
}

/**
 * Sentences in at most `height` rows; a rule stands behind its sentence, never at the start of a line. Rows
 * that are left out are counted at the end of the last one.
 */
export function whyRowsIn(
  messages: Messages,
  reasons: readonly Reason[],
  width: number,
  height: number,
): readonly Row[] {
  const rows = whyRows(reasons, width);
  const shown = rows.slice(0, height);
  const last = shown.at(-1);
  if (rows.length <= height || last === undefined) return rows;
  const more = ` ${messages.screen.more(rows.length - shown.length)}`;
  const [text = ''] = last.map((span) => span.text);
  return [...shown.slice(0, -1), [span(clip(text, width - widthOf(more)), 'why'), span(more, 'dim')]];
}

/** Sentences in rows; a rule stands behind its sentence, never at the start of a line. */
export function whyRows(reasons: readonly Reason[], width: number): readonly Row[] {
  return reasons.flatMap(({ text, rule }) => {
    const told = rule === null ? text : `${text}${NO_BREAK}—${NO_BREAK}${rule}`;
    return wrap(told, width).map((line) => row(line.replaceAll(NO_BREAK, ' '), 'why'));
  });
}

/** A blank at which no line is broken. */
const NO_BREAK = '\u00A0';

/** How much a kind of sentence says; among equals the first one wins. */
const WEIGHT = {
  end: 100,
  death: 95,
  load: 90,
  failure: 85,
  writer: 80,
  /** What AtomicWriter is busy with, behind what its watches are told of it. */
  atomicWriter: 79,
  stored: 75,
  watch: 70,
  event: 60,
  app: 50,
  other: 10,
};

const FACT_WEIGHTS: Readonly<Record<string, number>> = {
  crashed: WEIGHT.end,
  'loop-exited': WEIGHT.end,
  zeroed: WEIGHT.load + 1,
  'reload-applied': WEIGHT.load,
  'reload-skipped': WEIGHT.load,
  'reload-failed': WEIGHT.failure,
  'arm-failed': WEIGHT.failure,
  'write-failed': WEIGHT.failure,
  asked: WEIGHT.stored,
  rejected: WEIGHT.failure,
  event: WEIGHT.failure,
  'watch-stopped': WEIGHT.failure,
  'container-stopped': WEIGHT.failure,
  'container-waits': WEIGHT.failure,
  'pod-replaced': WEIGHT.failure,
  'container-started': WEIGHT.failure,
  deleted: WEIGHT.stored,
  stored: WEIGHT.stored,
  unchanged: WEIGHT.writer + 1,
  armed: WEIGHT.watch,
  published: 0,
};

function weigh(messages: Messages, told: Told, event: TraceEvent, world: World): readonly Weighed[] {
  const ofSystem = systemReason(messages, told.model, event);
  if (ofSystem !== null) return [ofSystem];
  const { why } = messages;
  switch (event.kind) {
    case 'fact':
      return [factReason(messages, told, event, world)];
    case 'notified':
      return notifiedReason(messages, told, event);
    case 'syscall':
      return callReason(messages, told, event, world);
    case 'translated': {
      const raw = formatInotify(event.raw);
      if (event.sends.length === 0) return [{ text: why.dropped(raw), rule: 'W4', weight: WEIGHT.event }];
      return [
        { text: why.translated(raw, event.sends.map(formatDelivery).join(', ')), rule: 'W3', weight: WEIGHT.event },
      ];
    }
    case 'received':
      return [{ text: why.received(formatDelivery(event.delivery)), rule: 'W31', weight: WEIGHT.app - 1 }];
    case 'delivered':
      return [deliveredReason(messages, event)];
    case 'library':
      return [
        {
          text: why.library(formatLibraryCall(told.model, event.call), event.error ?? ''),
          rule: 'M5',
          weight: WEIGHT.app,
        },
      ];
    case 'timer':
      return [
        { text: why.timer(actorName(messages, event.actor), timerName(event.id)), rule: 'M2', weight: WEIGHT.other },
      ];
    case 'chosen':
      return [{ text: why.chosen(event.question, event.option), rule: null, weight: WEIGHT.app }];
    case 'computed':
      return [{ text: why.computed(event.label), rule: event.label === 'getenv' ? 'V7' : 'S7', weight: WEIGHT.app }];
    case 'request': {
      const glyph = versionTextGlyph(event.version).text;
      return [{ text: why.request(event.status, glyph), rule: 'S30', weight: WEIGHT.load }];
    }
    case 'fault':
      return [{ text: messages.faults[event.fault](event.option), rule: event.rule, weight: WEIGHT.failure + 1 }];
    case 'operated':
    case 'posted':
      return [];
    case 'state':
      return [{ text: why.goesOn(actorName(messages, event.actor)), rule: null, weight: 0 }];
  }
}

function factReason(
  messages: Messages,
  told: Told,
  event: TraceEvent & { readonly kind: 'fact' },
  world: World,
): Weighed {
  const { fact, actor } = event;
  assert(fact.kind !== 'noted', 'only a process of a system notes something');
  const text = messages.facts[fact.kind]({
    about: (field) => String(fact.about[field] ?? ''),
    actor,
    rule: fact.rule,
    serves: servedGlyph(told.model, world).text,
    stored: storedGlyph(world).text,
    writer: told.model.scenario.mount.writer === 'kubelet' ? 'kubelet' : 'sidecar',
  });
  return { text, rule: fact.rule, weight: FACT_WEIGHTS[fact.kind] ?? WEIGHT.event + 5 };
}

function notifiedReason(
  { why }: Messages,
  { lives, model }: Told,
  { event, fate, instance }: TraceEvent & { readonly kind: 'notified' },
): readonly Weighed[] {
  if (event.mask === IN.IN_IGNORED) {
    const life = lives.find((each) => each.instance === instance && each.wd === event.wd);
    if (life?.ended?.how === 'removed') return [];
    const isReused = lives.some((each) => each !== life && each.ino === life?.ino && each.ended?.how === 'inode-gone');
    const text = why.watchDied(event.wd, life?.path ?? '?', life?.ino ?? 0, isReused);
    return [{ text, rule: 'I4', weight: WEIGHT.death }];
  }
  if (fate === 'overflow') {
    return [{ text: why.overflow(model.scenario.kernel.maxQueuedEvents), rule: 'I6', weight: WEIGHT.death }];
  }
  return fate === 'merged' ? [{ text: why.merged(formatInotify(event)), rule: 'I7', weight: WEIGHT.watch }] : [];
}

const WRITERS: readonly ActorId[] = ['volumeManager', 'atomicWriter', 'sidecar'];

function callReason(
  messages: Messages,
  told: Told,
  event: TraceEvent & { readonly kind: 'syscall' },
  world: World,
): readonly Weighed[] {
  if (event.actor === 'atomicWriter') return [writerStepReason(messages, told, event)];
  if (WRITERS.includes(event.actor)) return sidecarReason(messages, told, event, world);
  return readerReason(messages, told, event, world);
}

function writerStepReason(
  { why, writerSteps }: Messages,
  { model, before, unfolded }: Told,
  { call, result }: TraceEvent & { readonly kind: 'syscall' },
): Weighed {
  const state = before.actors.atomicWriter;
  const name = (state === undefined ? 'idle' : stateName(state.snapshot)) as AtomicWriterState;
  const { number, rule } = stepOf(name);
  const { title } = writerSteps[name];
  const called = failed(result) ? why.failedCall(formatCall(model, call), result.errno) : `${formatCall(model, call)}.`;
  const sentence = unfolded ? called : writerSteps[name].sentence;
  return {
    text: why.writerStep(number === null ? '' : String(number), title, sentence),
    rule,
    weight: WEIGHT.atomicWriter,
  };
}

function sidecarReason(
  messages: Messages,
  { model, unfolded }: Told,
  { actor, call, result }: TraceEvent & { readonly kind: 'syscall' },
  world: World,
): readonly Weighed[] {
  const { why, choices } = messages;
  const told = (text: string, rule: string, weight: number = WEIGHT.writer) => [{ text, rule, weight }];
  if (failed(result)) return told(why.failedCall(formatCall(model, call), result.errno), 'K50', WEIGHT.failure);
  const path = changeOf(call, world)?.path ?? '';
  // A call that changes nothing to speak of is told where single steps are: "volume manager: mkdir(…).".
  const called = unfolded
    ? [
        {
          text: `${choices.who(actorName(messages, actor))}${formatCall(model, call)}.`,
          rule: null,
          weight: WEIGHT.other,
        },
      ]
    : [];
  switch (call.call) {
    case 'open':
      return (call.flags & O.O_TRUNC) !== 0 ? told(why.truncated(baseName(path)), 'F11') : called;
    case 'write':
      return told(why.written(path, volumeGlyph(model, world).text), 'F12', WEIGHT.writer + 1);
    case 'rename':
      return told(why.renamedOver(baseName(path)), 'F10');
    case 'unlink':
      return told(why.removed(baseName(path)), 'F9');
    case 'close':
      return told(why.closed, 'F13', WEIGHT.other);
    default:
      return called;
  }
}

function readerReason(
  { why }: Messages,
  { model }: Told,
  { call, result }: TraceEvent & { readonly kind: 'syscall' },
  world: World,
): readonly Weighed[] {
  const told = (text: string, rule: string, weight: number = WEIGHT.app) => [{ text, rule, weight }];
  if (call.call === 'read' && 'data' in result) {
    const stored = storedPayloads(model, world);
    const file = model.scenario.app.files.find((each) => versionsOf(stored, each, result.data).length > 0);
    const glyph = bytesGlyph(model, world, file ?? '', result.data).text;
    if (result.data === '') return told(why.readNothing, 'F12', WEIGHT.load);
    const isNewest = glyph === storedGlyph(world).text;
    return told(isNewest ? why.readFile(glyph) : why.readOld(glyph), 'F12', WEIGHT.load);
  }
  if (call.call === 'inotify_read' && 'events' in result) {
    return told(why.readQueue(result.events.length), 'I8', WEIGHT.app);
  }
  const shown = failed(result) ? why.failedCall(formatCall(model, call), result.errno) : formatCall(model, call);
  if (call.call === 'walk' || call.call === 'openat') {
    return told(failed(result) ? shown : why.opened(shown), 'S5', WEIGHT.other);
  }
  if (call.call === 'stat' || call.call === 'lstat' || call.call === 'readlink') {
    return told(failed(result) ? shown : why.looked(shown), 'S4', WEIGHT.other + 1);
  }
  return [];
}

function deliveredReason(messages: Messages, { to, message }: TraceEvent & { readonly kind: 'delivered' }): Weighed {
  const { why } = messages;
  if (message.type === 'modified' || message.type === 'sourceModified') {
    const version = versionGlyph(message.object.resourceVersion).text;
    const writer = to === 'sidecar' ? 'sidecar' : 'kubelet';
    return { text: why.heard(version, writer), rule: writer === 'kubelet' ? 'K5' : 'K50', weight: WEIGHT.event };
  }
  return { text: why.message(actorName(messages, to), message.type), rule: null, weight: WEIGHT.other };
}

/** Does an IN_ATTRIB among the notifications come from a name that is taken away, and not from a chmod? */
function isOfLinks(steps: readonly RunStep[]): boolean {
  return steps.some(
    ({ events }) =>
      events.some((event) => event.kind === 'syscall' && LINK_CALLS.includes(event.call.call)) &&
      events.some((event) => event.kind === 'notified' && event.event.mask === IN.IN_ATTRIB),
  );
}

/** Calls that take a name of an inode away, and so lower its link count (rule F3). */
const LINK_CALLS: readonly CallName[] = ['unlink', 'rename'];

/** After a writer's change: which watches were told what, or that none was. */
function audienceOf({ why }: Messages, { steps, lives, before }: Told): Reason | null {
  const events = steps.flatMap((step) => step.events);
  const changed = events.some(
    (event) =>
      event.kind === 'syscall' &&
      WRITERS.includes(event.actor) &&
      !failed(event.result) &&
      changeOf(event.call, steps.at(-1)?.world ?? before) !== null,
  );
  if (!changed) return null;
  const told = new Map<string, string[]>();
  for (const event of events) {
    if (event.kind !== 'notified' || event.event.mask === IN.IN_IGNORED) continue;
    const life = lives.find(({ wd, instance }) => wd === event.event.wd && instance === event.instance);
    const path = life?.path ?? `wd ${event.event.wd}`;
    const name = `${formatInotify(event.event)}${event.fate === 'queued' ? '' : ` (${event.fate})`}`;
    told.set(path, [...(told.get(path) ?? []), name]);
  }
  if (told.size > 0) {
    const list = [...told].map(([path, names]) => why.tells(path, names.join(', '))).join('; ');
    return { text: why.told(list), rule: 'I5' };
  }
  const alive = lives.filter(({ ended }) => ended === null).map(({ path }) => path);
  if (alive.length > 0) return { text: why.notTold(alive.join(', ')), rule: 'I1' };
  return lives.length === 0 ? null : { text: why.nobodyToTell, rule: 'I4' };
}
