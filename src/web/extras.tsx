// What only some people open: two strategies compared, and being the scheduler. Loaded when first opened; an address can
// ask for it (`compare=`, `challenge=`).
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useMessages } from './playground-context.ts';

const ComparePane = lazy(async () => ({ default: (await import('./compare/compare-pane.tsx')).ComparePane }));
const ChallengePane = lazy(async () => ({ default: (await import('./challenge/challenge-pane.tsx')).ChallengePane }));

const EXTRAS = ['compare', 'challenge'] as const;
type Extra = (typeof EXTRAS)[number];

export function Extras(): ReactNode {
  const messages = useMessages();
  const [open, setOpen] = useState<Extra | null>(extraAsked);
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
      <Suspense fallback={null}>
        {open === 'compare' ? <ComparePane /> : open === 'challenge' ? <ChallengePane /> : null}
      </Suspense>
    </section>
  );
}

function extraAsked(): Extra | null {
  const asked = new URLSearchParams(location.hash.slice(1));
  return EXTRAS.find((extra) => asked.has(extra)) ?? null;
}
