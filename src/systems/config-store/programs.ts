// What a reload and a request do, statement by statement, for each store and each way of reading.
//
// Rules C1 to C6. Sources: the article's chapters 1 (atomic.Value) and 2.3 (sync.Map); The Go Memory Model.
import type { Plain } from '../system.ts';
import type { Statement } from './goroutine-machine.ts';
import { FIELDS, type Field, type Reads, type Store } from './memory.ts';
import type { AccessArgs } from './store.ts';
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
      return FIELDS.flatMap((field) => plainWrite({ field, in: 'struct', version }));
    case 'map':
      return FIELDS.flatMap((field) => plainWrite({ field, in: 'map', version }));
    case 'map-mutex':
    case 'rwmutex':
      return [LOCK, ...FIELDS.flatMap((field) => plainWrite({ field, in: 'map', version, guarded: true })), UNLOCK];
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
      return answering(FIELDS.flatMap((field) => plainRead({ field, in: 'struct' })));
    case 'map':
      return answering(FIELDS.flatMap((field) => plainRead({ field, in: 'map', iterates: reads === 'snapshot' })));
    case 'map-mutex':
      return locked(LOCK, UNLOCK, reads);
    case 'rwmutex':
      return locked(RLOCK, RUNLOCK, reads);
    case 'sync-map':
      // Range looks at one entry after the other too: "does not necessarily correspond to any consistent snapshot".
      return answering(FIELDS.map((field) => load(field, reads === 'snapshot')));
    case 'sync-map-inside':
      return answering(FIELDS.flatMap(loadInside));
    case 'atomic-pointer':
      if (reads === 'snapshot') return [{ op: 'load-pointer', args: null, reads: FIELDS }];
      return answering(FIELDS.map((field) => ({ op: 'load-pointer', args: { field }, reads: [field] })));
  }
}

/** The last of these statements reads the last value, and the request answers. */
function answering(statements: readonly Statement[]): readonly Statement[] {
  return statements.map((statement, index) => {
    if (index + 1 < statements.length) return statement;
    return { ...statement, args: { ...(statement.args as Readonly<Record<string, Plain>>), answers: true } };
  });
}

function locked(lock: Statement, unlock: Statement, reads: Reads): readonly Statement[] {
  const each = FIELDS.map((field) => plainRead({ field, in: 'map', guarded: true }));
  return reads === 'snapshot' ? [lock, ...each.flat(), unlock] : each.flatMap((read) => [lock, ...read, unlock]);
}

function load(field: Field, iterates: boolean): Statement {
  return { op: 'load', args: iterates ? { field, iterates } : { field }, reads: [field] };
}

function plainRead(access: AccessArgs): readonly Statement[] {
  const args = { ...access };
  return [
    { op: 'begin-read', args },
    { op: 'end-read', args, reads: [access.field] },
  ];
}

function plainWrite(access: AccessArgs): readonly Statement[] {
  const args = { ...access };
  return [
    { op: 'begin-write', args },
    { op: 'end-write', args },
  ];
}
