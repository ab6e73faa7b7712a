// The heads of the arrows of a statechart, and what their colours tell.
import type { ReactNode } from 'react';

export const ARROW_STATES = ['plain', 'taken', 'now'] as const;
export type ArrowState = (typeof ARROW_STATES)[number];

/** Has the last step gone this way, the run, or nobody? */
export function stateOfArrow({ isNow, isTaken }: { readonly isNow: boolean; readonly isTaken: boolean }): ArrowState {
  return isNow ? 'now' : isTaken ? 'taken' : 'plain';
}

export function ArrowHeads(): ReactNode {
  return (
    <defs>
      {ARROW_STATES.map((name) => (
        <marker
          key={name}
          id={`chart-${name}`}
          className={`chart-head is-${name}`}
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0 0L8 4L0 8z" />
        </marker>
      ))}
    </defs>
  );
}
