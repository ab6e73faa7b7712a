// AtomicWriter against the real one: the model makes the system calls that strace recorded, in the same
// order, and the watches see what was recorded. Go's map order and the file system's readdir order are taken
// from the recording.
import { describe, expect, test } from 'vitest';
import { createAtomicWriter } from '../../../src/actors/kubelet/atomic-writer-machine.ts';
import type { MapOrder } from '../../../src/actors/kubelet/atomic-writer-procedures.ts';
import { userVisibleName } from '../../../src/actors/kubelet/payload.ts';
import { type Kernel, syscall } from '../../../src/kernel/kernel.ts';
import { ROOT } from '../../../src/kernel/system-call.ts';
import { FSNOTIFY_MASK, formatMask, IN_ALL_EVENTS, parseMask } from '../../../src/kernel/vocabulary.ts';
import { begin, give } from '../drive.ts';
import {
  featuresOf,
  finalTree,
  fsUserOf,
  inRecordedOrder,
  kernelWith,
  normalised,
  type Op,
  opsOf,
  perWrite,
  type RawEvent,
  type Recording,
  recordings,
  VOLUME,
} from './recording.ts';

/** The recordings were made with no umask: nested directories come out as 0777. */
const CRED = { ...ROOT, umask: 0 };

/** The order in which the recorded Write ranged over its maps. */
function recordedOrder(ops: readonly Op[]): MapOrder {
  const oldTs = ops.find(({ op, path }) => op === 'readlink' && path === '..data')?.result;
  const looked = ops.filter(({ op, path }) => op === 'lstat' && path?.startsWith(`${oldTs}/`) === true);
  const compared = looked.filter(({ path, err }, index) => {
    const seen = looked.findIndex((other) => other.path === path);
    return err !== undefined || seen < index;
  });
  const below = (op: Op) => (op.path ?? '').replace(/^\.\.ts\d+\//, '');
  const orders: Partial<Record<Parameters<MapOrder>[1], readonly string[]>> = {
    step4ShouldWrite: compared.map(below),
    step6WritePayload: ops.filter(({ op, flags }) => op === 'open' && flags?.includes('O_CREAT')).map(below),
    step10UserVisibleLinks: ops.filter(({ op }) => op === 'readlink').map(below),
    step11RemoveStaleLinks: ops.filter(({ op }) => op === 'unlink').map(below),
  };
  return (keys, step) => {
    const order = orders[step] ?? [];
    const place = (key: string): number => {
      const index = order.findIndex((each) => each === key || each === userVisibleName(key));
      return index === -1 ? order.length : index;
    };
    return [...keys].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  };
}

interface Watched {
  readonly w: string;
  readonly instance: number;
  readonly wd: number;
}

/** Adds the recorded watches. */
function watch(
  recording: Recording,
  before: Kernel,
): { readonly kernel: Kernel; readonly watches: readonly Watched[] } {
  let kernel = before;
  let shared: number | null = null;
  const watches: Watched[] = [];
  for (const { id, path, flags, mask } of recording.watch) {
    let instance: number | null = recording.instances === 'single' ? shared : null;
    if (instance === null) {
      const made = syscall(kernel, { call: 'inotify_init1' });
      if ('errno' in made.result) throw new Error(made.result.errno);
      kernel = made.kernel;
      instance = made.result.instance;
      shared = instance;
    }
    const added = syscall(kernel, {
      call: 'inotify_add_watch',
      instance,
      path: path === '.' ? VOLUME : `${VOLUME}/${path}`,
      mask: maskOf(mask) | maskOf(flags),
    });
    if ('errno' in added.result) throw new Error(`${path}: ${added.result.errno}`);
    kernel = added.kernel;
    watches.push({ w: id, instance, wd: added.result.wd });
  }
  return { kernel, watches };
}

function maskOf(mask: string | readonly string[]): number {
  if (mask === 'IN_ALL_EVENTS' || mask === 'all') return IN_ALL_EVENTS;
  if (mask === 'fsnotify') return FSNOTIFY_MASK;
  const parsed = parseMask(typeof mask === 'string' ? [mask] : mask);
  if (typeof parsed !== 'number') throw new Error(`no such mask: ${parsed.unknown}`);
  return parsed;
}

/** Reads everything that is queued. */
function drain(
  before: Kernel,
  watches: readonly Watched[],
): { readonly kernel: Kernel; readonly raw: readonly RawEvent[] } {
  let kernel = before;
  const raw: RawEvent[] = [];
  for (const instance of new Set(watches.map((each) => each.instance))) {
    const read = syscall(kernel, { call: 'inotify_read', instance, bufferBytes: 1 << 20 });
    kernel = read.kernel;
    if ('errno' in read.result) continue;
    const [only, ...others] = watches.filter((each) => each.instance === instance);
    for (const { wd, mask, cookie, name } of read.result.events) {
      const w = others.length === 0 && only !== undefined ? { w: only.w } : {};
      raw.push({ ...w, wd, mask: formatMask(mask), cookie, name });
    }
  }
  return { kernel, raw };
}

interface Replayed {
  readonly kernel: Kernel;
  readonly ops: readonly Op[];
  readonly raw: readonly RawEvent[];
  readonly facts: readonly string[];
}

/** Does the recorded writes with the model, one machine after the other as the kubelet makes one writer per SetUp. */
function replay(recording: Recording): Replayed {
  const armed = watch(recording, kernelWith(recording));
  let { kernel } = armed;
  const ops: Op[] = [];
  const raw: RawEvent[] = [];
  const facts: string[] = [];
  const recorded = perWrite(normalised(recording.ops));
  let lastTs = recording.mount.entries.length === 0 ? 0 : 1;
  for (const [number, { payload }] of recording.writes.entries()) {
    const like = recorded[number] ?? [];
    const isWhole = like.some(({ op }) => op === 'getdents');
    const touching = like.filter(({ op }) => ['lchown', 'unlink', 'rmdir'].includes(op));
    const machine = createAtomicWriter({
      volume: VOLUME,
      features: featuresOf(recording),
      defaultMode: 0o644,
      fsGroup: recording.fsGroup ?? null,
      fsUser: fsUserOf(recording),
      lastTs,
      mapOrder: recordedOrder(like),
    });
    const driven = give(
      begin(machine, kernel),
      { type: 'write', payload },
      {
        cred: CRED,
        readdir: (entries, path, index) => inRecordedOrder(entries, path, isWhole ? like.slice(index) : touching),
        after: (now) => {
          if (recording.reader !== 'eager') return now;
          const read = drain(now, armed.watches);
          raw.push(...read.raw);
          return read.kernel;
        },
      },
    );
    kernel = driven.kernel;
    lastTs = (driven.state.snapshot.context as { readonly lastTs: number }).lastTs;
    ops.push(...opsOf(driven.calls));
    facts.push(...driven.facts.map(({ kind }) => kind));
  }
  const left = drain(kernel, armed.watches);
  return { kernel: left.kernel, ops, raw: [...raw, ...left.raw], facts };
}

/** Events of one watch after the other, as nothing orders watches of different instances. */
function byWatch(raw: readonly RawEvent[]): readonly RawEvent[] {
  const sorted = raw.map((event) => ({ ...event, mask: [...event.mask].sort() }));
  return [...new Set(raw.map(({ w }) => w))].sort().flatMap((w) => sorted.filter((event) => event.w === w));
}

const raws = recordings('raw-').filter(({ atomicWriter }) => atomicWriter !== undefined);

test('K1: there are recordings of four releases to compare with', () => {
  expect(raws.length).toBeGreaterThanOrEqual(26);
  expect(new Set(raws.map(({ atomicWriter }) => atomicWriter))).toEqual(
    new Set(['master-2e09081', 'v1.12.2', 'v1.25.0', 'v1.29.14']),
  );
});

describe.each(raws)('$id', (recording) => {
  const replayed = replay(recording);

  test('K1, K20, K21, K30, K32, K33, K34, K36, K48: the recorded system calls, in order', () => {
    expect(normalised(replayed.ops)).toEqual(normalised(recording.ops));
  });

  test('K39: the recorded volume at the end', () => {
    expect(finalTree(replayed.kernel, recording.final)).toEqual(recording.final.entries);
  });

  test('K35, K37, K38, K39, K40, K41, K42, K43: the recorded inotify events', () => {
    expect(byWatch(replayed.raw)).toEqual(byWatch(recording.raw));
  });
});

/** Calls that change the tree: what the fsn-* recordings hold. */
function mutations(ops: readonly Op[]): readonly Op[] {
  const always = ['mkdir', 'chmod', 'write', 'symlink', 'rename', 'unlink', 'rmdir', 'lchown'];
  return ops.filter(({ op, err, flags }) => err === undefined && (always.includes(op) || flags?.includes('O_CREAT')));
}

describe.each(recordings('fsn-v').filter(({ ops }) => ops.length > 0))('$id', (recording) => {
  test('K36, K39, K40, K41, K42: the recorded changes, in order, of nested keys too', () => {
    const { ops } = replay({ ...recording, watch: [] });
    expect(normalised(mutations(ops))).toEqual(normalised(recording.ops));
  });
});
