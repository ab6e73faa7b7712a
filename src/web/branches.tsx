// The runs tried so far; one click goes to another one. Shown as soon as there are two.
import type { ReactNode } from 'react';
import { Pane } from './pane.tsx';
import { useFace, useMessages, usePerform, useStores } from './playground-context.ts';

export function Branches(): ReactNode {
  const { view } = useFace();
  const { session } = useStores();
  const { web, screen } = useMessages();
  const perform = usePerform();
  if (view.branch.of < 2) return null;
  return (
    <Pane name="branches" title={web.regions.branches}>
      <ol className="branches">
        {session.branches().map((branch, index) => {
          const { leaf, isPresent, fork, choice, serves, failed, violates, isOver } = branch;
          const words = { isPresent, step: fork, choice, violates: violates.join(', '), isOver };
          return (
            <li key={leaf}>
              <button
                type="button"
                className="branch"
                aria-current={isPresent}
                onClick={() => perform({ type: 'session', command: { type: 'branch', leaf } })}
              >
                {screen.fork({ ...words, serves: serves.text, failed: failed?.text ?? null })}
              </button>
              {isPresent ? null : (
                <button
                  type="button"
                  className="quiet"
                  aria-label={web.forgetBranch(index + 1)}
                  title={web.forgetBranch(index + 1)}
                  onClick={() => perform({ type: 'session', command: { type: 'forget-branch', leaf } })}
                >
                  ✕
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </Pane>
  );
}
