// Lanes as text, laid out as sheet music: systems of as many columns as fit, each with a time axis above its
// lanes.
//
// The same text is the output of `run --format lanes`, the golden tests and, coloured, the strip of the
// terminal. A lane that holds a version draws it on as a line; the queue's line is dotted while there is a
// watch and ends with the last.
import type { Glyph } from './glyphs.ts';
import type { Lane } from './lane.ts';
import type { Held, LanesView } from './lanes.ts';
import { clip, pad, plainText, type Role, type Row, type Span, span, widthOf } from './rows.ts';
import { formatTime } from './time.ts';

export interface LaneLayout {
  /** Columns of text that a line may take. */
  readonly width: number;
  /** Lines that one lane may take for several marks in one column; the last says how many more there are. */
  readonly stack: number;
  /** Which column to point at, if any. */
  readonly current: number | null;
}

/** Text columns of the names of the lanes, and of a mark at most. */
const LABEL_WIDTH = 10;
const MARK_WIDTH_MAX = 28;
/** Lines of one lane at most. */
const STACK_MAX = 4;

/** How `run` and the golden tests lay out: the same bytes on every terminal. */
export const PLAIN_LAYOUT: LaneLayout = { width: 100, stack: STACK_MAX, current: null };

/** The lanes as text, as `run --format lanes` prints them, systems parted by an empty line. */
export function formatLanes(view: LanesView, layout: LaneLayout = PLAIN_LAYOUT): string {
  return layoutLanes(view, layout).map(plainText).join('\n\n');
}

/** The systems, top to bottom, each as rows. */
export function layoutLanes(view: LanesView, layout: LaneLayout): readonly (readonly Row[])[] {
  const systems: Row[][] = [];
  let start = 0;
  do {
    const end = systemEnd(view, layout, start);
    systems.push(drawSystem(view, layout, start, end));
    start = end;
  } while (start < view.columns.length);
  return systems;
}

/**
 * What a strip of `height` rows shows of a run: the latest columns, in as many systems as there is room for.
 */
export function latestSystems(view: LanesView, width: number, height: number): readonly Row[] {
  const current = view.columns.length - 1;
  for (let stack = STACK_MAX; stack > 1; stack -= 1) {
    const rows = systemsUpTo(view, { width, stack, current }, height);
    if (rows !== null) return rows;
  }
  return (
    systemsUpTo(view, { width, stack: 1, current }, height) ??
    lastSystem(view, { width, stack: 1, current }).slice(0, height)
  );
}

/** Null when not even the last system fits. */
function systemsUpTo(view: LanesView, layout: LaneLayout, height: number): readonly Row[] | null {
  let end = view.columns.length;
  let rows: readonly Row[] | null = null;
  for (;;) {
    const start = systemStart(view, layout, end);
    const system = drawSystem(view, layout, start, end);
    const joined: readonly Row[] = rows === null ? system : [...system, [], ...rows];
    if (joined.length > height) return rows === null ? null : withEarlierMark(rows);
    rows = joined;
    if (start === 0) return rows;
    end = start;
  }
}

/** Says on the time axis that the run began further to the left. */
function withEarlierMark([axis = [], ...lanes]: readonly Row[]): readonly Row[] {
  const [first, ...others] = axis;
  return first === undefined
    ? lanes
    : [[span('‹', 'selected'), span(first.text.slice(1), first.role), ...others], ...lanes];
}

function lastSystem(view: LanesView, layout: LaneLayout): readonly Row[] {
  const end = view.columns.length;
  return drawSystem(view, layout, systemStart(view, layout, end), end);
}

/** The first column of a system that ends at column `end` (excluded). */
function systemStart(view: LanesView, layout: LaneLayout, end: number): number {
  let start = end;
  while (start > 0 && systemEnd(view, layout, start - 1) >= end) start -= 1;
  return start;
}

/** The column after the last one that fits in a system from `start`; at least one column is in it. */
function systemEnd(view: LanesView, layout: LaneLayout, start: number): number {
  let used = prefixWidth(view, start);
  let end = start;
  while (end < view.columns.length) {
    const width = columnWidth(view, layout, start, end);
    if (end > start && used + width > layout.width) break;
    used += width;
    end += 1;
  }
  return end;
}

function heldBefore(view: LanesView, index: number): Held {
  return view.columns[index - 1]?.held ?? view.first.held;
}

/** Room for the names of the lanes: a system's processes may have longer ones than the pod's. */
function labelWidth({ lanes }: LanesView): number {
  return Math.max(LABEL_WIDTH, ...lanes.map((lane) => widthOf(labelOf(lane)) + 1));
}

/** A process of a system without its sign. */
function labelOf(lane: Lane): string {
  return lane.replace('@', '');
}

/** Label, what every lane holds, and a blank; above them the time at which the row of columns starts. */
function prefixWidth(view: LanesView, start: number): number {
  const held = heldBefore(view, start);
  const holds = Math.max(...view.lanes.map((lane) => widthOf(held[lane]?.text ?? ''))) + 1;
  return labelWidth(view) + Math.max(holds, widthOf(startTime(view, start)));
}

/** The time at the start of a system, in a run that has time. */
function startTime(view: LanesView, start: number): string {
  return view.timed ? formatTime(view.columns[start]?.atMs ?? view.first.atMs) : '';
}

function columnWidth(view: LanesView, layout: LaneLayout, start: number, index: number): number {
  const cells = view.lanes.flatMap((lane) => cellOf(view, layout, lane, index));
  const widths = cells.map(({ text }) => Math.min(widthOf(text), MARK_WIDTH_MAX));
  return Math.max(1, axisWidth(view, layout, start, index), ...widths) + 1;
}

/** A time is written where it has changed, and at the start of a system. */
function timeLabel(view: LanesView, start: number, index: number): string {
  const { atMs } = view.columns[index] ?? view.first;
  const before = view.columns[index - 1]?.atMs ?? view.first.atMs;
  return view.timed && index > start && atMs !== before ? formatTime(atMs) : '';
}

/** What stands in one lane of one column, from top to bottom. */
function cellOf(view: LanesView, layout: LaneLayout, lane: Lane, index: number): readonly Span[] {
  const column = view.columns[index];
  if (column === undefined) return [];
  const marks: Span[] = column.marks.filter((mark) => mark.lane === lane).map(({ text, role }) => span(text, role));
  const now = column.held[lane];
  const changed = now !== undefined && now.text !== heldBefore(view, index)[lane]?.text;
  if (changed && !marks.some(({ text }) => text.includes(now.text))) marks.push(now);
  const shown = worstFirst(marks, layout.stack);
  const [first, ...others] = shown;
  if (first === undefined) return [];
  const last = shown.at(-1) ?? first;
  const more = marks.length - shown.length;
  const told = more > 0 ? [...shown.slice(0, -1), span(`${last.text} +${more}`, last.role)] : shown;
  return column.times > 1 && others.length === 0 ? [span(`${first.text} ×${column.times}`, first.role)] : told;
}

/** As many marks as there is room for, in their order; faults and ends are left out last, then what is bad. */
function worstFirst(marks: readonly Span[], room: number): readonly Span[] {
  if (marks.length <= room) return marks;
  const dead = marks.filter(({ role }) => role === 'dead');
  const bad = marks.filter(({ role }) => role === 'bad');
  const others = marks.filter(({ role }) => role !== 'dead' && role !== 'bad');
  const kept = [...dead, ...bad, ...others].slice(0, room);
  return marks.filter((mark) => kept.includes(mark));
}

function drawSystem(view: LanesView, layout: LaneLayout, start: number, end: number): Row[] {
  const prefix = prefixWidth(view, start);
  const indexes = Array.from({ length: end - start }, (_, offset) => start + offset);
  const widths = indexes.map((index) => columnWidth(view, layout, start, index));
  const fromStart = start === 0 && view.lost.some(({ at }) => at === 0) ? LOST : '';
  const axis: Span[] = [
    span(pad(fromStart, labelWidth(view)), fromStart === '' ? 'time' : 'bad'),
    span(pad(startTime(view, start), prefix - labelWidth(view)), 'time'),
  ];
  for (const [at, index] of indexes.entries()) axis.push(...axisCell(view, layout, start, index, widths[at] ?? 0));
  return [axis, ...view.lanes.flatMap((lane) => drawLane(view, layout, lane, indexes, widths, prefix))];
}

function axisCell(view: LanesView, layout: LaneLayout, start: number, index: number, width: number): readonly Span[] {
  const label = timeLabel(view, start, index);
  const lost = lostLabel(view, index);
  const pointer = index === layout.current ? [span('▼', 'selected')] : [];
  if (lost === '') return [...pointer, span(pad(label, width - pointer.length), 'time')];
  const time = label === '' ? '' : `${label} `;
  return [...pointer, span(time, 'time'), span(pad(lost, width - pointer.length - widthOf(time)), 'bad')];
}

/** The sign of a point of no return. */
const LOST = '⊗';

/**
 * What cannot be avoided any more after this column, and could before it: "⊗ converges +1"; else the last watch that
 * dies here: "✗ wd 1".
 */
function lostLabel({ columns, lost, turn }: LanesView, index: number): string {
  const { to } = columns[index] ?? { to: 0 };
  const before = columns[index - 1]?.to ?? 0;
  const here = lost.filter(({ at }) => before < at && at <= to);
  const [first] = here;
  if (first === undefined) return turn !== null && before < turn.at && turn.at <= to ? `✗ wd ${turn.wd}` : '';
  return `${LOST} ${first.property}${here.length > 1 ? ` +${here.length - 1}` : ''}`;
}

/** Columns of text that the time axis needs above a column. */
function axisWidth(view: LanesView, layout: LaneLayout, start: number, index: number): number {
  const [label, lost] = [timeLabel(view, start, index), lostLabel(view, index)];
  if (lost === '') return widthOf(label);
  return widthOf(label) + (label === '' ? 0 : 1) + widthOf(lost) + Number(index === layout.current);
}

function drawLane(
  view: LanesView,
  layout: LaneLayout,
  lane: Lane,
  indexes: readonly number[],
  widths: readonly number[],
  prefix: number,
): readonly Row[] {
  const cells = indexes.map((index) => cellOf(view, layout, lane, index));
  const height = Math.max(1, ...cells.map((cell) => cell.length));
  const [start = 0] = indexes;
  return Array.from({ length: height }, (_, line): Row => {
    const head: Span[] =
      line === 0
        ? [
            span(pad(labelOf(lane), labelWidth(view)), 'label'),
            ...heldHead(heldBefore(view, start)[lane], prefix - labelWidth(view), lane),
          ]
        : [span(' '.repeat(prefix))];
    const body = indexes.flatMap((index, at) => {
      const held = (line === 0 ? view.columns[index]?.held[lane] : undefined) ?? undefined;
      return drawCell(cells[at]?.[line], widths[at] ?? 0, held, lane);
    });
    return [...head, ...body];
  });
}

function heldHead(held: Glyph | undefined, width: number, lane: Lane): readonly Span[] {
  if (held === undefined) return [span(' '.repeat(width))];
  return [held, lineOf(held, width - widthOf(held.text), lane)];
}

function drawCell(mark: Span | undefined, width: number, held: Glyph | undefined, lane: Lane): readonly Span[] {
  const text = clip(mark?.text ?? '', width - 1);
  const line = lineOf(held, width - widthOf(text), lane);
  return mark === undefined ? [line] : [span(text, mark.role), line];
}

/**
 * What is drawn on from a mark: a line of what the lane holds; nothing where there is nothing, or no watch
 * any more.
 */
function lineOf(held: Glyph | undefined, width: number, lane: Lane): Span {
  const role: Role | null = held?.role ?? null;
  if (held === undefined || held.text === '✗') return span(' '.repeat(width));
  return span((lane === 'inotify' ? '╌' : '─').repeat(width), role);
}
