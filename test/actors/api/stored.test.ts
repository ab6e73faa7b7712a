import { describe, expect, test } from 'vitest';
import { createApiServer } from '../../../src/actors/api/api-server-machine.ts';
import { historyOf, type Put, put, rolledOut, type Stored } from '../../../src/actors/api/stored.ts';
import type { ActorEvent } from '../../../src/actors/effects.ts';
import { bootKernel } from '../../../src/kernel/kernel.ts';
import { begin, give } from '../drive.ts';

const FLAGS: Stored = {
  name: 'flags',
  object: { resourceVersion: 1, data: { a: '1' }, immutable: true },
  history: [{ a: '1' }],
};

function server(stored: Stored, ...events: readonly ActorEvent[]) {
  const { name, object } = stored;
  const machine = createApiServer({ name, object, subscribers: ['configMapManager'], hasPodWorker: true });
  return events.reduce((driven, event) => give(driven, event), begin(machine, bootKernel()));
}

describe('V1: an immutable ConfigMap', () => {
  const FORBIDDEN = 'Forbidden: field is immutable when `immutable` is set';

  test.each<[what: string, write: Put, causes: string]>([
    ['other data', { data: { a: '2' } }, `data: ${FORBIDDEN}`],
    ['the field', { data: { a: '1' }, immutable: false }, `immutable: ${FORBIDDEN}`],
    ['both', { data: {}, immutable: false }, `[immutable: ${FORBIDDEN}, data: ${FORBIDDEN}]`],
  ])('%s: refused in the words of the API server', (_, write, causes) => {
    expect(put(FLAGS, write)).toMatchObject({ outcome: 'refused', reason: `ConfigMap "flags" is invalid: ${causes}` });
  });

  test('a refused update is 422, stored nowhere and told to nobody', () => {
    const refused = server(FLAGS, { type: 'put', data: { a: '2' } });
    expect(refused.facts).toMatchObject([{ rule: 'V1', kind: 'rejected', about: { status: 422 } }]);
    expect(refused.posts).toEqual([]);
  });

  test.each([
    [{ data: { a: '2' } }, `The ConfigMap "flags" is invalid: data: ${FORBIDDEN}`],
    [
      { data: {}, immutable: false },
      `The ConfigMap "flags" is invalid: * immutable: ${FORBIDDEN} * data: ${FORBIDDEN}`,
    ],
  ])('%j: what kubectl prints of it', (update, line) => {
    expect(server(FLAGS, { type: 'put', ...update }).facts[0]?.about.line).toBe(line);
  });

  test('metadata may be edited, and the same data applied', () => {
    const edited = server(FLAGS, { type: 'annotateConfigMap' });
    expect([edited.facts[0]?.kind, edited.posts]).toEqual(['annotated', []]);
    expect(put(FLAGS, { data: { a: '1' } }).outcome).toBe('unchanged');
  });

  test('any ConfigMap may become one: no new version, but watchers are told', () => {
    const mutable: Stored = { ...FLAGS, object: { resourceVersion: 1, data: { a: '1' } } };
    const marked = server(mutable, { type: 'put', data: { a: '1' }, immutable: true });
    expect(marked.facts).toMatchObject([{ rule: 'V1', kind: 'annotated', about: { immutable: true } }]);
    expect(marked.posts).toEqual([{ type: 'modified', object: FLAGS.object }]);
    expect(put(mutable, { data: { a: '2' } })).toMatchObject({ outcome: 'stored' });
  });
});

describe('V2: deletion', () => {
  test('is always allowed, is a version of nothing, and is told once', () => {
    const gone = server(FLAGS, { type: 'deleteConfigMap' });
    expect(gone.posts).toEqual([{ type: 'deleted', object: { resourceVersion: 2, data: null } }]);
    const again = give(gone, { type: 'deleteConfigMap' });
    expect([again.posts, again.facts]).toEqual([[], []]);
  });

  test('a ConfigMap of the same name may be made again, with other data', () => {
    const again = server(FLAGS, { type: 'deleteConfigMap' }, { type: 'put', data: { a: '2' } });
    expect(again.posts).toEqual([{ type: 'modified', object: { resourceVersion: 3, data: { a: '2' } } }]);
  });
});

describe('V8: another name', () => {
  test('is another object; the old one stays as it was', () => {
    const next = rolledOut(FLAGS, 'flags-2', { data: { a: '2' } });
    expect(next).toMatchObject({
      outcome: 'stored',
      stored: { name: 'flags-2', object: { resourceVersion: 2, data: { a: '2' } }, others: { flags: FLAGS.object } },
    });
  });

  test('the way back is the old name: its data is unchanged, and what the pod is to be given is not', () => {
    const next = rolledOut(FLAGS, 'flags-2', { data: { a: '2' } });
    const back = 'stored' in next ? rolledOut(next.stored, 'flags', { data: { a: '1' } }) : next;
    expect(back).toMatchObject({ outcome: 'stored', stored: { name: 'flags', object: { resourceVersion: 3 } } });
  });

  test('under the old name nothing else can be rolled out', () => {
    expect(rolledOut(FLAGS, 'flags', { data: { a: '3' } }).outcome).toBe('refused');
  });

  test('the pod is replaced; nobody who watches the old name is told', () => {
    const rolled = server(FLAGS, { type: 'rollOut', name: 'flags-2', data: { a: '2' } });
    expect(rolled.posts).toEqual([{ type: 'podDeleted', name: 'flags-2' }]);
    expect(give(rolled, { type: 'get', from: 'configMapManager', name: 'flags' }).posts).toEqual([
      { type: 'object', object: FLAGS.object, name: 'flags' },
    ]);
    expect(give(rolled, { type: 'get', from: 'configMapManager', name: 'other' }).posts).toEqual([
      { type: 'object', object: { resourceVersion: 0, data: null }, name: 'other' },
    ]);
  });
});

test('V1, V2: the versions of a story are those that are stored', () => {
  const story = [
    { do: 'apply', data: { a: '2' } },
    { do: 'delete-config-map' },
    { do: 'delete-config-map' },
    { do: 'apply', data: { a: '2' }, immutable: true },
    { do: 'annotate-pod' },
    { do: 'roll-out', name: 'flags-2', data: { a: '3' } },
  ];
  expect(historyOf(FLAGS, story)).toEqual([{ a: '1' }, {}, { a: '2' }, { a: '3' }]);
});
