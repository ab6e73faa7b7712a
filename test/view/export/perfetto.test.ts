// The Perfetto trace: what the Trace Event Format asks of every event, slices that nest, flows that have two ends.
import { describe, expect, test } from 'vitest';
import type { Simulation } from '../../../src/simulation/simulation.ts';
import { type PerfettoEvent, runToPerfetto } from '../../../src/view/export/perfetto.ts';
import { createModel } from '../../../src/world/model.ts';
import { runToEnd } from '../../../src/world/run.ts';
import { createScheduler } from '../../../src/world/schedulers.ts';
import { shippedCatalog } from '../../shipped.ts';

const { simulations } = shippedCatalog();

function traceOf({ scenario, engine }: Pick<Simulation, 'scenario' | 'engine'>) {
  const model = createModel(scenario, 'prompt', engine);
  return runToPerfetto(model, runToEnd(model, createScheduler('app-first', 0)));
}

/** Fields that the format asks of a phase, beside `ph`, `name`, `pid` and `tid`. */
const REQUIRED = {
  M: ['args'],
  X: ['ts', 'dur', 'cat'],
  s: ['ts', 'cat', 'id'],
  f: ['ts', 'cat', 'id', 'bp'],
  i: ['ts', 's'],
} as const satisfies Readonly<Record<PerfettoEvent['ph'], readonly (keyof PerfettoEvent)[]>>;

const end = ({ ts = 0, dur = 0 }: PerfettoEvent): number => ts + dur;
const isSlice = ({ ph }: PerfettoEvent): boolean => ph === 'X';

describe.each(simulations.map((each) => [each.scenario.name, each] as const))('%s', (_, simulation) => {
  const { traceEvents } = traceOf(simulation);
  const slices = traceEvents.filter(isSlice);

  test('every event has the fields of its phase, and times are whole microseconds', () => {
    for (const event of traceEvents) {
      for (const field of ['name', 'pid', 'tid', ...REQUIRED[event.ph]] as const) expect(event[field]).toBeDefined();
      expect([event.pid, event.tid, event.ts ?? 0, event.dur ?? 1].every(Number.isInteger)).toBe(true);
      expect(event.pid).toBeGreaterThan(0);
      expect(event.dur ?? 1).toBeGreaterThan(0);
    }
  });

  test('slices of a thread lie one in the other or apart', () => {
    for (const tid of new Set(slices.map((slice) => slice.tid))) {
      const own = slices.filter((slice) => slice.tid === tid);
      const sorted = own.toSorted((a, b) => (a.ts ?? 0) - (b.ts ?? 0) || end(b) - end(a));
      const open: PerfettoEvent[] = [];
      for (const slice of sorted) {
        while (open.length > 0 && end(open.at(-1) as PerfettoEvent) <= (slice.ts ?? 0)) open.pop();
        const around = open.at(-1);
        if (around !== undefined) expect(end(slice)).toBeLessThanOrEqual(end(around));
        open.push(slice);
      }
    }
  });

  test('a flow ends once at most, after it began, and both ends lie on a slice', () => {
    const starts = new Map(traceEvents.flatMap((event) => (event.ph === 's' ? [[event.id, event] as const] : [])));
    const ends = traceEvents.filter(({ ph }) => ph === 'f');
    expect(new Set(ends.map(({ id }) => id)).size).toBe(ends.length);
    for (const each of ends) expect(each.ts).toBeGreaterThan(starts.get(each.id)?.ts ?? Number.POSITIVE_INFINITY);
    for (const { tid, ts = 0 } of [...starts.values(), ...ends]) {
      expect(slices.some((slice) => slice.tid === tid && (slice.ts ?? 0) <= ts && ts < end(slice))).toBe(true);
    }
  });
});

describe('the incident', () => {
  const { traceEvents } = traceOf(simulations[0] as Simulation);
  const names = new Map(
    traceEvents.flatMap((event) => (event.name === 'thread_name' ? [[event.tid, event.args?.name] as const] : [])),
  );

  test('from the truncation to the empty answer, in the order of time', () => {
    const told = traceEvents
      .filter(({ ph, cat }) => (ph === 'X' && cat !== 'phase') || ph === 'i')
      .toSorted((a, b) => (a.ts ?? 0) - (b.ts ?? 0))
      .map((event) => `${event.ts} ${names.get(event.tid)}: ${event.name}`);
    const from = told.findIndex((line) => line.includes('O_TRUNC'));
    const until = told.findIndex((line) => line.includes('503'));
    expect(told.slice(from, until + 1).join('\n')).toMatchInlineSnapshot(`
      "5000007 sidecar: open("feature.yaml", O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC, 0644)
      5000008 inotify: IN_MODIFY
      5000009 volume: volume ∅
      5000010 watcher: inotify_read(1, 65536)
      5000012 watcher: IN_MODIFY → WRITE feature.yaml
      5000014 app: WRITE feature.yaml
      5000017 app: walk("feature.yaml")
      5000019 app: openat(inode 9, "feature.yaml", O_RDONLY|O_CLOEXEC)
      5000021 app: read(4, 1048576)
      5000023 app: close(4)
      5000025 app: swap the pointer
      5000027 requests: 503 ∅"
    `);
  });

  test('arrows lead from the truncation to the empty answer: each begins on the thread where the one before ended', () => {
    const ends = traceEvents.filter(({ ph }) => ph === 'f');
    const arrows = ends.map((end) => ({ end, start: traceEvents.find(({ ph, id }) => ph === 's' && id === end.id) }));
    const path = ['notifies', 'event', 'event', 'serves'].map(
      (name, at) =>
        arrows.filter(({ end, start }) => end.name === name && (start?.ts ?? 0) >= (at === 0 ? 5_000_007 : 5_000_008))[
          name === 'event' ? at - 1 : 0
        ],
    );
    expect(path.map((arrow) => [names.get(arrow?.start?.tid ?? 0), names.get(arrow?.end.tid ?? 0)])).toEqual([
      ['sidecar', 'inotify'],
      ['inotify', 'watcher'],
      ['watcher', 'app'],
      ['app', 'requests'],
    ]);
  });

  test('a message is an arrow from who posts it to who gets it', () => {
    const flow = traceEvents.find(({ ph, name }) => ph === 's' && name === 'message');
    const arrives = traceEvents.find(({ ph, id }) => ph === 'f' && id === flow?.id);
    expect([names.get(flow?.tid ?? 0), names.get(arrives?.tid ?? 0)]).toEqual(['operator', 'api']);
  });
});
