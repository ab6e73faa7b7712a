// What a step tells about updates and loads; several properties count them.
import type { TraceEvent } from '../world/trace.ts';

/** The API server has stored a new version. */
export function isUpdate(event: TraceEvent): boolean {
  return event.kind === 'fact' && event.fact.kind === 'stored';
}

/** A load begins, be it the first one of the process. */
export function isLoad(event: TraceEvent): boolean {
  return event.kind === 'fact' && event.fact.kind === 'reload-started';
}

/** A load begins which an event or the poll has triggered. */
export function isReload(event: TraceEvent): boolean {
  return isLoad(event) && !isAtStart(event);
}

/** Such a load replaces the configuration. */
export function isReloadApplied(event: TraceEvent): boolean {
  return event.kind === 'fact' && event.fact.kind === 'reload-applied' && !isAtStart(event);
}

function isAtStart(event: TraceEvent): boolean {
  return event.kind === 'fact' && event.fact.about.trigger === 'start';
}
