// A watch, pinned to the inode it is on; a dead one says that it hears nothing any more.
import type { ReactNode } from 'react';
import type { Pin } from '../../view/volume-graph.ts';
import { useMessages } from '../playground-context.ts';

export function WatchPin({ pin }: { readonly pin: Pin }): ReactNode {
  const { web, volume, screen } = useMessages();
  const { wd, addedAs, state, isNow } = pin;
  const isDead = state === 'dead';
  return (
    <span className={`pin pin-${state} ${isNow ? 'is-now' : ''}`} title={isDead ? web.volume.dead : web.volume.alive}>
      <span aria-hidden="true">{isDead ? '✗' : '◉'}</span> wd {wd}
      {addedAs === null ? null : <small>{screen.aside(volume.addedAs(addedAs))}</small>}
      {isDead ? <small> {web.volume.dead}</small> : null}
    </span>
  );
}
