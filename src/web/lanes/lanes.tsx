// The lanes: the whole run as a picture, time to the right, the cursor on the last step taken.
//
// Names of the lanes stay where they are while the picture scrolls under them; the cursor is kept in sight.
import { type ReactNode, useCallback, useLayoutEffect, useRef } from 'react';
import type { LanePicture } from '../../view/lane-picture.ts';
import { Pane } from '../pane.tsx';
import { useFace, useMessages, usePerform } from '../playground-context.ts';
import { HeldStretch } from './held-stretch.tsx';
import { LaneArrows } from './lane-arrows.tsx';
import { LaneColumn } from './lane-column.tsx';
import { LaneNames } from './lane-names.tsx';
import { NoReturn } from './no-return.tsx';

/** Units of the picture in one rem of the page. */
export const UNITS_PER_REM = 16;

export function Lanes(): ReactNode {
  const { page } = useFace();
  const { picture, column: until, lost, turn } = page;
  const messages = useMessages();
  const perform = usePerform();
  const scroller = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    // Tells of the present size at once, and of every other one: a turned phone, a projector.
    const sizes = new ResizeObserver(() => keepInSight(box, picture, until));
    sizes.observe(box);
    return () => sizes.disconnect();
  }, [picture, until]);
  const onSeek = useCallback((at: number) => perform({ type: 'session', command: { type: 'seek', at } }), [perform]);
  const { width, height, columns, held, arrows } = picture;
  const cursorX =
    columns[until - 1] === undefined ? 0 : (columns[until - 1]?.x ?? 0) + (columns[until - 1]?.width ?? 0);
  return (
    <Pane name="lanes" title={messages.panes.lanes}>
      <div className="lanes">
        <LaneNames picture={picture} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <section className="lanes-scroll" ref={scroller} tabIndex={0} aria-label={messages.web.timeline.scroll}>
          <svg
            className="lanes-picture"
            role="img"
            aria-label={messages.web.timeline.picture(columns.length)}
            viewBox={`0 0 ${width} ${height}`}
            style={{ width: `${width / UNITS_PER_REM}rem`, height: `${height / UNITS_PER_REM}rem` }}
          >
            <Markers />
            {picture.bands.map(({ lane, y }) => (
              <path key={lane} className="lane-border" d={`M0 ${y}H${width}`} />
            ))}
            {columns.map((column, index) => (
              <LaneColumn
                key={column.to}
                column={column}
                height={height}
                state={index === until - 1 ? 'current' : index < until ? 'past' : 'future'}
                onSeek={onSeek}
              />
            ))}
            {held.map((stretch) => (
              <HeldStretch
                key={`${stretch.lane} ${stretch.fromX}`}
                stretch={stretch}
                state={stretch.fromX >= cursorX && until < columns.length ? 'future' : 'past'}
              />
            ))}
            <LaneArrows arrows={arrows} until={until} />
            <NoReturn picture={picture} lost={lost} turn={turn} />
          </svg>
        </section>
      </div>
    </Pane>
  );
}

function Markers(): ReactNode {
  return (
    <defs>
      {['plain', 'current'].map((name) => (
        <marker
          key={name}
          id={`arrow-${name}`}
          className={`arrow-head is-${name}`}
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0 0L8 4L0 8z" />
        </marker>
      ))}
    </defs>
  );
}

/** Room that is kept to the right of the cursor, in widths of what can be seen. */
const AHEAD = 0.35;

function keepInSight(scroller: HTMLDivElement, { columns, width }: LanePicture, until: number): void {
  const { clientWidth, scrollWidth, scrollLeft } = scroller;
  const column = columns[until - 1] ?? columns[0];
  if (column === undefined) return;
  const scale = scrollWidth / width;
  const [left, right] = [column.x * scale, (column.x + column.width) * scale];
  const isInSight = left >= scrollLeft + clientWidth * 0.1 && right <= scrollLeft + clientWidth * (1 - AHEAD / 2);
  // Of a column that is wider than what is seen, its beginning is.
  if (!isInSight) scroller.scrollLeft = Math.min(left, right - clientWidth * (1 - AHEAD));
}
