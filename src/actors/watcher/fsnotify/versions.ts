// The modelled releases of fsnotify's inotify backend, as the rules in which they differ.
//
// Source: inotify.go at v1.4.9 (45d7d09), v1.5.0, v1.5.4 (0f4b979); backend_inotify.go at v1.6.0 (5f8c606),
// v1.7.0 (cfc9c4f), v1.8.0 (a9bc2e0), v1.9.0 (ae0e792), v1.10.1 (76b01a6); error texts also from fsnotify.go there.
// A release that is missing behaves like the one before it, except that 1.5.1 undid 1.5.0 (#390).
// Leaves out: NewBufferedWatcher, recursive watches, AddWith's unexported options, the closed Watcher.

export interface FsnotifyRules {
  readonly version: string;
  /**
   * Which map a watch lives in: `by-path` (to 1.6) or `by-wd` (from 1.7). It decides what Add does with a path
   * that it knows already, and whether the Watcher acts on IN_MOVE_SELF (by-path.ts, by-wd.ts).
   */
  readonly tables: 'by-path' | 'by-wd';
  /** Add resolves every symbolic link itself and watches with IN_DONT_FOLLOW (W6). */
  readonly resolvesSymlinks: boolean;
  /** Drops events whose name no longer exists, REMOVE and RENAME excepted (W5). */
  readonly dropsVanished: boolean;
  /** Skips records of descriptors that it does not know, the overflow's -1 among them (W13). */
  readonly skipsUnknown: boolean;
  /** Drops IN_DELETE_SELF when the lexical parent is watched too, #620 (W14). */
  readonly leavesRemoveToParent: boolean;
  /** Add of an inode that is watched already keeps the first name, #679 (W15). */
  readonly oneWatchPerInode: boolean;
  /** IN_IGNORED and IN_UNMOUNT take the watch off the tables, and IN_UNMOUNT is not delivered (W16, W17). */
  readonly forgetsOnIgnored: boolean;
  /** Remove of a path that is not in the tables answers `${nonExistentWatch}: ${path}` (W19). */
  readonly nonExistentWatch: string;
  /** Remove of a path whose watch is gone from the other map dereferences nil (W21). */
  readonly panicsOnStaleRemove: boolean;
  /** Text of ErrEventOverflow. */
  readonly overflow: string;
  /** What NewWatcher puts before the errno's text (W22). */
  readonly initError: string;
}

export const V1_4_9: FsnotifyRules = {
  version: '1.4.9',
  tables: 'by-path',
  resolvesSymlinks: false,
  dropsVanished: true,
  skipsUnknown: false,
  leavesRemoveToParent: false,
  oneWatchPerInode: false,
  forgetsOnIgnored: false,
  nonExistentWatch: "can't remove non-existent inotify watch for",
  panicsOnStaleRemove: false,
  overflow: 'fsnotify queue overflow',
  initError: '',
};
export const V1_5_0: FsnotifyRules = { ...V1_4_9, version: '1.5.0', resolvesSymlinks: true };
export const V1_5_4: FsnotifyRules = { ...V1_4_9, version: '1.5.4' };
export const V1_6_0: FsnotifyRules = {
  ...V1_5_4,
  version: '1.6.0',
  dropsVanished: false,
  nonExistentWatch: "can't remove non-existent watcher",
};
export const V1_7_0: FsnotifyRules = {
  ...V1_6_0,
  version: '1.7.0',
  tables: 'by-wd',
  nonExistentWatch: "fsnotify: can't remove non-existent watch",
  overflow: 'fsnotify: queue or buffer overflow',
};
export const V1_8_0: FsnotifyRules = {
  ...V1_7_0,
  version: '1.8.0',
  skipsUnknown: true,
  leavesRemoveToParent: true,
  panicsOnStaleRemove: true,
};
export const V1_9_0: FsnotifyRules = {
  ...V1_8_0,
  version: '1.9.0',
  oneWatchPerInode: true,
  forgetsOnIgnored: true,
};
export const V1_10_1: FsnotifyRules = {
  ...V1_9_0,
  version: '1.10.1',
  initError: "couldn't initialize inotify: ",
};
