// The simulated kernel: one file system and the inotify instances that look at it. One system call is one step.
// What the file system notifies goes to every instance, in the order in which it happened.
// Source: the man pages of section 2. Left out: descriptors per process (one table serves all callers).

import type { FileSystem } from './file-system.ts';
import type { InotifyInstance } from './inotify.ts';
import type { KernelLimits } from './limits.ts';
import type { Slots } from './slots.ts';
import type { Credentials, Notification, Result, SystemCall } from './system-call.ts';

export interface Kernel {
  readonly fs: FileSystem;
  /** By `InstanceId`. */
  readonly inotify: Slots<InotifyInstance>;
  readonly limits: KernelLimits;
}

export interface SystemCallOutcome<C extends SystemCall> {
  readonly kernel: Kernel;
  readonly result: Result<C['call']>;
  /** What the file system told watchers, whether or not anybody watches. */
  readonly notifications: readonly Notification[];
}

/** Runs one system call for `cred`. */
export declare function syscall<C extends SystemCall>(
  kernel: Kernel,
  call: C,
  cred?: Credentials,
): SystemCallOutcome<C>;
