// Boundary recordings about limits under fsnotify: the fsnotify cases of `boundary-limits`.
//
// max_user_watches ends Add, max_user_instances and RLIMIT_NOFILE end NewWatcher, PATH_MAX ends Add. Rule W22.
// Left out: how many Watchers fit under RLIMIT_NOFILE (up to 1.5.4 each holds an epoll descriptor and a pipe, and Go's
// own poller takes two or three: the kernel model has none of them); there only the error is compared.

import type { WatcherLibrary } from '../../actors/watcher/library.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { bootKernel } from '../../kernel/kernel.ts';
import { buildTree } from '../../kernel/tree.ts';
import type { Check } from '../check.ts';
import { compareLines } from '../compare.ts';
import { type Fields, readInteger, readObject, readText } from '../json-reader.ts';
import { libraryOf } from '../library.ts';
import { callWatcher, newWatcher } from '../library-reader.ts';
import { change } from './change.ts';
import { bootCase, goError, ROOT } from './fsnotify-case.ts';

type Library = WatcherLibrary<unknown>;

/** Each kind of case: what the release answers, in the words of the recording's field. */
const KINDS: Readonly<Record<string, (fields: Fields, library: Library) => readonly (readonly [string, string])[]>> = {
  'fsnotify-max_user_watches': checkWatches,
  'fsnotify-max_user_instances': checkInstances,
  'fsnotify-rlimit-nofile': checkOpenFiles,
  'fsnotify-depth': checkDepths,
};

/** Compares one case; undecided when its kind or release is not modelled. */
export function checkLimit(fields: Fields): Check {
  const id = readText(fields, 'id');
  const version = readText(fields, 'version', '');
  const kind = Object.hasOwn(KINDS, id) ? KINDS[id] : undefined;
  const library = libraryOf('fsnotify', version);
  if (kind === undefined || library === undefined) return { undecided: `${id} ${version} is not modelled` };
  const pairs = kind(fields, library);
  const what = `${id} ${version}`;
  const differences = compareLines(
    what,
    pairs.map(([recorded]) => recorded),
    pairs.map(([, modelled]) => modelled),
  );
  return { checked: `${what}: ${pairs.length} results`, differences };
}

/** One Watcher, one directory after the other. */
function checkWatches(fields: Fields, library: Library): readonly (readonly [string, string])[] {
  const recorded = listOf(fields, 'results');
  const booted = bootCase({ maxUserWatches: readInteger(fields, 'limit') });
  const made = newWatcher(booted, library);
  if ('error' in made) return [[show(recorded), made.error]];
  let at = made;
  return recorded.map((each, index) => {
    const path = `${ROOT}/d${index}`;
    const added = callWatcher(mkdir(at.kernel, path), at.watcher, 'Add', path);
    at = added;
    return [show(each), show(added.err === null ? null : goError(added.err))] as const;
  });
}

/** One Watcher after the other, each with one watch: `["Add", null, null]` or `["NewWatcher", error, type]`. */
function checkInstances(fields: Fields, library: Library): readonly (readonly [string, string])[] {
  let kernel: Kernel = bootCase({ maxUserInstances: readInteger(fields, 'limit') });
  return listOf(fields, 'results').map((each) => {
    const made = newWatcher(kernel, library);
    if ('error' in made) return [show(each), show(newWatcherError(made.error))] as const;
    const added = callWatcher(made.kernel, made.watcher, 'Add', ROOT);
    kernel = added.kernel;
    return [show(each), show(['Add', added.err, null])] as const;
  });
}

/** Watchers until no descriptor is left; only the error is compared. */
function checkOpenFiles(fields: Fields, library: Library): readonly (readonly [string, string])[] {
  const limit = readInteger(fields, 'limit');
  let kernel: Kernel = bootCase({ openFiles: limit });
  for (let count = 0; count < limit; count += 1) {
    const made = newWatcher(kernel, library);
    if ('error' in made) return [[show(listOf(fields, 'firstError')), show([newWatcherError(made.error)])]];
    kernel = made.kernel;
  }
  return [[show(listOf(fields, 'firstError')), 'no error']];
}

/** `depth2000`: a directory that many levels down. */
function checkDepths(fields: Fields, library: Library): readonly (readonly [string, string])[] {
  const results = readObject(fields, 'results')?.value ?? {};
  return Object.entries(results).map(([key, recorded]) => {
    const depth = Number(key.replace('depth', ''));
    const path = '/d'.repeat(depth);
    const made = newWatcher(bootDeep(depth), library);
    if ('error' in made) return [show(recorded), made.error] as const;
    const { err } = callWatcher(made.kernel, made.watcher, 'Add', path);
    return [show(recorded), show(err === null ? null : goError(err))] as const;
  });
}

/** A kernel with directories `d` within each other. */
function bootDeep(depth: number): Kernel {
  const entries = Array.from({ length: depth }, (_, index) => {
    return { path: '/d'.repeat(index + 1).slice(1), type: 'dir', mode: 0o755 } as const;
  });
  return bootKernel({}, buildTree(0o755, entries));
}

function mkdir(kernel: Kernel, path: string): Kernel {
  return change({ call: 'mkdir', path, mode: 0o755 })(kernel);
}

/** NewWatcher's error with its Go type: 1.10 wraps the errno. */
function newWatcherError(text: string): readonly string[] {
  return ['NewWatcher', text, text.startsWith("couldn't") ? '*fmt.wrapError' : 'syscall.Errno'];
}

function listOf(fields: Fields, name: string): readonly unknown[] {
  const found = fields.value[name];
  return Array.isArray(found) ? found : [];
}

function show(value: unknown): string {
  return JSON.stringify(value);
}
