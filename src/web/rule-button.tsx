// The id of a rule; opens what the rule says and where it is from. The list of rules is loaded when first asked for.
import { type ReactNode, useId, useState } from 'react';
import type { Language } from '../view/messages/messages.ts';
import { sourceParts } from '../view/source-links.ts';
import { useMessages } from './playground-context.ts';

type Rule = typeof import('virtual:rules')['rules'][string];

/** A rule as a reader of this language needs it; null when there is no such rule. */
async function loadRule(id: string, language: Language): Promise<Rule | null> {
  const { rules } = await import('virtual:rules');
  const rule = rules[id];
  if (rule === undefined) return null;
  if (language === 'en') return rule;
  const { sentences } = await import('virtual:rules-zh');
  return { ...rule, sentence: sentences[id] ?? rule.sentence };
}

export function RuleButton({ id }: { readonly id: string }): ReactNode {
  const { web, language } = useMessages();
  const [loaded, setLoaded] = useState<{ readonly rule: Rule | null; readonly language: Language } | null>(null);
  const rule = loaded?.language === language ? loaded.rule : undefined;
  const popover = useId();
  const load = (): void => {
    void loadRule(id, language).then((found) => setLoaded({ rule: found, language }));
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
