// What only some people open: two strategies compared, being the scheduler, a handler of one's own. Loaded when first opened;
// an address can ask for it (`compare=`, `challenge=`, `handler=`). A system has neither strategy nor handler.
import { type ComponentType, lazy, type ReactNode, Suspense, use, useState } from 'react';
import { useFace, useMessages, useStores } from './playground-context.ts';

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

/** Those that a system has. */
const OF_SYSTEMS: readonly Extra[] = ['challenge'];

export function Extras(): ReactNode {
  const messages = useMessages();
  const isSystem = useFace().view.system !== null;
  const [asked, setOpen] = useState<Extra | null>(extraAsked);
  const extras = isSystem ? OF_SYSTEMS : EXTRAS;
  const open = extras.find((extra) => extra === asked) ?? null;
  return (
    <section className="extras" aria-label={messages.web.regions.extras}>
      <div className="extras-buttons">
        {extras.map((extra) => (
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
      <Suspense fallback={null}>{open === null ? null : <Opened extra={open} />}</Suspense>
    </section>
  );
}

/** All of them look at what else is delivered. */
function Opened({ extra }: { readonly extra: Extra }): ReactNode {
  use(useStores().isWhole);
  const Pane = PANES[extra];
  return <Pane />;
}

function extraAsked(): Extra | null {
  const asked = new URLSearchParams(location.hash.slice(1));
  return EXTRAS.find((extra) => asked.has(extra)) ?? null;
}
