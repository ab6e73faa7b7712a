// Where a run turns: points of no return, behind which every order ends in the violation that is named, and the step at
// which the last watch dies. What was lost from the first step on has no such place.
import type { ReactNode } from 'react';
import { AXIS_HEIGHT, CHAR_WIDTH, type LanePicture } from '../../view/lane-picture.ts';
import { widthOf } from '../../view/rows.ts';
import type { PageView } from '../../view/session/page-view.ts';
import { useMessages } from '../playground-context.ts';

export interface NoReturnProps extends Pick<PageView, 'lost' | 'turn'> {
  readonly picture: LanePicture;
}

export function NoReturn({ picture, lost, turn }: NoReturnProps): ReactNode {
  const { timeline } = useMessages().web;
  const columnAt = (place: number): number => picture.columns.findIndex(({ to }) => to >= place);
  const places = [...new Set(lost.map(({ at }) => columnAt(at)))].sort((a, b) => a - b);
  const propertiesAt = (place: number): readonly string[] =>
    lost.flatMap(({ at, property }) => (columnAt(at) === place ? [property] : []));
  const labels = labelsOf(picture, places, propertiesAt, timeline.pointOfNoReturn);
  const death = turn === null ? -1 : columnAt(turn.at);
  return (
    <>
      {places.map((place, index) => (
        <Turn
          key={place}
          picture={picture}
          column={place}
          text={labels[index] ?? ''}
          help={timeline.pointOfNoReturnHelp(propertiesAt(place).join(', '))}
        />
      ))}
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

/** A label for each place. Where there is no room for it before the next place, that one's names its properties too. */
function labelsOf(
  picture: LanePicture,
  places: readonly number[],
  propertiesAt: (place: number) => readonly string[],
  labelled: (properties: string) => string,
): readonly string[] {
  let waiting: readonly string[] = [];
  return places.map((place, index) => {
    const properties = [...waiting, ...propertiesAt(place)];
    const label = labelled(properties.join(', '));
    const next = places[index + 1];
    const room = next === undefined ? Number.POSITIVE_INFINITY : lineAt(picture, next) - lineAt(picture, place);
    const fits = widthOf(label) * CHAR_WIDTH <= room;
    waiting = fits ? [] : properties;
    return fits ? label : '';
  });
}

/** Where the line behind a column stands. */
function lineAt({ columns }: LanePicture, column: number): number {
  const { x, width } = columns[column] ?? { x: 1, width: 0 };
  return x + width;
}

interface TurnProps {
  readonly picture: LanePicture;
  readonly column: number;
  readonly text: string;
  readonly help: string;
}

/** A double line behind a column, named above the lanes. */
function Turn({ picture, column, text, help }: TurnProps): ReactNode {
  const x = lineAt(picture, column);
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
