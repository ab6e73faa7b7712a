// A stretch of a lane in which it holds the same: its line, and the version as a badge where it begins.
import { memo, type ReactNode } from 'react';
import type { HeldLine } from '../../view/lane-picture.ts';
import { HeldBadge } from './held-badge.tsx';

export interface HeldStretchProps {
  readonly stretch: HeldLine;
  readonly state: 'past' | 'future';
}

/** Drawn again only when it is passed by the cursor. */
export const HeldStretch = memo(function HeldStretch({ stretch, state }: HeldStretchProps): ReactNode {
  const { lane, fromX, toX, y, glyph } = stretch;
  return (
    <g className={`is-${state}`}>
      <path className={`held-line held-${lane} role-${glyph.role}`} d={`M${fromX} ${y}H${toX}`} />
      <HeldBadge glyph={glyph} x={fromX} y={y} />
    </g>
  );
});
