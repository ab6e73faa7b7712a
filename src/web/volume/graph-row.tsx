// One line of the volume: a name, the inode it leads to, the watches on that inode.
import type { ReactNode } from 'react';
import type { GraphLine } from '../../view/volume-graph.ts';
import { Badge } from '../badge.tsx';
import { useMessages } from '../playground-context.ts';
import { WatchPin } from './watch-pin.tsx';

/** Signs of what the last step did to an entry, as in the terminal. */
const CHANGES = { new: '+', changed: '~', gone: '−' } as const;

export function GraphRow({ line }: { readonly line: GraphLine }): ReactNode {
  const { web } = useMessages();
  const { entry, name, depth, ino, isDead, pins, twin } = line;
  const change = entry?.change ?? null;
  const state = [isDead ? 'is-dead' : '', change === null ? '' : `is-${change}`].join(' ');
  return (
    <tr className={`graph-row ${state}`}>
      <th scope="row" className="graph-name">
        <span className="graph-change">{change === null ? '' : CHANGES[change]}</span>
        {name === null ? (
          <i className="graph-nameless">{web.volume.noName}</i>
        ) : (
          <code style={{ marginInlineStart: `${Math.max(0, depth - 1)}rem` }}>
            {name}
            {entry?.kind === 'dir' ? '/' : ''}
          </code>
        )}
        {entry?.target == null ? null : <code className="graph-target">{web.volume.leadsTo(entry.target)}</code>}
      </th>
      <td className="graph-inode">
        <span className="inode">
          {web.volume.inode(ino)}
          {twin === null ? null : <small> {web.volume.twin[twin]}</small>}
          <Details line={line} />
        </span>
      </td>
      <td className="graph-pins">
        {pins.map((pin) => (
          <WatchPin key={pin.wd} pin={pin} />
        ))}
      </td>
    </tr>
  );
}

/** Links and content of the inode, and who has it open. */
function Details({ line: { entry, openFds, isDead } }: { readonly line: GraphLine }): ReactNode {
  const { web, volume } = useMessages();
  if (entry === null) return null;
  const isFile = entry.kind === 'file';
  return (
    <>
      {isFile || isDead ? <small> {web.volume.links(entry.change === 'gone' ? 0 : entry.nlink)}</small> : null}
      {openFds.length > 0 ? <small> {volume.open(openFds.join(', '))}</small> : null}
      {entry.content === null ? null : <Badge glyph={entry.content} />}
    </>
  );
}
