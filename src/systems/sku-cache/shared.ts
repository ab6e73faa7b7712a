// What the processes of the SKU cache share: one row of a database, one key of Redis, an LRU cache in each pod.
//
// Sources: MySQL (an UPDATE of a row is atomic), Redis (commands and EVAL scripts run one at a time), leases as in
// Nishtala et al., "Scaling Memcache at Facebook" (NSDI 2013) 3.2.1; the article, chapter 3.2.
// Leaves out: several keys, eviction for room, a TTL in Redis, replicas that lag behind, leases that run out.
// Rules Q1 to Q9.
import type { Operated, Operation, Plain, ProcessId } from '../system.ts';
import type { SkuCacheConfig } from './schema.ts';

/** The row as somebody holds it. Caches compare stamps; only who looks from outside knows the version. */
export type Row = {
  /** Counts updates, from 1. */
  readonly version: number;
  readonly stamp: number;
};

export interface Lru {
  readonly row: Row | null;
  /** It was put since its clock last looked. */
  readonly fresh: boolean;
  /** The newest stamp that was ever put; it stays when the entry has expired. */
  readonly newest: number;
}

const EMPTY_LRU: Lru = { row: null, fresh: false, newest: 0 };

export interface SkuCache {
  readonly db: Row;
  /** The key in Redis; `tombstone`: it only says that everything older is void. */
  readonly redis: (Row & { readonly tombstone: boolean }) | null;
  /** The reader that may fill the key. */
  readonly lease: ProcessId | null;
  /** The newest version whose row of the binlog has been consumed. */
  readonly consumed: number;
  /** By pod. */
  readonly lrus: readonly Lru[];
  /** The newest version that each cache has held or was told to drop: what it must not fall behind. */
  readonly known: { readonly redis: number; readonly lrus: readonly number[] };
}

/** Version 1 in the database, and in Redis if the story says so. */
export function firstSkuCache({ pods, start }: SkuCacheConfig): SkuCache {
  const db: Row = { version: 1, stamp: 1 };
  const warm = start === 'warm';
  return {
    db,
    redis: warm ? { ...db, tombstone: false } : null,
    lease: null,
    consumed: 1,
    lrus: Array.from({ length: pods }, () => EMPTY_LRU),
    known: { redis: warm ? 1 : 0, lrus: Array.from({ length: pods }, () => 0) },
  };
}

/**
 * The row after its n-th version. Rule Q2: `version = version + 1` is another stamp for each; a TIMESTAMP without
 * fractional digits is the same for all updates of one second, as those of a story are.
 */
function rowOf(version: number, stamp: SkuCacheConfig['stamp']): Row {
  return { version, stamp: stamp === 'timestamp' ? Math.min(version, 2) : version };
}

const told = (shared: SkuCache, result: Plain): Operated<SkuCache> => ({ shared, result });

/** The key becomes `redis`, by somebody who knows of `version`. */
function withRedis(shared: SkuCache, redis: SkuCache['redis'], version: number): SkuCache {
  return { ...shared, redis, known: { ...shared.known, redis: Math.max(shared.known.redis, version) } };
}

/** Rule Q4: a script that compares and sets is one step; what is not newer than the key changes nothing. */
function setIfNewer(shared: SkuCache, row: Row, tombstone: boolean): Operated<SkuCache> {
  if (shared.redis !== null && shared.redis.stamp >= row.stamp) return told(shared, false);
  return told(withRedis(shared, { ...row, tombstone }, row.version), true);
}

export interface RedisUpdate {
  readonly how: SkuCacheConfig['redis']['update'];
  /** Null while the version is not known yet, that is, before the UPDATE. */
  readonly row: Row | null;
}

/** Rule Q3: DEL takes the value and the lease away, and leaves no trace of the version that made them void. */
function updateRedis(shared: SkuCache, { how, row }: RedisUpdate): Operated<SkuCache> {
  if (how === 'delete' || row === null)
    return told(withRedis({ ...shared, lease: null }, null, row?.version ?? 0), true);
  if (how === 'set') return told(withRedis(shared, { ...row, tombstone: false }, row.version), true);
  return setIfNewer(shared, row, how === 'tombstone');
}

export interface RedisFill {
  readonly how: SkuCacheConfig['redis']['fill'];
  readonly row: Row;
}

/** Rule Q5: who holds the lease sets the key once; a lease that a DEL has taken away sets nothing. */
function fillRedis(shared: SkuCache, { how, row }: RedisFill, by: ProcessId): Operated<SkuCache> {
  if (how === 'set-if-newer') return setIfNewer(shared, row, false);
  if (how === 'lease' && shared.lease !== by) return told(shared, false);
  return told(withRedis({ ...shared, lease: null }, { ...row, tombstone: false }, row.version), true);
}

export interface RedisGet {
  /** What is older is passed over; 0 asks for anything. */
  readonly atLeast: number;
  readonly lease: boolean;
}

function getRedis(shared: SkuCache, { atLeast, lease }: RedisGet, by: ProcessId): Operated<SkuCache> {
  const { redis } = shared;
  if (redis !== null && !redis.tombstone && redis.stamp >= atLeast)
    return told(shared, { version: redis.version, stamp: redis.stamp });
  return told(lease && shared.lease === null ? { ...shared, lease: by } : shared, null);
}

function withLru(shared: SkuCache, pod: number, lru: Lru): SkuCache {
  const known = shared.known.lrus.map((each, at) => (at === pod - 1 ? Math.max(each, lru.row?.version ?? 0) : each));
  return {
    ...shared,
    lrus: shared.lrus.map((each, at) => (at === pod - 1 ? lru : each)),
    known: { ...shared.known, lrus: known },
  };
}

const lruOf = (shared: SkuCache, pod: number): Lru => shared.lrus[pod - 1] ?? EMPTY_LRU;

export interface LruPut {
  readonly pod: number;
  readonly how: SkuCacheConfig['lru']['put'];
  readonly row: Row;
}

/** Rule Q8: a put that compares does so under the cache's lock; `always` replaces a newer entry by an older one. */
function putLru(shared: SkuCache, { pod, how, row }: LruPut): Operated<SkuCache> {
  const { row: held, newest } = lruOf(shared, pod);
  const refused =
    (how === 'if-newer' && held !== null && held.stamp >= row.stamp) || (how === 'never-older' && newest > row.stamp);
  if (refused) return told(shared, false);
  return told(withLru(shared, pod, { row, fresh: true, newest: Math.max(newest, row.stamp) }), true);
}

export interface LruGet {
  readonly pod: number;
  readonly atLeast: number;
}

/** Rule Q9: the version that a request carries; an older entry is passed over as if it were not there. */
function getLru(shared: SkuCache, { pod, atLeast }: LruGet): Operated<SkuCache> {
  const { row } = lruOf(shared, pod);
  return told(shared, row !== null && row.stamp >= atLeast ? row : null);
}

/** The next row of the binlog, in the order of commits. Blocked while there is none. */
function consume(shared: SkuCache, { how, stamp }: { how: RedisUpdate['how']; stamp: SkuCacheConfig['stamp'] }) {
  if (shared.consumed >= shared.db.version) return null;
  const row = rowOf(shared.consumed + 1, stamp);
  const { shared: after } = updateRedis({ ...shared, consumed: row.version }, { how, row });
  return told(after, row);
}

/** The clock of a pod's LRU looks at what was put since it last looked. Blocked while nothing was. */
function lookAtLru(shared: SkuCache, { pod }: { pod: number }): Operated<SkuCache> | null {
  const lru = lruOf(shared, pod);
  return lru.fresh ? told(withLru(shared, pod, { ...lru, fresh: false }), null) : null;
}

/** An operation whose arguments are of the one form that its machine gives it. */
function operation<Args>(
  rule: string,
  perform: (shared: SkuCache, args: Args, by: ProcessId) => Operated<SkuCache> | null,
): Operation<SkuCache> {
  return { rule, perform: (shared, args, by) => perform(shared, args as unknown as Args, by) };
}

/** All that is done to what is shared, each in one step. */
export const skuCacheOperations: Readonly<Record<string, Operation<SkuCache>>> = {
  update: operation<{ stamp: SkuCacheConfig['stamp'] }>('Q1', (shared, { stamp }) => {
    const db = rowOf(shared.db.version + 1, stamp);
    return told({ ...shared, db }, db);
  }),
  select: operation('Q1', (shared) => told(shared, shared.db)),
  updateRedis: operation('Q3', updateRedis),
  lose: operation<RedisUpdate>('Q6', (shared) => told(shared, false)),
  getRedis: operation('Q7', getRedis),
  fillRedis: operation('Q7', fillRedis),
  consume: operation('Q6', consume),
  getLru: operation('Q9', getLru),
  putLru: operation('Q8', putLru),
  lookAtLru: operation('Q8', lookAtLru),
  expireLru: operation<{ pod: number }>('Q8', (shared, { pod }) =>
    told(withLru(shared, pod, { ...lruOf(shared, pod), row: null, fresh: false }), null),
  ),
};
