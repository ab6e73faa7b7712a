// What the oracle finds of the text as it stands: states and time, a light for each property, the way to a violation.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { checkingText } from '../../view/foresight.ts';
import { useFace, useMessages, usePerform } from '../playground-context.ts';

const SIGNS = {
  holds: { sign: '✓', role: 'ok' },
  violated: { sign: '✗', role: 'bad' },
  inconclusive: { sign: '?', role: 'warn' },
} as const;

export function LiveVerdict({ onPlay }: { readonly onPlay: () => void }): ReactNode {
  const { view, page } = useFace();
  const messages = useMessages();
  const { editor, check, web } = messages;
  const perform = usePerform();
  const ms = useCheckTime(view.checking?.phase ?? null);
  const play = (property: (typeof view.counterexamples)[number]['property']): void => {
    perform({ type: 'counterexample', property });
    onPlay();
  };
  return (
    <section className="live-verdict" aria-label={editor.verdict}>
      <output className="live-checking">
        {view.checking === null ? '…' : checkingText(messages, view.checking)}
        {ms === null ? '' : ` ${editor.took(ms)}`}
      </output>
      <ul>
        {[...page.overall].map(([property, verdict]) => {
          const { sign, role } = SIGNS[verdict];
          const way = view.counterexamples.find((each) => each.property === property);
          return (
            <li key={property} className={`live-light role-${role}`}>
              <span aria-hidden="true">{sign}</span> {property}
              <span className="visually-hidden"> {check.verdicts[verdict]}</span>
              {way === undefined ? null : (
                <button type="button" className="play-it" onClick={() => play(property)}>
                  ▶ {way.from === 'here' ? web.verdicts.play : web.verdicts.playFromStart}
                  <span className="visually-hidden"> {property}</span>
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Milliseconds that the last search took; null while one goes on, and of one that nobody saw begin. */
function useCheckTime(phase: string | null): number | null {
  const began = useRef<number | null>(null);
  const [ms, setMs] = useState<number | null>(null);
  useEffect(() => {
    if (phase === 'checking') {
      began.current = performance.now();
      setMs(null);
    } else if (began.current !== null) {
      setMs(Math.round(performance.now() - began.current));
      began.current = null;
    }
  }, [phase]);
  return ms;
}
