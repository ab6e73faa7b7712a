// The reload loop's statechart: phases as boxes with the machine's own states in them, the active one lit.
import type { ReactNode } from 'react';
import type { PageView } from '../../view/session/page-view.ts';
import { useFace, useMessages } from '../playground-context.ts';
import { ArrowHeads, stateOfArrow } from './arrow-heads.tsx';
import { arrowPath, BOX_HEIGHT, BOX_WIDTH, CHART_HEIGHT, CHART_WIDTH, placeOf } from './chart-layout.ts';

type Phase = PageView['chart']['phases'][number];

export function AppChartPicture(): ReactNode {
  const { chart } = useFace().page;
  const { web, phases: names } = useMessages();
  const active = chart.phases.flatMap(({ states }) => states).find(({ isActive }) => isActive)?.name ?? '';
  return (
    <svg
      className="chart"
      role="img"
      aria-label={web.chart.picture(active)}
      viewBox={`0 0 ${CHART_WIDTH} ${CHART_HEIGHT}`}
    >
      <ArrowHeads />
      {shownArrows(chart).map((arrow) => {
        const { from, to } = arrow;
        const state = stateOfArrow(arrow);
        return (
          <path
            key={`${from} ${to}`}
            className={`chart-arrow is-${state}`}
            d={arrowPath(from, to)}
            markerEnd={`url(#chart-${state})`}
          />
        );
      })}
      {chart.phases.map((phase) => (
        <PhaseBox key={phase.phase} phase={phase} name={names[phase.phase]} />
      ))}
    </svg>
  );
}

/** What has been taken, and what may come next; all that the machine could ever do would hide both. */
function shownArrows({ arrows, phases }: PageView['chart']): PageView['chart']['arrows'] {
  const active = phases.find(({ isActive }) => isActive)?.phase;
  return arrows.filter(({ from, isTaken }) => isTaken || from === active);
}

function PhaseBox({ phase, name }: { readonly phase: Phase; readonly name: string }): ReactNode {
  const { x, y } = placeOf(phase.phase);
  const { isActive, isVisited, states } = phase;
  const active = states.find((state) => state.isActive);
  const lines = states.map((state) => state.name).join(', ');
  return (
    <g className={`phase ${isActive ? 'is-active' : isVisited ? 'is-visited' : ''}`}>
      <title>{lines}</title>
      <rect x={x - BOX_WIDTH / 2} y={y - BOX_HEIGHT / 2} width={BOX_WIDTH} height={BOX_HEIGHT} rx="9" />
      <text className="phase-name" x={x} y={y} dy={active === undefined ? '0.35em' : '-0.15em'}>
        {name}
      </text>
      {active === undefined ? null : (
        <text className="phase-state" x={x} y={y} dy="1.1em">
          {active.name}
        </text>
      )}
    </g>
  );
}
