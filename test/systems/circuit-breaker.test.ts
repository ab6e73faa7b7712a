import { describe, expect, test } from 'vitest';
import { changesOf, contentsOf } from '../../src/systems/circuit-breaker/contents.ts';
import { circuitBreakerSchema } from '../../src/systems/circuit-breaker/schema.ts';
import {
  type CircuitBreakerOp,
  type CircuitBreakerShared,
  firstShared,
  operations,
} from '../../src/systems/circuit-breaker/shared.ts';
import type { Operation, Plain } from '../../src/systems/system.ts';
import { checked, mistakesIn, shortest } from './story.ts';

const V20 = '{"min_stock_threshold": 20}';
const V10 = '{"min_stock_threshold": 10}';
const SLOW_START = `centre: [{ at: 0s, is: slow, publishes: '${V20}' }, { at: 100s, is: well }]\n`;
/** Slow after the first fetch, well again at the end. */
const SLOW_LATER = `centre: [{ at: 0s, publishes: '${V20}' }, { at: 5s, is: slow }, { at: 100s, is: well }]\n`;
const SAFE = 'writes: rename\nverifies: checksum\nonOpen: keep-serving\nonBadSnapshot: keep\n';

const checkedBreaker = (block: string) => checked('circuit-breaker', block);
const shortestTo = (property: string, block: string) => shortest('circuit-breaker', property, block);
const configured = (given: object = {}) =>
  circuitBreakerSchema.parse({ centre: [{ at: '0s', publishes: V20 }], snapshot: V10, ...given });

type Call = readonly [op: CircuitBreakerOp, args?: Plain];

/** Does one operation after the other, from a client that has started. */
function perform(...calls: readonly Call[]) {
  let shared: CircuitBreakerShared = firstShared(configured());
  const results = [['start', 'as it is'] as Call, ...calls].map(([op, args = null]) => {
    const { perform: act }: Operation<CircuitBreakerShared> = operations[op];
    const done = act(shared, args, '@client');
    if (done === null) return 'blocked';
    shared = done.shared;
    return done.result;
  });
  return { shared, results: results.slice(1) };
}

describe('the breaker', () => {
  test('B1: three failures in a row open it; a success in between sets the count to 0', () => {
    const opens = `centre: [{ at: 0s, is: empty, publishes: '${V20}' }, { at: 21s, is: well }]\n`;
    expect(shortestTo('falls-back', opens)).toEqual([
      '@client start',
      '@client fetch',
      '@client fetch',
      '@client fetch',
      '@client read snapshot',
    ]);
    const comesBack = `centre: [{ at: 0s, is: empty, publishes: '${V20}' }, { at: 15s, is: well }, { at: 25s, is: empty }, { at: 45s, is: well }]\n`;
    expect(checkedBreaker(comesBack)['falls-back']).toBe('holds');
  });

  test('B1: a centre that is too slow answers nothing until it is well', () => {
    const { results } = perform(
      ['fetch'],
      ['centre changes', { is: 'slow' }],
      ['fetch'],
      ['centre changes', { is: 'empty' }],
      ['fetch'],
    );
    expect(results).toEqual([['well', 1], null, 'blocked', null, 'empty']);
  });

  test('B2: while it is open nothing is fetched, even when the centre is well', () => {
    const older = shortestTo('never-older', `${SLOW_LATER}snapshot: '${V10}'\nstorage: read-only\n`);
    expect(older.slice(-3)).toEqual(['@centre centre changes', '@client read snapshot', '@client serve']);
    expect(older.filter((step) => step === '@client fetch')).toHaveLength(1);
  });

  test('B3: one probe decides: it closes the breaker and its configuration is served, or the breaker opens again', () => {
    const verdicts = checkedBreaker(SLOW_LATER + SAFE);
    expect(verdicts.recovers).toBe('holds');
    const invalid = `centre: [{ at: 0s, publishes: '${V20}' }, { at: 5s, publishes: '{}' }]\n`;
    expect(checkedBreaker(invalid + SAFE)).toMatchObject({ 'serves-validated-only': 'holds', recovers: 'holds' });
  });

  test('B4: valid is an object whose min_stock_threshold is a number that is not negative', () => {
    const texts = [
      V20,
      '{"min_stock_threshold": 0}',
      '{"min_stock_threshold": -1}',
      '{"min_stock_threshold": "9"}',
      '{}',
      '[]',
      'null',
      '{',
    ];
    const contents = contentsOf(configured({ centre: texts.map((publishes) => ({ at: '0s', publishes })) }));
    expect(contents.slice(1).map(({ valid }) => valid)).toEqual([true, true, false, false, false, false, false, false]);
  });
});

describe('the snapshot', () => {
  test('B5: what is validated is served, and going back is remembered', () => {
    expect(perform(['serve', 1], ['serve', 2]).shared).toMatchObject({ served: 2, older: false });
    expect(perform(['serve', 2], ['serve', 1]).shared).toMatchObject({ served: 1, older: true });
  });

  test('B6: written in place it is empty, then whole without its checksum, then whole', () => {
    const files = [[], ['truncate'], ['truncate', 'write body'], ['truncate', 'write body', 'write checksum']] as const;
    expect(files.map((ops) => perform(...ops.map((op): Call => [op, 1])).shared.file)).toEqual([
      { holds: 0, sumFits: true },
      { holds: 'nothing', sumFits: false },
      { holds: 1, sumFits: false },
      { holds: 1, sumFits: true },
    ]);
  });

  test('B7: written beside it and renamed it is the old one until it is the new one', () => {
    expect(perform(['write temporary', 1]).shared.file).toEqual({ holds: 0, sumFits: true });
    expect(perform(['write temporary', 1], ['rename', 1]).shared.file).toEqual({ holds: 1, sumFits: true });
  });

  const killed = `centre: [{ at: 0s, publishes: '${V20}' }, { at: 5s, publishes: '${V10}' }, { at: 10s, is: slow }, { at: 150s, is: well }]\ncrashes: [10s]\n`;

  test('B6, B7: a kill during the write leaves nothing to fall back to, unless it is written by rename', () => {
    const inPlace = shortestTo('falls-back', killed);
    expect(inPlace).toContain('@crashes kill');
    expect(inPlace.at(-1)).toBe('@client read snapshot');
    expect(checkedBreaker(`${killed}writes: rename\n`)['falls-back']).toBe('holds');
  });

  test('B8: a loadFallback that looks for fields serves a snapshot that nobody has validated', () => {
    const edited = (text: string) =>
      shortestTo('serves-validated-only', `${SLOW_START}snapshot: '${text}'\nsnapshotIs: edited\n`);
    expect(edited('{"min_stock_threshold": -5}').at(-1)).toBe('@client serve');
    expect(edited(V10).at(-1)).toBe('@client serve');
    expect(edited('{}')).toEqual([]);
  });

  test('B9: a checksum that does not fit, or a configuration that is not valid, keeps a snapshot out', () => {
    const safe = (given: string) => checkedBreaker(`${SLOW_START}${SAFE}${given}`);
    expect(safe(`snapshot: '${V10}'\nsnapshotIs: edited\n`)).toMatchObject({
      'serves-validated-only': 'holds',
      recovers: 'holds',
    });
    expect(safe(`snapshot: '{"min_stock_threshold": -5}'\n`)['serves-validated-only']).toBe('holds');
    expect(safe(`snapshot: '${V10}'\n`)['falls-back']).toBe('holds');
  });

  test('B10: an exception out of the periodic task is its last run: the centre is well again and nobody asks', () => {
    const recovers = shortestTo('recovers', SLOW_START);
    expect(recovers.at(-1)).toBe('@centre centre changes');
    expect(checkedBreaker(`${SLOW_START}onBadSnapshot: keep\n`).recovers).toBe('holds');
  });

  test('B11: a read-only file system keeps the old one, and the layer of a container goes with it', () => {
    expect(perform(['truncate', null], ['write temporary', null])).toMatchObject({
      results: ['EROFS', 'EROFS'],
      shared: { file: { holds: 0 } },
    });
    const restarted = `${SLOW_LATER}${SAFE}crashes: [7s]\n`;
    expect(checkedBreaker(restarted)['falls-back']).toBe('holds');
    expect(checkedBreaker(`${restarted}storage: container-layer\n`)['falls-back']).not.toBe('holds');
  });

  test('B12: a kill takes what is served and what the client does next, and leaves the file', () => {
    const { shared, results } = perform(
      ['serve', 1],
      ['truncate', 1],
      ['kill'],
      ['write body', 1],
      ['fetch'],
      ['start', 'as it is'],
      ['fetch'],
    );
    expect(results).toEqual([null, null, null, 'killed', 'killed', null, ['well', 1]]);
    expect(shared).toMatchObject({ served: null, alive: true, file: { holds: 'nothing' } });
  });
});

test('publications are numbered in order of time; what stands at 0 s is how the centre is at the start', () => {
  const config = configured({
    centre: [
      { at: '9s', publishes: V10 },
      { at: '0s', is: 'slow', publishes: V20 },
    ],
  });
  expect(changesOf(config).map(({ at, args }) => [at, args])).toEqual([
    [0, { is: 'slow', version: 1 }],
    [9000, { version: 2 }],
  ]);
  expect(firstShared(config).centre).toEqual({ is: 'slow', version: 1 });
});

test.each([
  [
    `centre: [{ at: 0s, publishes: '{}' }]\nsnapshot: 'not JSON'`,
    'f.yaml:6:15: system.circuit-breaker.snapshot: found "not JSON", expected the JSON text of a snapshot; a damaged one is said with snapshotIs',
  ],
  [
    `centre: [{ at: 0s, publishes: '{}' }]\nsnapshot: '{"min_stock_threshold": 1'`,
    'f.yaml:6:15: system.circuit-breaker.snapshot: found "{\\"min_stock_threshold\\": 1", expected the JSON text of a snapshot; a damaged one is said with snapshotIs',
  ],
  [
    `centre: [{ at: -1s, publishes: '{}' }]`,
    'f.yaml:5:20: system.circuit-breaker.centre[0].at: found "-1s", expected a duration such as 200ms, 5s, 3m, 1h or 1m30s, at most a week',
  ],
  [
    'centre: [{ at: 0s, is: gone }]',
    'f.yaml:5:28: system.circuit-breaker.centre[0].is: found "gone", expected one of well, slow, empty, flaky',
  ],
  ['centre: [{ at: 0s, is: slow }]', 'f.yaml:5:13: system.circuit-breaker.centre: nothing is ever published'],
  [
    `centre: [{ at: 0s, publishes: '{}' }, { at: 4s }]`,
    'f.yaml:5:43: system.circuit-breaker.centre[1]: nothing happens here: say what the centre is, or what it publishes',
  ],
  [
    `centre: [{ at: 0s, publishes: '{}' }]\nsnapshotIs: edited`,
    'f.yaml:6:17: system.circuit-breaker.snapshotIs: there is no snapshot that could be edited',
  ],
  [
    `centre: [{ at: 0s, publishes: '{}' }]\nfailures: 0`,
    'f.yaml:6:15: system.circuit-breaker.failures: found the number 0, expected a whole number from 1 to 10',
  ],
])('a mistake is told in one line, with its place: %s', (block, told) => {
  expect(mistakesIn('circuit-breaker', block)).toEqual([told]);
});
