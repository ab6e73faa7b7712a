// The statechart of a process: its machine's own states as boxes, the active one lit, and what leads where.
import { type ReactNode, useSyncExternalStore } from 'react';
import type { PageView } from '../../view/session/page-view.ts';
import { useMessages } from '../playground-context.ts';
import { ArrowHeads, stateOfArrow } from './arrow-heads.tsx';
import { bentArrow, COLUMNS, chartSize, STATE_HEIGHT, STATE_WIDTH, statePlace } from './process-layout.ts';

type Chart = PageView['processes'][number];

export interface ProcessChartProps {
  readonly chart: Chart;
  /** Of the process. */
  readonly name: string;
}

export function ProcessChartPicture({ chart: { states, arrows }, name }: ProcessChartProps): ReactNode {
  const { web } = useMessages();
  const columns = useSyncExternalStore(onWidth, isNarrow) ? COLUMNS.narrow : COLUMNS.wide;
  const { width, height } = chartSize(states.length, columns);
  const placeOf = (state: string) =>
    statePlace(
      states.findIndex((each) => each.name === state),
      columns,
    );
  const active = states.find(({ isActive }) => isActive)?.name ?? '';
  return (
    <svg
      className="chart process-chart"
      role="img"
      aria-label={web.system.chart(name, active)}
      viewBox={`0 0 ${width} ${height}`}
    >
      <ArrowHeads />
      {shownArrows(arrows, active).map((arrow) => (
        <path
          key={`${arrow.from} ${arrow.to}`}
          className={`chart-arrow is-${stateOfArrow(arrow)}`}
          d={bentArrow(placeOf(arrow.from), placeOf(arrow.to))}
          markerEnd={`url(#chart-${stateOfArrow(arrow)})`}
        />
      ))}
      {states.map((state) => (
        <StateBox key={state.name} state={state} place={placeOf(state.name)} />
      ))}
    </svg>
  );
}

/** Where boxes that stand beside one another would be too small to be read. */
const NARROW = '(max-width: 519px)';

function isNarrow(): boolean {
  return matchMedia(NARROW).matches;
}

function onWidth(listener: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** More arrows than these hide one another. */
const ARROWS_MAX = 20;

/** All of a small machine; of a large one what has been taken, and what may come next. */
function shownArrows(arrows: Chart['arrows'], active: string): Chart['arrows'] {
  if (arrows.length <= ARROWS_MAX) return arrows;
  return arrows.filter(({ from, isTaken }) => isTaken || from === active);
}

interface StateBoxProps {
  readonly state: Chart['states'][number];
  readonly place: ReturnType<typeof statePlace>;
}

function StateBox({ state: { name, isActive, isVisited }, place: { x, y } }: StateBoxProps): ReactNode {
  return (
    <g className={`phase ${isActive ? 'is-active' : isVisited ? 'is-visited' : ''}`}>
      <rect x={x - STATE_WIDTH / 2} y={y - STATE_HEIGHT / 2} width={STATE_WIDTH} height={STATE_HEIGHT} rx="8" />
      <text x={x} y={y} dy="0.35em">
        {name}
      </text>
    </g>
  );
}
