// Why: what the last step did, in one or two sentences, each with its rule. Said aloud by screen readers at every step.
import type { ReactNode } from 'react';
import { widthOf } from '../view/rows.ts';
import { Pane } from './pane.tsx';
import { useFace, useMessages } from './playground-context.ts';
import { RuleButton } from './rule-button.tsx';

/** Longer ones, such as the story of a simulation, are set smaller before a room. In columns of a terminal. */
const LONG = 260;

export function Why(): ReactNode {
  const { view } = useFace();
  const messages = useMessages();
  const ended = view.isOver ? [{ text: messages.why.ended(view.choices.length > 0), rule: null }] : [];
  const reasons = [...view.reasons, ...ended];
  const isLong = reasons.reduce((sum, { text }) => sum + widthOf(text), 0) > LONG;
  return (
    <Pane name="why" title={messages.panes.why}>
      <div className={isLong ? 'why is-long' : 'why'} aria-live="polite">
        {view.notice === null ? null : <p className="notice">{view.notice}</p>}
        {reasons.map(({ text, rule }) => (
          <p key={text} className={/^[✗✓]/.test(text) ? (text.startsWith('✗') ? 'why-bad' : 'why-ok') : ''}>
            {text} {rule === null ? null : <RuleButton id={rule} />}
          </p>
        ))}
      </div>
    </Pane>
  );
}
