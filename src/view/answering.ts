// What a thread of the page does for it: it answers what an oracle is asked. On its own, because all that searches is not
// to be loaded by a page that only asks.
import { consult, type OracleNews, type OracleRequest } from '../explore/oracle-messages.ts';
import type { Engine } from '../world/engine.ts';

/** Carries a request out; `tell` posts its news one by one, and at last that it is done or has failed. `engine` runs a handler, or is the system. */
export function answer(request: OracleRequest, tell: (news: OracleNews) => void, engine: Engine | null = null): void {
  consult(request, tell, engine);
}
