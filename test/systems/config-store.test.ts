// The configuration store: what each way of keeping a configuration holds and what it does not, on every interleaving.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assert } from '../../src/kernel/assert.ts';
import { type Memory, READS, raceIn, STORES, type Store } from '../../src/systems/config-store/memory.ts';
import { freshMemory, type OperationName, operations } from '../../src/systems/config-store/store.ts';
import type { Plain, ProcessId } from '../../src/systems/system.ts';
import { checked, mistakesIn, shortest } from './story.ts';

/** The properties that some interleaving violates. */
function violated(block: string): readonly string[] {
  const verdicts = Object.entries(checked('config-store', block));
  return verdicts.flatMap(([property, verdict]) => (verdict === 'violated' ? [property] : []));
}

const RELOAD = '@reload';
const REQUEST = '@request-1';

type Step = readonly [by: ProcessId, op: OperationName, args?: Plain];

const FRESH = freshMemory('map');

/** The memory after these operations; null when the last one cannot be done yet. */
function having(...steps: readonly Step[]): Memory | null {
  return continued(FRESH, steps);
}

function continued(before: Memory, steps: readonly Step[]): Memory | null {
  let memory: Memory | null = before;
  for (const [by, op, args = null] of steps) {
    assert(memory !== null, 'only the last operation waits');
    memory = operations[op].perform(memory, args, by)?.shared ?? null;
  }
  return memory;
}

const inStruct = (field: string, version?: number): Plain => ({
  field,
  in: 'struct',
  ...(version === undefined ? {} : { version }),
});
const inMap = (field: string, version?: number): Plain => ({
  field,
  in: 'map',
  ...(version === undefined ? {} : { version }),
});

describe('the memory', () => {
  test('C1: two words are written one after the other, and between them they are of two versions', () => {
    const memory = having(
      [RELOAD, 'begin-write', inStruct('discount', 2)],
      [RELOAD, 'end-write', inStruct('discount', 2)],
    );
    expect(memory?.values).toEqual({ discount: 2, quota: 1 });
  });

  test.each([
    ['a read and a write of one word', inStruct('quota'), inStruct('quota', 2), true],
    ['a read and a write of two words', inStruct('quota'), inStruct('discount', 2), false],
  ])('C2: %s at the same time: a race, %s', (_, read, write, isRace) => {
    const memory = having([REQUEST, 'begin-read', read], [RELOAD, 'begin-write', write]);
    expect(memory !== null && raceIn(memory) !== null).toBe(isRace);
  });

  test('C2: two reads at one place are no race; a map is one place, whatever the key', () => {
    const reads = having(['@request-1', 'begin-read', inMap('quota')], ['@request-2', 'begin-read', inMap('quota')]);
    expect(reads !== null && raceIn(reads)).toBeNull();
    const both = having([REQUEST, 'begin-read', inMap('quota')], [RELOAD, 'begin-write', inMap('discount', 2)]);
    expect(both !== null && raceIn(both)?.map(({ place }) => place)).toEqual(['map', 'map']);
  });

  test('C3: a read that begins while the map is written ends the process, and nothing is done any more', () => {
    const writing: Step = [RELOAD, 'begin-write', inMap('discount', 2)];
    expect(having(writing, [REQUEST, 'begin-read', inMap('quota')])?.fatal).toBe('read');
    expect(having(writing, ['@request-2', 'begin-write', inMap('quota', 3)])?.fatal).toBe('write');
    const end: Step = [RELOAD, 'end-write', inMap('discount', 2)];
    expect(having(writing, [REQUEST, 'begin-read', inMap('quota')], end)).toBeNull();
  });

  test('C3: a read that had begun before the write is not noticed', () => {
    expect(
      having([REQUEST, 'begin-read', inMap('quota')], [RELOAD, 'begin-write', inMap('quota', 2)])?.fatal,
    ).toBeNull();
  });

  test('C4: a lock has one holder; readers share theirs and keep a writer out', () => {
    expect(having([RELOAD, 'lock'], [REQUEST, 'lock'])).toBeNull();
    expect(having([RELOAD, 'lock'], [REQUEST, 'rlock'])).toBeNull();
    expect(having(['@request-1', 'rlock'], ['@request-2', 'rlock'])?.readLocked).toHaveLength(2);
    expect(having([REQUEST, 'rlock'], [RELOAD, 'lock'])).toBeNull();
    expect(having([REQUEST, 'rlock'], [REQUEST, 'runlock'], [RELOAD, 'lock'])?.locked).toBe(RELOAD);
  });

  test('C5: Store of sync.Map is one step for one key', () => {
    expect(having([RELOAD, 'store', { field: 'quota', version: 2 }])?.values).toEqual({ discount: 1, quota: 2 });
  });

  test('C6: Store of an atomic pointer is one step for the whole configuration', () => {
    expect(having([RELOAD, 'store-pointer', { version: 2 }])?.values).toEqual({ discount: 2, quota: 2 });
  });

  test('C7: runtime.GC() changes nothing', () => {
    expect(having(['@gc', 'gc'])).toEqual(FRESH);
  });
});

describe('C8: the inside of sync.Map', () => {
  const started = freshMemory('sync-map-inside');
  const lookUp = (from: string, key: string, by: ProcessId = REQUEST): readonly Step[] => [
    [by, 'begin-lookup', { in: from, key }],
    [by, 'end-lookup', { in: from, key }],
  ];
  const load = (key: string): readonly Step[] => [
    [REQUEST, 'lock'],
    [REQUEST, 'load-read'],
    ...lookUp('dirty', key),
    [REQUEST, 'miss-locked'],
    [REQUEST, 'unlock'],
    [REQUEST, 'load-entry', { key }],
  ];
  const insert = (key: string): readonly Step[] => [
    [RELOAD, 'lock'],
    [RELOAD, 'load-read'],
    [RELOAD, 'begin-copy'],
    [RELOAD, 'end-copy'],
    [RELOAD, 'begin-insert', { in: 'dirty', key }],
    [RELOAD, 'end-insert', { in: 'dirty', key }],
    [RELOAD, 'unlock'],
  ];
  const promoted = continued(started, [...load('discount'), ...load('quota')]) ?? started;

  test('after as many misses as dirty has keys, dirty becomes read', () => {
    expect(continued(started, load('discount'))?.inside).toMatchObject({ read: 0, dirty: 1, misses: 1 });
    expect(promoted.inside).toMatchObject({ read: 1, amended: false, dirty: null, misses: 0 });
  });

  test('a new key goes to a copy; what read leads to is not written', () => {
    expect(continued(promoted, insert('new-2'))?.inside).toMatchObject({
      read: 1,
      amended: true,
      dirty: 2,
      maps: { 1: ['discount', 'quota'], 2: ['discount', 'quota', 'new-2'] },
    });
  });

  test('C3: its maps are plain: whoever looked into dirty without the lock would end the process', () => {
    const writing = continued(promoted, insert('new-2').slice(0, -2)) ?? promoted;
    expect(continued(writing, [[REQUEST, 'begin-lookup', { in: 'dirty', key: 'quota' }]])?.fatal).toBe('read');
  });

  test('C7: a collection leaves what read, dirty and goroutines lead to; a freed map would end the process', () => {
    const held = continued(started, [
      [REQUEST, 'load-read'],
      ['@request-2', 'load-read'],
      ['@gc', 'gc'],
    ]);
    expect(Object.keys(held?.inside?.maps ?? {})).toEqual(['0', '1']);
    const holding = { ...promoted, inside: { ...promoted.inside!, held: [{ by: REQUEST, map: 0 }] } } as const;
    expect(Object.keys(continued(holding, [['@gc', 'gc']])?.inside?.maps ?? {})).toEqual(['0', '1']);
    const collected = continued(promoted, [['@gc', 'gc']]) ?? promoted;
    expect(Object.keys(collected.inside?.maps ?? {})).toEqual(['1']);
    const dangling = { ...collected, inside: { ...collected.inside!, held: [{ by: REQUEST, map: 0 }] } } as const;
    expect(continued(dangling, lookUp('read', 'quota').slice(0, 1))?.fatal).toBe('freed');
  });
});

describe('C7: the recording of sync.Map under runtime.GC()', () => {
  interface Row {
    readonly program: string;
    readonly output: string;
  }
  const file = join(import.meta.dirname, '..', 'recorded', 'claim-syncmap-gc.json');
  const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { readonly rows: readonly Row[] };
  const controls = rows.filter(({ program }) => program.startsWith('control'));
  const syncMaps = rows.filter((row) => !controls.includes(row));
  const total = (pattern: RegExp): number =>
    syncMaps.reduce((sum, { output }) => sum + Number(pattern.exec(output)?.[1] ?? 0), 0);

  test('the snippet as printed and a harder program never panic, in either Go, with and without -race', () => {
    expect(syncMaps).toHaveLength(12);
    for (const { output } of syncMaps) expect(output).toMatch(/^go1\.(19\.8|23\.5) .* no panic$/);
    expect(total(/ops (\d+)/)).toBeGreaterThan(168_000_000);
    expect(total(/explicit GCs (\d+)/)).toBe(24_598);
    expect(total(/loads (\d+)/)).toBeGreaterThan(31_000_000);
  });

  test('C3: a plain map dies at once, inside a sync.Map too', () => {
    expect(controls).toHaveLength(4);
    for (const { output } of controls) expect(output).toBe('fatal error: concurrent map writes');
  });

  test('the model agrees: with a collection at any moment sync.Map neither races nor crashes', () => {
    for (const reads of READS) {
      const block = `store: sync-map\nreads: ${reads}\nreaders: 2\nreloads: 2\ngc: true`;
      expect(violated(block)).toEqual(['never-torn']);
    }
    expect(violated('store: sync-map-inside\nreloads: 2\ngc: true')).toEqual(['never-torn']);
  });
});

describe('every store, read one value after the other and both at once', () => {
  const TORN = 'never-torn';
  const RACY = ['no-data-race', TORN];
  const FATAL = [...RACY, 'never-crashes'];
  const VIOLATED: Readonly<
    Record<Exclude<Store, 'sync-map-inside'>, readonly [each: readonly string[], snapshot: readonly string[]]>
  > = {
    struct: [RACY, RACY],
    map: [FATAL, FATAL],
    'map-mutex': [[TORN], []],
    'sync-map': [[TORN], [TORN]],
    rwmutex: [[TORN], []],
    'atomic-pointer': [[TORN], []],
  };

  test.each(
    Object.entries(VIOLATED).flatMap(([store, verdicts]) =>
      READS.map((reads, index) => [store, reads, verdicts[index]] as const),
    ),
  )('C1 to C6: %s, %s', (store, reads, expected) => {
    expect(
      violated(`store: ${store}
reads: ${reads}
readers: 2
reloads: 2`),
    ).toEqual(expected);
  });
});

describe('the recording of every store under one reload and one request, with Go 1.19.8', () => {
  interface Row {
    readonly store: string;
    readonly reads: string;
    readonly torn: number | null;
    readonly fatal: string | null;
    readonly race: boolean;
  }
  const file = join(import.meta.dirname, '..', 'recorded', 'claim-go-stores.json');
  const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { readonly rows: readonly Row[] };

  test.each(rows)('C2 to C6: $store, $reads: torn $torn, race $race, $fatal', ({ store, reads, torn, fatal, race }) => {
    const found = violated(`store: ${store}\nreads: ${reads}\nreloads: 3`);
    expect(found.includes('no-data-race')).toBe(race);
    expect(found.includes('never-crashes')).toBe(fatal !== null);
    // A program that has ended counts nothing.
    if (torn !== null) expect(found.includes('never-torn')).toBe(torn > 0);
  });

  test('it has every store but the inside of sync.Map', () => {
    const stores = STORES.filter((store) => store !== 'sync-map-inside');
    expect(rows.map(({ store, reads }) => `${store} ${reads}`)).toEqual(
      stores.flatMap((store) => READS.map((reads) => `${store} ${reads}`)),
    );
  });
});

describe('the shortest schedules', () => {
  test('C5: a request loads between the two Stores of a reload', () => {
    expect(shortest('config-store', 'never-torn', 'store: sync-map')).toEqual([
      '@reload store',
      '@request-1 load',
      '@request-1 load',
    ]);
  });

  test('C4: the request gives the lock back between its two values', () => {
    const steps = shortest('config-store', 'never-torn', 'store: rwmutex');
    expect(steps.filter((step) => /lock/.test(step))).toEqual([
      '@request-1 rlock',
      '@request-1 runlock',
      '@reload lock',
      '@reload unlock',
      '@request-1 rlock',
    ]);
  });

  test('C3: the read that meets the write', () => {
    expect(shortest('config-store', 'never-crashes', 'store: map')).toEqual([
      '@reload begin-write',
      '@request-1 begin-read',
    ]);
  });
});

test.each([
  ['store: hash-map', /^f\.yaml:5:12: system\.config-store\.store: found "hash-map", expected/],
  ['store: struct\nreaders: 0', /^f\.yaml:6:14: .*readers: found the number 0, expected a whole number from 1 to 3$/],
  ['store: struct\nreads: both', /^f\.yaml:6:12: .*reads: found "both", expected/],
  ['store: sync-map-inside\nreads: snapshot', /^f\.yaml:6:12: .*reads: found "snapshot", but the inside of sync\.Map/],
  [
    'store: sync-map-inside\nreaders: 3',
    /^f\.yaml:6:14: .*readers: found 3, but the inside of sync\.Map .* at most 2$/,
  ],
  ['store: struct\nlocks: 1', /^f\.yaml:6:5: .*locks: unknown key, expected one of store/],
])('bad input %j is one located line', (block, message) => {
  const mistakes = mistakesIn('config-store', block);
  expect(mistakes).toHaveLength(1);
  expect(mistakes[0]).toMatch(message);
});
