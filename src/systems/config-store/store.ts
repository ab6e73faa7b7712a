// What the goroutines of a program share: a configuration of two values, and what keeps readers from a reload.
//
// A plain access (a word of a struct, an entry of a map) has a beginning and an end, because another goroutine may run
// in between: two of them at one place at one time, one a write, are a data race. Locks, sync.Map and atomic pointers
// are single steps. Sources: The Go Memory Model (go.dev/ref/mem), runtime/map.go, sync/map.go, sync/rwmutex.go,
// sync/atomic. Leaves out: reordering by compiler and processor, the halves of a single word or string, the queue of
// waiting writers in RWMutex, and the two maps inside sync.Map. Rules C1 to C7.
import { assert } from '../../kernel/assert.ts';
import type { Operated, Operation, Plain, ProcessId } from '../system.ts';

/** The two values that belong together: a discount, and how many may have it. */
export const FIELDS = ['discount', 'quota'] as const;
export type Field = (typeof FIELDS)[number];

/** How the program keeps its configuration. */
export const STORES = ['struct', 'map', 'map-mutex', 'sync-map', 'rwmutex', 'atomic-pointer'] as const;
export type Store = (typeof STORES)[number];

/** How a request takes its two values: one after the other, or both at once as far as the store can do that. */
export const READS = ['each', 'snapshot'] as const;
export type Reads = (typeof READS)[number];

/** Where a plain access goes: the words of a struct are places of their own, a map is one place. */
export type Place = Field | 'map';

/** A plain access that has begun and not ended. */
export interface Access {
  readonly by: ProcessId;
  readonly place: Place;
  readonly kind: 'read' | 'write';
}

/** How Go's runtime ends a program that uses a map from two goroutines. */
export const FATAL_ERRORS = {
  read: 'concurrent map read and map write',
  iterate: 'concurrent map iteration and map write',
  write: 'concurrent map writes',
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
  /** The process has ended with this error. */
  readonly fatal: FatalError | null;
}

/** Before the first reload. */
export const FRESH: Memory = {
  values: { discount: 1, quota: 1 },
  accesses: [],
  locked: null,
  readLocked: [],
  fatal: null,
};

/** The arguments of an access: what it is made to, and for a write the version. */
export interface AccessArgs {
  readonly field: Field;
  readonly in: 'struct' | 'map';
  /** The read is one of a range over the map. */
  readonly iterates?: boolean;
  readonly version?: number;
}

/** What an access is made to, from the arguments of an operation. */
export function accessArgs(args: Plain): AccessArgs {
  return args as unknown as AccessArgs;
}

const placeOf = ({ field, in: kept }: AccessArgs): Place => (kept === 'map' ? 'map' : field);

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
function operation(rule: string, perform: Operation<Memory>['perform']): Operation<Memory> {
  return { rule, perform: (memory, args, by) => (memory.fatal === null ? perform(memory, args, by) : null) };
}

const done = (shared: Memory, result: Plain = null): Operated<Memory> => ({ shared, result });

/** Rules C2 and C3: the access begins; whoever meets a map that is being written ends the process. */
function begin(memory: Memory, args: AccessArgs, by: ProcessId, kind: Access['kind']): Operated<Memory> {
  const place = placeOf(args);
  const meetsWrite = memory.accesses.some((each) => each.place === 'map' && each.kind === 'write');
  if (place === 'map' && meetsWrite) {
    const fatal = kind === 'write' ? 'write' : args.iterates === true ? 'iterate' : 'read';
    return done({ ...memory, fatal, accesses: [] }, FATAL_ERRORS[fatal]);
  }
  const accesses = [...memory.accesses, { by, place, kind }].toSorted((a, b) => (a.by < b.by ? -1 : 1));
  return done({ ...memory, accesses });
}

/** Rule C1: a word holds what was written last; its neighbour may hold another version. */
function end(memory: Memory, { field, version }: AccessArgs, by: ProcessId): Operated<Memory> {
  const accesses = memory.accesses.filter((each) => each.by !== by);
  if (version === undefined) return done({ ...memory, accesses }, memory.values[field]);
  return done({ ...memory, accesses, values: { ...memory.values, [field]: version } });
}

/** Every operation on a configuration store. */
export const operations = {
  'begin-read': operation('C2', (memory, args, by) => begin(memory, accessArgs(args), by, 'read')),
  'end-read': operation('C1', (memory, args, by) => end(memory, accessArgs(args), by)),
  'begin-write': operation('C2', (memory, args, by) => begin(memory, accessArgs(args), by, 'write')),
  'end-write': operation('C1', (memory, args, by) => end(memory, accessArgs(args), by)),

  lock: operation('C4', (memory, _, by) =>
    memory.locked === null && memory.readLocked.length === 0 ? done({ ...memory, locked: by }) : null,
  ),
  unlock: operation('C4', (memory, _, by) => {
    assert(memory.locked === by, 'only the holder of a lock gives it back');
    return done({ ...memory, locked: null });
  }),
  rlock: operation('C4', (memory, _, by) =>
    memory.locked === null ? done({ ...memory, readLocked: [...memory.readLocked, by].toSorted() }) : null,
  ),
  runlock: operation('C4', (memory, _, by) =>
    done({ ...memory, readLocked: memory.readLocked.filter((each) => each !== by) }),
  ),

  // sync.Map: the entry of one key, atomically.
  load: operation('C5', (memory, args) => done(memory, memory.values[accessArgs(args).field])),
  store: operation('C5', (memory, args) => {
    const { field, version } = accessArgs(args);
    return done({ ...memory, values: { ...memory.values, [field]: version ?? 1 } });
  }),

  // atomic.Pointer: the whole configuration, atomically; what it leads to is never written again.
  'load-pointer': operation('C6', (memory) => done(memory, memory.values.discount)),
  'store-pointer': operation('C6', (memory, args) => {
    const version = accessArgs(args).version ?? 1;
    return done({ ...memory, values: { discount: version, quota: version } });
  }),

  // A collection frees what nobody can reach, and so changes nothing that a Load or a Store could see.
  gc: operation('C7', (memory) => done(memory)),
} as const satisfies Readonly<Record<string, Operation<Memory>>>;
export type OperationName = keyof typeof operations;
