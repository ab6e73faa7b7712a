// Spans of a trace while it is made: what begins, ends, and stands under what.
//
// Source: OpenTelemetry, Trace API (span, parent, link, event, status). Numbers and plain words; the form on the wire is
// otlp.ts. Times in µs of virtual time, a step of the model takes one.

/** Who does it: `service.name`. */
export const SERVICES = ['operator', 'kube-apiserver', 'kubelet', 'sidecar', 'linux', 'app'] as const;
export type Service = (typeof SERVICES)[number];

/** SpanKind of the Trace API. */
export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

export type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanEvent {
  readonly name: string;
  readonly atUs: number;
  readonly attributes: Attributes;
}

/** One operation of one process. */
export interface Span {
  /** Position among all spans of a run, in the order of beginning, from 0. */
  readonly at: number;
  /** Position of the update that it belongs to, from 0. */
  readonly update: number;
  readonly parent: Span | null;
  readonly service: Service;
  readonly kind: SpanKind;
  readonly startUs: number;
  readonly events: SpanEvent[];
  /** Spans that it also has to do with, of other traces too. */
  readonly links: Span[];
  name: string;
  attributes: Attributes;
  /** Null while it lasts. */
  endUs: number | null;
  /** What went wrong; null where nothing did. */
  error: string | null;
}

/** What a span begins as. */
export interface Beginning {
  readonly service: Service;
  readonly kind: SpanKind;
  readonly name: string;
  readonly attributes?: Attributes;
  /** Left out: the present step. */
  readonly startUs?: number;
}

/** All spans of a run, and the moment at which the run is. */
export interface Spans {
  readonly list: Span[];
  /** Beginning of the present step. */
  nowUs: number;
}

/** Begins a span under another, at the present step. */
export function beginUnder(spans: Spans, parent: Span, beginning: Beginning): Span {
  return begin(spans, parent.update, parent, beginning);
}

/** Begins the root of an update's trace. */
export function beginRoot(spans: Spans, update: number, beginning: Beginning): Span {
  return begin(spans, update, null, beginning);
}

function begin(spans: Spans, update: number, parent: Span | null, { attributes = {}, ...named }: Beginning): Span {
  const made = { at: spans.list.length, update, parent, events: [], links: [], endUs: null, error: null };
  const span: Span = { ...made, startUs: spans.nowUs, ...named, attributes };
  spans.list.push(span);
  return span;
}

/** Ends a span with the present step; one that has ended stays as it is. */
export function endSpan(spans: Spans, span: Span | null | undefined, error: string | null = null): void {
  if (span === null || span === undefined || span.endUs !== null) return;
  span.endUs = spans.nowUs + 1;
  span.error = error;
}

/** Something that happened within a span. */
export function tellIn(spans: Spans, span: Span | null | undefined, name: string, attributes: Attributes = {}): void {
  span?.events.push({ name, atUs: spans.nowUs, attributes });
}
