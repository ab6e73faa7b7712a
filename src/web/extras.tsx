// What only some people open: two strategies compared, being the scheduler, a handler of one's own. Loaded when first opened;
// an address can ask for it (`compare=`, `challenge=`, `handler=`).
import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';
import { useMessages } from './playground-context.ts';

const ComparePane = lazy(async () => ({ default: (await import('./compare/compare-pane.tsx')).ComparePane }));
const ChallengePane = lazy(async () => ({ default: (await import('./challenge/challenge-pane.tsx')).ChallengePane }));
const HandlerPane = lazy(async () => ({ default: (await import('./handler/handler-pane.tsx')).HandlerPane }));

const EXTRAS = ['compare', 'challenge', 'handler'] as const;
type Extra = (typeof EXTRAS)[number];

const PANES: Readonly<Record<Extra, ComponentType>> = {
  compare: ComparePane,
  challenge: ChallengePane,
  handler: HandlerPane,
};

export function Extras(): ReactNode {
  const messages = useMessages();
  const [open, setOpen] = useState<Extra | null>(extraAsked);
  const Open = open === null ? null : PANES[open];
  return (
    <section className="extras" aria-label={messages.web.regions.extras}>
      <div className="extras-buttons">
        {EXTRAS.map((extra) => (
          <button
            key={extra}
            type="button"
            title={messages[extra].open}
            aria-expanded={open === extra}
            onClick={() => setOpen(open === extra ? null : extra)}
          >
            {messages[extra].title}
          </button>
        ))}
      </div>
      <Suspense fallback={null}>{Open === null ? null : <Open />}</Suspense>
    </section>
  );
}

function extraAsked(): Extra | null {
  const asked = new URLSearchParams(location.hash.slice(1));
  return EXTRAS.find((extra) => asked.has(extra)) ?? null;
}
