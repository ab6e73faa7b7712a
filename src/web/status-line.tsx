// Where the run stands, readable from the back of the room: what users get, the time, what is violated.
import type { ReactNode } from 'react';
import { formatTime } from '../view/time.ts';
import { Badge } from './badge.tsx';
import { useFace, useMessages } from './playground-context.ts';

export function StatusLine(): ReactNode {
  const { view, page } = useFace();
  const { web, users: words, screen } = useMessages();
  const answer = page.answers.at(-1);
  const { users, atMs, position, branch } = view;
  const isFailing = answer !== undefined && answer.status !== 200;
  return (
    <section className="status" aria-label={web.regions.status}>
      <p className={`status-users ${answer === undefined ? '' : isFailing ? 'is-failing' : 'is-well'}`}>
        {answer === undefined ? (
          web.users.none
        ) : (
          <>
            <span aria-hidden="true">{isFailing ? '✗' : '✓'}</span>{' '}
            {users === null || !isFailing
              ? web.users.get(answer.status)
              : words.failing(users.status, users.glyph.text)}{' '}
            <Badge glyph={answer.glyph} />
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
