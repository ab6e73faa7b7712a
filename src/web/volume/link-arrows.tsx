// Arrows from symbolic links to the names they lead to, in the margin beside the names.
import type { ReactNode } from 'react';
import type { LinkArrow } from '../../view/volume-graph.ts';

export interface LinkArrowsProps {
  readonly links: readonly LinkArrow[];
  readonly lines: number;
}

/** One unit is the height of a line; the margin is one and a half units wide. */
const MARGIN = 1.5;
const BEND_MAX = 1.2;

export function LinkArrows({ links, lines }: LinkArrowsProps): ReactNode {
  return (
    <svg
      className="link-arrows"
      aria-hidden="true"
      viewBox={`0 0 ${MARGIN} ${lines}`}
      style={{ height: `calc(${lines} * var(--graph-line))`, width: `calc(${MARGIN} * var(--graph-line))` }}
    >
      <defs>
        <marker
          id="link-head"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="0.3"
          markerHeight="0.3"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0 0L8 4L0 8z" />
        </marker>
      </defs>
      {links.map(({ from, to }) => (
        <path key={`${from} ${to}`} d={pathOf(from, to)} markerEnd="url(#link-head)" />
      ))}
    </svg>
  );
}

/** Out to the left, further the longer the way, and back in. */
function pathOf(from: number, to: number): string {
  const bend = Math.min(BEND_MAX, 0.55 + 0.12 * Math.abs(to - from));
  const left = MARGIN - bend;
  const [start, end] = [from + 0.5, to + 0.5];
  return `M${MARGIN} ${start}C${left} ${start} ${left} ${end} ${MARGIN} ${end}`;
}
