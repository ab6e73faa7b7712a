// Admission within the API server: what is asked when, and what becomes of an update meanwhile.
import { describe, expect, test } from 'vitest';
import type { Admission, Denial, WebhookCall } from '../../../src/actors/api/admission.ts';
import { type ApiServerContext, createApiServer } from '../../../src/actors/api/api-server-machine.ts';
import type { Data } from '../../../src/actors/api/stored.ts';
import { type Driven, drive } from '../transcript.ts';

const V1 = { a: '1' };
const BAD = { a: 'bad' };
const V2 = { a: '2' };
const DENIED: Denial = { rule: 'A1', status: 403, reason: 'Forbidden', message: 'no', line: 'Error: no' };
const LATE: Denial = { rule: 'A2', status: 500, reason: 'InternalError', message: 'late', line: 'Error: late' };
const CALL: WebhookCall = { operations: ['CREATE', 'UPDATE'], answers: 'always', timeoutMs: 10_000, onTimeout: LATE };

function server(call: Partial<WebhookCall> | null, denials: Admission['denials'] = { '0>1': DENIED }) {
  const admission: Admission = { data: [V1, BAD, V2], denials, call: call === null ? null : { ...CALL, ...call } };
  const object = { resourceVersion: 1, data: V1 };
  return drive(createApiServer({ name: 'app', object, subscribers: ['sidecar'], hasPodWorker: false, admission }));
}

const put = (data: Data) => ({ type: 'put', data }) as const;
const versionOf = (api: Driven) => (api.state().snapshot.context as ApiServerContext).object.resourceVersion;

describe('A1: what is decided is told at once', () => {
  test('a refusal is told with its status and stores nothing', () => {
    const api = server(null);
    expect(api.give(put(BAD))).toEqual(['serving [rejected]']);
    expect(api.facts()).toEqual([
      { rule: 'A1', kind: 'rejected', about: { status: 403, name: 'Forbidden', reason: 'no', line: 'Error: no' } },
    ]);
    expect(versionOf(api)).toBe(1);
  });

  test('what may not follow one version may follow another', () => {
    const api = server(null);
    expect(api.give(put(V2), put(BAD))).toEqual(Array(2).fill('serving [stored] [post modified to sidecar]'));
    expect(versionOf(api)).toBe(3);
  });

  test('K3: what is not valid is refused before anybody is asked', () => {
    const api = server({ answers: 'may-time-out' });
    expect(api.give(put({ 'a/b': '' }))).toEqual(['serving [rejected]']);
    expect(api.facts()).toMatchObject([{ rule: 'K3', about: { status: 422 } }]);
  });

  test('about data that the simulation does not speak of nobody is asked', () => {
    expect(server({ answers: 'never' }).give(put({ a: 'further' }))).toEqual([
      'serving [stored] [post modified to sidecar]',
    ]);
  });
});

const timedOut = (data: Data) => ({ type: 'webhookTimedOut', update: { data } });

describe('A2: a webhook that never answers', () => {
  test('refuses when its timeout is over, and until then others are served', () => {
    const api = server({ answers: 'never' });
    expect(api.give(put(V2))).toEqual(['serving [asked] +webhook timeout 1 10000ms']);
    expect(api.give({ type: 'get', from: 'faults' })).toEqual(['serving [post object to faults]']);
    expect(api.give(timedOut(V2))).toEqual(['serving [rejected]']);
    expect(api.facts()).toMatchObject([{ rule: 'A2', about: { status: 500, line: 'Error: late' } }]);
    expect(versionOf(api)).toBe(1);
  });

  test('each call has a timer of its own', () => {
    expect(server({ answers: 'never' }).give(put(V2), put(BAD))).toEqual([
      'serving [asked] +webhook timeout 1 10000ms',
      'serving [asked] +webhook timeout 2 10000ms',
    ]);
  });

  test('is not called for what it is not registered for', () => {
    const told = server({ answers: 'never', operations: ['CREATE'] }).give(put(V2));
    expect(told).toEqual(['serving [stored] [post modified to sidecar]']);
  });
});

describe('A3: a webhook that may be late', () => {
  test('leaves it open whether it answers', () => {
    const api = server({ answers: 'may-time-out' });
    expect(api.give(put(BAD))).toEqual(['calling [asked] choose']);
    expect(api.give({ type: 'chosen', option: 0 })).toEqual(['serving [rejected]']);
    expect(api.give(put(BAD), { type: 'chosen', option: 1 })).toEqual([
      'calling [asked] choose',
      'serving +webhook timeout 1 10000ms',
    ]);
  });

  test('under Ignore what it would have refused is stored when the timeout is over', () => {
    const api = server({ answers: 'may-time-out', onTimeout: null });
    api.give(put(BAD), { type: 'chosen', option: 1 });
    expect(api.give(timedOut(BAD))).toEqual(['serving [stored] [post modified to sidecar]']);
    expect(api.facts()).toEqual([{ rule: 'A3', kind: 'stored', about: { resourceVersion: 2, isUnasked: true } }]);
  });

  test('what it lets in is stored', () => {
    const api = server({ answers: 'may-time-out' });
    expect(api.give(put(V2), { type: 'chosen', option: 0 }).at(-1)).toBe('serving [stored] [post modified to sidecar]');
  });
});

test('A9: the last update that was refused is remembered until something is stored', () => {
  const api = server(null);
  const refused = () => (api.state().snapshot.context as ApiServerContext).refused;
  api.give(put(BAD));
  expect(refused()).toEqual(BAD);
  api.give(put(V1));
  expect(refused()).toBeUndefined();
});
