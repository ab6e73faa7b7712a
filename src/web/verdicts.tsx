// A line for each property: what may still come of it from here, what every order from the start comes to, and the way to
// a violation to be played.
import type { ReactNode } from 'react';
import { checkingText } from '../view/foresight.ts';
import { asksOf } from '../view/messages/for-model.ts';
import type { SessionView } from '../view/session/session-view.ts';
import { lightText, signOf, type Verdict, verdictDetail } from '../view/verdicts.ts';
import { Pane } from './pane.tsx';
import { useFace, useMessages, usePerform } from './playground-context.ts';

export function Verdicts(): ReactNode {
  const { view } = useFace();
  const { panes, web } = useMessages();
  return (
    <Pane name="verdicts" title={panes.verdicts} aside={<Checking checking={view.checking} />}>
      <table className="verdicts">
        <thead>
          <tr>
            <th scope="col">{web.verdicts.property}</th>
            <th scope="col">{web.verdicts.fromHere}</th>
            <th scope="col">{web.verdicts.fromStart}</th>
          </tr>
        </thead>
        {view.verdicts.map((verdict) => (
          <VerdictRows key={verdict.property} verdict={verdict} />
        ))}
      </table>
    </Pane>
  );
}

/** How far the oracle is. */
function Checking({ checking }: Pick<SessionView, 'checking'>): ReactNode {
  const messages = useMessages();
  if (checking === null) return null;
  return <output className={`pane-aside checking is-${checking.phase}`}>{checkingText(messages, checking)}</output>;
}

/** The lights of a property, and below them, over the whole width, what is to be said of it. */
function VerdictRows({ verdict }: { readonly verdict: Verdict }): ReactNode {
  const messages = useMessages();
  const { view, page } = useFace();
  const { screen, check } = messages;
  const { sign, role } = signOf(verdict.light);
  const { property, expected } = verdict;
  const detail = verdictDetail(messages, verdict);
  const overall = page.overall.get(property);
  const counterexample = view.counterexamples.find((each) => each.property === property);
  return (
    <tbody>
      <tr>
        <th scope="row">
          <b>{property}</b>
        </th>
        <td>
          <span className={`light role-${role}`}>
            <span aria-hidden="true">{sign}</span> {lightText(messages, verdict)}
          </span>
        </td>
        <td>
          {overall === undefined ? (
            <span className="role-dim">…</span>
          ) : (
            <span className={`light role-${OVERALL[overall].role}`}>
              <span aria-hidden="true">{OVERALL[overall].sign}</span> {check.verdicts[overall]}
            </span>
          )}
          {counterexample === undefined ? null : <PlayButton {...counterexample} />}
        </td>
      </tr>
      <tr className="verdict-detail">
        <td colSpan={3}>
          {asksOf(messages, property)}
          {detail === null ? null : <b className={`verdict-happened role-${role}`}>{detail}</b>}
          {expected === null ? null : <i className="verdict-expected">{screen.expects(expected)}</i>}
        </td>
      </tr>
    </tbody>
  );
}

const OVERALL = {
  holds: { sign: '✓', role: 'ok' },
  violated: { sign: '✗', role: 'bad' },
  inconclusive: { sign: '?', role: 'warn' },
} as const;

/** Makes the way to the violation the present branch, with the cursor where it begins. */
function PlayButton({ property, from }: SessionView['counterexamples'][number]): ReactNode {
  const { web } = useMessages();
  const perform = usePerform();
  return (
    <button
      type="button"
      className="play-it"
      onClick={() => {
        perform({ type: 'counterexample', property });
        window.scrollTo({ top: 0 });
      }}
    >
      ▶ {from === 'here' ? web.verdicts.play : web.verdicts.playFromStart}
      <span className="visually-hidden"> {property}</span>
    </button>
  );
}
