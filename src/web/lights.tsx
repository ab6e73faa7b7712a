// The lights of the verdicts in one line, in sight wherever the pane that explains them stands.
import type { ReactNode } from 'react';
import { signOf, toldOf } from '../view/verdicts.ts';
import { useFace, useMessages } from './playground-context.ts';

export function Lights(): ReactNode {
  const { view } = useFace();
  const { lights, panes } = useMessages();
  return (
    <ul className="lights" aria-label={panes.verdicts}>
      {toldOf(view.verdicts).map(({ property, light }) => {
        const { sign, role } = signOf(light);
        return (
          <li key={property} className={`role-${role}`} title={lights[light]}>
            <span aria-hidden="true">{sign}</span> {property}
            <span className="visually-hidden"> {lights[light]}</span>
          </li>
        );
      })}
    </ul>
  );
}
