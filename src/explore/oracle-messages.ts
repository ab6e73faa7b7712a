// What a face asks of an oracle in another thread and what that tells, one message after the other.
//
// Plain data, so that it can be posted to a Node thread and to a web worker alike. Nobody takes a request back: who wants
// to know no longer ends the thread.
import type { PropertyParameters } from '../properties/property.ts';
import type { Engine } from '../world/engine.ts';
import { createModel } from '../world/model.ts';
import type { Scenario, Timing } from '../world/scenario.ts';
import { type Outlook, outlooksOf } from './oracle.ts';

export interface OracleRequest {
  readonly scenario: Scenario;
  readonly timing: Timing;
  readonly parameters: PropertyParameters;
  readonly statesMax: number;
}

export type OracleNews =
  /** States that the search has found so far. */
  | { readonly type: 'progress'; readonly states: number }
  /** One more property is decided. Transitions that the first outlook has already are not told again. */
  | { readonly type: 'outlook'; readonly outlook: Omit<Outlook, 'edges'> & { readonly edges: Outlook['edges'] | null } }
  | { readonly type: 'done' }
  /** The thread has broken; what it has told before stands. */
  | { readonly type: 'failed'; readonly why: string };

/** Carries a request out; `tell` posts, `engine` runs the handler of a scenario that has one, or is its system. */
export function consult(
  { scenario, timing, parameters, statesMax }: OracleRequest,
  tell: (news: OracleNews) => void,
  engine: Engine | null = null,
): void {
  const onProgress = ({ states }: { readonly states: number }): boolean => {
    tell({ type: 'progress', states });
    return true;
  };
  let told: Outlook | null = null;
  for (const outlook of outlooksOf(createModel(scenario, timing, engine), { parameters, statesMax, onProgress })) {
    tell({ type: 'outlook', outlook: outlook.edges === told?.edges ? { ...outlook, edges: null } : outlook });
    told ??= outlook;
  }
  tell({ type: 'done' });
}
