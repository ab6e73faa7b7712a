// What is on its way while the traces of a run are told: who is at what, and how far every update has come.
import { type ActorId, MARKS, type Message } from '../../../actors/effects.ts';
import type { Model } from '../../../world/model.ts';
import { type Noticed, newNoticed } from './notices.ts';
import { type Attributes, type Beginning, beginUnder, endSpan, type Span, type Spans } from './spans.ts';

/** How far an update has come. */
export const STAGES = ['sent', 'stored', 'watched', 'synced', 'published', 'loaded', 'served'] as const;
export type Stage = (typeof STAGES)[number];

export interface Update {
  readonly root: Span;
  /** The version that it became; null before it is stored, or where it never is. */
  version: number | null;
  stage: Stage;
  /** What was wrong with the last load in its trace; null where nothing was. */
  refused: string | null;
}

/** A load that has begun and has no span yet. */
export interface Placing {
  readonly startUs: number;
  readonly attributes: Attributes;
}

/** All that is on its way while a run is told. */
export interface Telling {
  readonly model: Model;
  readonly spans: Spans;
  readonly updates: Update[];
  /** What an actor is at. */
  readonly busy: Map<ActorId, Span>;
  /** The numbered step that a writer is at, within that. */
  readonly writerStep: Map<ActorId, Span>;
  /** Messages on their way. */
  posted: { readonly to: ActorId; readonly type: Message['type']; readonly span: Span | null }[];
  /** By resourceVersion: the request that stored it. */
  readonly stored: Map<number, Span>;
  /** By resourceVersion: what brought it to the node. */
  readonly brought: Map<number, Span>;
  /** What is set up in the volume already, by resourceVersion. */
  readonly setUp: Set<number>;
  /** By version: what put it into the volume. */
  readonly published: Map<number, Span>;
  readonly noticed: Noticed;
  /** When the pod was last synced, in µs, and what set that off. */
  sync: { readonly startUs: number; readonly attributes: Attributes };
  /** A load that nobody's event set off: where it belongs shows when it has found something. */
  unplaced: Placing | null;
  /** The load whose result is in force, until its first request. */
  fresh: Span | null;
}

/** Before the first step. */
export function newTelling(model: Model): Telling {
  return {
    model,
    spans: { list: [], nowUs: -1 },
    updates: [],
    busy: new Map(),
    writerStep: new Map(),
    posted: [],
    stored: new Map(),
    brought: new Map(),
    setUp: new Set(),
    published: new Map(),
    noticed: newNoticed(),
    sync: { startUs: 0, attributes: {} },
    unplaced: null,
    fresh: null,
  };
}

/** What an actor is at: a step of its writing, or all of it. */
export function presentOf({ writerStep, busy }: Telling, actor: ActorId): Span | null {
  return writerStep.get(actor) ?? busy.get(actor) ?? null;
}

/** Begins what an actor is at from now on. */
export function work(telling: Telling, actor: ActorId, under: Span, beginning: Beginning): Span {
  rest(telling, actor);
  const span = beginUnder(telling.spans, under, beginning);
  telling.busy.set(actor, span);
  return span;
}

/** Ends what an actor is at. */
export function rest({ spans, busy, writerStep }: Telling, actor: ActorId, error: string | null = null): void {
  endSpan(spans, writerStep.get(actor), error);
  endSpan(spans, busy.get(actor), error);
  writerStep.delete(actor);
  busy.delete(actor);
}

/** An update has come further. */
export function reached({ updates }: Pick<Telling, 'updates'>, span: Span, stage: Stage): Update | null {
  const update = updates[span.update] ?? null;
  if (update !== null && STAGES.indexOf(stage) > STAGES.indexOf(update.stage)) update.stage = stage;
  return update;
}

/** The span that a message was posted in; a mark that was posted again meanwhile is delivered once. */
export function takePosted(telling: Telling, to: ActorId, type: Message['type']): Span | null {
  const isIt = (each: Telling['posted'][number]): boolean => each.to === to && each.type === type;
  const found = telling.posted.find(isIt);
  telling.posted = telling.posted.filter((each) => (MARKS.includes(type) ? !isIt(each) : each !== found));
  return found?.span ?? null;
}
