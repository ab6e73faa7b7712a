// A pane: a region of the page with its title.
import { type ReactNode, useId } from 'react';

export interface PaneProps {
  readonly name: string;
  readonly title: string;
  /** Beside the title: a number, a state. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Pane({ name, title, aside, children }: PaneProps): ReactNode {
  const id = useId();
  return (
    <section className={`pane pane-${name}`} aria-labelledby={id}>
      <header className="pane-header">
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
