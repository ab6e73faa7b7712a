// The names of the lanes, beside the picture.
import type { ReactNode } from 'react';
import { type Lane, laneName } from '../../view/lane.ts';
import type { LanePicture } from '../../view/lane-picture.ts';
import type { Messages } from '../../view/messages/messages.ts';
import { useMessages } from '../playground-context.ts';
import { UNITS_PER_REM } from './lanes.tsx';

export function LaneNames({ picture }: { readonly picture: LanePicture }): ReactNode {
  const messages = useMessages();
  return (
    <ul className="lane-names" style={{ height: `${picture.height / UNITS_PER_REM}rem` }}>
      {picture.bands.map(({ lane, y, height }) => (
        <li key={lane} style={{ top: `${y / UNITS_PER_REM}rem`, height: `${height / UNITS_PER_REM}rem` }}>
          {nameOf(messages, lane)}
        </li>
      ))}
    </ul>
  );
}

/** A process is called what its system calls it. */
function nameOf({ system, web }: Messages, lane: Lane): string {
  return lane.startsWith('@') && system !== null ? system.process(lane as `@${string}`) : laneName(web.lanes, lane);
}
