// What shows others that a goal was reached: a token, a link, a command line. Each holds the schedule itself.
import type { ReactNode } from 'react';
import { completionAddress, completionLine, completionOf, formatCompletion, type Goal } from '../../view/challenge.ts';
import { useMessages, useStores } from '../playground-context.ts';

export interface CompletedProps {
  readonly property: Goal['property'];
  readonly hints: number;
}

export function Completed({ property, hints }: CompletedProps): ReactNode {
  const { challenge: words } = useMessages();
  const { session } = useStores();
  const completion = completionOf(session.state(), property, hints);
  if (completion === null) return null;
  return (
    <div className="challenge-settings">
      <label className="challenge-token">
        <span>{words.token}</span>
        <input
          type="text"
          readOnly
          value={formatCompletion(completion)}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      </label>
      <a href={`#${completionAddress(completion)}`}>{words.link}</a>
      <small>{words.again(completionLine(completion))}</small>
    </div>
  );
}
