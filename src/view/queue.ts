// The inotify queue between kernel and watcher: events waiting, how many were merged into each, limit and
// overflow.
//
// The queue holds one record where several equal events came in a row; how many they were is told only by the
// trace of the run. What the watcher has read and not yet sent on is shown below it. Rules I6, I7, W30.
import type { ReaderContext } from '../actors/watcher/reader-machine.ts';
import { slotAt, slotEntries } from '../kernel/slots.ts';
import { failed } from '../kernel/system-call.ts';
import { IN, type InstanceId } from '../kernel/vocabulary.ts';
import type { RunStep } from '../world/run.ts';
import type { TraceEvent } from '../world/trace.ts';
import type { World } from '../world/world.ts';
import { formatDelivery, formatInotify } from './marks.ts';
import type { Messages } from './messages/messages.ts';
import { type Role, type Row, row, type Span, span } from './rows.ts';

export interface QueuedEvent {
  /** `wd 1  IN_ATTRIB`. */
  readonly text: string;
  /** How many events in a row it stands for. */
  readonly times: number;
  readonly role: Role;
}

export interface QueueView {
  readonly instance: InstanceId;
  readonly limit: number;
  /** Oldest first. */
  readonly waiting: readonly QueuedEvent[];
  /** Records that the watcher has read and not translated yet. */
  readonly batch: number;
  /** What the watcher is blocked on sending; null when it is not. */
  readonly sending: string | null;
}

/** The queue of the watcher's instance; null when there is none. */
export function queueView(world: World, steps: readonly RunStep[]): QueueView | null {
  const [entry] = slotEntries(world.kernel.inotify);
  if (entry === undefined) return null;
  const [id, instance] = entry;
  const counts = mergeCounts(id, steps);
  const reader = world.actors.watcher;
  const context = reader?.snapshot.context as Partial<ReaderContext> | undefined;
  const blockedOn = reader?.waiting?.type === 'send' ? formatDelivery(reader.waiting.delivery) : null;
  return {
    instance: id,
    limit: instance.maxQueuedEvents,
    waiting: instance.queue.map((event, index) => ({
      text: `wd ${event.wd}  ${formatInotify(event)}`,
      times: counts[index] ?? 1,
      role: event.mask === IN.IN_Q_OVERFLOW || event.mask === IN.IN_IGNORED ? 'bad' : 'mark',
    })),
    batch: context?.batch?.length ?? 0,
    sending: blockedOn,
  };
}

/** For every record in the queue, how many events were merged into it. */
function mergeCounts(id: InstanceId, steps: readonly RunStep[]): readonly number[] {
  let counts: readonly number[] = [];
  for (const { events, world } of steps) {
    for (const event of events) counts = counted(id, counts, event);
    if (slotAt(world.kernel.inotify, id) === undefined) counts = [];
  }
  return counts;
}

function counted(id: InstanceId, counts: readonly number[], event: TraceEvent): readonly number[] {
  if (event.kind === 'notified' && event.instance === id) {
    if (event.fate === 'merged') return [...counts.slice(0, -1), (counts.at(-1) ?? 0) + 1];
    return event.fate === 'dropped' ? counts : [...counts, 1];
  }
  if (event.kind !== 'syscall' || event.call.call !== 'inotify_read' || failed(event.result)) return counts;
  return 'events' in event.result ? counts.slice(event.result.events.length) : counts;
}

/** The queue in one line, for a small screen. */
export function queueLine({ queue: words }: Messages, view: QueueView | null): Row {
  if (view === null) return row(words.none, 'dim');
  const { waiting, sending } = view;
  if (waiting.length === 0) return row(sending === null ? words.empty : words.blocked(sending), 'dim');
  const events = waiting.flatMap(({ text, times, role }): Span[] => [
    span(` ${text.replace(/^wd -?\d+ {2}/, '')}${times > 1 ? ` ×${times}` : ''}`, role),
  ]);
  return [span(`${waiting.length}:`, 'dim'), ...events];
}

/** The queue in at most `height` rows; the first one is its state. */
export function queueRows({ queue: words }: Messages, view: QueueView | null, height: number): readonly Row[] {
  if (view === null) return [row(words.none, 'dim')];
  const { waiting, limit, batch, sending } = view;
  const shown = waiting.length > height - 1 ? waiting.slice(0, Math.max(0, height - 2)) : waiting;
  const rows = shown.map(({ text, times, role }) => [span(text, role), span(times > 1 ? ` ×${times}` : '', 'dim')]);
  const state = [
    waiting.length === 0 ? words.empty : words.waiting(waiting.length, limit),
    ...(batch > 0 ? [words.batch(batch)] : []),
    ...(sending === null ? [] : [words.blocked(sending)]),
  ];
  const rest = waiting.length - shown.length;
  return [row(state.join(' · '), 'dim'), ...rows, ...(rest > 0 ? [row(words.more(rest), 'dim')] : [])];
}
