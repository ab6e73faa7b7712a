// Load and Store of sync.Map, statement by statement as sync/map.go has them. Rule C8.
import type { Statement } from './goroutine-machine.ts';
import { FIELDS, type Field } from './memory.ts';
import type { Key } from './sync-map.ts';

const LOAD_READ: Statement = { op: 'load-read', args: null };
const LOCK: Statement = { op: 'lock', args: null };
const UNLOCK: Statement = { op: 'unlock', args: null };

/** A lookup of one key in one of the maps; on a hit, that many statements after it are passed over. */
function lookUp(from: 'read' | 'dirty', key: Key, onHit: number): readonly Statement[] {
  const args = { in: from, key };
  return [
    { op: 'begin-lookup', args },
    { op: 'end-lookup', args, skip: { on: 'hit', statements: onHit } },
  ];
}

/** m.Load(key): without a lock when `read` has the key. */
export function loadInside(field: Field): readonly Statement[] {
  const slow: readonly Statement[] = [
    LOCK,
    LOAD_READ,
    ...lookUp('read', field, 3),
    ...lookUp('dirty', field, 0),
    { op: 'miss-locked', args: null },
    UNLOCK,
  ];
  return [
    LOAD_READ,
    ...lookUp('read', field, slow.length),
    ...slow,
    { op: 'load-entry', args: { key: field }, reads: [field] },
  ];
}

/** m.Store(key, v) of both values, and then of a key that was not there before. */
export function storeInside(version: number): readonly Statement[] {
  return [...FIELDS.flatMap((field) => storeKnown(field, version)), ...storeNew(`new-${version}`)];
}

function storeKnown(key: Field, version: number): readonly Statement[] {
  const swap: Statement = { op: 'swap-entry', args: { key, version } };
  const slow: readonly Statement[] = [
    LOCK,
    LOAD_READ,
    ...lookUp('read', key, 2),
    ...lookUp('dirty', key, 0),
    swap,
    { ...UNLOCK, skip: { on: null, statements: 1 } },
  ];
  return [LOAD_READ, ...lookUp('read', key, slow.length), ...slow, swap];
}

function storeNew(key: Key): readonly Statement[] {
  return [
    LOAD_READ,
    ...lookUp('read', key, 0),
    LOCK,
    LOAD_READ,
    ...lookUp('read', key, 0),
    ...lookUp('dirty', key, 0),
    { op: 'begin-copy', args: null, skip: { on: 'has-dirty', statements: 1 } },
    { op: 'end-copy', args: null },
    { op: 'begin-insert', args: { in: 'dirty', key } },
    { op: 'end-insert', args: { in: 'dirty', key } },
    UNLOCK,
  ];
}
