import { describe, expect, test } from 'vitest';
import { skuCacheMistakes, skuCacheSchema } from '../../src/systems/sku-cache/schema.ts';
import { firstSkuCache, type SkuCache, skuCacheOperations } from '../../src/systems/sku-cache/shared.ts';
import type { Plain, ProcessId } from '../../src/systems/system.ts';
import { checked, mistakesIn, shortest } from './story.ts';

const config = skuCacheSchema.parse({ writers: [1], clients: [[1]] });
const warm = firstSkuCache(skuCacheSchema.parse({ writers: [1], clients: [[1]], start: 'warm' }));
const empty = firstSkuCache(config);

const V1 = { version: 1, stamp: 1 };
const V2 = { version: 2, stamp: 2 };
const V3 = { version: 3, stamp: 3 };

type Call = readonly [op: string, args: Plain, by?: ProcessId];

/** Does one operation after the other; the shared state at the end, and what each one was told. */
function perform(
  start: SkuCache,
  ...calls: readonly Call[]
): { shared: SkuCache; results: readonly (Plain | 'blocked')[] } {
  let shared = start;
  const results = calls.map(([op, args, by = '@client-1']) => {
    const done = skuCacheOperations[op]?.perform(shared, args, by) ?? null;
    if (done === null) return 'blocked';
    shared = done.shared;
    return done.result;
  });
  return { shared, results };
}

describe('the database', () => {
  test('Q1: an update is the next version at once, and a select reads what is committed', () => {
    const { results } = perform(
      empty,
      ['select', null],
      ['update', { stamp: 'auto-increment' }],
      ['update', { stamp: 'auto-increment' }],
      ['select', null],
    );
    expect(results).toEqual([V1, V2, V3, V3]);
  });

  test('Q2: two updates of one second have one timestamp, and two numbers', () => {
    const { results } = perform(empty, ['update', { stamp: 'timestamp' }], ['update', { stamp: 'timestamp' }]);
    expect(results).toEqual([
      { version: 2, stamp: 2 },
      { version: 3, stamp: 2 },
    ]);
  });
});

describe('Redis', () => {
  const remove: Call = ['updateRedis', { how: 'delete', row: V2 }, '@writer-1'];
  const get: Call = ['getRedis', { atLeast: 0, lease: false }];

  test('Q3: after a DEL an older value can be set, and is back', () => {
    const { shared, results } = perform(warm, remove, get, ['fillRedis', { how: 'set', row: V1 }], get);
    expect(results).toEqual([true, null, true, V1]);
    expect(shared.known.redis).toBe(2);
  });

  test('Q3: comparing does not help where nothing is', () => {
    expect(perform(warm, remove, ['fillRedis', { how: 'set-if-newer', row: V1 }], get).results).toEqual([
      true,
      true,
      V1,
    ]);
  });

  test('Q4: a tombstone has no value and refuses what is older or the same, but not what is newer', () => {
    const { results } = perform(
      warm,
      ['updateRedis', { how: 'tombstone', row: V2 }, '@writer-1'],
      get,
      ['fillRedis', { how: 'set-if-newer', row: V1 }],
      ['fillRedis', { how: 'set-if-newer', row: V2 }],
      ['fillRedis', { how: 'set-if-newer', row: V3 }],
      get,
    );
    expect(results).toEqual([true, null, false, false, true, V3]);
  });

  test('Q4: updates that arrive in the wrong order leave the newer stamp', () => {
    const update = (row: Plain): Call => ['updateRedis', { how: 'set-if-newer', row }, '@writer-1'];
    expect(perform(warm, update(V3), update(V2), get).results).toEqual([true, false, V3]);
  });

  test('Q5: one reader gets the lease, and a DEL takes it away', () => {
    const miss = (by: ProcessId): Call => ['getRedis', { atLeast: 0, lease: true }, by];
    const fill = (by: ProcessId): Call => ['fillRedis', { how: 'lease', row: V1 }, by];
    expect(
      perform(empty, miss('@client-1'), miss('@client-2'), fill('@client-2'), fill('@client-1'), get).results,
    ).toEqual([null, null, false, true, V1]);
    expect(perform(empty, miss('@client-1'), remove, fill('@client-1'), get).results).toEqual([
      null,
      true,
      false,
      null,
    ]);
  });

  test('Q6: a lost command changes nothing', () => {
    expect(perform(warm, ['lose', { how: 'delete', row: V2 }, '@writer-1'], get)).toEqual({
      shared: warm,
      results: [false, V1],
    });
  });

  test('Q6: the consumer of the binlog does the same again for each row, in order, and waits for the next', () => {
    const consume: Call = ['consume', { how: 'delete', stamp: 'auto-increment' }, '@binlog'];
    const update: Call = ['update', { stamp: 'auto-increment' }, '@writer-1'];
    const { shared, results } = perform(warm, consume, update, update, consume, consume, consume);
    expect(results).toEqual(['blocked', V2, V3, V2, V3, 'blocked']);
    expect(shared.redis).toBeNull();
  });
});

describe('the LRU of a pod', () => {
  const put = (row: Plain, how = 'always', pod = 1): Call => ['putLru', { pod, how, row }];
  const get = (atLeast: number, pod = 1): Call => ['getLru', { pod, atLeast }];

  test('Q8: a put replaces a newer entry, unless it compares', () => {
    expect(perform(empty, put(V2), put(V1), get(0)).results).toEqual([true, true, V1]);
    expect(perform(empty, put(V2), put(V1, 'if-newer'), get(0)).results).toEqual([true, false, V2]);
  });

  test('Q8: a cache that remembers the newest stamp refuses an older row even when the entry has expired', () => {
    const expire: Call = ['expireLru', { pod: 1 }, '@lru-1'];
    expect(perform(empty, put(V2), expire, put(V1, 'if-newer'), get(0)).results).toEqual([true, null, true, V1]);
    expect(perform(empty, put(V2), expire, put(V1, 'never-older'), get(0)).results).toEqual([true, null, false, null]);
    expect(perform(empty, put(V2), expire, put(V2, 'never-older'), get(0)).results).toEqual([true, null, true, V2]);
  });

  test('Q8: a pod knows nothing of another one', () => {
    expect(perform(empty, put(V2, 'always', 1), get(0, 2)).results).toEqual([true, null]);
  });

  test('Q8: its clock looks at each put once, and an entry that has expired is gone', () => {
    const look: Call = ['lookAtLru', { pod: 1 }, '@lru-1'];
    const { shared, results } = perform(empty, look, put(V1), look, look, ['expireLru', { pod: 1 }, '@lru-1'], get(0));
    expect(results).toEqual(['blocked', true, null, 'blocked', null, null]);
    expect(shared.known.lrus).toEqual([1, 0]);
  });

  test('Q9: an entry older than the stamp of the request is passed over', () => {
    expect(perform(empty, put(V1), get(0), get(1), get(2)).results).toEqual([true, V1, V1, null]);
  });

  test('Q9: so is a value of Redis', () => {
    const ask = (atLeast: number): Call => ['getRedis', { atLeast, lease: false }];
    expect(perform(warm, ask(1), ask(2)).results).toEqual([V1, null]);
  });
});

describe('the recipe', () => {
  const RECIPE = 'writers: [1]\nclients: [[2, 1, 2]]\nredis: { retry: binlog }\n';
  const verdicts = (block: string) => checked('sku-cache', block);
  const shortestTo = (property: string, block: string) => shortest('sku-cache', property, block);

  test('Q7: a reader that read before the update sets after the delete: the old row is back in Redis', () => {
    expect(shortestTo('no-resurrected-value', RECIPE)).toEqual([
      '@client-1 getLru',
      '@client-1 getRedis',
      '@client-1 select',
      '@writer-1 update',
      '@writer-1 updateRedis',
      '@client-1 fillRedis',
    ]);
  });

  test('Q10: the check at get time refuses the old row in the LRU, and the client is given it by Redis', () => {
    expect(shortestTo('monotonic-reads', RECIPE).slice(-4)).toEqual([
      '@client-1 getLru',
      '@client-1 getLru',
      '@client-1 getRedis',
      '@client-1 putLru',
    ]);
    const onePod = 'pods: 1\nwriters: [1, 1]\nclients: [[1, 1]]\n';
    expect(verdicts(onePod)).toMatchObject({ 'monotonic-reads': 'holds', 'no-resurrected-value': 'violated' });
    expect(verdicts(`${onePod}check: nowhere`)).toMatchObject({ 'monotonic-reads': 'violated' });
  });

  test('Q6: a lost delete is repaired by the binlog in the end, and by nothing without it', () => {
    const lost = (retry: string) =>
      verdicts(`writers: [1]\nclients: [[1, 2]]\nstart: warm\nredis: { mayFail: true, retry: ${retry} }`);
    expect(lost('binlog')).toMatchObject({ 'monotonic-reads': 'violated', 'cache-converges': 'holds' });
    expect(lost('none')).toMatchObject({ 'monotonic-reads': 'violated', 'cache-converges': 'violated' });
  });

  test.each([
    ['Q4: tombstones', '{ update: tombstone, fill: set-if-newer, mayFail: true, retry: binlog }'],
    ['Q5: leases', '{ update: delete, fill: lease, mayFail: true, retry: binlog }'],
  ])('%s hold, and each part of them is needed', (_, redis) => {
    const form = (lru: string, check: string) =>
      verdicts(`writers: [1]\nclients: [[2, 1, 2]]\nredis: ${redis}\nlru: { put: ${lru} }\ncheck: ${check}`);
    expect(Object.values(form('never-older', 'everywhere'))).toEqual(['holds', 'holds', 'holds']);
    expect(form('always', 'everywhere')).toMatchObject({ 'no-resurrected-value': 'violated' });
    expect(form('never-older', 'nowhere')).toMatchObject({ 'monotonic-reads': 'violated' });
  });

  test('Q2: with timestamps the same form fails', () => {
    const form = (stamp: string) =>
      verdicts(
        `writers: [1, 1]\nclients: [[2, 1]]\nstamp: ${stamp}\nredis: { update: tombstone, fill: set-if-newer }\nlru: { put: never-older }\ncheck: everywhere`,
      );
    expect(Object.values(form('auto-increment'))).toEqual(['holds', 'holds', 'holds']);
    expect(form('timestamp')).toMatchObject({ 'monotonic-reads': 'violated', 'cache-converges': 'violated' });
  });
});

describe('mistakes in the configuration', () => {
  const mistakes = (given: object) =>
    skuCacheMistakes(skuCacheSchema.parse({ writers: [1], clients: [[1]], ...given })).map(({ path, message }) => [
      path.join('.'),
      message,
    ]);

  test('a pod that there is not', () => {
    expect(mistakes({ pods: 1, writers: [2], clients: [[1, 3]] })).toEqual([
      ['writers.0', 'found pod 2, but the number of pods is 1'],
      ['clients.0.1', 'found pod 3, but the number of pods is 1'],
    ]);
  });

  test('an order that cannot be: no database, a store twice, a version before there is one', () => {
    expect(mistakes({ order: ['redis'] })).toEqual([['order', "found no 'db', but an update is one of the database"]]);
    expect(mistakes({ order: ['db', 'lru', 'lru'] })).toEqual([['order.2', "found 'lru' a second time"]]);
    expect(mistakes({ order: ['lru', 'db'] })).toEqual([
      ['order.0', "found 'lru' before 'db', which gives the version its stamp"],
    ]);
    expect(mistakes({ order: ['redis', 'db'], redis: { update: 'set' } })).toEqual([
      ['order.0', "found 'redis' before 'db', but 'set' needs the new version"],
    ]);
    expect(mistakes({ order: ['redis', 'db', 'lru'] })).toEqual([]);
  });

  test('what the schema refuses: unknown words, no pods, a time to live of nothing', () => {
    for (const given of [
      { redis: { fill: 'sometimes' } },
      { pods: 0 },
      { lru: { ttl: '-3s' } },
      { clients: [[]] },
      { typo: 1 },
    ])
      expect([given, skuCacheSchema.safeParse({ writers: [1], clients: [[1]], ...given }).success]).toEqual([
        given,
        false,
      ]);
  });

  test('each is told in one line, with its place', () => {
    expect(mistakesIn('sku-cache', 'pods: 1\nwriters: [1]\nclients: [[1]]\nlru: { ttl: -3s }')).toEqual([
      'f.yaml:8:17: system.sku-cache.lru.ttl: found "-3s", expected a duration such as 200ms, 5s, 3m, 1h or 1m30s, longer than 0 and at most a week',
    ]);
    expect(mistakesIn('sku-cache', 'pods: 1\nwriters: [2]\nclients: [[1]]\norder: [redis]')).toEqual([
      'f.yaml:6:15: system.sku-cache.writers[0]: found pod 2, but the number of pods is 1',
      "f.yaml:8:12: system.sku-cache.order: found no 'db', but an update is one of the database",
    ]);
  });
});
