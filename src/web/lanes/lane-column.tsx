// One column of the lanes: its marks, its place on the time axis, and where a click on it goes.
import { memo, type ReactNode } from 'react';
import { AXIS_HEIGHT, type PlacedColumn } from '../../view/lane-picture.ts';
import { LaneMarks } from './lane-marks.tsx';

export interface LaneColumnProps {
  readonly column: PlacedColumn;
  readonly height: number;
  readonly state: 'past' | 'current' | 'future';
  readonly onSeek: (to: number) => void;
}

/** Drawn again only when it is passed by the cursor. */
export const LaneColumn = memo(function LaneColumn({ column, height, state, onSeek }: LaneColumnProps): ReactNode {
  const { x, width, to, time, marks } = column;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the slider below does the same for the keyboard
    <g className={`lane-column is-${state}`} onClick={() => onSeek(to)}>
      <rect className="lane-column-ground" x={x} y={0} width={width} height={height} />
      {time === null ? null : (
        <text className="lane-time" x={x + 4} y={AXIS_HEIGHT - 8}>
          {time}
        </text>
      )}
      <LaneMarks marks={marks} />
    </g>
  );
});
