// The countdown: Go's timers before and since 1.23, and what each way of resetting one makes of the last moment.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/explore/check.ts';
import { assert } from '../../src/kernel/assert.ts';
import { begun, type Countdown, FORMS, GO_VERSIONS, operations } from '../../src/systems/countdown-timer/countdown.ts';
import { countdownTimer } from '../../src/systems/countdown-timer/countdown-timer.ts';
import type { Plain, ProcessId } from '../../src/systems/system.ts';
import { createModel } from '../../src/world/model.ts';
import { scenarioWith } from '../world/scenarios.ts';
import { checked, mistakesIn, shortest } from './story.ts';

/** The properties that some interleaving violates. */
function violated(block: string): readonly string[] {
  const verdicts = Object.entries(checked('countdown-timer', block));
  return verdicts.flatMap(([property, verdict]) => (verdict === 'violated' ? [property] : []));
}

type Step = readonly [op: string, args?: Plain, by?: ProcessId];

/** The state after these operations, and the result of the last one; null while that one has to wait. */
function having(before: Countdown, ...steps: readonly Step[]): { shared: Countdown; result: Plain } | null {
  let done: { shared: Countdown; result: Plain } | null = { shared: before, result: null };
  for (const [op, args = null, by = '@reset-1'] of steps) {
    assert(done !== null, 'only the last operation waits');
    done = operations[op]?.perform(done.shared, args, by) ?? null;
  }
  return done;
}

const EXPIRE: Step = ['expire', { timer: 0, setting: 0 }];
const SEND: Step = ['send', { timer: 0 }];
const RECEIVE: Step = ['receive', { timer: 0 }];
const STOP: Step = ['stop'];
const RESET: Step = ['reset', { setting: 1 }];
const go122 = begun('1.22', 'channel', 0);
const go123 = begun('1.23', 'channel', 0);
const afterFunc = begun('1.23', 'func', 0);

describe("Go's timers", () => {
  test('T1: a timer that was stopped or given another duration before it was due does nothing', () => {
    expect(having(go123, STOP, EXPIRE)?.result).toBe('stopped');
    expect(having(go123, RESET, EXPIRE)).toMatchObject({ result: 'stopped', shared: { applied: 1 } });
  });

  test('T1: AfterFunc starts f in a goroutine of its own, once', () => {
    const expired = having(afterFunc, EXPIRE);
    expect(expired?.shared.started).toEqual([0]);
    expect(having(afterFunc, EXPIRE, ['begin', { setting: 0 }], ['begin', { setting: 0 }])).toBeNull();
  });

  test('T2: before Go 1.23 neither Stop nor Reset takes the value out of the channel', () => {
    expect(having(go122, EXPIRE, SEND, STOP)).toMatchObject({ result: false, shared: { timers: [{ channel: 0 }] } });
    expect(having(go122, EXPIRE, SEND, RESET, RECEIVE)?.result).toBe(0);
  });

  test('T2: before Go 1.23 Stop may say false with the channel still empty', () => {
    expect(having(go122, EXPIRE, STOP)).toMatchObject({
      result: false,
      shared: { timers: [{ armed: null, sending: 0, channel: null }] },
    });
    expect(having(go122, EXPIRE, STOP, RECEIVE)).toBeNull();
  });

  test('T3: since Go 1.23 no value of before a Stop or Reset is received after it, and both say true', () => {
    for (const call of [STOP, RESET]) {
      expect(having(go123, EXPIRE, call)?.result).toBe(true);
      expect(having(go123, EXPIRE, call, RECEIVE)).toBeNull();
    }
  });

  test.each(GO_VERSIONS)(
    'T4: with Go %s Stop says false once somebody has received, and a drain waits for ever',
    (go) => {
      const sends = go === '1.22' ? [EXPIRE, SEND] : [EXPIRE];
      expect(having(begun(go, 'channel', 0), ...sends, RECEIVE, STOP)?.result).toBe(false);
      expect(having(begun(go, 'channel', 0), ...sends, RECEIVE, STOP, ['drain'])).toBeNull();
    },
  );

  test('T5: Reset of an expired AfterFunc timer says false, and f runs again', () => {
    const again = having(afterFunc, EXPIRE, RESET, ['expire', { timer: 0, setting: 1 }]);
    expect(having(afterFunc, EXPIRE, RESET)?.result).toBe(false);
    expect(again?.shared.started).toEqual([0, 1]);
  });

  test('T6: Reset of a stopped and of an expired timer is a call like any other; a panic is another failure', () => {
    expect(having(go123, STOP, RESET)?.result).toBe(false);
    expect(having(go122, EXPIRE, SEND, RECEIVE, RESET)).toMatchObject({ result: false, shared: { crashed: false } });
    expect(having(go123, ['panic', { recovered: false }], RESET)).toBeNull();
    expect(having(go123, ['panic', { recovered: true }])?.shared).toMatchObject({ hidden: true, state: 'Fallback' });
  });
});

describe('the recording of a timer that has expired, with Go 1.19.8', () => {
  interface Row {
    readonly order: string;
    readonly returns: boolean;
    readonly then: string;
  }
  const file = join(import.meta.dirname, '..', 'recorded', 'claim-go-timer-expired.json');
  const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { readonly rows: readonly Row[] };
  const receives = (state: Countdown | undefined): string =>
    state !== undefined && having(state, RECEIVE) !== null ? 'receives a value' : 'waits';
  const article = begun('1.22', 'channel', 1);
  const SECOND: readonly Step[] = [
    ['expire', { timer: 1, setting: 1 }],
    ['send', { timer: 1 }],
    ['receive', { timer: 1 }],
  ];

  /** By order: the operations up to the call whose result is recorded, and what comes of it. */
  const ORDERS: Readonly<
    Record<string, readonly [Countdown, readonly Step[], (state: Countdown | undefined) => string]>
  > = {
    'expire, Stop, receive': [go122, [EXPIRE, SEND, STOP], receives],
    'expire, Reset, receive': [go122, [EXPIRE, SEND, RESET], receives],
    'expire, receive, Stop, drain': [go122, [EXPIRE, SEND, RECEIVE, STOP], receives],
    'expire, receive, Reset, receive': [go122, [EXPIRE, SEND, RECEIVE, RESET], receives],
    'AfterFunc: expire, Reset, expire': [
      begun('1.22', 'func', 0),
      [EXPIRE, RESET],
      (state) =>
        `f runs ${having(state ?? go122, ['expire', { timer: 0, setting: 1 }])?.shared.started.length ?? 0} times`,
    ],
    'SafeReset: expire, receive, Stop, NewTimer': [
      article,
      [EXPIRE, SEND, RECEIVE, STOP],
      (state) => {
        const second: readonly Step[] = [['new-timer', { setting: 1 }], ...SECOND, ['end', { cause: 1 }]];
        return `ends ${having(state ?? article, ...second, ['end', { cause: 0 }])?.shared.ended ?? 0} times`;
      },
    ],
  };

  test('every row of it is here', () => {
    expect(rows.map(({ order }) => order)).toEqual(Object.keys(ORDERS));
  });

  test.each(rows)('T2, T4, T5, T7: $order returns $returns, and then $then', ({ order, returns, then }) => {
    const [before, steps, comesOfIt] = ORDERS[order] ?? [go122, [], receives];
    const done = having(before, ...steps);
    expect([done?.result, comesOfIt(done?.shared)]).toEqual([returns, then]);
  });
});

describe('what keeps resets apart', () => {
  const SWAP: Step = ['compare-and-swap'];

  test('T7: one reset at a time; whoever comes meanwhile is turned away', () => {
    expect(having(go123, SWAP)?.result).toBe(true);
    expect(having(go123, SWAP, SWAP)).toMatchObject({ result: false, shared: { turnedAway: false } });
    expect(having(go123, SWAP, ['activate'], SWAP)?.result).toBe(true);
  });

  test('T8: in Fallback every reset is turned away, until the timer is brought back', () => {
    const recovered: Step = ['panic', { recovered: true }];
    expect(having(go123, SWAP, recovered, SWAP)).toMatchObject({ result: false, shared: { turnedAway: true } });
    expect(having(go123, ['fall-back'])).toBeNull();
    expect(having(go123, SWAP, recovered, ['fall-back'], ['activate'], SWAP)?.result).toBe(true);
  });

  test('T9: a mutex has one holder, who learns the epoch; an owner takes what is ready', () => {
    expect(having(go123, ['lock'])?.result).toEqual({ applied: 0, isOver: false });
    expect(having(go123, ['lock'], ['lock', null, '@goroutine-1'])).toBeNull();
    expect(having(go123, ['select'])).toBeNull();
    expect(having(go123, ['ask', { setting: 1 }], ['select'])?.result).toEqual({ reset: 1 });
    expect(having(go123, EXPIRE, ['select'])?.result).toEqual({ timer: 0 });
    expect(having(go123, EXPIRE, ['ask', { setting: 1 }], ['select'])?.result).toBe('both');
  });
});

describe('a campaign that is extended in its last moment', () => {
  const inLastMoment = (go: string, form: string): string =>
    `go: '${go}'\nform: ${form}\nlasts: 10s\nresets: [{ at: 10s, to: 10s }]`;
  const NAIVE = ['fires-on-time', 'resets-count'];
  const TWICE = ['fires-once', 'fires-on-time'];
  const VIOLATED: Readonly<Record<string, readonly [go122: readonly string[], go123: readonly string[]]>> = {
    naive: [NAIVE, NAIVE],
    drain: [['never-stuck'], ['never-stuck']],
    'after-func': [TWICE, TWICE],
    article: [TWICE, TWICE],
    owner: [['fires-on-time'], []],
    epoch: [[], []],
  };

  test('the table has every form', () => {
    expect(Object.keys(VIOLATED)).toEqual([...FORMS]);
  });

  test.each(FORMS.flatMap((form) => GO_VERSIONS.map((go, index) => [form, go, VIOLATED[form]?.[index]] as const)))(
    'T1 to T9: %s with Go %s',
    (form, go, expected) => {
      expect(violated(inLastMoment(go, form))).toEqual(expected);
    },
  );

  test.each([
    ['owner', '1.23'],
    ['epoch', '1.22'],
  ])('T9: %s holds with two resets, and however slow whoever is', (form, go) => {
    const resets = [
      { at: 10_000, to: 10_000 },
      { at: 10_000, to: 20_000 },
    ];
    const config = { go, form, lasts: 10_000, resets, panics: null };
    const scenario = { ...scenarioWith({}), system: { name: 'countdown-timer', config, source: config } };
    for (const timing of ['prompt', 'any'] as const) {
      const { verdicts: found, covered } = check(createModel(scenario, timing, countdownTimer));
      expect(covered.end).toBe('complete');
      expect(found.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
    }
  });

  test('T2: the owner that Go 1.22 deceives receives a value sent before its Reset', () => {
    const steps = shortest('countdown-timer', 'fires-on-time', inLastMoment('1.22', 'owner'));
    expect(steps.slice(-4)).toEqual(['@timer-1 send', '@owner reset', '@owner select', '@owner end']);
  });

  test('T7: both goroutines of the article end the campaign', () => {
    const steps = shortest('countdown-timer', 'fires-once', inLastMoment('1.23', 'article'));
    expect(steps.filter((step) => / (stop|new-timer|end)$/.test(step))).toEqual([
      '@goroutine-1 end',
      '@reset-1 stop',
      '@reset-1 new-timer',
      '@goroutine-2 end',
    ]);
  });
});

describe('a bug that panics within a reset', () => {
  const block = (form: string): string =>
    `form: ${form}\nlasts: 10s\nresets: [{ at: 5s, to: 10s }, { at: 5500ms, to: 10s }]\npanics: 1`;

  test('T6, T8: the article recovers it, and turns the next reset away', () => {
    expect(violated(block('article'))).toEqual(['resets-count', 'hides-nothing']);
  });

  test.each(FORMS.filter((form) => form !== 'article'))('T6: %s lets it end the process', (form) => {
    expect(violated(block(form))).toEqual([]);
  });
});

const RIGHT = { go: "'1.23'", form: 'owner', lasts: '10s', resets: '[{ at: 10s, to: 10s }]', panics: 'null' };

test.each([
  [{ go: "'1.21'" }, /^f\.yaml:5:9: system\.countdown-timer\.go: found "1\.21", expected/],
  [{ form: 'hope' }, /^f\.yaml:6:11: .*form: found "hope", expected/],
  [{ lasts: '-5s' }, /^f\.yaml:7:12: .*lasts: found "-5s", expected a duration/],
  [{ resets: '[]' }, /^f\.yaml:8:13: .*resets: found/],
  [{ panics: '2' }, /^f\.yaml:9:13: .*panics: found 2, but there is 1 reset$/],
])('bad input %j is one located line', (change, message) => {
  const lines = Object.entries({ ...RIGHT, ...change }).map(([key, value]) => `${key}: ${value}`);
  const mistakes = mistakesIn('countdown-timer', lines.join('\n'));
  expect(mistakes).toHaveLength(1);
  expect(mistakes[0]).toMatch(message);
});
