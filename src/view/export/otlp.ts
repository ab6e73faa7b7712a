// The traces of a run's updates as OTLP in JSON: what a collector takes at /v1/traces, and Jaeger, Tempo and others open.
//
// Source: OTLP specification, JSON Protobuf Encoding (ids in hex, enums as numbers, 64-bit numbers as text, names in
// lowerCamelCase); opentelemetry-proto trace/v1. Names of attributes are OpenTelemetry's where it has some (http.*,
// k8s.namespace.name, service.name), ours begin with reload_sim. Ids come from the simulation and the choices, times are
// virtual time after a fixed moment: no clock, no chance. Rules O18, O19.
import { canonicalJson, FNV_START, fnvText } from '../../explore/fnv.ts';
import type { Model } from '../../world/model.ts';
import type { Run } from '../../world/run.ts';
import { EPOCH_MS } from './epoch.ts';
import { type Attributes, SERVICES, type Service, type Span, type SpanKind } from './trace/spans.ts';
import { updateSpans } from './trace/updates.ts';

/** SpanKind and Status.StatusCode of trace.proto. */
const KINDS: Readonly<Record<SpanKind, number>> = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 };
const STATUS_ERROR = 2;

export type OtlpValue =
  | { readonly stringValue: string }
  | { readonly intValue: string }
  | { readonly boolValue: boolean };

export interface OtlpAttribute {
  readonly key: string;
  readonly value: OtlpValue;
}

export interface OtlpSpan {
  /** 16 bytes in hex. */
  readonly traceId: string;
  /** 8 bytes in hex. */
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  /** ns since 1970, as text. */
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes?: readonly OtlpAttribute[];
  readonly events?: readonly {
    readonly timeUnixNano: string;
    readonly name: string;
    readonly attributes?: readonly OtlpAttribute[];
  }[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status?: { readonly message: string; readonly code: number };
}

/** ExportTraceServiceRequest, as JSON. */
export interface OtlpTraces {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes?: readonly OtlpAttribute[] };
    readonly scopeSpans: readonly { readonly scope: { readonly name: string }; readonly spans: readonly OtlpSpan[] }[];
  }[];
}

/** The traces of a pod's run, one for each update. Deterministic. */
export function runToOtlp(model: Model, run: Pick<Run, 'steps'>): OtlpTraces {
  const all = updateSpans(model, run);
  const choices = run.steps.map(({ index }) => index).join(' ');
  const digest = `${canonicalJson(model.scenario)} ${model.timing} ${choices}`;
  const withSpans = SERVICES.filter((service) => all.some((span) => span.service === service));
  return {
    resourceSpans: withSpans.map((service) => ({
      resource: attributesOf(resourceOf(model, service)),
      scopeSpans: [
        { scope: { name: 'reload-sim' }, spans: all.filter((span) => span.service === service).map(formOf(digest)) },
      ],
    })),
  };
}

function resourceOf({ scenario }: Model, service: Service): Attributes {
  return { 'service.name': service, 'reload_sim.simulation': scenario.name };
}

/** A span on the wire; `digest` is what tells this run from any other. */
function formOf(digest: string): (span: Span) => OtlpSpan {
  const start = fnvText(FNV_START, digest);
  const idsOf = (span: Span) => ({ traceId: traceIdOf(start, span.update), spanId: spanIdOf(start, span.at) });
  return (span) => ({
    ...idsOf(span),
    ...(span.parent === null ? {} : { parentSpanId: spanIdOf(start, span.parent.at) }),
    name: span.name,
    kind: KINDS[span.kind],
    startTimeUnixNano: nanosOf(span.startUs),
    endTimeUnixNano: nanosOf(span.endUs ?? span.startUs),
    ...attributesOf(span.attributes),
    ...(span.events.length === 0 ? {} : { events: span.events.map(eventOf) }),
    ...(span.links.length === 0 ? {} : { links: span.links.map(idsOf) }),
    ...(span.error === null ? {} : { status: { message: span.error, code: STATUS_ERROR } }),
  });
}

function eventOf({ name, atUs, attributes }: Span['events'][number]): NonNullable<OtlpSpan['events']>[number] {
  return { timeUnixNano: nanosOf(atUs), name, ...attributesOf(attributes) };
}

/** Four digests of 32 bits; the update's own number is in the last of them, so that no two traces of a run are equal. */
function traceIdOf(start: number, update: number): string {
  const parts = ['a', 'b', 'c'].map((salt) => hex(fnvText(start, salt)));
  return [...parts, hex(update + 1)].join('');
}

/** A digest of the run and the span's own number. */
function spanIdOf(start: number, at: number): string {
  return hex(fnvText(start, 'span')) + hex(at + 1);
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}

function nanosOf(us: number): string {
  return String(BigInt(EPOCH_MS) * 1_000_000n + BigInt(us) * 1000n);
}

/** Protobuf's JSON has no empty lists. */
function attributesOf(attributes: Attributes): { readonly attributes?: readonly OtlpAttribute[] } {
  const all = Object.entries(attributes).map(([key, value]) => ({ key, value: anyValueOf(value) }));
  return all.length === 0 ? {} : { attributes: all };
}

function anyValueOf(value: Attributes[string]): OtlpValue {
  if (typeof value === 'boolean') return { boolValue: value };
  return typeof value === 'number' ? { intValue: String(value) } : { stringValue: value };
}
