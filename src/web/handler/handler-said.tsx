// What the handler says in the present run: what it printed and how it ended, each with its step and its line.
import type { EditorView } from '@codemirror/view';
import type { ReactNode } from 'react';
import { saidIn } from '../../view/own-handler.ts';
import { useMessages, usePerform, useStores } from '../playground-context.ts';
import { goToLine } from './handler-field.tsx';

export function Said({ field }: { readonly field: { readonly current: EditorView | null } }): ReactNode {
  const { session } = useStores();
  const { handler: words } = useMessages();
  const perform = usePerform();
  const said = saidIn(session.state());
  return (
    <section className="handler-said" aria-label={words.said}>
      <h3>{words.said}</h3>
      {said.length === 0 ? <p className="role-dim">{words.nothingSaid}</p> : null}
      <ol>
        {said.map(({ step, text, endedAt }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same may be said twice at one step
          <li key={index} className={endedAt === undefined ? '' : 'role-bad'}>
            <button
              type="button"
              className="quiet"
              onClick={() => perform({ type: 'session', command: { type: 'seek', at: step } })}
            >
              {words.step(step)}
            </button>{' '}
            {endedAt === undefined ? <code>{text}</code> : <b>✗ {words.ended(text, endedAt)}</b>}
            {typeof endedAt === 'number' ? (
              <button type="button" className="quiet" onClick={() => goToLine(field.current, endedAt)}>
                {words.goToLine(endedAt)}
              </button>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
