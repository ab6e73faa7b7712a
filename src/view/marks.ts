// What a fold leaves behind in the lanes: short marks in the field's own words.
//
// `rename ..data` in the kubelet's lane, `IN_ATTRIB` in the queue's, `CHMOD feature.yaml` in the watcher's,
// `reload ②` in the application's, `503 ∅` in the requests'. Read-only calls leave no mark: such folds are
// silent and fold away. Marks are words of kernel, Kubernetes and fsnotify and so the same in every language; those of a
// system are its own in each (`inLanguage` of lanes.ts).

import { baseName } from '../actors/app/matching.ts';
import type { ActorId, Delivery, Fact, Plain } from '../actors/effects.ts';
import type { FaultName } from '../actors/faults/fault-names.ts';
import type { InotifyEvent } from '../kernel/system-call.ts';
import { failed } from '../kernel/system-call.ts';
import { formatMask, IN } from '../kernel/vocabulary.ts';
import type { AnySystem, SystemWords } from '../systems/system.ts';
import type { Model } from '../world/model.ts';
import type { RunStep } from '../world/run.ts';
import { storedPayloads, versionsOf } from '../world/served.ts';
import type { Fate, TraceEvent } from '../world/trace.ts';
import type { World } from '../world/world.ts';
import { callMarks } from './call-marks.ts';
import { seenFromMount } from './calls.ts';
import { bytesGlyph, servedGlyph, storedGlyph, versionGlyph, versionTextGlyph } from './glyphs.ts';
import { laneOf, lanesOf, type Mark } from './lane.ts';
import { podMark } from './pod-marks.ts';
import type { Role } from './rows.ts';
import { TONES } from './tones.ts';

/** The marks of a fold, top lane first; empty when nothing happened that is worth a column. */
export function marksOf(model: Model, steps: readonly RunStep[]): readonly Mark[] {
  const last = steps.at(-1);
  if (last === undefined) return [];
  const events = steps.flatMap((step) => step.events);
  const single = events.flatMap((event) => eventMarks(model, last.world, event));
  const marks = [...callMarks(model, events, last.world), ...withoutEchoes(single, events)];
  return lanesOf(model).flatMap((lane) => marks.filter((mark) => mark.lane === lane));
}

/** "reload" says nothing beside what became of the reload, nor a tick to which nobody listens any more. */
function withoutEchoes(marks: readonly Mark[], events: readonly TraceEvent[]): readonly Mark[] {
  const ended = marks.some(({ lane, text }) => lane === 'app' && text.startsWith('reload '));
  const listens = events.some((event) => event.kind === 'state' && event.actor === 'app');
  const echoes = [...(ended ? ['reload'] : []), ...(listens ? [] : ['tick'])];
  return marks.filter(({ lane, text }) => lane !== 'app' || !echoes.includes(text));
}

function eventMarks(model: Model, after: World, event: TraceEvent): readonly Mark[] {
  switch (event.kind) {
    case 'fact':
      return factMarks(model, after, event.actor, event.fact);
    case 'notified':
      return [notifiedMark(event.event, event.fate)];
    case 'syscall':
      return event.actor === 'app' || event.actor === 'watcher' ? readerMarks(model, after, event) : [];
    case 'translated':
      return event.sends.length === 0 && event.raw.mask !== IN.IN_IGNORED
        ? [{ lane: 'watcher', text: `drops ${formatInotify(event.raw)}`, role: 'dim' }]
        : [];
    case 'received':
      return [{ lane: 'watcher', text: formatDelivery(event.delivery), role: 'mark' }];
    case 'delivered':
      return event.to === 'configMapManager' &&
        (event.message.type === 'modified' || event.message.type === 'sourceModified')
        ? [{ lane: 'kubelet', text: `cache ${versionGlyph(event.message.object.resourceVersion).text}`, role: 'dim' }]
        : [];
    case 'timer':
      return event.actor === 'app' && event.id === 'tick' ? [{ lane: 'app', text: 'tick', role: 'dim' }] : [];
    case 'request': {
      const { text, role } = versionTextGlyph(event.version);
      return [{ lane: 'requests', text: `${event.status} ${text}`, role }];
    }
    case 'operated':
    case 'chosen':
      return systemMarks(model, event);
    case 'fault':
      return [{ ...FAULT_MARKS[event.fault], role: 'dead' }];
    default:
      return [];
  }
}

/** Where a fault strikes, and what that looks like; the flash that is one column wide. */
const FAULT_MARKS: Readonly<Record<FaultName, Pick<Mark, 'lane' | 'text'>>> = {
  'kubelet-crash': { lane: 'kubelet', text: '↯ killed' },
  'watch-delay': { lane: 'kubelet', text: '↯ watch lost' },
  'invalid-yaml': { lane: 'api', text: '↯ invalid' },
  'empty-payload': { lane: 'api', text: '↯ empty' },
  'key-removed': { lane: 'api', text: '↯ key removed' },
  'slow-app': { lane: 'app', text: '↯ stops' },
  'container-crash': { lane: 'app', text: '↯ killed' },
  'noisy-neighbour': { lane: 'inotify', text: '↯ burst' },
  'watch-limit': { lane: 'app', text: '↯ ENOSPC' },
  'instance-limit': { lane: 'app', text: '↯ EMFILE' },
  'held-fd': { lane: 'volume', text: '↯ file held' },
  'clock-step': { lane: 'volume', text: '↯ clock back' },
};

/** What readers of files and queues do: bytes read, batches of events, watches added. */
function readerMarks(
  model: Model,
  after: World,
  { call, result }: TraceEvent & { readonly kind: 'syscall' },
): readonly Mark[] {
  if (failed(result)) return [];
  if (call.call === 'read' && 'data' in result) {
    const [file] = model.scenario.app.files.filter((each) => isContentOf(model, after, each, result.data));
    const { text, role } = bytesGlyph(model, after, file ?? '', result.data);
    return [{ lane: 'app', text: `read ${text}`, role }];
  }
  if (call.call === 'inotify_read' && 'events' in result && result.events.length > 1) {
    return [{ lane: 'watcher', text: `read ${result.events.length}`, role: 'dim' }];
  }
  if (call.call === 'inotify_add_watch' && 'wd' in result) {
    return [{ lane: 'inotify', text: `◉ wd ${result.wd}`, role: 'watch' }];
  }
  return [];
}

function isContentOf(model: Model, world: World, file: string, bytes: string): boolean {
  return versionsOf(storedPayloads(model, world), file, bytes).length > 0;
}

/** What a process of a system does or is told, in the words of its field. */
function systemMarks({ system }: Model, event: TraceEvent & { readonly kind: 'operated' | 'chosen' }): readonly Mark[] {
  if (system === null) return [];
  const textIn = ({ mark, option }: SystemWords<Plain, Plain>): string =>
    event.kind === 'operated' ? mark(event.op, event.args, event.result) : option(event.question, event.option);
  return systemMark(system, event.actor, textIn, event.kind === 'chosen' ? 'dim' : null);
}

function systemMark(
  { words }: AnySystem,
  actor: ActorId,
  textIn: (words: SystemWords<Plain, Plain>) => string,
  role: Role | null,
): readonly Mark[] {
  const texts = { en: textIn(words.en), zh: textIn(words.zh) };
  return texts.en === '' ? [] : [{ lane: laneOf(actor), text: texts.en, role, texts }];
}

function factMarks(model: Model, after: World, actor: ActorId, fact: Fact): readonly Mark[] {
  const mark = (text: string, role: Role | null = null): readonly Mark[] => [{ lane: laneOf(actor), text, role }];
  const about = (key: string): string => String(fact.about[key] ?? '');
  switch (fact.kind) {
    case 'stored': {
      const { text, role } = storedGlyph(after);
      return mark(`put ${text}`, role);
    }
    case 'asked':
      return mark('ask webhook', 'dim');
    case 'rejected':
      return mark(`${about('status')} ${fact.about.name ?? 'Invalid'}`.trim(), 'bad');
    case 'sync':
      return mark('sync');
    case 'unchanged':
      return mark('unchanged', 'dim');
    case 'published':
      return [];
    case 'write-failed':
      return mark('write failed', 'bad');
    case 'armed':
      return mark(`Add ${seenFromMount(model, about('path'))}`, 'watch');
    case 'arm-failed':
      return mark(`Add: ${about('error')}`, 'bad');
    case 'event':
      return mark('watch error', 'bad');
    case 'ignored':
      return mark('ignored', 'dim');
    case 'reload-started':
      return about('trigger') === 'start' ? [] : mark('reload');
    case 'reload-skipped':
      return mark('same content', 'dim');
    case 'reload-applied':
    case 'zeroed': {
      const { text, role } = servedGlyph(model, after);
      return mark(`${fact.kind === 'zeroed' ? 'zero' : 'reload'} ${text}`, role);
    }
    case 'reload-failed':
      return mark(`load: ${about('why').replace(/^.*: /, '')}`, 'bad');
    case 'loop-exited':
      return mark('loop ends', 'bad');
    case 'crashed':
      return mark('exit', 'bad');
    case 'printed':
      return mark(`"${about('text')}"`, 'dim');
    case 'served':
      return [];
    case 'noted': {
      if (model.system === null) return [];
      const { role } = model.system.words.en.fact(fact.about);
      return systemMark(
        model.system,
        actor,
        (words) => words.fact(fact.about).mark,
        role === null ? null : TONES[role],
      );
    }
    default: {
      const { text, role } = podMark(fact.kind, fact);
      return mark(text, role);
    }
  }
}

function notifiedMark(event: InotifyEvent, fate: Fate): Mark {
  const text = formatInotify(event);
  if (event.mask === IN.IN_IGNORED) return { lane: 'inotify', text: `${text} ✗ wd ${event.wd}`, role: 'bad' };
  switch (fate) {
    case 'merged':
      return { lane: 'inotify', text: `${text} (merged)`, role: 'dim' };
    case 'dropped':
      return { lane: 'inotify', text: `${text} (lost)`, role: 'bad' };
    case 'overflow':
      return { lane: 'inotify', text, role: 'bad' };
    case 'queued':
      return { lane: 'inotify', text, role: 'mark' };
  }
}

/**
 * `IN_MOVED_TO ..data`, `IN_CREATE ..ts2/`: mask and name as inotify(7) writes them, a directory with a
 * slash.
 */
export function formatInotify({ mask, name }: InotifyEvent): string {
  const bits = formatMask(mask & ~IN.IN_ISDIR).join('|');
  if (name === '') return bits;
  return `${bits} ${name}${(mask & IN.IN_ISDIR) !== 0 ? '/' : ''}`;
}

/** `CHMOD feature.yaml`: the operation as the library prints it and the last component of the name. */
export function formatDelivery(delivery: Delivery): string {
  if (delivery.channel === 'Errors') return `error ${delivery.error}`;
  const { op, name } = delivery.event;
  // As fsnotify prints an Op without any bit; some releases send such an event when the queue has overflowed.
  if (op === '' && name === '') return '[no events]';
  return `${op === '' ? '[no events]' : op} ${name === '' ? '""' : baseName(name)}`;
}
