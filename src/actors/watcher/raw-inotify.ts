// inotify(7) without a library: every record passes through under its own bit names.
//
// Source: inotify(7); what inotifywait, Envoy and the like build on. The program keeps one map from descriptor to the
// path it asked for; a second path of one inode takes the descriptor over. An event's name is that path, joined with
// the entry's name; its op is the names of the mask's bits. Rule W23.
// Leaves out: a mask of the program's own choice (no OPEN and ACCESS, which its own reads would cause).
import { failed, type InotifyEvent } from '../../kernel/system-call.ts';
import { FSNOTIFY_MASK, formatMask, IN } from '../../kernel/vocabulary.ts';
import { errnoText } from './go-error.ts';
import type { AddOptions, CallOutcome, Sys, WatcherLibrary } from './library.ts';
import {
  deletePath,
  deleteWd,
  emptyTables,
  pathOfWd,
  setPath,
  setWd,
  type WatchTables,
  watchedPaths,
  wdOfPath,
} from './watch-tables.ts';

/** Every change of the tree, and IN_CLOSE_WRITE, which fsnotify does not ask for. */
export const RAW_MASK = FSNOTIFY_MASK | IN.IN_CLOSE_WRITE;

/** A program that uses inotify(7) directly. */
export const rawInotify: WatcherLibrary<WatchTables> = {
  id: 'inotify',
  version: null,
  bufferBytes: 16 * 4096,
  empty: emptyTables,
  newWatcher: (sys) => {
    const result = sys({ call: 'inotify_init1' });
    if (failed(result)) return { error: errnoText(result.errno) };
    return { tables: emptyTables('instance' in result ? result.instance : -1) };
  },
  add,
  remove,
  translate,
  watchList: watchedPaths,
};

function add(tables: WatchTables, path: string, sys: Sys, options?: AddOptions): CallOutcome<WatchTables> {
  const mask = RAW_MASK | (options?.dontFollow === true ? IN.IN_DONT_FOLLOW : 0);
  const result = sys({ call: 'inotify_add_watch', instance: tables.instance, path, mask });
  if (failed(result)) return { tables, error: result.errno };
  const wd = 'wd' in result ? result.wd : -1;
  return { tables: setWd(setPath(tables, wd, path), path, wd), error: null };
}

function remove(tables: WatchTables, path: string, sys: Sys): CallOutcome<WatchTables> {
  const wd = wdOfPath(tables, path);
  if (wd === undefined) return { tables, error: 'EINVAL' };
  const result = sys({ call: 'inotify_rm_watch', instance: tables.instance, wd });
  return {
    tables: deletePath(deleteWd(tables, wd), path),
    error: failed(result) ? result.errno : null,
  };
}

function translate(tables: WatchTables, raw: InotifyEvent) {
  const path = pathOfWd(tables, raw.wd) ?? '';
  const name = raw.name === '' ? path : `${path}/${raw.name}`;
  const ended = (raw.mask & IN.IN_IGNORED) !== 0;
  return {
    tables: ended ? deletePath(deleteWd(tables, raw.wd), path) : tables,
    sends: [{ channel: 'Events', event: { name, op: formatMask(raw.mask).join('|') } }] as const,
  };
}
