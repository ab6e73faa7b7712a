// What users get: the answers of the run so far, equal ones in a row as one.
import type { ReactNode } from 'react';
import { formatTime } from '../view/time.ts';
import { Badge } from './badge.tsx';
import { Pane } from './pane.tsx';
import { useFace, useMessages, usePerform } from './playground-context.ts';

export function Requests(): ReactNode {
  const { page, view } = useFace();
  const { web } = useMessages();
  const perform = usePerform();
  return (
    <Pane name="requests" title={web.regions.requests}>
      {page.answers.length === 0 ? <p className="role-dim">{web.users.none}</p> : null}
      <ol className="answers">
        {page.answers.map(({ status, glyph, atMs, times, to, isNow }) => (
          <li key={to}>
            <button
              type="button"
              className={`answer ${status === 200 ? 'is-well' : 'is-failing'} ${isNow ? 'is-now' : ''}`}
              onClick={() => perform({ type: 'session', command: { type: 'seek', at: to } })}
            >
              {view.atMs === null ? null : <time>{formatTime(atMs)}</time>}
              <b>{status}</b>
              <Badge glyph={glyph} />
              {times > 1 ? <small>×{times}</small> : null}
            </button>
          </li>
        ))}
      </ol>
    </Pane>
  );
}
