// fsnotify up to 1.6: the watch lives under its path, and a second map gives events their names.
//
// Source: Add, Remove and readEvents of inotify.go at v1.4.9 and v1.5.4 and backend_inotify.go at v1.6.0. A path that
// is known already gets its new descriptor in the first map only, so the events of that descriptor have no name
// (#399); and IN_DELETE_SELF of a forgotten descriptor takes away whatever the path stands for by then.
// Rules W7, W8, W9, W12, W20.
import { failed, type InotifyEvent } from '../../../kernel/system-call.ts';
import { IN } from '../../../kernel/vocabulary.ts';
import type { CallOutcome, Sys } from '../library.ts';
import { deletePath, deleteWd, setPath, setWd, type WatchTables, wdOfPath } from '../watch-tables.ts';
import type { FsnotifyRules } from './versions.ts';
import { watchInode } from './watch-inode.ts';

/** Watcher.Add of a cleaned path. */
export function addByPath(tables: WatchTables, path: string, sys: Sys, rules: FsnotifyRules): CallOutcome<WatchTables> {
  const known = wdOfPath(tables, path) !== undefined;
  const watched = watchInode(tables.instance, path, known, sys, rules);
  if (failed(watched)) return { tables, error: watched.errno };
  const { wd } = watched;
  const listed = setWd(tables, path, wd);
  return { tables: known ? listed : setPath(listed, wd, path), error: null }; // W7
}

/** Watcher.Remove of a cleaned path: the tables forget first, then the kernel is asked (W20). */
export function removeByPath(
  tables: WatchTables,
  path: string,
  sys: Sys,
  rules: FsnotifyRules,
): CallOutcome<WatchTables> {
  const wd = wdOfPath(tables, path);
  if (wd === undefined) return { tables, error: `${rules.nonExistentWatch}: ${path}` };
  const result = sys({ call: 'inotify_rm_watch', instance: tables.instance, wd });
  return {
    tables: deletePath(deleteWd(tables, wd), path),
    error: failed(result) ? result.errno : null,
  };
}

/** The tables after one raw record of a known descriptor: IN_DELETE_SELF takes it and its path away (W8). */
export function forgetByPath(tables: WatchTables, raw: InotifyEvent, path: string): WatchTables {
  return (raw.mask & IN.IN_DELETE_SELF) === 0 ? tables : deletePath(deleteWd(tables, raw.wd), path);
}
