// A version on the line of a lane: the same badge as elsewhere, in SVG.
import type { ReactNode } from 'react';
import { badgesOf } from '../../view/badges.ts';
import type { Glyph } from '../../view/glyphs.ts';

const RADIUS = 8;

export interface HeldBadgeProps {
  readonly glyph: Glyph;
  readonly x: number;
  readonly y: number;
}

export function HeldBadge({ glyph, x, y }: HeldBadgeProps): ReactNode {
  return badgesOf(glyph).map(({ text, isVersion, role }, at) => (
    <g key={text} className={`held-badge role-${role}`} transform={`translate(${x + RADIUS + at * RADIUS * 2} ${y})`}>
      <circle className={isVersion ? 'held-disc' : 'held-ground'} r={RADIUS} />
      <text className={isVersion ? 'held-number' : 'held-sign'} dy="0.36em">
        {text}
      </text>
    </g>
  ));
}
