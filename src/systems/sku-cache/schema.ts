// The configuration of the SKU cache: who updates and reads where, and what is done to which cache how.
//
// Source: the article, chapter 3.2 (`order`, `stamp`, `check`, `ttl`); the other words are what others do in its place.
// Leaves out: several keys, replicas of the database, a TTL in Redis.
import { z } from 'zod';
import { interval } from '../words-of-time.ts';

/** Where an update is written, in the order of `order`. */
const STORES = ['db', 'redis', 'lru'] as const;
/** What an update does to the key in Redis. */
const REDIS_UPDATES = ['delete', 'set', 'set-if-newer', 'tombstone'] as const;
/** How a reader that missed puts into Redis what the database told it. */
const REDIS_FILLS = ['set', 'set-if-newer', 'lease'] as const;
/** What a put replaces: whatever is there, what is older, or only what no entry before it has been newer than. */
const LRU_PUTS = ['always', 'if-newer', 'never-older'] as const;
const STAMPS = ['auto-increment', 'timestamp'] as const;
/** Which caches are asked for nothing older than what the client has seen. */
const CHECKS = ['nowhere', 'lru', 'everywhere'] as const;

const pod = z.int().min(1).max(3).meta({ title: 'the number of a pod, from 1 to 3' });

export const skuCacheSchema = z.strictObject({
  pods: pod.default(2).describe('How many pods there are; each has an LRU cache of its own.'),
  writers: z
    .array(pod)
    .min(1)
    .max(3)
    .describe('One update of the SKU each, all at the same time: the pod in which it is made.'),
  clients: z
    .array(z.array(pod).min(1).max(4))
    .min(1)
    .max(2)
    .describe('One client each: the pods that answer its requests, one request after the other.'),
  start: z
    .enum(['empty', 'warm'])
    .default('empty')
    .describe('Does Redis hold version 1 when the story begins? The LRU caches are empty.'),
  order: z
    .array(z.enum(STORES))
    .min(1)
    .max(3)
    .default(['db', 'redis', 'lru'])
    .describe('What an update writes, in this order. The article: db, redis, lru.'),
  stamp: z
    .enum(STAMPS)
    .default('auto-increment')
    .describe('The version stamp of a row: `version = version + 1`, or the time in whole seconds (MySQL TIMESTAMP).'),
  redis: z
    .strictObject({
      update: z.enum(REDIS_UPDATES).default('delete').describe('What an update does to the key in Redis.'),
      fill: z.enum(REDIS_FILLS).default('set').describe('How a reader that missed fills Redis.'),
      mayFail: z.boolean().default(false).describe('May the command of an update to Redis be lost?'),
      retry: z
        .enum(['none', 'binlog'])
        .default('none')
        .describe('`binlog`: a consumer of the binlog does the same again for every committed row.'),
    })
    .prefault({})
    .describe('Redis, shared by all pods.'),
  lru: z
    .strictObject({
      put: z
        .enum(LRU_PUTS)
        .default('always')
        .describe(
          'always: a put replaces whatever is there. if-newer: only an older entry. never-older: nothing is put that is older than any entry before it, expired ones included.',
        ),
      ttl: interval.prefault('300s').describe('How long an entry lives.'),
    })
    .prefault({})
    .describe('The LRU cache in each pod.'),
  check: z
    .enum(CHECKS)
    .default('lru')
    .describe('Which caches pass over an entry that is older than the version the request carries.'),
});
export type SkuCacheConfig = z.output<typeof skuCacheSchema>;

/** Pods that there are not, and writes of a version that is not known yet. */
export function skuCacheMistakes({ pods, writers, clients, order, redis }: SkuCacheConfig) {
  const found: { path: (string | number)[]; message: string }[] = [];
  const checkPod = (at: number, path: (string | number)[]) => {
    if (at > pods) found.push({ path, message: `found pod ${at}, but the number of pods is ${pods}` });
  };
  for (const [index, at] of writers.entries()) checkPod(at, ['writers', index]);
  for (const [client, requests] of clients.entries())
    for (const [index, at] of requests.entries()) checkPod(at, ['clients', client, index]);
  const db = order.indexOf('db');
  if (db < 0) found.push({ path: ['order'], message: "found no 'db', but an update is one of the database" });
  for (const [index, store] of order.entries()) {
    if (order.indexOf(store) < index) found.push({ path: ['order', index], message: `found '${store}' a second time` });
    else if (index < db && store === 'lru')
      found.push({ path: ['order', index], message: "found 'lru' before 'db', which gives the version its stamp" });
    else if (index < db && store === 'redis' && redis.update !== 'delete')
      found.push({
        path: ['order', index],
        message: `found 'redis' before 'db', but '${redis.update}' needs the new version`,
      });
  }
  return found;
}
