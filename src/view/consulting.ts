// Keeps an oracle at work on what a session has open: asked when it opens, ended and asked anew when something else is
// opened, its news handed to the session. Knows of no thread: a face brings one (a Node thread, a web worker).
import type { OracleNews, OracleRequest } from '../explore/oracle-messages.ts';
import type { Session } from './session.ts';

/** Starts to answer a request; the result ends that, and nothing is told afterwards. */
export type Consult = (request: OracleRequest, tell: (news: OracleNews) => void) => () => void;

/** Consults from now on; the result ends that. */
export function keepConsulting(session: Session, consult: Consult): () => void {
  let asked: OracleRequest | null = null;
  let end = (): void => {};
  const look = (): void => {
    const subject = session.subject();
    if (subject === asked) return;
    asked = subject;
    end();
    session.dispatch({ type: 'consulted' });
    end = consult(subject, (news) => session.dispatch({ type: 'foreseen', news }));
  };
  const unsubscribe = session.subscribe(look);
  look();
  return () => {
    unsubscribe();
    end();
  };
}
