// The raw cases of `boundary-limits` and `boundary-queue-default`: what each call returns at a limit. A case's own
// numbers (limit, path length, sizes asked for) are its input; every other field is what the model must give again.
// Rules F5, F6, I3, I8, I9.

import { bootKernel, type Kernel, syscall } from '../../kernel/kernel.ts';
import type { KernelLimits } from '../../kernel/limits.ts';
import { failed } from '../../kernel/system-call.ts';
import { buildTree, type NewTreeEntry } from '../../kernel/tree.ts';
import { ERRNOS, type Errno, FSNOTIFY_MASK, formatMask, IN, IN_ALL_EVENTS, O } from '../../kernel/vocabulary.ts';
import { type Fields, has, readInteger, readObject, readText } from '../json-reader.ts';

/** What the recorder's own process held open besides stdio. */
const RECORDER_DESCRIPTORS = 1;
/** Length of the directory that the recorder worked in, where a case does not tell. */
const RECORDER_PATH_BYTES = 27;
const LARGE_READ = 1 << 24;

/** Values by field of the case, computed by the model. */
export type Computed = Readonly<Record<string, unknown>>;

/** A kernel with one instance (number 1) and this tree. */
function bootWith(entries: readonly NewTreeEntry[], limits: Partial<KernelLimits> = {}): Kernel {
  return syscall(bootKernel(limits, buildTree(0o755, entries)), { call: 'inotify_init1' }).kernel;
}

/** Adds a watch to instance 1. */
function add(kernel: Kernel, path: string, mask: number): { readonly kernel: Kernel; readonly result: number | Errno } {
  const outcome = syscall(kernel, { call: 'inotify_add_watch', instance: 1, path, mask });
  return { kernel: outcome.kernel, result: failed(outcome.result) ? outcome.result.errno : outcome.result.wd };
}

/** `28 ENOSPC No space left on device`. */
function errnoText(errno: Errno): string {
  const { number, text } = ERRNOS[errno];
  return `${number} ${errno} ${text}`;
}

function listed(fields: Fields, name: string): readonly unknown[] {
  const list = fields.value[name];
  return Array.isArray(list) ? list : [];
}

/** The keys of an object field, each with the value that the model computes for it. */
function eachKey(fields: Fields, name: string, compute: (key: string, recorded: unknown) => unknown): Computed {
  const recorded = readObject(fields, name)?.value ?? {};
  const computed = Object.entries(recorded).map(([key, value]) => [key, compute(key, value)] as const);
  return { [name]: Object.fromEntries(computed) };
}

function dirs(count: number): readonly NewTreeEntry[] {
  return Array.from({ length: count }, (_, index) => ({ path: `d${index}`, type: 'dir', mode: 0o755 }) as const);
}

/** One watch on each of several directories, as far as the limit lets it. */
function maxUserWatches(fields: Fields): Computed {
  const count = listed(fields, 'results').length;
  let kernel = bootWith(dirs(count), { maxUserWatches: readInteger(fields, 'limit') });
  const results = Array.from({ length: count }, (_, index) => {
    const added = add(kernel, `d${index}`, FSNOTIFY_MASK);
    kernel = added.kernel;
    return typeof added.result === 'number' ? added.result : errnoText(added.result);
  });
  return { results };
}

/** The first directory once more, when no further watch is allowed. */
function readdExisting(): Computed {
  const full = add(bootWith(dirs(1), { maxUserWatches: 1 }), 'd0', FSNOTIFY_MASK);
  return { result: add(full.kernel, 'd0', IN_ALL_EVENTS).result };
}

function openInstances(limits: Partial<KernelLimits>, count: number): readonly string[] {
  let kernel = bootKernel(limits);
  return Array.from({ length: count }, () => {
    const made = syscall(kernel, { call: 'inotify_init1' });
    kernel = made.kernel;
    return failed(made.result) ? errnoText(made.result.errno) : 'ok';
  });
}

function maxUserInstances(fields: Fields): Computed {
  return {
    results: openInstances({ maxUserInstances: readInteger(fields, 'limit') }, listed(fields, 'results').length),
  };
}

/** Instances until RLIMIT_NOFILE stops it. */
function rlimitNofile(fields: Fields): Computed {
  const limit = readInteger(fields, 'limit');
  const results = openInstances({ openFiles: limit - RECORDER_DESCRIPTORS }, limit);
  const created = results.indexOf(results.find((result) => result !== 'ok') ?? 'ok');
  return { created, result: results.slice(created, created + 1) };
}

/** A watch at the bottom of a tree of that depth: `d/d/d…`. */
function depth(fields: Fields): Computed {
  const recorded = Object.entries(readObject(fields, 'results')?.value ?? {});
  const known = recorded.flatMap(([levels, result]) => {
    const length = /path length (\d+)/.exec(String(result))?.[1];
    return length === undefined ? [] : [Number(length) - 2 * Number(levels)];
  });
  const base = `/${'x'.repeat((known[0] ?? RECORDER_PATH_BYTES) - 1)}`;
  const deepest = Math.max(...recorded.map(([levels]) => Number(levels)));
  const below = (levels: number): string => `${base}${'/d'.repeat(levels)}`;
  const tree = Array.from({ length: deepest + 1 }, (_, levels) => below(levels).slice(1));
  const kernel = bootWith(tree.map((path) => ({ path, type: 'dir', mode: 0o755 })));
  return eachKey(fields, 'results', (levels) => {
    const path = below(Number(levels));
    const { result } = add(kernel, path, FSNOTIFY_MASK);
    return typeof result === 'number' ? 'ok' : `${errnoText(result)} (path length ${path.length})`;
  });
}

/** A watch through that many symbolic links, one behind the other. */
function symlinkChain(fields: Fields): Computed {
  return eachKey(fields, 'results', (links) => {
    const count = Number(links);
    const chain = Array.from({ length: count }, (_, index) => {
      const target = index + 1 === count ? 'file' : `l${index + 2}`;
      return { path: `l${index + 1}`, type: 'symlink', mode: 0o777, target } as const;
    });
    const kernel = bootWith([{ path: 'file', type: 'file', mode: 0o644 }, ...chain]);
    const { result } = add(kernel, 'l1', FSNOTIFY_MASK);
    return typeof result === 'number' ? 'ok' : result;
  });
}

const ADDS: Readonly<Record<string, readonly [path: string, mask: number]>> = {
  'missing path': ['missing', IN_ALL_EVENTS],
  'dangling symlink': ['dangling', IN_ALL_EVENTS],
  'dangling symlink DONT_FOLLOW': ['dangling', IN_ALL_EVENTS | IN.IN_DONT_FOLLOW],
  'IN_ONLYDIR on file': ['file', IN_ALL_EVENTS | IN.IN_ONLYDIR],
  'mask 0': ['file', 0],
  'empty path': ['', IN_ALL_EVENTS],
  'MASK_CREATE on watched inode': ['watched', IN.IN_ATTRIB | IN.IN_MASK_CREATE],
  'MASK_ADD|MASK_CREATE': ['file', IN.IN_ATTRIB | IN.IN_MASK_ADD | IN.IN_MASK_CREATE],
};

/** What inotify_add_watch refuses, each on a fresh instance. */
function errnos(fields: Fields): Computed {
  const start = bootWith([
    { path: 'file', type: 'file', mode: 0o644 },
    { path: 'watched', type: 'file', mode: 0o644 },
    { path: 'dangling', type: 'symlink', mode: 0o777, target: 'missing' },
  ]);
  const watched = add(start, 'watched', IN.IN_ATTRIB).kernel;
  return eachKey(fields, 'results', (key) => {
    if (key === 'rm unknown wd') {
      const { result } = syscall(start, { call: 'inotify_rm_watch', instance: 1, wd: 99 });
      return failed(result) ? result.errno : 'ok';
    }
    const given = Object.hasOwn(ADDS, key) ? ADDS[key] : undefined;
    if (given === undefined) return undefined;
    return add(given[0] === 'watched' ? watched : start, ...given).result;
  });
}

/** A kernel in which a directory was watched while these files were made in it. */
function created(names: readonly string[], mask: number): Kernel {
  const watched = add(bootWith([{ path: 'd', type: 'dir', mode: 0o755 }]), 'd', mask).kernel;
  return names.reduce((kernel, name) => openAndClose(kernel, `d/${name}`).kernel, watched);
}

function openAndClose(kernel: Kernel, path: string, data?: string): { readonly kernel: Kernel } {
  const opened = syscall(kernel, { call: 'open', path, flags: O.O_WRONLY | O.O_CREAT, mode: 0o644 });
  if (failed(opened.result)) return opened;
  const { fd } = opened.result;
  const written = data === undefined ? opened : syscall(opened.kernel, { call: 'write', fd, data });
  return syscall(written.kernel, { call: 'close', fd });
}

/** Bytes or an errno: what read(2) on instance 1 returns. */
function readOnce(kernel: Kernel, bufferBytes: number): number | Errno {
  const { result } = syscall(kernel, { call: 'inotify_read', instance: 1, bufferBytes });
  return failed(result) ? result.errno : result.bytes;
}

/** The number in a case's note that stands before a word: `2000 distinct events`. */
function noted(fields: Fields, word: RegExp): number {
  return Number(new RegExp(`(\\d+) ${word.source}`).exec(readText(fields, 'note'))?.[1] ?? 0);
}

/** `raw-read-16`: one read into a buffer of that size; `raw-read-64`: as many reads as there is something to read. */
function readWithBuffer(fields: Fields): Computed {
  const buffer = Number(/\d+$/.exec(readText(fields, 'id'))?.[0] ?? 0);
  if (has(fields, 'result')) return { result: readOnce(created(['a'], IN.IN_CREATE), buffer) };
  const names = Array.from({ length: noted(fields, /distinct/) }, (_, index) => `f${index}`);
  let kernel = created(names, IN.IN_CREATE);
  let delivered = 0;
  for (;;) {
    const outcome = syscall(kernel, { call: 'inotify_read', instance: 1, bufferBytes: buffer });
    if (failed(outcome.result)) return { delivered };
    delivered += outcome.result.events.length;
    kernel = outcome.kernel;
  }
}

function triple(fields: Fields): Computed {
  const rounds = noted(fields, /x/);
  let kernel = add(bootWith([{ path: 'f', type: 'file', mode: 0o644 }]), 'f', IN_ALL_EVENTS).kernel;
  for (let round = 0; round < rounds; round += 1) {
    kernel = openAndClose(kernel, 'f', 'x').kernel;
    kernel = syscall(kernel, { call: 'chmod', path: 'f', mode: 0o644 }).kernel;
  }
  const { result } = syscall(kernel, { call: 'inotify_read', instance: 1, bufferBytes: LARGE_READ });
  const names = failed(result) ? [] : result.events.flatMap(({ mask }) => formatMask(mask));
  return eachKey(fields, 'counts', (name) => names.filter((found) => found === name).length);
}

/** What computes each case, by its id without a number at the end. */
export const LIMIT_CASES: Readonly<Record<string, (fields: Fields) => Computed>> = {
  'raw-max_user_watches': maxUserWatches,
  'raw-max_user_watches-readd-existing': readdExisting,
  'raw-max_user_instances': maxUserInstances,
  'raw-rlimit-nofile': rlimitNofile,
  'raw-depth': depth,
  'raw-symlink-chain': symlinkChain,
  'raw-errnos': errnos,
  'raw-read': readWithBuffer,
  'raw-record-size': (fields) =>
    eachKey(fields, 'sizes', (length) => readOnce(created(['n'.repeat(Number(length))], IN.IN_CREATE), LARGE_READ)),
  'raw-triple': triple,
};
