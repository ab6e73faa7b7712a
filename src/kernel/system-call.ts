// The seam to the simulated kernel: every system call as data, and what each returns.
// Names and arguments are those of the man pages (section 2). A failure is `{ errno }`, never an exception.
// `walk` is not a system call but the first half of open(2): it lets an actor show that a path walk is not atomic
// (recorded: ENOENT when the walk races with RemoveAll of the old directory).

import type { Errno, Fd, Ino, InstanceId, Mode, MountId, Wd } from './vocabulary.ts';

/** Who calls. Root (uid 0) passes every permission check. */
export interface Credentials {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  /** Bits taken off the mode of new files and directories (umask(2)). */
  readonly umask: Mode;
  /** The process that calls: whose descriptor an opened file gets. Left out, one process makes all calls. */
  readonly pid?: number;
}

export const ROOT: Credentials = { uid: 0, gid: 0, groups: [], umask: 0o022 };

/** A directory that a path walk has reached. `btime` tells it from a later directory with the same number. */
export interface WalkedDirectory {
  readonly mount: MountId;
  readonly dir: Ino;
  readonly btime: number;
}

/** Where openat(2) starts: an open directory, or a directory that `walk` has reached. */
export type OpenatBase = { readonly fd: Fd } | WalkedDirectory;

/** Calls that only the file system serves; it knows nothing of watches. */
export type FileSystemCall =
  | { readonly call: 'stat'; readonly path: string }
  | { readonly call: 'lstat'; readonly path: string }
  | { readonly call: 'readlink'; readonly path: string }
  | { readonly call: 'open'; readonly path: string; readonly flags: number; readonly mode?: Mode }
  | {
      readonly call: 'openat';
      readonly at: OpenatBase;
      readonly path: string;
      readonly flags: number;
      readonly mode?: Mode;
    }
  | { readonly call: 'walk'; readonly path: string }
  | { readonly call: 'read'; readonly fd: Fd; readonly count: number }
  | { readonly call: 'write'; readonly fd: Fd; readonly data: string }
  | { readonly call: 'close'; readonly fd: Fd }
  | { readonly call: 'getdents'; readonly fd: Fd }
  | { readonly call: 'mkdir'; readonly path: string; readonly mode: Mode }
  | { readonly call: 'chmod'; readonly path: string; readonly mode: Mode }
  /** uid or gid -1 leaves it as it is. */
  | { readonly call: 'lchown'; readonly path: string; readonly uid: number; readonly gid: number }
  | { readonly call: 'truncate'; readonly path: string; readonly length: number }
  | { readonly call: 'symlink'; readonly target: string; readonly path: string }
  | { readonly call: 'link'; readonly from: string; readonly to: string }
  | { readonly call: 'rename'; readonly from: string; readonly to: string }
  | { readonly call: 'unlink'; readonly path: string }
  | { readonly call: 'rmdir'; readonly path: string }
  /** `bind` shows `source` (file or directory) at `target`; `tmpfs` puts a new, empty file system there. */
  | {
      readonly call: 'mount';
      readonly type: 'bind';
      readonly source: string;
      readonly target: string;
      readonly readOnly: boolean;
    }
  | { readonly call: 'mount'; readonly type: 'tmpfs'; readonly target: string }
  | { readonly call: 'umount'; readonly target: string };

export type InotifyCall =
  | { readonly call: 'inotify_init1' }
  | {
      readonly call: 'inotify_add_watch';
      readonly instance: InstanceId;
      readonly path: string;
      /** Events and IN_DONT_FOLLOW, IN_ONLYDIR, IN_MASK_ADD …, or-ed as in inotify_add_watch(2). */
      readonly mask: number;
    }
  | { readonly call: 'inotify_rm_watch'; readonly instance: InstanceId; readonly wd: Wd }
  /** read(2) on an inotify descriptor; EAGAIN stands for "would block". */
  | { readonly call: 'inotify_read'; readonly instance: InstanceId; readonly bufferBytes: number }
  /** close(2) on an inotify descriptor: watches and unread events go with it. */
  | { readonly call: 'inotify_close'; readonly instance: InstanceId };

export type SystemCall = FileSystemCall | InotifyCall;
export type CallName = SystemCall['call'];

export type FileKind = 'file' | 'dir' | 'symlink';

/** stat(2). Times are logical: they say only which of two changes came later. */
export interface Stat {
  readonly ino: Ino;
  readonly kind: FileKind;
  readonly mode: Mode;
  readonly nlink: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtime: number;
}

/** One record read from an inotify descriptor (struct inotify_event). `wd` is -1 for IN_Q_OVERFLOW. */
export interface InotifyEvent {
  readonly wd: Wd;
  readonly mask: number;
  readonly cookie: number;
  /** Empty for an event on the watched object itself. */
  readonly name: string;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly ino: Ino;
  readonly kind: FileKind;
}

type Nothing = { readonly done: true };

/** What each call returns when it succeeds. */
export interface Success {
  readonly stat: Stat;
  readonly lstat: Stat;
  readonly readlink: { readonly target: string };
  readonly open: { readonly fd: Fd };
  readonly openat: { readonly fd: Fd };
  /** The directory that holds the last component, and that component: what is left to do for openat. */
  readonly walk: { readonly at: WalkedDirectory; readonly name: string };
  /** `bytes` is 0 at the end of the file. */
  readonly read: { readonly data: string; readonly bytes: number };
  readonly write: { readonly bytes: number };
  readonly close: Nothing;
  /** All entries that are left, without `.` and `..`; `bytes` counts those two and is 0 at the end. */
  readonly getdents: { readonly entries: readonly DirectoryEntry[]; readonly bytes: number };
  readonly mkdir: Nothing;
  readonly chmod: Nothing;
  readonly lchown: Nothing;
  readonly truncate: Nothing;
  readonly symlink: Nothing;
  readonly link: Nothing;
  readonly rename: Nothing;
  readonly unlink: Nothing;
  readonly rmdir: Nothing;
  readonly mount: Nothing;
  readonly umount: Nothing;
  readonly inotify_init1: { readonly instance: InstanceId };
  readonly inotify_add_watch: { readonly wd: Wd };
  readonly inotify_rm_watch: Nothing;
  readonly inotify_read: { readonly events: readonly InotifyEvent[]; readonly bytes: number };
  readonly inotify_close: Nothing;
}

export interface Failure {
  readonly errno: Errno;
}

export type Result<C extends CallName = CallName> = Success[C] | Failure;

/** True when the call failed; narrows to `{ errno }`. */
export function failed<T extends object>(result: T | Failure): result is Failure {
  return 'errno' in result;
}

/**
 * What the file system says about one change: which inode, what happened, and under which name.
 * `name` is set when the event is told to a directory about one of its entries; it is empty otherwise.
 * The order of a list of notifications is the order in which the kernel calls fsnotify().
 */
export interface Notification {
  readonly ino: Ino;
  /** One event bit of inotify(7), with IN_ISDIR where the kernel sets it. */
  readonly mask: number;
  readonly name: string;
  /** Links the two halves of a rename; 0 otherwise. */
  readonly cookie: number;
  /** Set when it came through an open file whose entry is unlinked: IN_EXCL_UNLINK watches skip it. */
  readonly unlinked?: true;
}
