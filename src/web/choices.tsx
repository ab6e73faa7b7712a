// What may happen next: every move as a numbered button that says beforehand what it violates; then who cannot move.
import type { ReactNode } from 'react';
import { type Ahead, signOf } from '../view/verdicts.ts';
import { Pane } from './pane.tsx';
import { useFace, useMessages, usePerform } from './playground-context.ts';

/** The worst light after a choice, and of what. */
function Afterwards({ ahead }: { readonly ahead: Ahead }): ReactNode {
  const { screen, lights } = useMessages();
  const { light, properties, isWorse } = ahead;
  const { sign, role } = signOf(light);
  const isGood = light === 'ok' || light === 'vacuous';
  const told = screen.leadsTo(lights[light], isGood ? '' : properties.join(', '));
  return (
    <span
      className={`choice-ahead ${isGood || isWorse ? `role-${role}` : 'role-dim'} ${isWorse ? 'is-worse' : ''}`}
      title={told}
    >
      <span aria-hidden="true">
        → {sign} {isGood ? '' : properties.join(', ')}
      </span>
      <span className="visually-hidden">{told}</span>
    </span>
  );
}

/** The key that takes a choice; there are nine. */
function digitOf(index: number): string | undefined {
  return index < 9 ? String(index + 1) : undefined;
}

export function Choices(): ReactNode {
  const { ui, view } = useFace();
  const { panes, choices: words, web } = useMessages();
  const perform = usePerform();
  const pointed = ui.selected ?? view.usual;
  return (
    <Pane name="choices" title={panes.choices}>
      {view.choices.length === 0 ? <p className="role-dim">{words.none}</p> : null}
      <ol className="choices" id="choices">
        {view.choices.map(({ who, lead, text, violates, ahead }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a choice is its number
          <li key={index}>
            <button
              type="button"
              className={`choice ${index === pointed ? 'is-pointed' : ''}`}
              aria-keyshortcuts={digitOf(index)}
              onClick={() => perform({ type: 'session', command: { type: 'take', choice: index } })}
            >
              {digitOf(index) === undefined ? (
                <span className="choice-number">{index + 1}</span>
              ) : (
                <kbd>{index + 1}</kbd>
              )}
              <span>
                {lead === '' ? null : <span className="choice-lead">{lead}</span>}
                <b>{who}</b> {text}
                {ahead === null ? null : <Afterwards ahead={ahead} />}
                {ahead !== null || violates.length === 0 ? null : (
                  <span className="choice-bad">✗ {web.choices.leadsTo(violates.join(', '))}</span>
                )}
              </span>
              {index === view.usual ? <small className="choice-usual">{web.choices.usual}</small> : null}
            </button>
          </li>
        ))}
      </ol>
      {view.blocked.length === 0 ? null : (
        <details className="blocked">
          <summary>{web.choices.blocked(view.blocked.length)}</summary>
          <ul>
            {view.blocked.map(({ actor, who, reason }) => (
              <li key={actor}>
                <b>{who}</b> {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Pane>
  );
}
