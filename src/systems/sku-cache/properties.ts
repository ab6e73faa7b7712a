// What the design of the SKU cache is asked for.
//
// `monotonic-reads` is Terry et al., "Session Guarantees for Weakly Consistent Replicated Data" (1994), of one client.
import type { Moment, SystemProperty } from '../system.ts';
import type { ClientContext } from './client-machine.ts';
import type { SkuCacheConfig } from './schema.ts';
import type { SkuCache } from './shared.ts';

type Property = SystemProperty<SkuCacheConfig, SkuCache>;

/** What the clients remember. */
export function clientsOf({ processes }: Moment<SkuCache>): readonly ClientContext[] {
  return Object.entries(processes).flatMap(([id, { context }]) =>
    id.startsWith('@client-') ? [context as ClientContext] : [],
  );
}

const monotonicReads: Property = {
  name: 'monotonic-reads',
  when: 'always',
  bad: (_, moment) => (clientsOf(moment).some(({ wentBack }) => wentBack) ? 'went-back' : null),
  exercised: (_, moment) => clientsOf(moment).some(({ answered }) => answered > 1),
};

const noResurrectedValue: Property = {
  name: 'no-resurrected-value',
  when: 'always',
  bad: (_, { shared: { redis, lrus, known } }) => {
    if (redis !== null && redis.version < known.redis) return 'redis';
    return lrus.some(({ row }, pod) => row !== null && row.version < (known.lrus[pod] ?? 0)) ? 'lru' : null;
  },
  exercised: (_, { shared: { known } }) => Math.max(known.redis, ...known.lrus) > 1,
};

const cacheConverges: Property = {
  name: 'cache-converges',
  when: 'at-end',
  bad: (_, { shared: { db, redis, lrus } }) => {
    if (redis !== null && !redis.tombstone && redis.version < db.version) return 'redis';
    return lrus.some(({ row }) => row !== null && row.version < db.version) ? 'lru' : null;
  },
  exercised: (_, { shared: { db } }) => db.version > 1,
};

export const skuCacheProperties: readonly Property[] = [monotonicReads, noResurrectedValue, cacheConverges];
