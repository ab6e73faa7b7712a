// Points of no return: behind such a line every order ends in the violation that is named.
import type { ReactNode } from 'react';
import { AXIS_HEIGHT, type LanePicture } from '../../view/lane-picture.ts';
import type { PageView } from '../../view/session/page-view.ts';
import { useMessages } from '../playground-context.ts';

export interface NoReturnProps {
  readonly picture: LanePicture;
  readonly lost: PageView['lost'];
}

export function NoReturn({ picture, lost }: NoReturnProps): ReactNode {
  const { web } = useMessages();
  const places = [...new Set(lost.map(({ at }) => at))];
  return places.map((place) => {
    const column = picture.columns.find(({ to }) => to >= place);
    const properties = lost.flatMap(({ at, property }) => (at === place ? [property] : [])).join(', ');
    const x = place === 0 || column === undefined ? 1 : column.x + column.width;
    return (
      <g key={place} className="no-return">
        <title>{web.timeline.pointOfNoReturnHelp(properties)}</title>
        <path d={`M${x - 2} 0V${picture.height}M${x + 2} 0V${picture.height}`} />
        <text x={x + 7} y={AXIS_HEIGHT / 2 - 6}>
          {web.timeline.pointOfNoReturn(properties)}
        </text>
      </g>
    );
  });
}
