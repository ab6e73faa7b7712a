// What is inside a sync.Map: `read`, which is looked at without a lock, and `dirty`, which needs one.
//
// A lookup that misses `read` locks, looks again, goes to `dirty`, and counts; after as many misses as `dirty` has keys,
// `dirty` becomes `read`. A new key is written to `dirty`, which is a copy of `read` when there was none. The maps are
// plain maps, each one place of memory, so that a race or a crash would be found. A collection frees the maps that nobody
// can reach. Source: sync/map.go of Go 1.9 to 1.23. Leaves out: Delete and expunged entries, and the hash trie that took
// its place in Go 1.24. Rules C7, C8.
import { assert } from '../../kernel/assert.ts';
import type { Operated, Plain, ProcessId } from '../system.ts';
import { begin, crash, done, ended, type Field, type Memory, operation } from './memory.ts';

/** A key of the configuration: one that was there from the start, or one that a reload brings. */
export type Key = Field | `new-${number}`;

export interface SyncMap {
  /** The number of the map that `read` leads to, and whether `dirty` has keys that it has not. */
  readonly read: number;
  readonly amended: boolean;
  readonly dirty: number | null;
  readonly misses: number;
  /** The keys of each map, by its number; freed maps are not there. */
  readonly maps: Readonly<Record<number, readonly Key[]>>;
  /** Which map a goroutine holds, having loaded `read`; by goroutine. */
  readonly held: readonly { readonly by: ProcessId; readonly map: number }[];
}

/** After the program has stored both values, and before anybody has loaded one. */
export const STARTED: SyncMap = {
  read: 0,
  amended: true,
  dirty: 1,
  misses: 0,
  maps: { 0: [], 1: ['discount', 'quota'] },
  held: [],
};

/** The arguments of a lookup: in which of the two maps, and for which key. */
export interface LookupArgs {
  readonly in: 'read' | 'dirty';
  readonly key: Key;
  readonly version?: number;
}

export function lookupArgs(args: Plain): LookupArgs {
  return args as unknown as LookupArgs;
}

function insideOf({ inside }: Memory): SyncMap {
  assert(inside !== null, 'a sync.Map that is looked into has an inside');
  return inside;
}

function withInside(memory: Memory, change: Partial<SyncMap>): Memory {
  return { ...memory, inside: { ...insideOf(memory), ...change } };
}

function letGo(memory: Memory, by: ProcessId): Memory {
  return withInside(memory, { held: insideOf(memory).held.filter((each) => each.by !== by) });
}

function mapOf({ dirty, held }: SyncMap, from: LookupArgs['in'], by: ProcessId): number | null {
  return from === 'dirty' ? dirty : (held.find((each) => each.by === by)?.map ?? null);
}

/** m.read.Load(): an atomic pointer to a map that is not written any more. */
function loadRead(memory: Memory, by: ProcessId): Operated<Memory> {
  const { read, held } = insideOf(memory);
  const others = held.filter((each) => each.by !== by);
  return done(withInside(memory, { held: [...others, { by, map: read }].toSorted((a, b) => (a.by < b.by ? -1 : 1)) }));
}

/** Reading a map that was freed is what a garbage collector must never allow. */
function beginLookup(memory: Memory, from: LookupArgs['in'], by: ProcessId, kind: 'read' | 'write'): Operated<Memory> {
  const inside = insideOf(memory);
  const map = mapOf(inside, from, by);
  if (map === null) return done(memory);
  if (inside.maps[map] === undefined) return crash(memory, 'freed');
  return begin(memory, { by, place: `map-${map}`, kind });
}

function endLookup(memory: Memory, { in: from, key }: LookupArgs, by: ProcessId): Operated<Memory> {
  const inside = insideOf(memory);
  const map = mapOf(inside, from, by);
  const isHit = map !== null && (inside.maps[map] ?? []).includes(key);
  return done(ended(memory, by), isHit ? 'hit' : 'miss');
}

/** missLocked: after as many misses as `dirty` has keys, `dirty` becomes `read`. */
function missLocked(memory: Memory): Operated<Memory> {
  const { dirty, misses, maps } = insideOf(memory);
  assert(dirty !== null, 'a miss is counted where dirty has more keys than read');
  if (misses + 1 < (maps[dirty] ?? []).length) return done(withInside(memory, { misses: misses + 1 }), 'counted');
  return done(withInside(memory, { read: dirty, amended: false, dirty: null, misses: 0 }), 'promoted');
}

/** dirtyLocked: `dirty` begins as a copy of `read`, in a map of its own. */
function endCopy(memory: Memory, by: ProcessId): Operated<Memory> {
  const { read, maps } = insideOf(memory);
  const copy = Math.max(...Object.keys(maps).map(Number)) + 1;
  const inside = { dirty: copy, amended: true, maps: { ...maps, [copy]: maps[read] ?? [] } };
  return done(withInside(ended(memory, by), inside));
}

function endInsert(memory: Memory, { key }: LookupArgs, by: ProcessId): Operated<Memory> {
  const { dirty, maps } = insideOf(memory);
  assert(dirty !== null, 'a new key goes to dirty');
  return done(withInside(ended(memory, by), { maps: { ...maps, [dirty]: [...(maps[dirty] ?? []), key] } }));
}

/** What a collection leaves: the maps that `read`, `dirty` or a goroutine leads to. */
export function collected(memory: Memory): Memory {
  const { inside } = memory;
  if (inside === null) return memory;
  const reachable = [inside.read, inside.dirty, ...inside.held.map(({ map }) => map)];
  const maps = Object.entries(inside.maps).filter(([map]) => reachable.includes(Number(map)));
  return withInside(memory, { maps: Object.fromEntries(maps) });
}

/** The steps of Load and Store within sync.Map; its mutex is the lock of the store. */
export const insideOperations = {
  'load-read': operation('C8', (memory, _, by) => loadRead(memory, by)),
  'begin-lookup': operation('C8', (memory, args, by) => beginLookup(memory, lookupArgs(args).in, by, 'read')),
  'end-lookup': operation('C8', (memory, args, by) => endLookup(memory, lookupArgs(args), by)),
  'miss-locked': operation('C8', missLocked),
  'begin-copy': operation('C8', (memory, _, by) =>
    insideOf(memory).dirty === null ? beginLookup(memory, 'read', by, 'read') : done(memory, 'has-dirty'),
  ),
  'end-copy': operation('C8', (memory, _, by) => endCopy(memory, by)),
  'begin-insert': operation('C8', (memory, _, by) => beginLookup(memory, 'dirty', by, 'write')),
  'end-insert': operation('C8', (memory, args, by) => endInsert(memory, lookupArgs(args), by)),
  'load-entry': operation('C8', (memory, args, by) => {
    const { key } = lookupArgs(args);
    return done(letGo(memory, by), memory.values[key as Field]);
  }),
  'swap-entry': operation('C8', (memory, args, by) => {
    const { key, version = 1 } = lookupArgs(args);
    return done(letGo({ ...memory, values: { ...memory.values, [key]: version } }, by));
  }),
} as const;
