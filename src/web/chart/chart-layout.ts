// Where the phases of the reload loop stand in its chart: the select loop in the middle, a reload to the right of it.
import type { PageView } from '../../view/session/page-view.ts';

type Phase = PageView['chart']['phases'][number]['phase'];

export interface Place {
  /** Middle of the box. */
  readonly x: number;
  readonly y: number;
}

export const CHART_WIDTH = 640;
export const CHART_HEIGHT = 232;
export const BOX_WIDTH = 104;
export const BOX_HEIGHT = 40;

const COLUMNS = [62, 234, 406, 578] as const;
const ROWS = [34, 116, 198] as const;

const PLACES: Readonly<Record<Phase, readonly [column: 0 | 1 | 2 | 3, row: 0 | 1 | 2]>> = {
  start: [0, 0],
  select: [1, 0],
  sleep: [2, 0],
  exited: [3, 0],
  watch: [0, 1],
  consider: [1, 1],
  read: [2, 1],
  'loop-ended': [0, 2],
  swap: [1, 2],
  check: [2, 2],
};

/** The place of a phase. */
export function placeOf(phase: Phase): Place {
  const [column, row] = PLACES[phase];
  return { x: COLUMNS[column], y: ROWS[row] };
}

/** An arrow from box to box; two in opposite directions stand beside one another. */
export function arrowPath(from: Phase, to: Phase): string {
  const [start, end] = [placeOf(from), placeOf(to)];
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy);
  const [sideX, sideY] = [(-dy / length) * SIDE, (dx / length) * SIDE];
  const exit = onBorder(start, dx, dy);
  const entry = onBorder(end, -dx, -dy);
  return `M${exit.x + sideX} ${exit.y + sideY}L${entry.x + sideX} ${entry.y + sideY}`;
}

const SIDE = 5;
/** Room between a box and the head of an arrow. */
const ROOM = 3;

/** Where a line from the middle of a box leaves it. */
function onBorder({ x, y }: Place, dx: number, dy: number): Place {
  const scale = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : (BOX_WIDTH / 2 + ROOM) / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : (BOX_HEIGHT / 2 + ROOM) / Math.abs(dy),
  );
  return { x: x + dx * scale, y: y + dy * scale };
}
