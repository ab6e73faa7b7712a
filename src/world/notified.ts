// Which watches a system call told, and what became of each event in the queue. For the trace only.
//
// The kernel delivers a whole list at once; here the same list is delivered again one notification at a time to see
// the fate of each: queued, merged with the unread tail, dropped at a full queue, or replaced by IN_Q_OVERFLOW.
import { deliver, type InotifyInstance } from '../kernel/inotify.ts';
import { type Slots, slotEntries } from '../kernel/slots.ts';
import type { InotifyEvent, Notification } from '../kernel/system-call.ts';
import { IN } from '../kernel/vocabulary.ts';
import type { Fate, TraceEvent } from './trace.ts';

/**
 * Trace events for everything that watches asked for, in kernel order, instance by instance. What is merged or dropped
 * leaves the instance as it was and is told all the same.
 */
export function notified(
  before: Slots<InotifyInstance>,
  notifications: readonly Notification[],
): readonly TraceEvent[] {
  return slotEntries(before).flatMap(([id, instance]) => fates(id, instance, notifications));
}

function fates(id: number, first: InotifyInstance, notifications: readonly Notification[]): readonly TraceEvent[] {
  const events: TraceEvent[] = [];
  let instance = first;
  for (const notification of notifications) {
    const watch = instance.watches.find(({ ino }) => ino === notification.ino);
    const next = deliver(instance, [notification]);
    if (watch !== undefined && (notification.mask & (watch.mask | IN.IN_UNMOUNT)) !== 0) {
      const added = next.queue.slice(instance.queue.length);
      for (const event of added) events.push({ kind: 'notified', instance: id, event, fate: fateOf(event) });
      if (added.length === 0) events.push(unqueued(id, watch.wd, notification, instance));
    }
    instance = next;
  }
  return events;
}

function fateOf(event: InotifyEvent): Fate {
  return event.mask === IN.IN_Q_OVERFLOW ? 'overflow' : 'queued';
}

/** Nothing was added: the event equals the unread tail, or the queue is full and already says so. */
function unqueued(id: number, wd: number, notification: Notification, before: InotifyInstance): TraceEvent {
  const { mask, cookie, name } = notification;
  const fate: Fate = before.queue.length >= before.maxQueuedEvents ? 'dropped' : 'merged';
  return { kind: 'notified', instance: id, event: { wd, mask, cookie, name }, fate };
}
