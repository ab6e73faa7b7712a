// One release of fsnotify's inotify backend as a watcher library: Add, Remove and the translation of raw records.
//
// Source: see versions.ts (releases and tags); the rules on watch tables are in by-path.ts and by-wd.ts. Here is what
// the releases share: paths are cleaned (W1), names come from the tables (W2), IN_IGNORED is never delivered (W4), the
// Lstat filter (W5), unknown descriptors (W13), the overflow (W18), NewWatcher (W22), the read buffer (W24).
// Leaves out: `renamedFrom` of 1.8 and later, which only String() shows; the epoll and pipe descriptors up to 1.5.4; that
// 1.9 and later hold the mutex while the error of a failed inotify_rm_watch waits on Errors.
import { failed, type InotifyEvent } from '../../../kernel/system-call.ts';
import { IN } from '../../../kernel/vocabulary.ts';
import { errnoText, errorText } from '../go-error.ts';
import { cleanPath } from '../go-filepath.ts';
import type { CallOutcome, Delivery, Sys, WatcherLibrary } from '../library.ts';
import { emptyTables, pathOfWd, type WatchTables, watchedPaths } from '../watch-tables.ts';
import { addByPath, forgetByPath, removeByPath } from './by-path.ts';
import { addByWd, type Handled, handleByWd, removeByWd } from './by-wd.ts';
import { evalSymlinks } from './eval-symlinks.ts';
import { leavesName, opOf } from './op.ts';
import type { FsnotifyRules } from './versions.ts';

/** unix.SizeofInotifyEvent * 4096, the reader's buffer in bytes. Rule W24. */
const BUFFER_BYTES = 16 * 4096;

/** The watcher library of one release. */
export function fsnotify(rules: FsnotifyRules): WatcherLibrary<WatchTables> {
  return {
    id: `fsnotify@${rules.version}`,
    version: rules.version,
    bufferBytes: BUFFER_BYTES,
    empty: emptyTables,
    newWatcher: (sys) => newWatcher(sys, rules),
    add: (tables, path, sys) => add(tables, path, sys, rules),
    remove: (tables, path, sys) => remove(tables, path, sys, rules),
    translate: (tables, raw, sys) => translate(tables, raw, sys, rules),
    watchList: watchedPaths,
  };
}

function newWatcher(sys: Sys, rules: FsnotifyRules) {
  const result = sys({ call: 'inotify_init1' });
  if (failed(result)) return { error: `${rules.initError}${errnoText(result.errno)}` };
  return { tables: emptyTables('instance' in result ? result.instance : -1) };
}

function add(tables: WatchTables, path: string, sys: Sys, rules: FsnotifyRules): CallOutcome<WatchTables> {
  if (rules.resolvesSymlinks) return addResolved(tables, path, sys, rules);
  const name = cleanPath(path);
  return rules.tables === 'by-path' ? addByPath(tables, name, sys, rules) : addByWd(tables, name, sys, rules);
}

/** W6: Add of 1.5.0, which hands the resolved path to AddRaw and words its own errors. */
function addResolved(tables: WatchTables, path: string, sys: Sys, rules: FsnotifyRules): CallOutcome<WatchTables> {
  const resolved = evalSymlinks(path, sys);
  if ('error' in resolved) return { tables, error: `error resolving "${path}": ${resolved.error}` };
  const added = addByPath(tables, cleanPath(resolved.path), sys, rules);
  if (added.error === null || resolved.path === path) return added;
  const text = errorText(added.error);
  return { tables, error: `error adding "${resolved.path}" for "${path}": ${text}` };
}

function remove(tables: WatchTables, path: string, sys: Sys, rules: FsnotifyRules): CallOutcome<WatchTables> {
  const name = cleanPath(path);
  return rules.tables === 'by-path' ? removeByPath(tables, name, sys, rules) : removeByWd(tables, name, sys, rules);
}

/** The loop body of readEvents. */
function translate(tables: WatchTables, raw: InotifyEvent, sys: Sys, rules: FsnotifyRules) {
  const overflow: readonly Delivery[] =
    (raw.mask & IN.IN_Q_OVERFLOW) === 0 ? [] : [{ channel: 'Errors', error: rules.overflow }]; // W18
  const path = pathOfWd(tables, raw.wd);
  if (path === undefined && rules.skipsUnknown) return { tables, sends: overflow }; // W13
  const handled = handle(tables, raw, path, sys, rules);
  const name = raw.name === '' ? (path ?? '') : `${path ?? ''}/${raw.name}`; // W2
  const silent =
    !handled.delivered ||
    (raw.mask & IN.IN_IGNORED) !== 0 || // W4
    (rules.dropsVanished && !leavesName(raw.mask) && vanished(name, sys));
  const event: readonly Delivery[] = silent ? [] : [{ channel: 'Events', event: { name, op: opOf(raw.mask) } }];
  return { tables: handled.tables, sends: [...overflow, ...handled.errors, ...event] };
}

function handle(
  tables: WatchTables,
  raw: InotifyEvent,
  path: string | undefined,
  sys: Sys,
  rules: FsnotifyRules,
): Handled {
  if (path === undefined) return { tables, errors: [], delivered: true };
  if (rules.tables === 'by-wd') return handleByWd(tables, raw, path, sys, rules);
  return { tables: forgetByPath(tables, raw, path), errors: [], delivered: true };
}

/** W5: os.IsNotExist(os.Lstat(name)); ENOTDIR or ELOOP do not count, and '' never exists. */
function vanished(name: string, sys: Sys): boolean {
  const result = sys({ call: 'lstat', path: name });
  return failed(result) && result.errno === 'ENOENT';
}
