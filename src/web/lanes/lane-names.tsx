// The names of the lanes, beside the picture.
import type { ReactNode } from 'react';
import { laneName } from '../../view/lane.ts';
import type { LanePicture } from '../../view/lane-picture.ts';
import { useMessages } from '../playground-context.ts';
import { UNITS_PER_REM } from './lanes.tsx';

export function LaneNames({ picture }: { readonly picture: LanePicture }): ReactNode {
  const { web } = useMessages();
  return (
    <ul className="lane-names" style={{ height: `${picture.height / UNITS_PER_REM}rem` }}>
      {picture.bands.map(({ lane, y, height }) => (
        <li key={lane} style={{ top: `${y / UNITS_PER_REM}rem`, height: `${height / UNITS_PER_REM}rem` }}>
          {laneName(web.lanes, lane)}
        </li>
      ))}
    </ul>
  );
}
