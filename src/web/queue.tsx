// The inotify queue: what waits to be read, oldest first.
import type { ReactNode } from 'react';
import { Pane } from './pane.tsx';
import { useFace, useMessages } from './playground-context.ts';

/** Events that are shown; the rest is counted. */
const SHOWN_MAX = 8;

export function Queue(): ReactNode {
  const { queue } = useFace().view;
  const { panes, queue: words } = useMessages();
  if (queue === null) {
    return (
      <Pane name="queue" title={panes.queue}>
        <p className="role-dim">{words.none}</p>
      </Pane>
    );
  }
  const { waiting, limit, batch, sending } = queue;
  const shown = waiting.slice(0, SHOWN_MAX);
  const state = waiting.length === 0 ? words.empty : words.waiting(waiting.length, limit);
  return (
    <Pane name="queue" title={panes.queue} aside={<span className="pane-aside">{state}</span>}>
      <ol className="queue">
        {shown.map(({ text, times, role }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place in a queue is its number
          <li key={at} className={`role-${role}`}>
            <code>{text}</code>
            {times > 1 ? <small> ×{times}</small> : null}
          </li>
        ))}
      </ol>
      {waiting.length > shown.length ? <p className="role-dim">{words.more(waiting.length - shown.length)}</p> : null}
      {batch > 0 ? <p className="role-dim">{words.batch(batch)}</p> : null}
      {sending === null ? null : <p className="queue-blocked">{words.blocked(sending)}</p>}
    </Pane>
  );
}
