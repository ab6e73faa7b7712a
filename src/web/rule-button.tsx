// The id of a rule; opens what the rule says and where it is from. The list of rules is loaded when first asked for.
import { type ReactNode, useId, useState } from 'react';
import { sourceParts } from '../view/source-links.ts';
import { useMessages } from './playground-context.ts';

type Rule = typeof import('virtual:rules')['rules'][string];

export function RuleButton({ id }: { readonly id: string }): ReactNode {
  const { web } = useMessages();
  const [rule, setRule] = useState<Rule | null | undefined>(undefined);
  const popover = useId();
  const load = (): void => {
    void import('virtual:rules').then(({ rules }) => setRule(rules[id] ?? null));
  };
  return (
    <>
      <button
        type="button"
        className="rule"
        popoverTarget={popover}
        aria-label={web.rule.open(id)}
        onClick={load}
        onFocus={load}
        onPointerEnter={load}
      >
        {id}
      </button>
      <span id={popover} popover="auto" className="rule-text">
        <b>{id}</b> {rule === undefined ? '…' : rule === null ? web.rule.unknown : rule.sentence}
        {rule == null ? null : (
          <small>
            {web.rule.source}:{' '}
            {sourceParts(rule.source).map(({ text, href }) =>
              href === null ? (
                text
              ) : (
                <a key={href} href={href} target="_blank" rel="noreferrer">
                  {text}
                </a>
              ),
            )}
          </small>
        )}
      </span>
    </>
  );
}
