// The lanes that both share, and under them those of each, in line; a column in which they differ runs through all of it.
import { memo, type ReactNode, useLayoutEffect, useRef } from 'react';
import type { Comparison, PlacedDifference } from '../../view/comparison.ts';
import { AXIS_HEIGHT, type LanePicture } from '../../view/lane-picture.ts';
import { HeldBadge } from '../lanes/held-badge.tsx';
import { LaneArrows } from '../lanes/lane-arrows.tsx';
import { LaneMarks } from '../lanes/lane-marks.tsx';
import { LaneNames } from '../lanes/lane-names.tsx';
import { UNITS_PER_REM } from '../lanes/lanes.tsx';
import { useMessages } from '../playground-context.ts';

/** Which of the differences is brought in sight; another object brings it there again. */
export interface ShownDifference {
  readonly difference: number;
}

export interface ComparePictureProps {
  readonly comparison: Comparison;
  readonly shown: ShownDifference;
}

export const ComparePicture = memo(function ComparePicture({ comparison, shown }: ComparePictureProps): ReactNode {
  const { compare: words } = useMessages();
  const scroller = useRef<HTMLDivElement>(null);
  const { strategies, shared, own, differences } = comparison;
  useLayoutEffect(
    () => keepInSight(scroller.current, differences[shown.difference], shared.width),
    [differences, shown, shared],
  );
  const parts = [
    { name: words.shared, picture: shared, y: 0 },
    { name: strategies.a, picture: own.a, y: shared.height },
    { name: strategies.b, picture: own.b, y: shared.height + own.a.height },
  ];
  const height = shared.height + own.a.height + own.b.height;
  const width = Math.max(...parts.map(({ picture }) => picture.width));
  return (
    <div className="lanes">
      <div>
        {parts.map(({ name, picture, y }) => (
          <div key={y} className="compare-names">
            <b>{name}</b>
            <LaneNames picture={picture} />
          </div>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="lanes-scroll" ref={scroller} tabIndex={0} aria-label={words.open}>
        <svg
          className="lanes-picture"
          role="img"
          aria-label={words.picture(strategies.a, strategies.b, shared.columns.length)}
          viewBox={`0 0 ${width} ${height}`}
          style={{ width: `${width / UNITS_PER_REM}rem`, height: `${height / UNITS_PER_REM}rem` }}
        >
          {differences.map((difference) => (
            <DifferenceGround key={difference.label} difference={difference} height={height} />
          ))}
          {parts.map(({ picture, y }) => (
            <g key={y} transform={`translate(0 ${y})`}>
              <Drawing picture={picture} isTop={y === 0} width={width} />
            </g>
          ))}
          {differences.map((difference, at) => (
            <DifferenceLabel key={difference.label} difference={difference} isFirst={at === 0} />
          ))}
        </svg>
      </section>
    </div>
  );
});

interface DrawingProps {
  readonly picture: LanePicture;
  /** The times stand above the first part alone. */
  readonly isTop: boolean;
  readonly width: number;
}

function Drawing({ picture, isTop, width }: DrawingProps): ReactNode {
  const { bands, columns, held, arrows } = picture;
  return (
    <>
      <path className="compare-border" d={`M0 ${isTop ? AXIS_HEIGHT : 0.5}H${width}`} />
      {bands.map(({ lane, y }) => (
        <path key={lane} className="lane-border" d={`M0 ${y}H${width}`} />
      ))}
      {columns.map(({ x, time, marks }) => (
        <g key={x}>
          {time === null || !isTop ? null : (
            <text className="lane-time" x={x + 4} y={AXIS_HEIGHT - 8}>
              {time}
            </text>
          )}
          <LaneMarks marks={marks} />
        </g>
      ))}
      {held.map(({ lane, fromX, toX, y, glyph }) => (
        <g key={`${lane} ${fromX}`}>
          <path className={`held-line held-${lane} role-${glyph.role}`} d={`M${fromX} ${y}H${toX}`} />
          <HeldBadge glyph={glyph} x={fromX} y={y} />
        </g>
      ))}
      <LaneArrows arrows={arrows} until={Number.POSITIVE_INFINITY} />
    </>
  );
}

function DifferenceGround({
  difference: { x, width },
  height,
}: {
  readonly difference: PlacedDifference;
  readonly height: number;
}): ReactNode {
  return <rect className="difference" x={x} y={1} width={width} height={height - 2} />;
}

/** Room that a label takes, in units. */
const LABEL_WIDTH = 130;

/** The first one ends where its column ends and the second begins where its column begins: they never meet. */
function DifferenceLabel({
  difference: { x, width, label },
  isFirst,
}: {
  readonly difference: PlacedDifference;
  readonly isFirst: boolean;
}): ReactNode {
  const endsHere = isFirst && x + width > LABEL_WIDTH;
  return (
    <text
      className="difference-label"
      x={endsHere ? x + width - 4 : x + 4}
      y={13}
      textAnchor={endsHere ? 'end' : 'start'}
    >
      ≠ {label}
    </text>
  );
}

/** Where in what can be seen a difference comes to stand. */
const IN_SIGHT = 0.3;

function keepInSight(scroller: HTMLDivElement | null, shown: PlacedDifference | undefined, width: number): void {
  if (scroller === null) return;
  const scale = scroller.scrollWidth / width;
  scroller.scrollLeft = shown === undefined ? 0 : shown.x * scale - scroller.clientWidth * IN_SIGHT;
}
