// The processes of a system, and the statechart of one of them: of the one that moved last, or of the one that is held open.
import { type ReactNode, useState } from 'react';
import { ProcessChartPicture } from '../chart/process-chart-picture.tsx';
import { Pane } from '../pane.tsx';
import { useFace, useMessages } from '../playground-context.ts';

export function ProcessesPane(): ReactNode {
  const { view, page } = useFace();
  const { panes, web } = useMessages();
  const [held, setHeld] = useState<string | null>(null);
  if (view.system === null) return null;
  const chart = page.processes.find(({ id }) => id === held) ?? page.processes.find(({ isLatest }) => isLatest);
  const { processes } = view.system;
  const open = processes.find(({ id }) => id === chart?.id);
  return (
    <Pane
      name="processes"
      title={panes.processes}
      aside={<span className="pane-aside">{held === chart?.id ? web.system.held : web.system.latest}</span>}
    >
      <ul className="processes">
        {processes.map(({ id, name, state, isMoved }) => (
          <li key={id}>
            <button
              type="button"
              className={isMoved ? 'process is-moved' : 'process'}
              aria-pressed={id === held}
              aria-current={id === chart?.id}
              title={web.system.hold(name)}
              onClick={() => setHeld(id === held ? null : id)}
            >
              <b>{name}</b> <code>{state}</code>
            </button>
          </li>
        ))}
      </ul>
      {chart === undefined || open === undefined ? null : <ProcessChartPicture chart={chart} name={open.name} />}
    </Pane>
  );
}
