import { expect, test } from 'vitest';
import { type ApiServerConfig, createApiServer } from '../../../src/actors/api/api-server-machine.ts';
import { MAX_DATA_BYTES, refusal } from '../../../src/actors/api/validation.ts';
import type { ActorEvent } from '../../../src/actors/effects.ts';
import { bootKernel } from '../../../src/kernel/kernel.ts';
import { begin, type Driven, give } from '../drive.ts';
import { drive } from '../transcript.ts';

const OBJECT = { resourceVersion: 1, data: { a: '1' } };

function after(events: readonly ActorEvent[], config: Partial<ApiServerConfig> = {}): Driven {
  const machine = createApiServer({
    name: 'flags',
    object: OBJECT,
    subscribers: ['configMapManager'],
    hasPodWorker: true,
    ...config,
  });
  return events.reduce((driven, event) => give(driven, event), begin(machine, bootKernel()));
}

test('K2: a put replaces the data, counts the resourceVersion up and tells every watcher', () => {
  const put = after([{ type: 'put', data: { b: '2' } }], { subscribers: ['configMapManager', 'sidecar'] });
  const object = { resourceVersion: 2, data: { b: '2' } };
  expect(put.facts).toEqual([{ rule: 'K2', kind: 'stored', about: { resourceVersion: 2 } }]);
  expect(put.posts).toEqual([
    { type: 'modified', object },
    { type: 'modified', object },
  ]);
  expect(give(put, { type: 'get', from: 'configMapManager' }).posts).toEqual([{ type: 'object', object }]);
});

test('K2: a put that changes nothing is told to nobody', () => {
  const put = after([{ type: 'put', data: { a: '1' } }]);
  expect(put.facts.map(({ kind }) => kind)).toEqual(['unchanged']);
  expect(put.posts).toEqual([]);
  expect(give(put, { type: 'get', from: 'configMapManager' }).posts).toEqual([{ type: 'object', object: OBJECT }]);
});

test('K3: what is not valid is refused with 422 and stored nowhere', () => {
  const put = after([{ type: 'put', data: { 'a/b': '2' } }]);
  expect(put.facts).toMatchObject([{ rule: 'K3', kind: 'rejected', about: { status: 422 } }]);
  expect(put.posts).toEqual([]);
  expect(give(put, { type: 'get', from: 'sidecar' }).posts).toEqual([{ type: 'object', object: OBJECT }]);
});

test.each<[data: Readonly<Record<string, string>>, refused: boolean]>([
  [{}, false],
  [{ 'a-b_c.D9': '' }, false],
  [{ '...': '' }, true],
  [{ '..': '' }, true],
  [{ '.': '' }, true],
  [{ '.a': '' }, false],
  [{ '..data': '' }, true],
  [{ '': '' }, true],
  [{ 'a b': '' }, true],
  [{ ['k'.repeat(253)]: '' }, false],
  [{ ['k'.repeat(254)]: '' }, true],
  [{ a: 'x'.repeat(MAX_DATA_BYTES) }, false],
  [{ a: 'x'.repeat(MAX_DATA_BYTES), b: 'x' }, true],
  [{ a: 'é'.repeat(MAX_DATA_BYTES / 2) }, false],
  [{ a: `${'é'.repeat(MAX_DATA_BYTES / 2)}x` }, true],
])('K3: case %# is judged as the API server judges it', (data, refused) => {
  expect(refusal(data) !== null).toBe(refused);
});

test('K4: a changed pod is passed on to the kubelet, where there is one', () => {
  expect(after([{ type: 'annotatePod' }]).posts).toEqual([{ type: 'podUpdated' }]);
  expect(after([{ type: 'annotatePod' }], { hasPodWorker: false }).posts).toEqual([]);
  const server = drive(createApiServer({ name: 'flags', object: OBJECT, subscribers: [], hasPodWorker: true }));
  expect(server.give({ type: 'annotatePod' })).toEqual(['serving [post podUpdated to podWorker]']);
});
