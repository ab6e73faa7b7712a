// fsnotify from 1.7: the watch lives under its descriptor, and paths point to descriptors.
//
// Source: updatePath, register, removePath, readEvents of backend_inotify.go at v1.7.0 to v1.9.0, handleEvent from
// v1.9.0. A path that is known already moves its watch to the new descriptor; the old one is then unknown. IN_MOVE_SELF
// ends the watch (#518). Stale paths (a second name of one inode) stay in the path map: what Remove makes of them is
// W21. Rules W9, W10, W11, W14, W15, W16, W20, W21.
import { failed, type InotifyEvent } from '../../../kernel/system-call.ts';
import { IN } from '../../../kernel/vocabulary.ts';
import { errnoText, NIL_DEREFERENCE } from '../go-error.ts';
import { parentPath } from '../go-filepath.ts';
import type { CallOutcome, Delivery, Sys } from '../library.ts';
import { deletePath, deleteWd, pathOfWd, setPath, setWd, type WatchTables, wdOfPath } from '../watch-tables.ts';
import type { FsnotifyRules } from './versions.ts';
import { watchInode } from './watch-inode.ts';

/** Watcher.Add of a cleaned path. */
export function addByWd(tables: WatchTables, path: string, sys: Sys, rules: FsnotifyRules): CallOutcome<WatchTables> {
  const oldWd = wdOfPath(tables, path);
  const oldName = oldWd === undefined ? undefined : pathOfWd(tables, oldWd);
  const watched = watchInode(tables.instance, path, oldName !== undefined, sys, rules);
  if (failed(watched)) return { tables, error: watched.errno };
  const { wd } = watched;
  const first = rules.oneWatchPerInode ? pathOfWd(tables, wd) : undefined; // W15
  const name = first ?? oldName ?? path;
  const moved = setWd(setPath(tables, wd, name), name, wd);
  const stale = oldWd !== undefined && oldWd !== wd; // W10
  return { tables: stale ? deleteWd(moved, oldWd) : moved, error: null };
}

/** Watcher.Remove of a cleaned path: the tables forget first, then the kernel is asked (W20). */
export function removeByWd(
  tables: WatchTables,
  path: string,
  sys: Sys,
  rules: FsnotifyRules,
): CallOutcome<WatchTables> {
  const wd = wdOfPath(tables, path);
  if (wd === undefined) return { tables, error: `${rules.nonExistentWatch}: ${path}` };
  const forgotten = deletePath(deleteWd(tables, wd), path);
  if (rules.panicsOnStaleRemove && pathOfWd(tables, wd) === undefined) {
    return { tables: forgotten, error: NIL_DEREFERENCE };
  }
  const result = sys({ call: 'inotify_rm_watch', instance: tables.instance, wd });
  return { tables: forgotten, error: failed(result) ? result.errno : null };
}

/** What one raw record does to the tables, and what the reader sends before the event itself, if it sends that. */
export interface Handled {
  readonly tables: WatchTables;
  readonly errors: readonly Delivery[];
  /** False when the record ends here and no event follows. */
  readonly delivered: boolean;
}

/** Keeps the tables in step with the kernel for one record of a known descriptor. */
export function handleByWd(
  tables: WatchTables,
  raw: InotifyEvent,
  path: string,
  sys: Sys,
  rules: FsnotifyRules,
): Handled {
  const { mask } = raw;
  const without = deletePath(deleteWd(tables, raw.wd), path);
  if ((mask & (IN.IN_IGNORED | IN.IN_UNMOUNT)) !== 0 && rules.forgetsOnIgnored) {
    return { tables: without, errors: [], delivered: false }; // W16
  }
  if ((mask & IN.IN_DELETE_SELF) !== 0) {
    const parentWatched = wdOfPath(without, parentPath(path)) !== undefined;
    return { tables: without, errors: [], delivered: !(rules.leavesRemoveToParent && parentWatched) }; // W14
  }
  if ((mask & IN.IN_MOVE_SELF) !== 0) return endMovedWatch(tables, path, sys);
  return { tables, errors: [], delivered: true };
}

/** W11: the watch of a path that was renamed is removed; a failure goes to Errors, ErrNonExistentWatch excepted. */
function endMovedWatch(tables: WatchTables, path: string, sys: Sys): Handled {
  const wd = wdOfPath(tables, path);
  if (wd === undefined) return { tables, errors: [], delivered: true };
  const result = sys({ call: 'inotify_rm_watch', instance: tables.instance, wd });
  const errors: readonly Delivery[] = failed(result) ? [{ channel: 'Errors', error: errnoText(result.errno) }] : [];
  return { tables: deletePath(deleteWd(tables, wd), path), errors, delivered: true };
}
