// The lanes as a picture: where every mark, line and arrow stands, in units of which a character takes CHAR_WIDTH.
//
// The whole run is laid out, whatever the cursor, so that nothing moves while one steps. A lane is as high as its
// fullest column. Pure numbers: the page draws them, and so does an exported picture.

import type { RunStep } from '../world/run.ts';
import { type Arrow, type ArrowKind, arrowsOf } from './arrows.ts';
import type { Glyph } from './glyphs.ts';
import type { Lane } from './lane.ts';
import type { Held, LanesView } from './lanes.ts';
import { type Span, span, widthOf } from './rows.ts';
import { formatTime } from './time.ts';

/** Widths and heights of the picture; text is set in a fixed-width font of about this size. */
export const CHAR_WIDTH = 7.6;
export const LINE_HEIGHT = 19;
/** The time axis above the lanes. */
export const AXIS_HEIGHT = 36;
/** Below the marks of a lane: the line of what it holds. */
const HELD_HEIGHT = 17;
const LANE_GAP = 7;
const COLUMN_PADDING = 14;
const COLUMN_MIN = 30;
/** Before the first column: what the lanes hold at the start. */
export const HEAD_WIDTH = 34;
/** Marks of one lane in one column at most; the last says how many more there are. */
const STACK_MAX = 4;

export interface LaneBand {
  readonly lane: Lane;
  readonly y: number;
  readonly height: number;
  /** Of the line of what the lane holds, where it ever holds anything; its lower border elsewhere. */
  readonly lineY: number;
  readonly holds: boolean;
}

export interface PlacedMark extends Span {
  readonly lane: Lane;
  readonly x: number;
  /** Middle of its line of text. */
  readonly y: number;
  readonly width: number;
}

export interface PlacedColumn {
  readonly x: number;
  readonly width: number;
  /** Steps of the run up to its end: where a click goes. */
  readonly to: number;
  /** Where time has passed; null elsewhere. */
  readonly time: string | null;
  readonly marks: readonly PlacedMark[];
}

/** A stretch of a lane in which it holds the same. */
export interface HeldLine {
  readonly lane: Lane;
  readonly fromX: number;
  readonly toX: number;
  readonly y: number;
  readonly glyph: Glyph;
}

export interface PlacedArrow {
  readonly kind: ArrowKind;
  /** The column it ends in. */
  readonly column: number;
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
}

export interface LanePicture {
  readonly width: number;
  readonly height: number;
  readonly bands: readonly LaneBand[];
  readonly columns: readonly PlacedColumn[];
  readonly held: readonly HeldLine[];
  readonly arrows: readonly PlacedArrow[];
}

/** Pictures worked out once: the columns of a run never change. */
const known = new WeakMap<LanesView['columns'], LanePicture>();

/** The picture of a run whose lanes these are. */
export function lanePicture(view: LanesView, steps: readonly RunStep[]): LanePicture {
  const found = known.get(view.columns) ?? drawLanes(view, steps);
  known.set(view.columns, found);
  return found;
}

/** The picture of these lanes, with columns at least this wide: so that several pictures can stand in line. */
export function drawLanes(view: LanesView, steps: readonly RunStep[], widths: readonly number[] = []): LanePicture {
  const cells = view.columns.map(({ marks, times }) =>
    view.lanes.map((lane) =>
      stacked(
        marks.filter((mark) => mark.lane === lane).map(({ text, role }) => span(text, role)),
        times,
      ),
    ),
  );
  const bands = bandsOf(view, cells);
  const columns = columnsOf(view, cells, bands, widths);
  const last = columns.at(-1);
  const width = (last === undefined ? HEAD_WIDTH : last.x + last.width) + COLUMN_PADDING;
  const bottom = bands.at(-1);
  return {
    width,
    height: bottom === undefined ? AXIS_HEIGHT : bottom.y + bottom.height,
    bands,
    columns,
    held: bands.flatMap((band) => heldLines(view, columns, band, width)),
    arrows: arrowsOf(steps, view.columns).flatMap((arrow) => placeArrow(arrow, columns, bands)),
  };
}

/** What is shown of one lane in one column. */
function stacked(marks: readonly Span[], times: number): readonly Span[] {
  const shown = marks.slice(0, STACK_MAX);
  const [first] = shown;
  if (first !== undefined && times > 1) return [span(`${first.text} ×${times}`, first.role)];
  const more = marks.length - shown.length;
  return more === 0
    ? shown
    : shown.map((each, at) => (at === STACK_MAX - 1 ? span(`${each.text} +${more}`, each.role) : each));
}

type Cells = readonly (readonly (readonly Span[])[])[];

function bandsOf(view: LanesView, cells: Cells): readonly LaneBand[] {
  let y = AXIS_HEIGHT;
  return view.lanes.map((lane, at) => {
    const lines = Math.max(1, ...cells.map((cell) => cell[at]?.length ?? 0));
    // A process that only passes things on has no line.
    const holds = view.columns.some(({ held }) => held[lane] !== undefined) || view.first.held[lane] !== undefined;
    const held = holds ? HELD_HEIGHT : 0;
    const height = lines * LINE_HEIGHT + held + LANE_GAP;
    const band = { lane, y, height, lineY: y + height - LANE_GAP / 2 - held / 2, holds };
    y += height;
    return band;
  });
}

function columnsOf(
  view: LanesView,
  cells: Cells,
  bands: readonly LaneBand[],
  widths: readonly number[],
): readonly PlacedColumn[] {
  let x = HEAD_WIDTH;
  return view.columns.map(({ to, atMs }, index) => {
    const before = view.columns[index - 1]?.atMs ?? view.first.atMs;
    const time = view.timed && (index === 0 || atMs !== before) ? formatTime(atMs) : null;
    const marks = bands.flatMap((band, at) => placeMarks(cells[index]?.[at] ?? [], band, x));
    const widest = Math.max(widthOf(time ?? '') * CHAR_WIDTH, ...marks.map((mark) => mark.width));
    const width = Math.max(COLUMN_MIN, widest + COLUMN_PADDING, widths[index] ?? 0);
    const column = { x, width, to, time, marks };
    x += width;
    return column;
  });
}

function placeMarks(marks: readonly Span[], { lane, y, lineY, holds }: LaneBand, x: number): readonly PlacedMark[] {
  const bottom = lineY - (holds ? HELD_HEIGHT / 2 : 0);
  return marks.map((mark, at) => ({
    ...mark,
    lane,
    x: x + COLUMN_PADDING / 2,
    y: Math.max(y, bottom - (marks.length - at) * LINE_HEIGHT) + LINE_HEIGHT / 2,
    width: widthOf(mark.text) * CHAR_WIDTH,
  }));
}

function heldLines(
  view: LanesView,
  columns: readonly PlacedColumn[],
  { lane, lineY }: LaneBand,
  width: number,
): readonly HeldLine[] {
  const lines: HeldLine[] = [];
  const places: readonly { readonly x: number; readonly held: Held }[] = [
    { x: 4, held: view.first.held },
    ...view.columns.map(({ held }, at) => ({ x: (columns[at]?.x ?? 0) + COLUMN_PADDING / 2, held })),
  ];
  for (const { x, held } of places) {
    const glyph = withoutStatus(held[lane]);
    const last = lines.at(-1);
    if (last !== undefined && last.toX === width && last.glyph.text === glyph?.text) continue;
    if (last !== undefined && last.toX === width) lines.splice(-1, 1, { ...last, toX: x });
    if (glyph !== undefined) lines.push({ lane, fromX: x, toX: width, y: lineY, glyph });
  }
  return lines;
}

/** Requests hold "503 ∅": the mark tells the status, the line the version. */
function withoutStatus(held: Glyph | undefined): Glyph | undefined {
  return held === undefined ? undefined : { ...held, text: held.text.replace(/^\d+ /, '') };
}

function placeArrow(
  { kind, from, to }: Arrow,
  columns: readonly PlacedColumn[],
  bands: readonly LaneBand[],
): readonly PlacedArrow[] {
  const [start, end] = [columns[from.column], columns[to.column]];
  const [upper, lower] = [bandOf(bands, from.lane), bandOf(bands, to.lane)];
  if (start === undefined || end === undefined || upper === undefined || lower === undefined) return [];
  const goesDown = lower.y > upper.y;
  const isUpright = from.column === to.column;
  const marks = end.marks.filter(({ lane }) => lane === to.lane);
  const top = (marks[0]?.y ?? lower.lineY) - LINE_HEIGHT / 2;
  return [
    {
      kind,
      column: to.column,
      fromX: isUpright ? start.x + COLUMN_PADDING / 4 : start.x + COLUMN_PADDING / 2,
      fromY: goesDown ? upper.lineY : upper.y + LANE_GAP,
      toX: end.x + COLUMN_PADDING / 4,
      toY: goesDown ? top : lower.lineY,
    },
  ];
}

function bandOf(bands: readonly LaneBand[], lane: Lane): LaneBand | undefined {
  return bands.find((band) => band.lane === lane);
}
