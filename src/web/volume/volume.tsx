// The mounted volume: names and where they lead, the inodes behind them, the watches that hold on to inodes.
import { type CSSProperties, type ReactNode, useId } from 'react';
import { Pane } from '../pane.tsx';
import { useFace, useMessages } from '../playground-context.ts';
import { GraphRow } from './graph-row.tsx';
import { LinkArrows } from './link-arrows.tsx';

export function Volume(): ReactNode {
  const { view, page } = useFace();
  const { panes, volume: words, web } = useMessages();
  const id = useId();
  const { watching, mount } = view.volume;
  const { lines, links } = page.graph;
  const state = {
    watching: null,
    'not-yet': words.notYet,
    'last-told': words.noneLeftYet,
    'none-left': view.hasPoll ? words.noneLeftButPoll : words.noneLeft,
  }[watching];
  const isBad = watching === 'none-left' && !view.hasPoll;
  return (
    <Pane name="volume" title={panes.volume} aside={<code className="pane-aside">{mount}</code>}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what may scroll must be reached by keyboard */}
      <div className="graph-box" tabIndex={0} style={{ '--lines': lines.length } as CSSProperties}>
        <table className="graph" aria-describedby={id}>
          <thead>
            <tr>
              <th scope="col" className="graph-name">
                {web.volume.names}
              </th>
              <th scope="col">{web.volume.inodes}</th>
              <th scope="col">{web.volume.watches}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <GraphRow key={line.key} line={line} />
            ))}
          </tbody>
        </table>
        <LinkArrows links={links} lines={lines.length} />
      </div>
      <p id={id} className={`graph-state ${isBad ? 'role-bad' : 'role-dim'}`}>
        {state}
      </p>
    </Pane>
  );
}
