// What a face asks of the thread in which handlers are run for it, and what that tells. Plain data.
//
// A handler may run for long, or for ever in a way that no bound of its engine sees: nothing of it runs in the face's own
// thread before it has come to an end in this one, which can be ended.
import type { OracleNews, OracleRequest } from '../explore/oracle-messages.ts';
import type { Simulation } from '../simulation/simulation.ts';

/** Is the source a program at all, and does the run that opening it makes come to an end? */
export interface TrialRequest {
  readonly type: 'try';
  readonly simulation: Omit<Simulation, 'engine'>;
}

export type HandlerRequest = TrialRequest | { readonly type: 'consult'; readonly request: OracleRequest };

export type HandlerNews =
  /** The engine is loaded: what comes now is the handler's time. */
  | { readonly type: 'ready' }
  | { readonly type: 'mistake'; readonly line: number; readonly column: number; readonly message: string }
  | { readonly type: 'tried' }
  | OracleNews;

/** Milliseconds that one run of a handler may take; the face's own thread will need as long. */
export const TRIAL_MS_MAX = 2000;
/** Milliseconds without news after which a search with a handler is ended. */
export const SILENCE_MS_MAX = 15_000;
/** Milliseconds in which a thread loads its engine. */
export const LOADING_MS_MAX = 30_000;
