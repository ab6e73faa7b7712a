// One inotify instance: watches on inodes, and a queue of events with a limit. Knows nothing of paths.
// Source: fs/notify/inotify/{inotify_user,inotify_fsnotify}.c and fs/notify/notification.c of Linux 6.18; inotify(7).
// Rules I1 to I9. Left out: fanotify and dnotify, memory pressure (ENOMEM also shows as IN_Q_OVERFLOW).

import type { InotifyEvent, Notification } from './system-call.ts';
import { IN, IN_ALL_EVENTS, type Ino, type Wd } from './vocabulary.ts';

/** Bytes of struct inotify_event without its name; a name is padded to a multiple of this. */
export const EVENT_HEADER_BYTES = 16;

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
  /** Taken from the limits when the instance was made; a later change does not reach it. */
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
