// One inotify instance: watches on inodes, and a queue of events with a limit. Knows nothing of paths.
// Source: fs/notify/inotify/{inotify_user,inotify_fsnotify}.c and fs/notify/notification.c of Linux 6.18; inotify(7).
// Rules I1 to I9. Left out: fanotify and dnotify, memory pressure (ENOMEM also shows as IN_Q_OVERFLOW).

import type { InotifyEvent, Notification } from './system-call.ts';
import { utf8Bytes } from './utf8.ts';
import { type Errno, IN, IN_ALL_EVENTS, type Ino, type Wd } from './vocabulary.ts';

/** Bytes of struct inotify_event without its name; a name is padded to a multiple of this. */
export const EVENT_HEADER_BYTES = 16;

/** The bits of a watch's mask that are not events and stay with the watch. */
const WATCH_FLAGS = IN.IN_ONESHOT | IN.IN_EXCL_UNLINK;

export interface Watch {
  readonly wd: Wd;
  /** A watch is on an inode, whatever path it was added through (I1). */
  readonly ino: Ino;
  /** The events asked for, with IN_ONESHOT and IN_EXCL_UNLINK. */
  readonly mask: number;
}

export interface InotifyInstance {
  /** Whose limits it counts against. */
  readonly uid: number;
  /** Taken from the limits when the instance was made; a later change does not reach it (I6). */
  readonly maxQueuedEvents: number;
  readonly nextWd: Wd;
  /** In ascending order of wd. */
  readonly watches: readonly Watch[];
  /** Unread events, oldest first. */
  readonly queue: readonly InotifyEvent[];
}

/** An instance without watches. */
export function newInstance(uid: number, maxQueuedEvents: number): InotifyInstance {
  return { uid, maxQueuedEvents, nextWd: 1, watches: [], queue: [] };
}

/**
 * inotify_add_watch(2) once the path is resolved. An inode watched already keeps its wd: its mask is replaced, or
 * or-ed with IN_MASK_ADD, or the call fails with EEXIST (IN_MASK_CREATE) (I2). With `mayGrow` false a new watch
 * fails with ENOSPC, and the number it would have had is lost (I3).
 */
export function addWatch(
  instance: InotifyInstance,
  ino: Ino,
  mask: number,
  mayGrow: boolean,
): { readonly instance: InotifyInstance; readonly result: Wd | Errno } {
  const kept = (mask & (IN_ALL_EVENTS | WATCH_FLAGS)) >>> 0;
  const present = instance.watches.find((watch) => watch.ino === ino);
  if (present !== undefined) {
    if ((mask & IN.IN_MASK_CREATE) !== 0) return { instance, result: 'EEXIST' };
    const next = (mask & IN.IN_MASK_ADD) !== 0 ? (present.mask | kept) >>> 0 : kept;
    if (next === present.mask) return { instance, result: present.wd };
    const watches = instance.watches.map((watch) => (watch === present ? { ...watch, mask: next } : watch));
    return { instance: { ...instance, watches }, result: present.wd };
  }
  const wd = instance.nextWd;
  const numbered = { ...instance, nextWd: wd + 1 };
  if (!mayGrow) return { instance: numbered, result: 'ENOSPC' };
  return { instance: { ...numbered, watches: [...instance.watches, { wd, ino, mask: kept }] }, result: wd };
}

/** inotify_rm_watch(2): the watch goes and IN_IGNORED is queued, or EINVAL when there is no such wd (I4). */
export function rmWatch(instance: InotifyInstance, wd: Wd): InotifyInstance | 'EINVAL' {
  if (!instance.watches.some((watch) => watch.wd === wd)) return 'EINVAL';
  return dropWatch(instance, wd);
}

/**
 * What the file system notified, in order, turned into queued events: each is told to the watch on its inode when
 * the watch asked for it (I5). A watch ends when its inode goes (IN_DELETE_SELF, IN_UNMOUNT) or after one event
 * (IN_ONESHOT), with IN_IGNORED (I4).
 */
export function deliver(instance: InotifyInstance, notifications: readonly Notification[]): InotifyInstance {
  if (instance.watches.length === 0) return instance;
  return notifications.reduce(deliverOne, instance);
}

function deliverOne(instance: InotifyInstance, notification: Notification): InotifyInstance {
  const watch = instance.watches.find(({ ino }) => ino === notification.ino);
  if (watch === undefined) return instance;
  const told = isWanted(watch, notification);
  const { mask, cookie, name } = notification;
  const next = told ? enqueue(instance, { wd: watch.wd, mask, cookie, name }) : instance;
  const inodeGone = (mask & (IN.IN_DELETE_SELF | IN.IN_UNMOUNT)) !== 0;
  const spent = told && (watch.mask & IN.IN_ONESHOT) !== 0;
  return inodeGone || spent ? dropWatch(next, watch.wd) : next;
}

function isWanted(watch: Watch, { mask, unlinked }: Notification): boolean {
  if (unlinked === true && (watch.mask & IN.IN_EXCL_UNLINK) !== 0) return false;
  return (mask & ((watch.mask & IN_ALL_EVENTS) | IN.IN_UNMOUNT)) !== 0;
}

function dropWatch(instance: InotifyInstance, wd: Wd): InotifyInstance {
  const ignored = enqueue(instance, { wd, mask: IN.IN_IGNORED, cookie: 0, name: '' });
  return { ...ignored, watches: instance.watches.filter((watch) => watch.wd !== wd) };
}

/** fsnotify_insert_event(): overflow is looked at first, so at a full queue nothing merges (I6, I7). */
function enqueue(instance: InotifyInstance, event: InotifyEvent): InotifyInstance {
  const { queue, maxQueuedEvents } = instance;
  if (queue.length >= maxQueuedEvents) {
    if (queue.some(isOverflow)) return instance;
    return { ...instance, queue: [...queue, { wd: -1, mask: IN.IN_Q_OVERFLOW, cookie: 0, name: '' }] };
  }
  const tail = queue.at(-1);
  if (tail !== undefined && isSameEvent(tail, event)) return instance;
  return { ...instance, queue: [...queue, event] };
}

function isOverflow(event: InotifyEvent): boolean {
  return event.mask === IN.IN_Q_OVERFLOW;
}

/** event_compare() of inotify: wd, mask and name, but not the cookie; IN_IGNORED never merges (I7). */
function isSameEvent(tail: InotifyEvent, event: InotifyEvent): boolean {
  if (tail.mask === IN.IN_IGNORED) return false;
  return tail.wd === event.wd && tail.mask === event.mask && tail.name === event.name;
}

/** Bytes of one record as read(2) returns it: header, then the name with at least one NUL, padded (I8). */
export function recordBytes(event: InotifyEvent): number {
  if (event.name === '') return EVENT_HEADER_BYTES;
  const padded = Math.ceil((utf8Bytes(event.name) + 1) / EVENT_HEADER_BYTES) * EVENT_HEADER_BYTES;
  return EVENT_HEADER_BYTES + padded;
}

/**
 * read(2): as many whole records as fit. EAGAIN when nothing is queued (a blocking read would wait), EINVAL when
 * not even the first record fits (I8).
 */
export function readEvents(
  instance: InotifyInstance,
  bufferBytes: number,
):
  | { readonly instance: InotifyInstance; readonly events: readonly InotifyEvent[]; readonly bytes: number }
  | { readonly errno: 'EAGAIN' | 'EINVAL' } {
  if (instance.queue.length === 0) return { errno: 'EAGAIN' };
  let bytes = 0;
  let count = 0;
  for (const event of instance.queue) {
    if (bytes + recordBytes(event) > bufferBytes) break;
    bytes += recordBytes(event);
    count += 1;
  }
  if (count === 0) return { errno: 'EINVAL' };
  const events = instance.queue.slice(0, count);
  return { instance: { ...instance, queue: instance.queue.slice(count) }, events, bytes };
}
