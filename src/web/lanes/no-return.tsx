// Where a run turns: points of no return, behind which every order ends in the violation that is named, and the step at
// which the last watch dies. What was lost from the first step on has no such place.
import type { ReactNode } from 'react';
import { AXIS_HEIGHT, type LanePicture } from '../../view/lane-picture.ts';
import type { PageView } from '../../view/session/page-view.ts';
import { useMessages } from '../playground-context.ts';

export interface NoReturnProps extends Pick<PageView, 'lost' | 'turn'> {
  readonly picture: LanePicture;
}

export function NoReturn({ picture, lost, turn }: NoReturnProps): ReactNode {
  const { timeline } = useMessages().web;
  const columnAt = (place: number): number => picture.columns.findIndex(({ to }) => to >= place);
  const places = [...new Set(lost.map(({ at }) => columnAt(at)))];
  const death = turn === null ? -1 : columnAt(turn.at);
  return (
    <>
      {places.map((place) => {
        const properties = lost.flatMap(({ at, property }) => (columnAt(at) === place ? [property] : [])).join(', ');
        return (
          <Turn
            key={place}
            picture={picture}
            column={place}
            text={timeline.pointOfNoReturn(properties)}
            help={timeline.pointOfNoReturnHelp(properties)}
          />
        );
      })}
      {turn === null || death === -1 || places.includes(death) ? null : (
        <Turn
          picture={picture}
          column={death}
          text={`✗ ${timeline.lastWatch(turn.wd)}`}
          help={timeline.lastWatchHelp}
        />
      )}
    </>
  );
}

interface TurnProps {
  readonly picture: LanePicture;
  readonly column: number;
  readonly text: string;
  readonly help: string;
}

/** A double line behind a column, named above the lanes. */
function Turn({ picture, column, text, help }: TurnProps): ReactNode {
  const { x: start, width } = picture.columns[column] ?? { x: 1, width: 0 };
  const x = start + width;
  return (
    <g className="no-return">
      <title>{help}</title>
      <path d={`M${x - 2} 0V${picture.height}M${x + 2} 0V${picture.height}`} />
      <text x={x + 7} y={AXIS_HEIGHT / 2 - 6}>
        {text}
      </text>
    </g>
  );
}
