// The configurations of a story: what the snapshot was written with (number 0), then what is published, in order of
// time.
//
// Source: chapter 4.3 of the article: min_stock_threshold has to be there and must not be negative. Processes handle
// configurations by number, so that a state says which one and not what it says.
// Leaves out: max_prehold_ratio, timeout_ms and whatever else such a configuration has. Rules B4, B8.
import type { CentreState, CircuitBreakerConfig } from './schema.ts';

export interface Content {
  /** All fields are there; what they hold is not looked at. */
  readonly hasFields: boolean;
  /** It may be served. */
  readonly valid: boolean;
}

/** What a client makes of every configuration, by number. */
export function contentsOf({ snapshot, centre }: CircuitBreakerConfig): readonly Content[] {
  const published = inOrder(centre).flatMap(({ publishes }) => (publishes === undefined ? [] : [publishes]));
  return [snapshot ?? '', ...published].map(contentOf);
}

/** A change of the centre, with the number of what it publishes. */
export interface CentreChange {
  readonly at: number;
  readonly args: { readonly is?: CentreState; readonly version?: number };
}

/** The changes in order of time, publications numbered from 1. Those of time 0 are how the centre is at the start. */
export function changesOf({ centre }: CircuitBreakerConfig): readonly CentreChange[] {
  const changes = inOrder(centre);
  return changes.map(({ at, is, publishes }, index) => {
    const version = changes.slice(0, index + 1).filter((each) => each.publishes !== undefined).length;
    return { at, args: { ...(is === undefined ? {} : { is }), ...(publishes === undefined ? {} : { version }) } };
  });
}

/** In order of time; of one moment, in that of the file. */
function inOrder(centre: CircuitBreakerConfig['centre']): CircuitBreakerConfig['centre'] {
  return [...centre].sort((a, b) => a.at - b.at);
}

/** Whether a configuration of this number may be served. */
export function isValid(contents: readonly Content[], version: number): boolean {
  return contents[version]?.valid ?? false;
}

function contentOf(text: string): Content {
  const threshold = thresholdIn(text);
  const valid = typeof threshold === 'number' && threshold >= 0;
  return { hasFields: threshold !== undefined && threshold !== null, valid };
}

/** `min_stock_threshold`, or undefined where there is none. */
function thresholdIn(text: string): unknown {
  try {
    const config: unknown = JSON.parse(text);
    const isObject = typeof config === 'object' && config !== null && !Array.isArray(config);
    return isObject ? (config as Record<string, unknown>).min_stock_threshold : undefined;
  } catch {
    return undefined;
  }
}
