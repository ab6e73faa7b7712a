// Loads of the application and the first requests after them.
//
// Rules O15, O16.
import type { Fact } from '../../../actors/effects.ts';
import { type Served, servedNow } from '../../../world/served.ts';
import type { World } from '../../../world/world.ts';
import { beginUnder, endSpan, type Span, tellIn } from './spans.ts';
import { rest, STAGES, type Telling, work } from './telling.ts';

const RELOAD = { service: 'app', kind: 'consumer', name: 'reload' } as const;

/** The application tells of its loads and watches. */
export function loading(telling: Telling, { kind, about }: Fact, world: World): void {
  const { spans, busy, noticed } = telling;
  switch (kind) {
    case 'reload-started':
      loadBegins(telling, String(about.trigger));
      return;
    case 'reload-applied':
    case 'reload-skipped':
      loadEnds(telling, servedNow(telling.model, world), kind === 'reload-skipped');
      return;
    case 'zeroed':
      if (about.before === 'the load') return;
      tellIn(spans, busy.get('app'), 'the zero value is in force');
      loadEnds(telling, servedNow(telling.model, world), false);
      return;
    case 'reload-failed':
      loadFails(telling, String(about.why));
      return;
    case 'ignored':
      tellIn(spans, noticed.last, kind);
      return;
    case 'armed':
    case 'arm-failed':
    case 'loop-exited':
    case 'crashed':
      tellIn(spans, busy.get('app') ?? noticed.last, kind, about);
      return;
    default:
      return;
  }
}

function loadBegins(telling: Telling, trigger: string): void {
  const { spans, noticed } = telling;
  rest(telling, 'app');
  const attributes = { 'reload_sim.trigger': trigger };
  const isNoticed = trigger === 'event' || trigger === 'debounce';
  telling.unplaced = null;
  if (isNoticed && noticed.last !== null) work(telling, 'app', noticed.last, { ...RELOAD, attributes });
  else telling.unplaced = { startUs: spans.nowUs, attributes };
}

/** A load that was accepted; one that came by itself stands under what had put its version there (O15). */
function loadEnds(telling: Telling, { kind, number, version }: Served, isSkipped: boolean): void {
  const update = kind === 'version' ? telling.updates.find((each) => each.version === number) : undefined;
  const source = telling.published.get(number) ?? null;
  const isNews = update !== undefined && STAGES.indexOf(update.stage) < STAGES.indexOf('loaded');
  if (telling.unplaced !== null && isNews && source !== null) {
    // It may have been under way before there was anything to find.
    const startUs = Math.max(telling.unplaced.startUs, source.startUs);
    work(telling, 'app', source, { ...RELOAD, ...telling.unplaced, startUs });
  }
  telling.unplaced = null;
  const load = telling.busy.get('app');
  if (load === undefined) return;
  load.attributes = { ...load.attributes, 'reload_sim.version': version, 'reload_sim.skipped': isSkipped };
  // A retry may have failed before.
  load.endUs = telling.spans.nowUs + 1;
  load.error = kind === 'empty' || kind === 'invalid' ? `the configuration put in force is ${kind}` : null;
  refuse(telling, load);
  if (source !== null && source.update !== load.update) load.links.push(source);
  if (update !== undefined && isNews) update.stage = 'loaded';
  if (!isSkipped) telling.fresh = load;
}

function loadFails(telling: Telling, why: string): void {
  const load = telling.busy.get('app');
  if (load === undefined) return;
  tellIn(telling.spans, load, 'reload-failed', { why });
  load.endUs = telling.spans.nowUs + 1;
  load.error = why;
  refuse(telling, load);
}

/** What was wrong with the last load in an update's trace. */
function refuse({ updates }: Telling, { update, error }: Span): void {
  const own = updates[update];
  if (own !== undefined) own.refused = error;
}

/** The first request after a load ends the trace of the version that it was answered from (O16). */
export function requested(telling: Telling, status: number, version: string): void {
  const { spans, fresh } = telling;
  telling.fresh = null;
  if (fresh === null) return;
  const attributes = {
    'http.request.method': 'GET',
    'http.response.status_code': status,
    'reload_sim.version': version,
  };
  const span = beginUnder(spans, fresh, { service: 'app', kind: 'server', name: 'GET /', attributes });
  endSpan(spans, span, status === 200 ? null : `${status}: ${version}`);
  const update = telling.updates.find((each) => each.version !== null && String(each.version) === version);
  if (update === undefined || update.root.endUs !== null) return;
  update.stage = 'served';
  endSpan(spans, update.root);
}
