// A run as a trace for ui.perfetto.dev and chrome://tracing: a process for each lane, a thread for each actor in it.
//
// Source: the Trace Event Format (https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU), read by
// Perfetto as "JSON trace". Phases of an actor and what it does are slices (`X`); what one thing leads to is a flow (`s`, `f`):
// a message, a system call that notifies, a notification on its way, a load and the first request after it. A new version
// for readers of the volume and every fault is an instant (`i`).
// Virtual time in µs. What happens at one moment has no length in the model; each such event takes 1 µs here, in its
// order, so that it can be read; a burst of more than a thousand pushes what comes after it on.
// Leaves out: contents of files, and phases before the first step.
import type { ActorId } from '../../actors/effects.ts';
import { failed } from '../../kernel/system-call.ts';
import type { Model } from '../../world/model.ts';
import type { Run } from '../../world/run.ts';
import type { TraceEvent } from '../../world/trace.ts';
import type { World } from '../../world/world.ts';
import { formatCall, formatLibraryCall, formatMessage } from '../calls.ts';
import { versionTextGlyph, volumeGlyph } from '../glyphs.ts';
import { type Lane, laneOf, lanesOf } from '../lane.ts';
import { formatDelivery, formatInotify } from '../marks.ts';

/** One event of the Trace Event Format; `ts` and `dur` in µs. */
export interface PerfettoEvent {
  readonly ph: 'M' | 'X' | 's' | 'f' | 'i';
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly cat?: string;
  /** Of a flow: the same at both ends. */
  readonly id?: number;
  /** Of a flow's end: bound to the slice around it. */
  readonly bp?: 'e';
  /** Of an instant: through the whole trace, a process, a thread. */
  readonly s?: 'g' | 'p' | 't';
  readonly args?: Readonly<Record<string, unknown>>;
}

export interface PerfettoTrace {
  readonly displayTimeUnit: 'ms';
  readonly otherData: Readonly<Record<string, string>>;
  readonly traceEvents: readonly PerfettoEvent[];
}

/** The end of a slice that is still open. */
interface OpenPhase {
  readonly name: string;
  readonly since: number;
}

/** What is on its way while the trace is written. */
interface Writing {
  readonly model: Model;
  readonly lanes: readonly Lane[];
  readonly events: PerfettoEvent[];
  readonly threads: Map<string, { readonly pid: number; readonly tid: number }>;
  readonly phases: Map<ActorId, OpenPhase>;
  /** Ids of flows whose end is still to come, oldest first. */
  readonly posted: Map<ActorId, number[]>;
  readonly queued: { readonly id: number; readonly key: string }[];
  readonly sent: number[];
  /** The last system call of the present step, and what the application did last in its own memory. */
  call: PerfettoEvent | null;
  computed: PerfettoEvent | null;
  /** The flow from a load that was accepted to the first request after it. */
  fresh: number | undefined;
  /** Of the event before, in µs. */
  nowUs: number;
  flows: number;
}

/** The trace of a run. Deterministic. */
export function runToPerfetto(model: Model, run: Pick<Run, 'first' | 'steps'>): PerfettoTrace {
  const writing = start(model);
  let volume = seenIn(model, run.first);
  for (const [at, { events, world }] of run.steps.entries()) {
    writing.call = null;
    for (const event of events) write(writing, event, world.nowMs * 1000, at + 1);
    const seen = seenIn(model, world);
    if (seen !== volume) instant(writing, 'volume', `volume ${seen}`, { step: at + 1 });
    volume = seen;
  }
  writing.nowUs += 1;
  for (const actor of writing.phases.keys()) endPhase(writing, actor);
  const { name, title, app, cluster } = model.scenario;
  const pod = { strategy: app.strategy.name, watcher: app.watcher, kubelet: cluster.kubelet };
  const about = { ...(model.system === null ? pod : { system: model.system.name }), timing: model.timing };
  return { displayTimeUnit: 'ms', otherData: { simulation: name, title, ...about }, traceEvents: writing.events };
}

/** What readers of the volume find; nothing where there is none. */
function seenIn(model: Model, world: World): string {
  return model.system === null ? volumeGlyph(model, world).text : '';
}

function start(model: Model): Writing {
  const lanes = lanesOf(model);
  const events = lanes.flatMap((lane, at): readonly PerfettoEvent[] => [
    { ph: 'M', name: 'process_name', pid: at + 1, tid: 0, args: { name: lane.replace('@', '') } },
    { ph: 'M', name: 'process_sort_index', pid: at + 1, tid: 0, args: { sort_index: at } },
  ]);
  return {
    model,
    lanes,
    events: [...events],
    threads: new Map(),
    phases: new Map(),
    posted: new Map(),
    queued: [],
    sent: [],
    call: null,
    computed: null,
    fresh: undefined,
    nowUs: -1,
    flows: 0,
  };
}

/** The thread of an actor, or of a lane that is no process of its own. */
function threadOf(writing: Writing, lane: Lane, name: string): { readonly pid: number; readonly tid: number } {
  const found = writing.threads.get(name);
  if (found !== undefined) return found;
  const made = { pid: writing.lanes.indexOf(lane) + 1, tid: writing.threads.size + 1 };
  writing.threads.set(name, made);
  writing.events.push({ ph: 'M', name: 'thread_name', ...made, args: { name } });
  return made;
}

/** The moment of the next event: virtual time, or right after the event before. */
function advance(writing: Writing, atUs: number): void {
  writing.nowUs = Math.max(atUs, writing.nowUs + 1);
}

function slice(writing: Writing, lane: Lane, thread: string, name: string, args: PerfettoEvent['args']): PerfettoEvent {
  const event = { ph: 'X', name, cat: lane, ...threadOf(writing, lane, thread), ts: writing.nowUs, dur: 1 } as const;
  const whole = args === undefined ? event : { ...event, args };
  writing.events.push(whole);
  return whole;
}

function instant(writing: Writing, lane: Lane, name: string, args: PerfettoEvent['args'] & object): void {
  const { nowUs: ts } = writing;
  writing.events.push({ ph: 'i', s: 'g', name, cat: lane, ...threadOf(writing, lane, lane), ts, args });
}

/** A new flow that begins in a slice. */
function flowFrom(writing: Writing, from: PerfettoEvent, name: string): number {
  writing.flows += 1;
  const { pid, tid, ts = writing.nowUs } = from;
  writing.events.push({ ph: 's', name, cat: 'flow', id: writing.flows, pid, tid, ts });
  return writing.flows;
}

function flowTo(writing: Writing, id: number | undefined, to: PerfettoEvent, name: string): void {
  if (id === undefined) return;
  const { pid, tid } = to;
  writing.events.push({ ph: 'f', bp: 'e', name, cat: 'flow', id, pid, tid, ts: writing.nowUs });
}

const MESSAGE = 'message';
const EVENT = 'event';
const CAUSE = 'notifies';
const LOAD = 'serves';

function write(writing: Writing, event: TraceEvent, atUs: number, step: number): void {
  const { model } = writing;
  const does = (actor: ActorId, name: string, more: Readonly<Record<string, unknown>> = {}): PerfettoEvent => {
    advance(writing, atUs);
    return slice(writing, laneOf(actor), actor, name, { step, ...more });
  };
  switch (event.kind) {
    case 'state':
      advance(writing, atUs);
      endPhase(writing, event.actor);
      writing.phases.set(event.actor, { name: event.to, since: writing.nowUs });
      return;
    case 'syscall': {
      const errno = failed(event.result) ? { errno: event.result.errno } : {};
      writing.call = does(event.actor, formatCall(model, event.call), errno);
      return;
    }
    case 'library':
      does('app', formatLibraryCall(model, event.call), event.error === null ? {} : { error: event.error });
      return;
    case 'posted': {
      const posts = does(event.from, `post ${formatMessage(event.message)}`);
      const waiting = writing.posted.get(event.to) ?? [];
      writing.posted.set(event.to, [...waiting, flowFrom(writing, posts, MESSAGE)]);
      return;
    }
    case 'delivered': {
      const gets = does(event.to, formatMessage(event.message));
      flowTo(writing, writing.posted.get(event.to)?.shift(), gets, MESSAGE);
      return;
    }
    case 'notified':
    case 'translated':
    case 'received':
      notified(writing, event, atUs, step);
      return;
    case 'timer':
      does(event.actor, `timer ${event.id}`);
      return;
    case 'operated': {
      const { actor, op, args, result } = event;
      does(actor, model.system?.words.en.mark(op, args, result) || op);
      return;
    }
    case 'chosen':
      does(event.actor, `${event.question}: ${event.option}`);
      return;
    case 'computed':
      writing.computed = does(event.actor, event.label);
      return;
    case 'request': {
      const answers = does('requests', `${event.status} ${versionTextGlyph(event.version).text}`);
      flowTo(writing, writing.fresh, answers, LOAD);
      writing.fresh = undefined;
      return;
    }
    case 'fault':
      advance(writing, atUs);
      instant(writing, 'api', `fault ${event.fault}`, { step, rule: event.rule, option: event.option });
      return;
    case 'fact':
      // What it says is said by the events around it.
      if (event.fact.kind !== 'reload-applied' || writing.computed === null) return;
      writing.fresh = flowFrom(writing, writing.computed, LOAD);
      return;
  }
}

/** A notification on its way: into the queue, out of it to the watcher, through a channel to the application. */
function notified(
  writing: Writing,
  event: TraceEvent & { readonly kind: 'notified' | 'translated' | 'received' },
  atUs: number,
  step: number,
): void {
  advance(writing, atUs);
  if (event.kind === 'notified') {
    const name = formatInotify(event.event);
    const enters = slice(writing, 'inotify', 'inotify', name, { step, fate: event.fate });
    if (writing.call !== null) flowTo(writing, flowFrom(writing, writing.call, CAUSE), enters, CAUSE);
    if (event.fate === 'queued') writing.queued.push({ id: flowFrom(writing, enters, EVENT), key: keyOf(event.event) });
    return;
  }
  if (event.kind === 'received') {
    const gets = slice(writing, 'app', 'app', formatDelivery(event.delivery), { step });
    flowTo(writing, writing.sent.shift(), gets, EVENT);
    return;
  }
  const sends = event.sends.map(formatDelivery).join(', ');
  const reads = slice(writing, 'watcher', 'watcher', `${formatInotify(event.raw)} → ${sends || 'nothing'}`, { step });
  const at = writing.queued.findIndex(({ key }) => key === keyOf(event.raw));
  const [found] = at === -1 ? [] : writing.queued.splice(0, at + 1).slice(-1);
  flowTo(writing, found?.id, reads, EVENT);
  for (const _ of event.sends) writing.sent.push(flowFrom(writing, reads, EVENT));
}

function keyOf({
  wd,
  mask,
  name,
}: {
  readonly wd: number;
  readonly mask: number;
  readonly name: string | null;
}): string {
  return `${wd} ${mask} ${name ?? ''}`;
}

/** Ends the phase that an actor is in: it lasted until now. */
function endPhase(writing: Writing, actor: ActorId): void {
  const open = writing.phases.get(actor);
  const dur = writing.nowUs - (open?.since ?? 0);
  if (open === undefined || dur <= 0) return;
  const thread = threadOf(writing, laneOf(actor), actor);
  writing.events.push({ ph: 'X', name: open.name, cat: 'phase', ...thread, ts: open.since, dur });
}
