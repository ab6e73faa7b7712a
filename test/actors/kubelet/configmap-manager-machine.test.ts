import { expect, test } from 'vitest';
import type { ConfigMapObject } from '../../../src/actors/effects.ts';
import {
  type ConfigMapManagerConfig,
  createConfigMapManager,
} from '../../../src/actors/kubelet/configmap-manager-machine.ts';
import { begin, give } from '../drive.ts';
import { drive } from '../transcript.ts';
import { emptyVolume } from './volume.ts';

const V1: ConfigMapObject = { resourceVersion: 1, data: { a: '1' } };
const V2: ConfigMapObject = { resourceVersion: 2, data: { a: '2' } };
const TTL = 'xstate.after.ttl.configMapManager.fresh';
const get = { type: 'get', from: 'volumeManager' } as const;

function manager(changeDetection: ConfigMapManagerConfig['changeDetection'], ttlMs = 60_000, syncDropsCache = false) {
  return createConfigMapManager({
    changeDetection,
    ttlMs,
    syncDropsCache,
    object: V1,
    relistMs: 30_000,
    isShared: false,
  });
}

test('K5: Watch answers from its store, which a watch event has to reach first', () => {
  expect(drive(manager('Watch')).give(get, { type: 'modified', object: V2 }, get)).toEqual([
    'watching [post object to volumeManager]',
    'watching',
    'watching [post object to volumeManager]',
  ]);
  const before = begin(manager('Watch'), emptyVolume());
  expect(give(before, get).posts).toEqual([{ type: 'object', object: V1 }]);
  expect(give(give(before, { type: 'modified', object: V2 }), get).posts).toEqual([{ type: 'object', object: V2 }]);
});

test('K6: Cache answers from the cache until the time to live is over, then asks the API server', () => {
  expect(drive(manager('Cache')).line()).toBe(`fresh +${TTL} 60000ms`);
  expect(drive(manager('Cache')).give(get, { type: TTL }, get, { type: 'object', object: V2 }, get)).toEqual([
    'fresh [post object to volumeManager]',
    `stale -${TTL}`,
    'fetching [post get to api]',
    `fresh [post object to volumeManager] +${TTL} 60000ms`,
    'fresh [post object to volumeManager]',
  ]);
});

test('K6: what was fetched is what is answered afterwards', () => {
  const fetched = [{ type: TTL }, get, { type: 'object', object: V2 } as const].reduce(
    (driven, event) => give(driven, event as typeof get),
    begin(manager('Cache'), emptyVolume()),
  );
  expect(fetched.posts).toEqual([{ type: 'object', object: V2 }]);
  expect(give(fetched, get).posts).toEqual([{ type: 'object', object: V2 }]);
});

test('K6: a time to live of 0, as in small clusters, is never fresh', () => {
  expect(drive(manager('Cache', 0)).give(get, { type: 'object', object: V2 }, get)).toEqual([
    'fetching [post get to api]',
    'stale [post object to volumeManager]',
    'fetching [post get to api]',
  ]);
});

test('K7: Get asks the API server every time and keeps nothing', () => {
  const asked = give(begin(manager('Get'), emptyVolume()), get);
  const answered = give(asked, { type: 'object', object: V2 });
  expect([asked.posts, answered.posts]).toEqual([
    [{ type: 'get', from: 'configMapManager' }],
    [{ type: 'object', object: V2 }],
  ]);
  expect(answered.state.snapshot.context).toEqual({ object: null, asker: null });
});

test('K8: in 1.24 to 1.28 a pod sync drops the cached object, so the time to live never counts', () => {
  expect(drive(manager('Cache', 300_000, true)).give(get, { type: 'object', object: V2 }, get)).toEqual([
    'fetching [post get to api]',
    'stale [post object to volumeManager]',
    'fetching [post get to api]',
  ]);
});
