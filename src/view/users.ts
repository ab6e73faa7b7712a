// What the users of the application get, for whoever looks from the back of the room.
//
// A request that is answered is not well by that alone: it may be answered from an old version. While the run goes on
// that is said calmly, because a newer version always takes its time; at the end of the run nothing more comes, and it
// is stale. A terminal has a banner for what is wrong at the moment, and for the request that is well again.
import type { Model } from '../world/model.ts';
import type { RunStep } from '../world/run.ts';
import { newestValidVersion, storedPayloads } from '../world/served.ts';
import type { TraceEvent } from '../world/trace.ts';
import type { World } from '../world/world.ts';
import { type Glyph, versionGlyph, versionTextGlyph } from './glyphs.ts';
import type { Messages } from './messages/messages.ts';
import { pad, type Role, type Row, row } from './rows.ts';

/** `behind`: a newer version is stored and not served yet; `stale`: it never will be in this run. */
export const USERS_STATES = ['failing', 'stale', 'behind', 'well'] as const;
export type UsersState = (typeof USERS_STATES)[number];

export interface UsersView {
  readonly state: UsersState;
  readonly status: number;
  readonly glyph: Glyph;
  /** The newest version that could be served. */
  readonly newest: Glyph;
  /** The last step has brought the first good answer after a bad one. */
  readonly isRecovered: boolean;
}

/** How each looks without colour. */
const SIGNS: Readonly<Record<UsersState, { readonly sign: string; readonly role: Role }>> = {
  failing: { sign: '✗', role: 'banner-bad' },
  stale: { sign: '!', role: 'banner-warn' },
  behind: { sign: '…', role: 'banner-ok' },
  well: { sign: '✓', role: 'banner-ok' },
};

/** The sign that stands before what users get. */
export function usersSign({ state }: UsersView): string {
  return SIGNS[state].sign;
}

type RequestEvent = TraceEvent & { readonly kind: 'request' };

/**
 * How the last request of these steps fared; null before the first one. Steps from number `since` on are the last step
 * that is shown; `isOver` when nothing follows them.
 */
export function usersView(model: Model, steps: readonly RunStep[], since: number, isOver: boolean): UsersView | null {
  const requests = steps.flatMap(({ events }, at) => requestsOf(events).map((event) => ({ event, at })));
  const last = requests.at(-1);
  const world = steps.at(-1)?.world;
  if (last === undefined || world === undefined) return null;
  const { event, at } = last;
  const before = requests.at(-2)?.event;
  const newest = newestValidVersion(model, world);
  const isNewest = isAsGoodAs(model, world, Number(event.version), newest);
  return {
    state: isFailed(event) ? 'failing' : isNewest ? 'well' : isOver ? 'stale' : 'behind',
    status: event.status,
    glyph: versionTextGlyph(event.version),
    newest: versionGlyph(newest),
    isRecovered: at >= since && !isFailed(event) && before !== undefined && isFailed(before),
  };
}

/** Does this version have the same files as the newest one? The same bytes may be stored again later. */
function isAsGoodAs(model: Model, world: World, version: number, newest: number): boolean {
  const stored = storedPayloads(model, world);
  const [one, other] = [stored[version - 1], stored[newest - 1]];
  return one !== undefined && model.scenario.app.files.every((file) => one[file] === other?.[file]);
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

/** What is to be said of the version behind the answer; empty where it is the newest. */
export function usersAside({ users: words }: Messages, { state, newest }: UsersView): string {
  if (state === 'stale') return words.stale(newest.text);
  return state === 'behind' ? words.behind(newest.text) : '';
}

/** Is there something that a whole row should say? What is well and has been is not. */
export function isTold({ state, isRecovered }: UsersView): boolean {
  return state === 'failing' || state === 'stale' || isRecovered;
}

/** What users get, and why that is not well. */
export function usersText(messages: Messages, view: UsersView): string {
  const { status, glyph, state } = view;
  const { users: words } = messages;
  return state === 'failing' ? words.failing(status, glyph.text) : words.served(glyph.text, usersAside(messages, view));
}

/** The banner, as wide as the screen. */
export function usersRow(messages: Messages, view: UsersView, width: number): Row {
  return row(pad(` ${usersSign(view)} ${usersText(messages, view)}`, width), SIGNS[view.state].role);
}
