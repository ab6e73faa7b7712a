// A few goals in the delivered simulations, to begin with.
import { type ReactNode, useId } from 'react';
import { type Goal, shippedChallenges } from '../../view/challenge.ts';
import { useMessages, usePerform, useStores } from '../playground-context.ts';

export interface OtherChallengesProps {
  readonly onChoose: (property: Goal['property']) => void;
}

export function OtherChallenges({ onChoose }: OtherChallengesProps): ReactNode {
  const { challenge: words } = useMessages();
  const { session } = useStores();
  const perform = usePerform();
  const id = useId();
  const shipped = shippedChallenges(session.state().catalog());
  const choose = (index: number): void => {
    const chosen = shipped[index];
    if (chosen === undefined) return;
    onChoose(chosen.property);
    perform({ type: 'session', command: { type: 'load', simulation: chosen.simulation } });
    perform({ type: 'session', command: { type: 'timing', timing: chosen.timing } });
    perform({ type: 'session', command: { type: 'home' } });
  };
  return (
    <span className="choice-of-few">
      <label htmlFor={id}>{words.shipped}</label>
      <select id={id} value="" onChange={({ target }) => choose(Number(target.value))}>
        <option value="" disabled>
          …
        </option>
        {shipped.map(({ simulation, property }, index) => (
          <option key={property} value={index}>
            {simulation}: {words.goals[property]}
          </option>
        ))}
      </select>
    </span>
  );
}
