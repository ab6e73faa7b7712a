// Somebody's completion token: opened where it ends, and judged there by the checker of this page. No server knows.
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { completionAddress, parseCompletion } from '../../view/challenge.ts';
import { useMessages } from '../playground-context.ts';

export function VerifyCompletion(): ReactNode {
  const { challenge: words } = useMessages();
  const [text, setText] = useState('');
  const [isRefused, setRefused] = useState(false);
  const verify = (event: SubmitEvent): void => {
    event.preventDefault();
    const completion = parseCompletion(text);
    setRefused(completion === null);
    if (completion === null) return;
    location.hash = completionAddress(completion);
    location.reload();
  };
  return (
    <form className="challenge-settings" onSubmit={verify}>
      <label className="challenge-token">
        <span>{words.verifyLabel}</span>
        <input type="text" value={text} onChange={({ target }) => setText(target.value)} autoComplete="off" />
      </label>
      <button type="submit">{words.verify}</button>
      {isRefused ? (
        <p className="role-bad" role="alert">
          {words.notACompletion}
        </p>
      ) : null}
    </form>
  );
}
