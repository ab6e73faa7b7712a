// OTLP: every shipped run against the schema and the rules of a trace, and the stories that a trace has to tell.
import { describe, expect, test } from 'vitest';
import { withStrategy } from '../../../src/simulation/simulation.ts';
import { type OtlpSpan, type OtlpTraces, runToOtlp } from '../../../src/view/export/otlp.ts';
import { createModel, type Model } from '../../../src/world/model.ts';
import { type Run, runToEnd } from '../../../src/world/run.ts';
import type { Timing } from '../../../src/world/scenario.ts';
import { createScheduler, type Policy } from '../../../src/world/schedulers.ts';
import { modelOf, shippedCatalog } from '../../shipped.ts';
import { throughProtobuf } from './otlp-schema.ts';

const { simulations, strategies } = shippedCatalog();
const pods = simulations.filter(({ scenario }) => scenario.system === undefined);

interface Way {
  readonly policy?: Policy;
  readonly timing?: Timing;
  readonly seed?: number;
  readonly strategy?: string;
  readonly stepsMax?: number;
}

function runOf(name: string, { policy = 'app-first', timing = 'prompt', seed = 0, strategy, stepsMax }: Way = {}) {
  const simulation = simulations.find(({ scenario }) => scenario.name === name);
  if (simulation === undefined) throw new Error(`no simulation ${name}`);
  const other = strategies.find((each) => each.name === strategy);
  const model = modelOf(other === undefined ? simulation : withStrategy(simulation, other), timing);
  return { model, run: runToEnd(model, createScheduler(policy, seed), model.first, stepsMax) };
}

const otlpOf = ({ model, run }: { readonly model: Model; readonly run: Run }): OtlpTraces => runToOtlp(model, run);
const spansOf = ({ resourceSpans }: OtlpTraces): readonly OtlpSpan[] =>
  resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
const rootsOf = (spans: readonly OtlpSpan[]) => spans.filter(({ parentSpanId }) => parentSpanId === undefined);

/** Names from a root's first descendant down to a span. */
function pathTo(spans: readonly OtlpSpan[], span: OtlpSpan): readonly string[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return parent === undefined ? [] : [...pathTo(spans, parent), span.name];
}

describe.each(pods.map(({ scenario }) => scenario.name))('%s', (name) => {
  const ways: readonly Way[] = [
    { policy: 'app-first', timing: 'prompt', stepsMax: 600 },
    { policy: 'random', timing: 'any', seed: 7, stepsMax: 600 },
  ];

  test.each(ways)('O18: $policy under $timing timing is OTLP by its schema', (way) => {
    const traces = otlpOf(runOf(name, way));
    expect(throughProtobuf(traces)).toEqual(traces);
    for (const { traceId, spanId, parentSpanId, kind } of spansOf(traces)) {
      expect(traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
      expect(spanId).toMatch(/^(?!0{16})[0-9a-f]{16}$/);
      expect(parentSpanId ?? '0'.repeat(16)).toMatch(/^[0-9a-f]{16}$/);
      expect(kind).toBeGreaterThan(0);
    }
  });

  test.each(ways)(
    'O10: $policy under $timing timing has one root an update, and effects that follow their causes',
    (way) => {
      const given = runOf(name, way);
      const spans = spansOf(otlpOf(given));
      expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length);
      const bySpanId = new Map(spans.map((span) => [span.spanId, span]));
      const asked = given.run.steps.flatMap(({ events }) =>
        events.filter(
          (event) =>
            event.kind === 'posted' &&
            event.from === 'operator' &&
            ['put', 'deleteConfigMap', 'rollOut'].includes(event.message.type),
        ),
      );
      expect(rootsOf(spans).length).toBe(asked.length);
      expect(new Set(rootsOf(spans).map(({ traceId }) => traceId)).size).toBe(asked.length);
      for (const { traceId, parentSpanId, startTimeUnixNano, endTimeUnixNano } of spans) {
        expect(BigInt(endTimeUnixNano)).toBeGreaterThan(BigInt(startTimeUnixNano));
        if (parentSpanId === undefined) continue;
        const parent = bySpanId.get(parentSpanId);
        expect(parent?.traceId).toBe(traceId);
        expect(BigInt(startTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(parent?.startTimeUnixNano ?? 'x'));
      }
    },
  );
});

describe('the schema', () => {
  const traces = otlpOf(runOf('incident'));
  const changed = (change: (span: Record<string, unknown>) => void): OtlpTraces => {
    const copy = structuredClone(traces);
    change(spansOf(copy)[0] as unknown as Record<string, unknown>);
    return copy;
  };

  test.each([
    ['a field that OTLP does not have', (span: Record<string, unknown>) => Object.assign(span, { duration: '1' })],
    ['a field in snake_case', (span: Record<string, unknown>) => Object.assign(span, { trace_id: span.traceId })],
    ['a kind as a word', (span: Record<string, unknown>) => Object.assign(span, { kind: 'SPAN_KIND_INTERNAL' })],
    ['a time as a number', (span: Record<string, unknown>) => Object.assign(span, { startTimeUnixNano: 1 })],
    [
      'a bare value',
      (span: Record<string, unknown>) => Object.assign(span, { attributes: [{ key: 'a', value: 'b' }] }),
    ],
  ])('finds %s', (_, change) => {
    const wrong = changed(change);
    let back: unknown = null;
    try {
      back = throughProtobuf(wrong);
    } catch {
      return;
    }
    expect(back).not.toEqual(wrong);
  });
});

describe('one update', () => {
  test('O10, O11, O12, O13, O14, O16: from the API write to the first request, each under what it came from', () => {
    const spans = spansOf(otlpOf(runOf('x2-second-update')));
    const [first] = rootsOf(spans);
    const own = spans.filter(({ traceId }) => traceId === first?.traceId);
    const request = own.find((span) => span.name === 'GET /') as OtlpSpan;
    expect(pathTo(spans, request)).toEqual([
      'PUT /api/v1/namespaces/{namespace}/configmaps/{name}',
      'WATCH MODIFIED configmaps',
      'syncPod',
      'SetUpAt',
      'AtomicWriter.Write',
      '12. remove old directory',
      'inotify IN_ATTRIB',
      'CHMOD feature.yaml',
      'reload',
      'GET /',
    ]);
    const steps = own.filter(({ name }) => /^\d+\. /.test(name)).map(({ name }) => Number.parseInt(name, 10));
    expect(steps).toEqual([0, 2, 3, 4, 5, 6, 8, 9, 10, 12]);
    expect(first?.endTimeUnixNano).toBe(request.endTimeUnixNano);
    expect(first?.status).toBeUndefined();
  });

  test('O17: a lost one ends in the volume, with a link to the record that told of the dead watch', () => {
    const spans = spansOf(otlpOf(runOf('x2-second-update')));
    const [, lost] = rootsOf(spans);
    expect(lost?.status).toEqual({ message: 'in the volume; no watch was left to tell of it', code: 2 });
    const [link] = lost?.links ?? [];
    expect(spans.find(({ spanId }) => spanId === link?.spanId)?.name).toBe('inotify IN_IGNORED');
    expect(link?.traceId).not.toBe(lost?.traceId);
    const own = spans.filter(({ traceId }) => traceId === lost?.traceId);
    expect(own.some(({ name }) => name === 'reload' || name.startsWith('inotify'))).toBe(false);
  });

  test('O12: a sync that was under way before the version had come is not its effect', () => {
    const { model, run } = runOf('x2-second-update', { policy: 'random', timing: 'any', seed: 7 });
    const spans = spansOf(runToOtlp(model, run));
    for (const { name, parentSpanId, startTimeUnixNano } of spans.filter((span) => span.name === 'syncPod')) {
      const parent = spans.find(({ spanId }) => spanId === parentSpanId);
      expect([name, parent?.name]).toEqual(['syncPod', 'WATCH MODIFIED configmaps']);
      expect(BigInt(startTimeUnixNano)).toBeGreaterThan(BigInt(parent?.startTimeUnixNano ?? 0));
    }
  });

  test('O11: without a watch, a version is brought by a GET', () => {
    const simulation = simulations.find(({ scenario }) => scenario.name === 'x2-second-update');
    const { scenario } = simulation ?? {};
    if (scenario === undefined) throw new Error('no x2-second-update');
    const model = createModel({ ...scenario, cluster: { ...scenario.cluster, changeDetection: 'Get' } }, 'prompt');
    const spans = spansOf(runToOtlp(model, runToEnd(model, createScheduler('app-first', 0))));
    const brought = spans.find(({ name }) => name === 'GET configmaps') as OtlpSpan;
    expect(pathTo(spans, brought)).toEqual(['PUT /api/v1/namespaces/{namespace}/configmaps/{name}', 'GET configmaps']);
    expect(spans.some(({ name }) => name === 'AtomicWriter.Write')).toBe(true);
  });

  test('O15: a load that a poll set off stands under the step that had put the version there', () => {
    const spans = spansOf(otlpOf(runOf('x2-second-update', { strategy: 'poll-hash' })));
    const loads = spans.filter(({ name }) => name === 'reload');
    expect(loads.map((load) => pathTo(spans, load).slice(-2))).toEqual([
      ['9. publish', 'reload'],
      ['9. publish', 'reload'],
    ]);
    expect(rootsOf(spans).map(({ status }) => status)).toEqual([undefined, undefined]);
  });

  test('O13: a record that is merged with the one before it, or lost, is told where it was caused', () => {
    const { model, run } = runOf('incident', { policy: 'writer-first' });
    const events = spansOf(runToOtlp(model, run)).flatMap((span) =>
      (span.events ?? []).map(({ name }) => [span.name, name]),
    );
    expect(events).toContainEqual(['writing', 'IN_MODIFY: merged']);
  });

  test('O16: in the incident the first load has an error, and so has the request after it', () => {
    const spans = spansOf(otlpOf(runOf('incident')));
    const statuses = spans.flatMap(({ name, status }) => (status === undefined ? [] : [`${name}: ${status.message}`]));
    expect(statuses).toEqual(['reload: the configuration put in force is empty', 'GET /: 503: empty']);
    expect(rootsOf(spans)[0]?.status).toBeUndefined();
  });

  test('O17: an update that was loaded and is no good says so', () => {
    const errorsOf = (name: string) => rootsOf(spansOf(otlpOf(runOf(name)))).map(({ status }) => status?.message);
    expect(errorsOf('metrics-article')).toEqual(['in the volume; the configuration put in force is empty']);
    expect(errorsOf('metrics-safe')).toEqual(['in the volume; feature.yaml: empty content']);
    expect(errorsOf('trace-lost-update')).toEqual([undefined, 'in the volume; no watch was left to tell of it']);
  });

  test('O11: one that the API server refuses ends there', () => {
    const spans = spansOf(otlpOf(runOf('immutable-refused')));
    const refused = rootsOf(spans).find(({ status }) => status?.message.startsWith('refused by the API server: 422'));
    expect(refused).toBeDefined();
    expect(spans.filter(({ traceId }) => traceId === refused?.traceId).length).toBe(2);
  });
});

describe('O19: ids and times', () => {
  test('are the same for the same run, and others for another', () => {
    const [once, again] = [otlpOf(runOf('incident')), otlpOf(runOf('incident'))];
    expect(again).toEqual(once);
    const other = spansOf(otlpOf(runOf('incident', { policy: 'writer-first' })));
    expect(other.map(({ traceId }) => traceId)).not.toContain(spansOf(once)[0]?.traceId);
  });

  test('are virtual time after 2024-05-20T02:00:00Z', () => {
    const [root] = rootsOf(spansOf(otlpOf(runOf('incident'))));
    expect(new Date(Number(BigInt(root?.startTimeUnixNano ?? 0) / 1_000_000n)).toISOString()).toBe(
      '2024-05-20T02:00:05.000Z',
    );
  });
});
