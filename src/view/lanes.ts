// The lanes of a run: time to the right, one column for each fold that left a mark, what each lane holds in between.
//
// Folds without a mark have no column; equal columns in a row become one, ×n; a sync that changed nothing is one column,
// and so is an event that is received and what becomes of it after a look at the disk.
// How columns become text is lane-layout.ts.
import { stateName } from '../world/actor-state.ts';
import type { Model } from '../world/model.ts';
import type { RunStep } from '../world/run.ts';
import { servedNow } from '../world/served.ts';
import type { World } from '../world/world.ts';
import { type Fold, foldsOf, worldBefore } from './folding.ts';
import { type Glyph, servedGlyph, storedGlyph, volumeGlyph } from './glyphs.ts';
import { type Lane, lanesOf, type Mark } from './lane.ts';
import { marksOf } from './marks.ts';

/** What a lane holds between two marks; a lane that holds nothing has no line. */
export type Held = Readonly<Partial<Record<Lane, Glyph>>>;

/** One column: the fold of a run's steps that left these marks, and what the lanes hold after it. */
export interface LaneColumn extends Fold {
  readonly atMs: number;
  readonly marks: readonly Mark[];
  readonly held: Held;
  /** How many equal columns in a row it stands for. */
  readonly times: number;
}

export interface LanesView {
  readonly lanes: readonly Lane[];
  /** Whether time is part of the run (`prompt` timing). */
  readonly timed: boolean;
  readonly first: { readonly atMs: number; readonly held: Held };
  readonly columns: readonly LaneColumn[];
}

/** The lanes of these steps, taken from `first`. */
export function lanesView(model: Model, first: World, steps: readonly RunStep[]): LanesView {
  const lanes = lanesOf(model);
  let held: Held = heldIn(model, first, {}, []);
  const view = { lanes, timed: model.timing === 'prompt', first: { atMs: first.nowMs, held } };
  let columns: readonly LaneColumn[] = [];
  for (const { from, to } of foldsOf(first, steps)) {
    const folded = steps.slice(from, to);
    const marks = marksOf(model, folded);
    const world = worldBefore(first, steps, to);
    const next = heldIn(model, world, held, marks);
    if (marks.length > 0 || changedLanes(lanes, held, next).length > 0) {
      columns = withColumn(columns, { from, to, atMs: world.nowMs, marks, held: next, times: 1 });
    }
    held = next;
  }
  return { ...view, columns };
}

/** What each lane holds in a world; requests hold what the last one saw. */
function heldIn(model: Model, world: World, before: Held, marks: readonly Mark[]): Held {
  const request = marks.findLast(({ lane }) => lane === 'requests');
  const requests = request === undefined ? before.requests : { text: request.text, role: request.role ?? 'dim' };
  const served = servedNow(model, world);
  const inotify = watchGlyph(world, before.inotify);
  return {
    api: storedGlyph(world),
    volume: volumeGlyph(model, world),
    ...(inotify === undefined ? {} : { inotify }),
    ...(served.ready ? { app: servedGlyph(model, world) } : {}),
    ...(requests === undefined ? {} : { requests }),
  };
}

/** ◉ while there is a watch, ✗ once the last one is gone, nothing before the first. */
function watchGlyph({ kernel, actors }: World, before: Glyph | undefined): Glyph | undefined {
  const alive = kernel.inotify.some((instance) => (instance?.watches.length ?? 0) > 0);
  if (alive) return { text: '◉', role: 'watch' };
  const ended = actors.app !== undefined && stateName(actors.app.snapshot) === 'exited';
  return before === undefined || ended ? before : { text: '✗', role: 'bad' };
}

function changedLanes(lanes: readonly Lane[], before: Held, after: Held): readonly Lane[] {
  return lanes.filter((lane) => before[lane]?.text !== after[lane]?.text);
}

/** The columns and one more, joined with the last one when the two tell one thing. */
function withColumn(columns: readonly LaneColumn[], column: LaneColumn): readonly LaneColumn[] {
  const last = columns.at(-1);
  const others = columns.slice(0, -1);
  if (last === undefined) return [column];
  const joined = { ...column, from: last.from };
  if (isNoOpSync(last, column)) {
    return withColumn(others, { ...joined, marks: [{ lane: 'kubelet', text: 'sync: unchanged', role: 'dim' }] });
  }
  if (isAnswer(last, column)) return withColumn(others, { ...joined, marks: [...last.marks, ...column.marks] });
  return isEqual(last, column) ? [...others, { ...last, to: column.to, times: last.times + 1 }] : [...columns, column];
}

function isNoOpSync(last: LaneColumn, { marks, held }: LaneColumn): boolean {
  return textOf(last.marks) === 'kubelet sync' && textOf(marks) === 'kubelet unchanged' && isSameHeld(last.held, held);
}

/** The application makes of an event what it can only tell after a look at the disk. */
function isAnswer(last: LaneColumn, { marks, held }: LaneColumn): boolean {
  return (
    last.times === 1 &&
    last.marks.every(({ lane }) => lane === 'watcher') &&
    marks.every(({ lane }) => lane === 'app') &&
    isSameHeld(last.held, held)
  );
}

function isEqual(last: LaneColumn, { marks, held }: LaneColumn): boolean {
  return textOf(last.marks) === textOf(marks) && isSameHeld(last.held, held);
}

function textOf(marks: readonly Mark[]): string {
  return marks.map(({ lane, text }) => `${lane} ${text}`).join('\n');
}

function isSameHeld(a: Held, b: Held): boolean {
  return Object.keys({ ...a, ...b }).every((lane) => a[lane as Lane]?.text === b[lane as Lane]?.text);
}
