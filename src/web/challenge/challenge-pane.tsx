// Be the scheduler: a goal, how far one is, hints, and what shows others that it was done.
import { type ReactNode, useState } from 'react';
import {
  type Goal,
  goalAsked,
  goalsIn,
  goalText,
  HINT_COST,
  type Hint,
  hintFor,
  isRefused,
  isSettled,
  type Standing,
  scoreOf,
  standingOf,
} from '../../view/challenge.ts';
import { Choice } from '../choice-of-few.tsx';
import { Pane } from '../pane.tsx';
import { useFace, useMessages, usePerform, useStores } from '../playground-context.ts';
import { Completed } from './completed.tsx';
import { OtherChallenges } from './other-challenges.tsx';
import { VerifyCompletion } from './verify-completion.tsx';

/** What somebody has asked for, of one goal in one thing that was open. */
interface Asked {
  readonly subject: unknown;
  readonly property: Goal['property'] | null;
  readonly hints: number;
  readonly hint: Hint | null;
  /** The hint is of this turn of the session. */
  readonly turn: number;
}

export function ChallengePane(): ReactNode {
  const messages = useMessages();
  const { challenge: words } = messages;
  const { session } = useStores();
  const { view } = useFace();
  const perform = usePerform();
  const [brought] = useState(() => goalAsked(location.hash));
  const [asked, setAsked] = useState<Asked>(() => ({
    subject: session.subject(),
    property: brought?.property ?? null,
    hints: brought?.hints ?? 0,
    hint: null,
    turn: -1,
  }));
  const state = session.state();
  const goals = goalsIn(state);
  const property = goals.find((goal) => goal.property === asked.property)?.property ?? goals[0]?.property ?? null;
  const standing = property === null ? null : standingOf(state, property);
  const hints = asked.subject === session.subject() ? asked.hints : 0;
  const begin = (chosen: Goal['property'] | null): void => {
    setAsked({ subject: session.subject(), property: chosen, hints: 0, hint: null, turn: -1 });
    perform({ type: 'session', command: { type: 'home' } });
  };
  const giveHint = (): void => {
    if (property === null) return;
    const hint = hintFor(state, property, messages);
    setAsked({ subject: session.subject(), property, hints: hints + 1, hint, turn: view.turn });
  };
  const isBrought = view.turn === 0 && view.opened === 'schedule' && brought !== null;
  const refused = isBrought && isRefused(state, brought.property);
  return (
    <Pane name="challenge" title={words.title} aside={<span className="pane-aside">{words.what}</span>}>
      {refused ? (
        <p className="role-bad" role="alert">
          {words.notACompletion}
        </p>
      ) : null}
      {standing === null ? (
        <p>{isSettled(state) ? words.noGoal : words.checking}</p>
      ) : (
        <>
          <div className="challenge-settings">
            <Choice
              label={words.choose}
              value={standing.property}
              options={goals.map((goal) => ({
                value: goal.property,
                text: goalText(messages, goal.property),
                help: '',
              }))}
              onChange={begin}
            />
            <b>{words.par(standing.par)}</b>
            <button type="button" className="primary" onClick={() => begin(standing.property)}>
              {words.begin}
            </button>
            <button type="button" onClick={() => perform({ type: 'command', command: 'back' })}>
              {words.undo}
            </button>
            <button type="button" disabled={standing.reachedAt !== null || standing.isLost} onClick={giveHint}>
              {words.hint(HINT_COST)}
            </button>
          </div>
          <output className="challenge-standing">
            <Progress
              standing={standing}
              hints={hints}
              isVerdict={isBrought && brought.property === standing.property}
            />
            {asked.hint !== null && asked.turn === view.turn ? (
              <p>
                <b>{words.hintIs(asked.hint.number, asked.hint.text)}</b>
              </p>
            ) : null}
          </output>
          {standing.reachedAt === null ? null : <Completed property={standing.property} hints={hints} />}
        </>
      )}
      <div className="challenge-settings">
        <OtherChallenges onChoose={(chosen) => setAsked({ ...asked, subject: null, property: chosen })} />
        <VerifyCompletion />
      </div>
    </Pane>
  );
}

interface ProgressProps {
  readonly standing: Standing;
  readonly hints: number;
  /** What was brought along is judged, not what somebody plays here. */
  readonly isVerdict: boolean;
}

function Progress({ standing, hints, isVerdict }: ProgressProps): ReactNode {
  const { challenge: words } = useMessages();
  const { property, par, steps, reachedAt, isLost } = standing;
  if (reachedAt === null) {
    if (isVerdict) return <p className="role-bad">✗ {words.refuted(property)}</p>;
    return isLost ? <p className="role-warn">⊗ {words.lost}</p> : <p>{words.soFar(steps, hints)}</p>;
  }
  if (isVerdict) return <p className="role-ok">✓ {words.verified(property, reachedAt, par)}</p>;
  return (
    <p className="role-ok">
      ✓ {words.reached(property, reachedAt, par, hints, scoreOf(reachedAt, hints))}{' '}
      {reachedAt === par && hints === 0 ? words.best : ''}
    </p>
  );
}
