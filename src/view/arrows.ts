// What led to what: arrows between the lanes of a run, read from the trace of its steps.
//
// Five kinds: a message from one process to another, a change that the writer makes in the volume, a notification into
// the inotify queue and out of it to the watcher, bytes that the application reads, a request that it answers. An arrow
// joins two columns of the lanes; what leaves no column has none. Nothing is worked out again: messages and events are
// matched in the order of their queues, as the trace tells them.
// Leaves out: which of several merged events a delivery is due to; the one that was queued counts.
import type { RunStep } from '../world/run.ts';
import type { TraceEvent } from '../world/trace.ts';
import { type Lane, laneOf } from './lane.ts';
import type { LaneColumn } from './lanes.ts';

export const ARROW_KINDS = ['message', 'write', 'event', 'read', 'request'] as const;
export type ArrowKind = (typeof ARROW_KINDS)[number];

/** One end of an arrow: the number of a column and a lane in it. */
export interface ArrowEnd {
  readonly column: number;
  readonly lane: Lane;
}

export interface Arrow {
  readonly kind: ArrowKind;
  readonly from: ArrowEnd;
  readonly to: ArrowEnd;
}

type Notified = TraceEvent & { readonly kind: 'notified' };

/** What is on its way while the trace is read. */
interface Underway {
  /** Columns in which messages were posted, oldest first, by who receives them. */
  readonly posted: Map<string, ArrowEnd[]>;
  readonly queued: { readonly event: Notified['event']; readonly from: ArrowEnd }[];
  /** Columns of the notifications behind the deliveries that wait to be received. */
  readonly sent: ArrowEnd[];
}

/** Arrows worked out once for a list of columns, which never changes. */
const known = new WeakMap<readonly LaneColumn[], readonly Arrow[]>();

/** The arrows of a run, in the order of where they end; `columns` are those of these very steps. */
export function arrowsOf(steps: readonly RunStep[], columns: readonly LaneColumn[]): readonly Arrow[] {
  const found = known.get(columns) ?? find(steps, columns);
  known.set(columns, found);
  return found;
}

function find(steps: readonly RunStep[], columns: readonly LaneColumn[]): readonly Arrow[] {
  const underway: Underway = { posted: new Map(), queued: [], sent: [] };
  const arrows: Arrow[] = [];
  let column = 0;
  for (const [index, { events }] of steps.entries()) {
    while (column < columns.length && (columns[column]?.to ?? 0) <= index) column += 1;
    const isShown = column < columns.length && (columns[column]?.from ?? 0) <= index;
    for (const event of events) arrows.push(...arrowsTo(event, underway, isShown ? column : null));
  }
  return distinct([...arrows, ...columns.flatMap((each, at) => withinColumn(each, columns[at - 1], at))]);
}

/** The arrows that end with an event; what begins with it is put down. `column` is null where nothing is shown. */
function arrowsTo(event: TraceEvent, underway: Underway, column: number | null): readonly Arrow[] {
  const here = (lane: Lane): ArrowEnd => ({ column: column ?? NOWHERE, lane });
  switch (event.kind) {
    case 'posted': {
      const waiting = underway.posted.get(event.to) ?? [];
      underway.posted.set(event.to, [...waiting, here(laneOf(event.from))]);
      return [];
    }
    case 'delivered':
      return joined('message', underway.posted.get(event.to)?.shift(), here(laneOf(event.to)));
    case 'notified':
      if (event.fate === 'queued') underway.queued.push({ event: event.event, from: here('inotify') });
      return [];
    case 'translated':
      return translated(event, underway, here('watcher'));
    case 'received':
      return joined('event', underway.sent.shift(), here('watcher'));
    default:
      return [];
  }
}

/** No column. */
const NOWHERE = -1;

function translated(
  { raw, sends }: TraceEvent & { readonly kind: 'translated' },
  { queued, sent }: Underway,
  here: ArrowEnd,
): readonly Arrow[] {
  const at = queued.findIndex(({ event }) => event.wd === raw.wd && event.mask === raw.mask && event.name === raw.name);
  const [found] = at === -1 ? [] : queued.splice(0, at + 1).slice(-1);
  if (found === undefined) return [];
  sent.push(...sends.map(() => found.from));
  return sends.length === 0 ? joined('event', found.from, here) : [];
}

function joined(kind: ArrowKind, from: ArrowEnd | undefined, to: ArrowEnd): readonly Arrow[] {
  const isShown = from !== undefined && from.column !== NOWHERE && to.column !== NOWHERE;
  return isShown && from.lane !== to.lane ? [{ kind, from, to }] : [];
}

/** What follows at once: the writer's change and who is told of it, bytes that are read, an answer. */
function withinColumn(column: LaneColumn, before: LaneColumn | undefined, at: number): readonly Arrow[] {
  const { marks, held } = column;
  const has = (lane: Lane): boolean => marks.some((mark) => mark.lane === lane);
  const arrow = (kind: ArrowKind, from: Lane, to: Lane): Arrow => ({
    kind,
    from: { column: at, lane: from },
    to: { column: at, lane: to },
  });
  const writer: Lane | null = has('sidecar') ? 'sidecar' : has('kubelet') ? 'kubelet' : null;
  const changed = held.volume?.text !== before?.held.volume?.text;
  const told = marks.some(({ lane, text }) => lane === 'inotify' && !text.startsWith('◉'));
  return [
    ...(writer !== null && (changed || told) ? [arrow('write', writer, 'volume')] : []),
    ...(writer !== null && told ? [arrow('event', 'volume', 'inotify')] : []),
    ...(marks.some(({ lane, text }) => lane === 'app' && text.startsWith('read '))
      ? [arrow('read', 'volume', 'app')]
      : []),
    ...(has('requests') ? [arrow('request', 'app', 'requests')] : []),
  ];
}

function distinct(arrows: readonly Arrow[]): readonly Arrow[] {
  const byKey = new Map(
    arrows.map((arrow) => [`${arrow.kind} ${Object.values(arrow.from)} ${Object.values(arrow.to)}`, arrow]),
  );
  return [...byKey.values()].sort((a, b) => a.to.column - b.to.column);
}
