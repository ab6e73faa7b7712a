// Every operation on a configuration store, each one step.
//
// Sources: The Go Memory Model (go.dev/ref/mem), sync/map.go, sync/rwmutex.go, sync/atomic. Leaves out: the queue of
// waiting writers in RWMutex. Rules C1 to C8.
import { assert } from '../../kernel/assert.ts';
import type { Operated, Operation, Plain, ProcessId } from '../system.ts';
import { begin, done, ended, type Field, type Memory, operation, type Place, type Store } from './memory.ts';
import { collected, insideOperations, STARTED } from './sync-map.ts';

/** The memory before the first reload. */
export function freshMemory(store: Store): Memory {
  return { ...FRESH, inside: store === 'sync-map-inside' ? STARTED : null };
}

const FRESH: Memory = {
  values: { discount: 1, quota: 1 },
  accesses: [],
  locked: null,
  readLocked: [],
  inside: null,
  fatal: null,
};

/** The arguments of an access: what it is made to, and for a write the version. */
export interface AccessArgs {
  readonly field: Field;
  readonly in: 'struct' | 'map';
  /** The read is one of a range over the map. */
  readonly iterates?: boolean;
  /** A lock is held, so that nobody comes between its beginning and its end: a lane shows the end alone. */
  readonly guarded?: boolean;
  /** With it the request has both values and answers: a lane shows the answer alone. */
  readonly answers?: boolean;
  readonly version?: number;
}

/** What an access is made to, from the arguments of an operation. */
export function accessArgs(args: Plain): AccessArgs {
  return args as unknown as AccessArgs;
}

const placeOf = ({ field, in: kept }: AccessArgs): Place => (kept === 'map' ? 'map' : field);

/** Rules C2 and C3. */
function begun(memory: Memory, args: AccessArgs, by: ProcessId, kind: 'read' | 'write'): Operated<Memory> {
  return begin(memory, { by, place: placeOf(args), kind }, args.iterates);
}

/** Rule C1: a word holds what was written last; its neighbour may hold another version. */
function end(memory: Memory, { field, version }: AccessArgs, by: ProcessId): Operated<Memory> {
  const after = ended(memory, by);
  if (version === undefined) return done(after, memory.values[field]);
  return done({ ...after, values: { ...memory.values, [field]: version } });
}

/** Every operation on a configuration store. */
export const operations = {
  'begin-read': operation('C2', (memory, args, by) => begun(memory, accessArgs(args), by, 'read')),
  'end-read': operation('C1', (memory, args, by) => end(memory, accessArgs(args), by)),
  'begin-write': operation('C2', (memory, args, by) => begun(memory, accessArgs(args), by, 'write')),
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

  gc: operation('C7', (memory) => done(collected(memory))),

  ...insideOperations,
} as const satisfies Readonly<Record<string, Operation<Memory>>>;
export type OperationName = keyof typeof operations;
