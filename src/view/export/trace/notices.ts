// Notifications on their way as spans: from the system call that caused one, through the inotify queue, to the watcher and
// over its channel to the application.
//
// Source: inotify(7); the watcher libraries. A record of the queue is read by what it says, oldest first (perfetto.ts does
// the same). Rules O13, O14.
import { IN } from '../../../kernel/vocabulary.ts';
import type { TraceEvent } from '../../../world/trace.ts';
import { formatDelivery, formatInotify } from '../../marks.ts';
import { beginUnder, endSpan, type Span, type Spans, tellIn } from './spans.ts';

type Event<Kind extends TraceEvent['kind']> = TraceEvent & { readonly kind: Kind };

/** Null stands for what belongs to no update. */
export interface Noticed {
  /** Records in inotify queues. */
  queue: readonly { readonly record: string; readonly span: Span | null }[];
  /** Events that the watcher is blocked on. */
  readonly sent: (Span | null)[];
  /** The event that the application received last. */
  last: Span | null;
  /** The record that told of the end of a watch, the last of them. */
  dead: Span | null;
}

export function newNoticed(): Noticed {
  return { queue: [], sent: [], last: null, dead: null };
}

/** A watch is told of what a system call did; `cause` is what that call was part of. */
export function notified(spans: Spans, noticed: Noticed, { event, fate }: Event<'notified'>, cause: Span | null): void {
  const name = formatInotify(event);
  if (fate !== 'queued') {
    tellIn(spans, cause, `${name}: ${fate}`);
    return;
  }
  const span =
    cause === null ? null : beginUnder(spans, cause, { service: 'linux', kind: 'producer', name: `inotify ${name}` });
  noticed.queue = [...noticed.queue, { record: recordOf(event), span }];
  if (span !== null && (event.mask & IN.IN_IGNORED) !== 0) noticed.dead = span;
}

/** The watcher has taken a record off the queue, and makes events of it, or nothing. */
export function translated(spans: Spans, noticed: Noticed, { raw, sends }: Event<'translated'>): void {
  const at = noticed.queue.findIndex(({ record }) => record === recordOf(raw));
  const span = noticed.queue[at]?.span ?? null;
  if (at >= 0) noticed.queue = noticed.queue.slice(at + 1);
  endSpan(spans, span);
  if (span !== null && sends.length === 0) tellIn(spans, span, 'the library makes no event of it');
  for (const delivery of sends) {
    const name = formatDelivery(delivery);
    noticed.sent.push(span === null ? null : beginUnder(spans, span, { service: 'app', kind: 'producer', name }));
  }
}

/** The application takes what the watcher was blocked on. */
export function received(spans: Spans, noticed: Noticed): void {
  noticed.last = noticed.sent.shift() ?? null;
  endSpan(spans, noticed.last);
}

/** Records that nobody has read. */
export function unread({ queue }: Noticed): readonly Span[] {
  return queue.flatMap(({ span }) => (span === null ? [] : [span]));
}

function recordOf({ wd, mask, name }: Event<'translated'>['raw']): string {
  return `${wd} ${mask} ${name}`;
}
