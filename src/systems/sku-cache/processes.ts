// The processes of the SKU cache, in the order of their lanes.
import type { Process } from '../system.ts';
import { createBinlogConsumer } from './binlog-machine.ts';
import { createClient } from './client-machine.ts';
import { createLruClock } from './lru-clock-machine.ts';
import type { SkuCacheConfig } from './schema.ts';
import { createWriter } from './writer-machine.ts';

/** Writers, clients, the consumer of the binlog if there is one, and a clock for each pod's LRU. */
export function skuCacheProcesses(config: SkuCacheConfig): readonly Process[] {
  const { writers, clients, pods, redis, lru } = config;
  const clock = (pod: number): Process => ({ id: `@lru-${pod}`, machine: createLruClock(pod, lru.ttl) });
  return [
    ...writers.map((pod, index): Process => ({ id: `@writer-${index + 1}`, machine: createWriter(config, pod) })),
    ...clients.map((at, index): Process => ({ id: `@client-${index + 1}`, machine: createClient(config, at) })),
    ...(redis.retry === 'binlog' ? [{ id: '@binlog', machine: createBinlogConsumer(config) } satisfies Process] : []),
    ...Array.from({ length: pods }, (_, index) => clock(index + 1)),
  ];
}
