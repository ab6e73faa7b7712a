// Why: what the last step did, in one or two sentences, each with its rule. Said aloud by screen readers at every step.
import type { ReactNode } from 'react';
import { Pane } from './pane.tsx';
import { useFace, useMessages } from './playground-context.ts';
import { RuleButton } from './rule-button.tsx';

export function Why(): ReactNode {
  const { view } = useFace();
  const messages = useMessages();
  const ended = view.isOver ? [{ text: messages.why.ended(view.choices.length > 0), rule: null }] : [];
  return (
    <Pane name="why" title={messages.panes.why}>
      <div className="why" aria-live="polite">
        {view.notice === null ? null : <p className="notice">{view.notice}</p>}
        {[...view.reasons, ...ended].map(({ text, rule }) => (
          <p key={text} className={/^[✗✓]/.test(text) ? (text.startsWith('✗') ? 'why-bad' : 'why-ok') : ''}>
            {text} {rule === null ? null : <RuleButton id={rule} />}
          </p>
        ))}
      </div>
    </Pane>
  );
}
