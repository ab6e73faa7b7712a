// The marks of one column of lanes, each in its lane.
import type { ReactNode } from 'react';
import type { PlacedColumn } from '../../view/lane-picture.ts';

export function LaneMarks({ marks }: Pick<PlacedColumn, 'marks'>): ReactNode {
  return marks.map((mark) => (
    <text key={`${mark.lane} ${mark.y}`} className={`lane-mark role-${mark.role}`} x={mark.x} y={mark.y} dy="0.35em">
      {mark.text}
    </text>
  ));
}
