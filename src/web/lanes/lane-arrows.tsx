// The arrows between the lanes.
import { memo, type ReactNode } from 'react';
import type { PlacedArrow } from '../../view/lane-picture.ts';

export interface LaneArrowsProps {
  readonly arrows: readonly PlacedArrow[];
  /** Columns up to the cursor. */
  readonly until: number;
}

export const LaneArrows = memo(function LaneArrows({ arrows, until }: LaneArrowsProps): ReactNode {
  return arrows.map((arrow) => {
    const { kind, column, fromX, fromY, toX, toY } = arrow;
    const state = column === until - 1 ? 'current' : column < until ? 'past' : 'future';
    return <LaneArrow key={`${kind} ${fromX} ${fromY} ${toX} ${toY}`} arrow={arrow} state={state} />;
  });
});

interface LaneArrowProps {
  readonly arrow: PlacedArrow;
  readonly state: 'past' | 'current' | 'future';
}

/** Drawn again only when it is passed by the cursor. */
const LaneArrow = memo(function LaneArrow({ arrow, state }: LaneArrowProps): ReactNode {
  return (
    <path
      className={`lane-arrow arrow-${arrow.kind} is-${state}`}
      d={pathOf(arrow)}
      markerEnd={`url(#arrow-${state === 'current' ? 'current' : 'plain'})`}
    />
  );
});

/** Upright where both ends are in one column, a curve that leaves and arrives upright elsewhere. */
function pathOf({ fromX, fromY, toX, toY }: PlacedArrow): string {
  if (Math.abs(fromX - toX) < 1) return `M${fromX} ${fromY}L${toX} ${toY}`;
  const middle = (fromY + toY) / 2;
  return `M${fromX} ${fromY}C${fromX} ${middle} ${toX} ${middle} ${toX} ${toY}`;
}
