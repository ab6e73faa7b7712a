// Where the run stands, readable from the back of the room: what users get, the time, what is violated.
import type { ReactNode } from 'react';
import { formatTime } from '../view/time.ts';
import { usersAside, usersSign } from '../view/users.ts';
import { Badge } from './badge.tsx';
import { useFace, useMessages } from './playground-context.ts';

export function StatusLine(): ReactNode {
  const { view } = useFace();
  const messages = useMessages();
  const { web, users: words, screen } = messages;
  const { users, atMs, position, branch, system } = view;
  const aside = users === null ? '' : usersAside(messages, users);
  return (
    <section className="status" aria-label={web.regions.status}>
      <p className={`status-users ${users === null ? '' : `is-${users.state}`}`}>
        {users === null ? (
          (system?.name ?? web.users.none)
        ) : (
          <>
            <span aria-hidden="true">{usersSign(users)}</span>{' '}
            {users.state === 'failing' ? words.failing(users.status, users.glyph.text) : web.users.get(users.status)}{' '}
            <Badge glyph={users.glyph} />
            {aside === '' ? null : <span className="status-newest">{aside}</span>}
          </>
        )}
      </p>
      <h1>{view.title}</h1>
      <p className="status-place">
        {atMs === null ? null : <b>{formatTime(atMs)}</b>}
        <span>{web.timeline.place(position.at, position.of)}</span>
        {branch.of > 1 ? <span>{screen.branch(branch.number, branch.of)}</span> : null}
      </p>
    </section>
  );
}
