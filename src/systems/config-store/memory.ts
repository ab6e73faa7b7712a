// What the goroutines of a program share: a configuration of two values, and what keeps readers from a reload.
//
// A plain access (a word of a struct, an entry of a map) has a beginning and an end, because another goroutine may run
// in between: two of them at one place at one time, one a write, are a data race. Locks, sync.Map and atomic pointers
// are single steps (store.ts). Sources: The Go Memory Model (go.dev/ref/mem), runtime/map.go. Leaves out: reordering by
// compiler and processor, and the halves of a single word or string. Rules C1 to C3.
import type { Operated, Operation, Plain, ProcessId } from '../system.ts';
import type { SyncMap } from './sync-map.ts';

/** The two values that belong together: a discount, and how many may have it. */
export const FIELDS = ['discount', 'quota'] as const;
export type Field = (typeof FIELDS)[number];

/** How the program keeps its configuration. */
export const STORES = [
  'struct',
  'map',
  'map-mutex',
  'sync-map',
  'sync-map-inside',
  'rwmutex',
  'atomic-pointer',
] as const;
export type Store = (typeof STORES)[number];

/** How a request takes its two values: one after the other, or both at once as far as the store can do that. */
export const READS = ['each', 'snapshot'] as const;
export type Reads = (typeof READS)[number];

/** Where a plain access goes: the words of a struct are places of their own, a map (or one of several) is one place. */
export type Place = Field | 'map' | `map-${number}`;

/** A plain access that has begun and not ended. */
export interface Access {
  readonly by: ProcessId;
  readonly place: Place;
  readonly kind: 'read' | 'write';
}

/** How Go's runtime ends a program that uses a map from two goroutines, or a map that was freed under it. */
export const FATAL_ERRORS = {
  read: 'concurrent map read and map write',
  iterate: 'concurrent map iteration and map write',
  write: 'concurrent map writes',
  freed: 'found bad pointer in Go heap',
} as const;
export type FatalError = keyof typeof FATAL_ERRORS;

/** What the goroutines share. */
export interface Memory {
  /** The version of each value; versions count from 1. */
  readonly values: Readonly<Record<Field, number>>;
  /** By goroutine, at most one each. */
  readonly accesses: readonly Access[];
  /** Who holds Lock, and who holds RLock; a plain Mutex has only the first. */
  readonly locked: ProcessId | null;
  readonly readLocked: readonly ProcessId[];
  /** What is inside the sync.Map, when the store is one that is looked into. */
  readonly inside: SyncMap | null;
  /** The process has ended with this error. */
  readonly fatal: FatalError | null;
}

/** Two accesses to one place at one time, one of them a write: a data race (C2). */
export function raceIn({ accesses }: Memory): readonly [Access, Access] | null {
  for (const first of accesses) {
    const second = accesses.find(
      (each) => each !== first && each.place === first.place && [each.kind, first.kind].includes('write'),
    );
    if (second !== undefined) return [first, second];
  }
  return null;
}

/** An operation of a program that runs: after a fatal error nothing is done any more (C3). */
export function operation(rule: string, perform: Operation<Memory>['perform']): Operation<Memory> {
  return { rule, perform: (memory, args, by) => (memory.fatal === null ? perform(memory, args, by) : null) };
}

export function done(shared: Memory, result: Plain = null): Operated<Memory> {
  return { shared, result };
}

/** Rules C2 and C3: the access begins; whoever meets a map that is being written ends the process. */
export function begin(memory: Memory, access: Access, iterates = false): Operated<Memory> {
  const { place, kind } = access;
  const meetsWrite = memory.accesses.some((each) => each.place === place && each.kind === 'write');
  if (place.startsWith('map') && meetsWrite) {
    return crash(memory, kind === 'write' ? 'write' : iterates ? 'iterate' : 'read');
  }
  const accesses = [...memory.accesses, access].toSorted((a, b) => (a.by < b.by ? -1 : 1));
  return done({ ...memory, accesses });
}

/** The runtime ends the process; the result says with which error. */
export function crash(memory: Memory, fatal: FatalError): Operated<Memory> {
  return done({ ...memory, fatal, accesses: [] }, FATAL_ERRORS[fatal]);
}

/** The goroutine's access ends. */
export function ended(memory: Memory, by: ProcessId): Memory {
  return { ...memory, accesses: memory.accesses.filter((each) => each.by !== by) };
}
