// What the processes of a system share at this moment, in its own words.
import type { ReactNode } from 'react';
import { Pane } from '../pane.tsx';
import { useFace, useMessages } from '../playground-context.ts';

export function StatePane(): ReactNode {
  const { system } = useFace().view;
  const { panes } = useMessages();
  if (system === null) return null;
  return (
    <Pane name="state" title={panes.state} aside={<span className="pane-aside">{system.name}</span>}>
      <dl className="picture">
        {system.picture.map(({ label, value, role }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className={role === null ? '' : `role-${role}`}>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </Pane>
  );
}
