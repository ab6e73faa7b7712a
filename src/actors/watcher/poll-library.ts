// The library half of the stat-polling watcher: which paths are polled and what was seen last.
//
// Source: facts/strategies.md 4.6 (fs.watchFile takes its first stat when the watch is made). The polling itself is
// poll-machine.ts. Rule W33.
import type { Sys, WatcherLibrary } from './library.ts';

/** What a poller compares. */
export interface Seen {
  /** Logical modification stamp of the kernel model. */
  readonly mtime: number;
  readonly size: number;
}

export interface PollTables {
  readonly paths: readonly { readonly path: string; readonly seen: Seen | null }[];
}

function look(sys: Sys, path: string): Seen | null {
  const result = sys({ call: 'stat', path });
  return 'mtime' in result ? { mtime: result.mtime, size: result.size } : null;
}

/** The stat poller as a watcher library; Add never fails, a missing path is simply "not there yet". */
export const pollLibrary: WatcherLibrary<PollTables> = {
  id: 'poll',
  version: null,
  bufferBytes: 0,
  newWatcher: () => ({ tables: { paths: [] } }),
  empty: () => ({ paths: [] }),
  add: (tables, path, sys) => ({
    tables: {
      paths: [...tables.paths.filter((each) => each.path !== path), { path, seen: look(sys, path) }],
    },
    error: null,
  }),
  remove: (tables, path) => ({
    tables: { paths: tables.paths.filter((each) => each.path !== path) },
    error: tables.paths.some((each) => each.path === path) ? null : `not polled: ${path}`,
  }),
  translate: (tables) => ({ tables, sends: [] }),
  watchList: (tables) => tables.paths.map((each) => each.path),
};
