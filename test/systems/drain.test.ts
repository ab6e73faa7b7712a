import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createKubelet } from '../../src/systems/drain/kubelet-machine.ts';
import { drainSchema } from '../../src/systems/drain/schema.ts';
import { type DrainOp, type DrainShared, firstShared, operations } from '../../src/systems/drain/shared.ts';
import type { Operation, Plain } from '../../src/systems/system.ts';
import { drive } from '../actors/transcript.ts';
import { checked, mistakesIn, shortest } from './story.ts';

const checkedDrain = (block: string) => checked('drain', block);
const shortestTo = (property: string, block: string) => shortest('drain', property, block);

type Call = readonly [op: DrainOp, args?: Plain];

/** Does one operation after the other; the shared state at the end, and what each one was told. */
function perform(...calls: readonly Call[]): { shared: DrainShared; results: readonly (Plain | 'blocked')[] } {
  let shared = firstShared;
  const results = calls.map(([op, args = null]) => {
    const { perform: act }: Operation<DrainShared> = operations[op];
    const done = act(shared, args, '@order-1');
    if (done === null) return 'blocked';
    shared = done.shared;
    return done.result;
  });
  return { shared, results };
}

const ACCEPT: Call = ['connect', true];

describe('kubelet', () => {
  const stops = (given: object) => {
    const kubelet = drive(
      createKubelet(drainSchema.parse({ orders: [{ at: '0s', takes: '1s' }], deleteAt: '5s', ...given })),
    );
    const done = { type: 'operated', op: '', result: null };
    const lines = [...kubelet.give({ type: 'xstate.after.untilDeletion.kubelet.running' }, done)];
    if (kubelet.line().startsWith('preStop'))
      lines.push(...kubelet.give({ type: 'xstate.after.preStopHook.kubelet.preStop' }));
    lines.push(...kubelet.give(done));
    return lines.flatMap((line) =>
      [...line.matchAll(/\+xstate\.after\.(\w+)\S* (\d+)ms/g)].map(([, id, ms]) => `${id} ${ms}`),
    );
  };

  test('D1: the grace period counts from the deletion, so the preStop hook is taken off it', () => {
    expect(stops({})).toEqual(['gracePeriod 30000']);
    expect(stops({ preStop: '10s' })).toEqual(['preStopHook 10000', 'gracePeriod 20000']);
  });

  test('D2: a hook that is still running when the grace period ends is not waited for', () => {
    expect(stops({ preStop: '40s' })).toEqual(['preStopHook 30000', 'gracePeriod 2000']);
  });

  test('D3: two seconds at least lie between SIGTERM and SIGKILL, which ends whatever still runs', () => {
    expect(stops({ terminationGracePeriod: '1s' })).toEqual(['gracePeriod 2000']);
    expect(perform(['await exit'], ['SIGKILL'], ['await exit']).results).toEqual(['blocked', null, null]);
    expect(perform(['exit'], ['SIGKILL']).shared.ended).toBe('exited');
  });

  test('D4: SIGTERM ends a program that did not ask for it, and reaches none behind a shell', () => {
    expect(perform(['SIGTERM', 'exit']).shared.ended).toBe('by-signal');
    expect(perform(['SIGTERM', 'ignore']).shared).toEqual(firstShared);
    expect(perform(['await request'], ['SIGTERM', 'drain'], ['await request']).results).toEqual([
      'blocked',
      null,
      'asked',
    ]);
  });
});

describe('the service', () => {
  test('D5: orders come to the pod until its endpoint is removed, whoever listens there', () => {
    const { results } = perform(['delete pod'], ACCEPT, ['remove endpoint'], ACCEPT);
    expect(results).toEqual([null, 'accepted', null, 'elsewhere']);
  });

  test('D6: Shutdown refuses what is new, waits for what is accepted, and cancels nothing', () => {
    const { results, shared } = perform(
      ACCEPT,
      ['Shutdown'],
      ACCEPT,
      ['await cancel', 1],
      ['await idle'],
      ['answer'],
      ['await idle'],
    );
    expect(results).toEqual(['accepted', null, 'refused', 'blocked', 'blocked', 'counted out', 'idle']);
    expect(shared.phase).toBe('draining');
  });

  test('D5: of an order that may be sent at several moments, every one is looked at', () => {
    const between = shortestTo('no-order-lost', 'orders: [{ at: [4s, 5500ms, 7s], takes: 500ms }]\ndeleteAt: 5s');
    expect(between.at(-1)).toBe('@order-1 connect');
    expect(checkedDrain('orders: [{ at: [4s, 7s], takes: 500ms }]\ndeleteAt: 5s')['no-order-lost']).toBe('holds');
  });

  test('D7: a Shutdown that has waited long enough leaves the handlers running; the exit ends them', () => {
    const slow = 'orders: [{ at: 4s, takes: 30s }]\ndeleteAt: 5s\ndrainTimeout: 10s';
    const lost = shortestTo('no-order-lost', slow);
    expect(lost.slice(-2)).toEqual(['@server exit', '@order-1 await cancel']);
    expect(checkedDrain(slow)['drains-in-time']).toBe('holds');
  });

  test('D8: an order that looks before it counts itself in is taken on after the drain has begun', () => {
    const order = 'orders: [{ at: 5s, takes: 3s }]\ndeleteAt: 5s\n';
    const late = shortestTo('none-accepted-late', `gate: look-then-count\n${order}`);
    expect(late).toContain('@order-1 look');
    expect(late.slice(-2)).toEqual(['@server set draining', '@order-1 count in']);
    expect(checkedDrain(`gate: count-then-look\n${order}`)['none-accepted-late']).toBe('holds');
    expect(checkedDrain(order)['none-accepted-late']).toBe('holds');
  });
});

describe('updates', () => {
  test('D9: cancel() ends the orders in flight, and one that begins before the new context is assigned', () => {
    const { results } = perform(
      ['begin'],
      ['cancel'],
      ['begin'],
      ['await cancel', 1],
      ['new context'],
      ['begin'],
      ['await cancel', 2],
    );
    expect(results).toEqual([1, null, 1, 'cancelled', null, 2, 'blocked']);
    const drains = shortestTo('drains', 'onUpdate: cancel\norders: [{ at: 4s, takes: 3s }]\nupdates: [5s]');
    expect(drains).toEqual(['@order-1 connect', '@order-1 begin', '@updates cancel', '@order-1 await cancel']);
  });

  test('D10: a context with a timeout is done when its time is up, although nothing else happened', () => {
    const article = 'onUpdate: cancel-and-time-out\n';
    expect(shortestTo('drains', `${article}orders: [{ at: 31s, takes: 1s }]`)).toEqual([
      '@ctx-timer expire',
      '@order-1 connect',
      '@order-1 begin',
      '@order-1 await cancel',
    ]);
    expect(checkedDrain(`${article}orders: [{ at: 31s, takes: 1s }]\nupdates: [20s]`).drains).toBe('holds');
    expect(perform(['new context'], ['expire', 1]).shared.context.live).toBe(true);
  });

  test('D11: an update that swaps a pointer touches no order, during a drain either', () => {
    const { drains } = checkedDrain('orders: [{ at: 4s, takes: 9s }]\nupdates: [4s, 7s]\ndeleteAt: 6s');
    expect(drains).toBe('holds');
    expect(perform(['swap']).shared).toEqual({ ...firstShared, version: 2 });
  });

  test('D12: an update that drains leaves a pod that nobody listens in and the Service routes to', () => {
    const drains = shortestTo('drains', 'onUpdate: drain\norders: [{ at: 8s, takes: 1s }]\nupdates: [5s]');
    expect(drains.slice(-3)).toEqual(['@server await idle', '@server exit', '@order-1 connect']);
  });
});

describe('what the model says is what Go 1.19.8 did (claim-go-shutdown)', () => {
  const file = join(import.meta.dirname, '..', 'recorded', 'claim-go-shutdown.json');
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as { rows: readonly { call: string; outcome: string }[] };
  const outcomes = Object.fromEntries(recorded.rows.map(({ call, outcome }) => [call, outcome]));

  test('D4: SIGTERM ends it without signal.Notify, is heard with it, and does not pass a shell', () => {
    expect(outcomes).toMatchObject({
      'SIGTERM to PID 1 without signal.Notify': 'exits with status 2',
      'SIGTERM to PID 1 with signal.Notify': 'exits with status 7',
      'SIGTERM to PID 1, a shell with that program below it': 'still runs after 2 s',
    });
  });

  test('D6, D7: a new connection is refused, Shutdown gives up with its context, and the request is answered', () => {
    expect(outcomes).toMatchObject({
      'a new connection during Shutdown is refused': 'true',
      'Shutdown, when its context is done before the handler': 'context deadline exceeded',
      'the request in flight': 'answered',
      'its context was cancelled': 'false',
    });
  });

  test('D10, D12: a context is done when its time is up, and a server that was shut down serves no more', () => {
    expect(outcomes).toMatchObject({
      'context.WithTimeout that nobody cancels, when its time is up': 'context deadline exceeded',
      'Serve after Shutdown': 'http: Server closed',
    });
  });
});

test('the recipe that survives: a hook until nobody routes here, a drain shorter than what is left, a swap', () => {
  const verdicts = checkedDrain(
    'preStop: 5s\ndrainTimeout: 20s\norders: [{ at: 4s, takes: 12s }, { at: 5s, takes: 10s }, { at: 10s, takes: 1s }]\nupdates: [5s, 10s]\ndeleteAt: 5s',
  );
  expect(Object.values(verdicts)).toEqual(['holds', 'holds', 'holds', 'holds']);
});

test.each([
  ['orders: []', 'f.yaml:5:13: system.drain.orders: found a list of 0, expected a list of mappings, 1 to 6 entries'],
  [
    'orders: [{ at: -4s, takes: 3s }]',
    'f.yaml:5:20: system.drain.orders[0].at: found "-4s", expected a duration such as 5s or 1m30s or a list, every entry a duration such as 5s or 1m30s, 1 to 8 entries',
  ],
  [
    'orders: [{ at: 4s, takes: 0s }]',
    'f.yaml:5:31: system.drain.orders[0].takes: found "0s", expected a duration such as 200ms, 5s, 3m, 1h or 1m30s, longer than 0 and at most a week',
  ],
  [
    'onSignal: pray\norders: [{ at: 4s, takes: 3s }]',
    'f.yaml:5:15: system.drain.onSignal: found "pray", expected one of exit, ignore, drain',
  ],
  [
    'preStop: -1s\norders: [{ at: 4s, takes: 3s }]',
    'f.yaml:5:14: system.drain.preStop: found "-1s", expected a duration such as 200ms, 5s, 3m, 1h or 1m30s, at most a week',
  ],
  [
    'gate: look-then-count\nonSignal: exit\norders: [{ at: 4s, takes: 3s }]',
    'f.yaml:5:11: system.drain.gate: only a drain has a gate: set onSignal or onUpdate to drain, or leave it out',
  ],
  [
    'orders: [{ at: [], takes: 3s }]',
    'f.yaml:5:20: system.drain.orders[0].at: found a list of 0, expected a duration such as 5s or 1m30s or a list, every entry a duration such as 5s or 1m30s, 1 to 8 entries',
  ],
  [
    'orders: [{ at: [4s, soon], takes: 3s }]',
    'f.yaml:5:25: system.drain.orders[0].at[1]: found "soon", expected a duration such as 5s or 1m30s',
  ],
])('a mistake is told in one line, with its place: %s', (block, told) => {
  expect(mistakesIn('drain', block)).toEqual([told]);
});
