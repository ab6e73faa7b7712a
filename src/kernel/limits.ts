// Limits of the simulated kernel, with the man page that names each. Reaching one is an errno or IN_Q_OVERFLOW.
// Left out: limits of the real system that no call here can reach (ARG_MAX, RLIMIT_FSIZE, inode and block quotas).

/** Symbolic links followed in one path resolution; one more is ELOOP (path_resolution(7), MAXSYMLINKS). */
export const MAXSYMLINKS = 40;
/** Bytes of a path including its terminating NUL; more is ENAMETOOLONG (limits.h(0p)). */
export const PATH_MAX = 4096;
/** Bytes of one path component; more is ENAMETOOLONG (limits.h(0p)). */
export const NAME_MAX = 255;
/** Descriptors that every process holds from the start: stdin, stdout, stderr. */
export const STANDARD_DESCRIPTORS = 3;

/** Limits that an administrator sets; the defaults are those of a stock 6.18 kernel. */
export interface KernelLimits {
  /** /proc/sys/fs/inotify/max_queued_events, taken over by an instance when it is made (inotify(7)). */
  readonly maxQueuedEvents: number;
  /** /proc/sys/fs/inotify/max_user_watches: watches of one user; one more is ENOSPC (inotify(7)). */
  readonly maxUserWatches: number;
  /** /proc/sys/fs/inotify/max_user_instances: instances of one user; one more is EMFILE (inotify(7)). */
  readonly maxUserInstances: number;
  /** RLIMIT_NOFILE: open descriptors, inotify instances and stdio included; one more is EMFILE (getrlimit(2)). */
  readonly openFiles: number;
}

export const DEFAULT_LIMITS: KernelLimits = {
  maxQueuedEvents: 16384,
  maxUserWatches: 192536,
  maxUserInstances: 128,
  openFiles: 1024,
};
