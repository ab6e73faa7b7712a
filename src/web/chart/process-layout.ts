// Where the states of any machine stand in its chart: in rows that are read forth and back, so that a state stands beside the
// one that it follows; arrows between others are bent around what stands between them.

export interface Place {
  /** Middle of the box. */
  readonly x: number;
  readonly y: number;
}

export const STATE_WIDTH = 118;
export const STATE_HEIGHT = 30;

/** Boxes beside one another: on a page, and where there is little room. */
export const COLUMNS = { wide: 4, narrow: 2 } as const;
const GAP_X = 34;
const GAP_Y = 34;
/** Room around the boxes, for arrows that are bent. */
const MARGIN = 26;

/** Width and height of a chart of so many states. Every width is that of a full row, so that no box is larger than another. */
export function chartSize(count: number, columns: number): { readonly width: number; readonly height: number } {
  const rows = Math.ceil(count / columns);
  return {
    width: 2 * MARGIN + columns * STATE_WIDTH + (columns - 1) * GAP_X,
    height: 2 * MARGIN + rows * STATE_HEIGHT + (rows - 1) * GAP_Y,
  };
}

/** The place of state number `index`. */
export function statePlace(index: number, columns: number): Place {
  const row = Math.floor(index / columns);
  const along = index % columns;
  const column = row % 2 === 0 ? along : columns - 1 - along;
  return {
    x: MARGIN + STATE_WIDTH / 2 + column * (STATE_WIDTH + GAP_X),
    y: MARGIN + STATE_HEIGHT / 2 + row * (STATE_HEIGHT + GAP_Y),
  };
}

/** How far an arrow between neighbours is bent, and one of any length at most. */
const BEND_MIN = 9;
const BEND_MAX = 28;
/** Of its length. */
const BEND = 0.16;
/** Room between a box and the head of an arrow. */
const ROOM = 3;

/** An arrow from box to box; of two in opposite directions each is bent to its own side. */
export function bentArrow(start: Place, end: Place): string {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy);
  const isNeighbour = Math.abs(dx) <= STATE_WIDTH + GAP_X && Math.abs(dy) <= STATE_HEIGHT + GAP_Y;
  const bend = isNeighbour ? BEND_MIN : Math.min(BEND_MAX, Math.max(2 * BEND_MIN, length * BEND));
  const control = {
    x: (start.x + end.x) / 2 + (dy / length) * bend * 2,
    y: (start.y + end.y) / 2 - (dx / length) * bend * 2,
  };
  const [exit, entry] = [onBorder(start, control), onBorder(end, control)];
  return `M${exit.x} ${exit.y}Q${control.x} ${control.y} ${entry.x} ${entry.y}`;
}

/** Where a line from the middle of a box towards a point leaves it. */
function onBorder({ x, y }: Place, towards: Place): Place {
  const [dx, dy] = [towards.x - x, towards.y - y];
  const scale = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : (STATE_WIDTH / 2 + ROOM) / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : (STATE_HEIGHT / 2 + ROOM) / Math.abs(dy),
  );
  return { x: rounded(x + dx * scale), y: rounded(y + dy * scale) };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
