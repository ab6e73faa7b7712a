// What a reload and a request do, statement by statement, for each store and each way of reading.
//
// Rules C1 to C6. Sources: the article's chapters 1 (atomic.Value) and 2.3 (sync.Map); The Go Memory Model.
import type { Statement } from './goroutine-machine.ts';
import { FIELDS, type Field, type Reads, type Store } from './memory.ts';
import { loadInside, storeInside } from './sync-map-programs.ts';

const LOCK: Statement = { op: 'lock', args: null };
const UNLOCK: Statement = { op: 'unlock', args: null };
const RLOCK: Statement = { op: 'rlock', args: null };
const RUNLOCK: Statement = { op: 'runlock', args: null };

/** The statements of reloads that store versions 2, 3, … one after the other. */
export function reloadProgram(store: Store, reloads: number): readonly Statement[] {
  const versions = Array.from({ length: reloads }, (_, index) => index + 2);
  return versions.flatMap((version) => reloadOnce(store, version));
}

function reloadOnce(store: Store, version: number): readonly Statement[] {
  switch (store) {
    case 'struct':
      return FIELDS.flatMap((field) => plainWrite(field, 'struct', version));
    case 'map':
      return FIELDS.flatMap((field) => plainWrite(field, 'map', version));
    case 'map-mutex':
    case 'rwmutex':
      return [LOCK, ...FIELDS.flatMap((field) => plainWrite(field, 'map', version)), UNLOCK];
    case 'sync-map':
      return FIELDS.map((field) => ({ op: 'store', args: { field, version } }));
    case 'sync-map-inside':
      return storeInside(version);
    case 'atomic-pointer':
      return [{ op: 'store-pointer', args: { version } }];
  }
}

/** The statements of one request, which takes both values. */
export function requestProgram(store: Store, reads: Reads): readonly Statement[] {
  switch (store) {
    case 'struct':
      return FIELDS.flatMap((field) => plainRead(field, 'struct'));
    case 'map':
      return FIELDS.flatMap((field) => plainRead(field, 'map', reads === 'snapshot'));
    case 'map-mutex':
      return locked(LOCK, UNLOCK, reads);
    case 'rwmutex':
      return locked(RLOCK, RUNLOCK, reads);
    case 'sync-map':
      // Range looks at one entry after the other too: "does not necessarily correspond to any consistent snapshot".
      return FIELDS.map((field) => ({
        op: 'load',
        args: reads === 'each' ? { field } : { field, iterates: true },
        reads: [field],
      }));
    case 'sync-map-inside':
      return FIELDS.flatMap(loadInside);
    case 'atomic-pointer':
      if (reads === 'snapshot') return [{ op: 'load-pointer', args: null, reads: FIELDS }];
      return FIELDS.map((field) => ({ op: 'load-pointer', args: { field }, reads: [field] }));
  }
}

function locked(lock: Statement, unlock: Statement, reads: Reads): readonly Statement[] {
  const each = FIELDS.map((field) => plainRead(field, 'map'));
  return reads === 'snapshot' ? [lock, ...each.flat(), unlock] : each.flatMap((read) => [lock, ...read, unlock]);
}

function plainRead(field: Field, kept: 'struct' | 'map', iterates = false): readonly Statement[] {
  const args = { field, in: kept, ...(iterates ? { iterates } : {}) };
  return [
    { op: 'begin-read', args },
    { op: 'end-read', args, reads: [field] },
  ];
}

function plainWrite(field: Field, kept: 'struct' | 'map', version: number): readonly Statement[] {
  const args = { field, in: kept, version };
  return [
    { op: 'begin-write', args },
    { op: 'end-write', args },
  ];
}
