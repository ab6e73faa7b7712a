// What the users of the application get, for whoever looks from the back of the room: a banner while requests
// fail, and for the one that is well again.
import type { RunStep } from '../world/run.ts';
import type { TraceEvent } from '../world/trace.ts';
import { type Glyph, versionTextGlyph } from './glyphs.ts';
import type { Messages } from './messages/messages.ts';
import { pad, type Row, row } from './rows.ts';

export interface UsersView {
  readonly status: number;
  readonly glyph: Glyph;
}

type RequestEvent = TraceEvent & { readonly kind: 'request' };

/** How the last request fared: when it failed, or when it is well again since step number `since`. */
export function usersView(steps: readonly RunStep[], since: number): UsersView | null {
  const requests = steps.flatMap(({ events }, at) => requestsOf(events).map((event) => ({ event, at })));
  const last = requests.at(-1);
  if (last === undefined) return null;
  const before = requests.at(-2)?.event;
  const isRecovered = last.at >= since && before !== undefined && isFailed(before);
  return isFailed(last.event) || isRecovered ? viewOf(last.event) : null;
}

/** The version behind the first request that failed in these steps; null when none did. */
export function failedRequest(steps: readonly RunStep[]): Glyph | null {
  for (const { events } of steps) {
    const found = requestsOf(events).find(isFailed);
    if (found !== undefined) return versionTextGlyph(found.version);
  }
  return null;
}

function requestsOf(events: readonly TraceEvent[]): readonly RequestEvent[] {
  return events.filter((event): event is RequestEvent => event.kind === 'request');
}

function isFailed({ status }: RequestEvent): boolean {
  return status !== 200;
}

function viewOf({ status, version }: RequestEvent): UsersView {
  return { status, glyph: versionTextGlyph(version) };
}

/** The banner, as wide as the screen. */
export function usersRow({ users: words }: Messages, { status, glyph }: UsersView, width: number): Row {
  const isWell = status === 200;
  const text = isWell ? words.served(glyph.text) : words.failing(status, glyph.text);
  return row(pad(` ${isWell ? '✓' : '✗'} ${text}`, width), isWell ? 'banner-ok' : 'banner-bad');
}
