// One trace of each update: API write, watch, sync, the steps of AtomicWriter, inotify, watcher, reload, the first request.
//
// A span stands under the one that its data or its notice came from, which is what the steps of the run tell: a message is
// posted and delivered, a notification queued and read, an event sent and received. Where time alone sets something off (a
// sync, a poll), the span stands under the one that brought what it finds. Source: OpenTelemetry, Trace API; the article,
// 2.5. Rules O10 to O17.
// Leaves out: what belongs to no update (the first load, resyncs that change nothing), and systems.
import type { Model } from '../../../world/model.ts';
import type { Run, RunStep } from '../../../world/run.ts';
import type { TraceEvent } from '../../../world/trace.ts';
import { delivered, moved, posted, toldBy } from './cluster.ts';
import { loading, requested } from './loads.ts';
import { notified, received, translated, unread } from './notices.ts';
import { endSpan, type Span, tellIn } from './spans.ts';
import { newTelling, presentOf, type Stage, type Telling, type Update } from './telling.ts';

/** The spans of a pod's run, those of an update in the order of beginning. Deterministic. */
export function updateSpans(model: Model, run: Pick<Run, 'steps'>): readonly Span[] {
  const telling = newTelling(model);
  for (const step of run.steps) {
    telling.spans.nowUs = Math.max(telling.spans.nowUs + 1, step.world.nowMs * 1000);
    // What an actor does, it does before it goes on to its next state.
    for (const event of step.events) if (event.kind !== 'state') tell(telling, event, step);
    for (const event of step.events) if (event.kind === 'state') tell(telling, event, step);
  }
  telling.spans.nowUs += 1;
  for (const span of unread(telling.noticed)) tellIn(telling.spans, span, 'unread at the end of the run');
  for (const update of telling.updates) close(telling, update);
  for (const span of telling.spans.list) endSpan(telling.spans, span);
  return telling.spans.list;
}

function tell(telling: Telling, event: TraceEvent, step: RunStep): void {
  const { spans, noticed } = telling;
  switch (event.kind) {
    case 'posted':
      posted(telling, event.from, event.to, event.message);
      return;
    case 'delivered':
      delivered(telling, event.to, event.message);
      return;
    case 'state':
      moved(telling, event.actor, event.to);
      return;
    case 'fact':
      if (event.actor === 'app') loading(telling, event.fact, step.world);
      else toldBy(telling, event.actor, event.fact, step);
      return;
    case 'notified':
      notified(spans, noticed, event, causeOf(telling, step));
      return;
    case 'translated':
      translated(spans, noticed, event);
      return;
    case 'received':
      received(spans, noticed);
      return;
    case 'request':
      requested(telling, event.status, event.version);
      return;
    default:
      return;
  }
}

/** What the actor whose system call a step was is at. */
function causeOf(telling: Telling, { events }: RunStep): Span | null {
  const call = events.findLast((event) => event.kind === 'syscall');
  return call === undefined ? null : presentOf(telling, call.actor);
}

/** What is said of an update that has come no further. */
const ENDED_AT: Readonly<Record<Stage, string | null>> = {
  sent: 'no answer from the API server',
  stored: 'stored; the node has not heard of it',
  watched: 'known on the node; nothing was written',
  synced: 'found by a sync; not published',
  published: 'in the volume; not loaded',
  loaded: null,
  served: null,
};

/** Ends the root of an update that no request was answered from: where its trace ends (O17). */
function close({ spans, updates, noticed }: Telling, { root, version, stage, refused }: Update): void {
  if (root.endUs !== null && stage !== 'served') return;
  root.attributes = { ...root.attributes, 'reload_sim.stage': stage };
  if (root.endUs !== null) return;
  const own = spans.list.filter((span) => span.update === root.update);
  root.endUs = Math.max(...own.map(({ endUs, startUs }) => endUs ?? startUs + 1));
  const isSuperseded = updates.some((each) => each.stage === 'served' && (each.version ?? 0) > (version ?? 0));
  if (isSuperseded) return;
  root.error = ENDED_AT[stage];
  if (root.error !== null && refused !== null) root.error = `in the volume; ${refused}`;
  const isDeaf = stage === 'published' && own.every(({ service }) => service !== 'linux');
  if (!isDeaf || noticed.dead === null) return;
  root.error = 'in the volume; no watch was left to tell of it';
  root.links.push(noticed.dead);
}
