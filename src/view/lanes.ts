// The lanes of a run: time to the right, one column for each fold that left a mark, what each lane holds in
// between.
//
// Folds without a mark have no column. For a story, columns that tell one thing together are joined
// (column-joins.ts); while somebody steps, every fold keeps its own. How columns become text is
// lane-layout.ts.
import type { PropertyName } from '../properties/names.ts';
import { stateName } from '../world/actor-state.ts';
import type { Model } from '../world/model.ts';
import type { RunStep } from '../world/run.ts';
import { servedNow } from '../world/served.ts';
import type { World } from '../world/world.ts';
import { isSameHeld, joinColumns } from './column-joins.ts';
import { type Fold, foldsOf, worldBefore } from './folding.ts';
import { type Glyph, servedGlyph, storedGlyph, volumeGlyph } from './glyphs.ts';
import { type Lane, lanesOf, type Mark } from './lane.ts';
import { marksOf } from './marks.ts';
import type { Language } from './messages/messages.ts';

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

/** A point of no return: after `at` steps no fair continuation avoids a violation any more. 0: none ever did. */
export interface Lost {
  readonly property: PropertyName;
  readonly at: number;
}

/** After `at` steps the last watch was dead: from there on nobody is told of anything. */
export interface Turn {
  readonly at: number;
  readonly wd: number;
}

export interface LanesView {
  readonly lanes: readonly Lane[];
  /** Whether time is part of the run (`prompt` timing). */
  readonly timed: boolean;
  readonly first: { readonly atMs: number; readonly held: Held };
  readonly columns: readonly LaneColumn[];
  /** Of the run shown, as far as an oracle has told. */
  readonly lost: readonly Lost[];
  /** Where the run turns; null where it does not, and where nobody has looked. */
  readonly turn: Turn | null;
}

/** How much is told: every fold that left a mark, or the story with what belongs together in one column. */
export type Density = 'folds' | 'story';

/** The lanes of these steps, taken from `first`. */
export function lanesView(
  model: Model,
  first: World,
  steps: readonly RunStep[],
  density: Density = 'story',
): LanesView {
  const columns = columnsOf(model, first, steps);
  return lanesWith(model, first, density === 'story' ? joinColumns(columns) : columns);
}

/**
 * The lanes of the first `at` of these steps, a column for every fold; one that is cut off there has its
 * part.
 */
export function lanesUpTo(model: Model, first: World, steps: readonly RunStep[], at: number): LanesView {
  const whole = columnsOf(model, first, steps).filter(({ to }) => to <= at);
  const cut = foldsOf(first, steps).find(({ from, to }) => from < at && at < to);
  if (cut === undefined) return lanesWith(model, first, whole);
  const held = whole.at(-1)?.held ?? heldIn(model, first, {}, []);
  const column = columnOf(model, first, steps, { from: cut.from, to: at }, held);
  return lanesWith(model, first, isTelling(column, held) ? [...whole, column] : whole);
}

/** Columns in another language, worked out once: a picture draws anew what is another object. */
const translated = new WeakMap<LaneColumn, LaneColumn>();

/** The same lanes with the marks of a system in this language. */
export function inLanguage(view: LanesView, language: Language): LanesView {
  const hasOwnWords = view.columns.some(({ marks }) => marks.some(({ texts }) => texts !== undefined));
  if (language === 'en' || !hasOwnWords) return view;
  return { ...view, columns: view.columns.map((column) => translatedColumn(column, language)) };
}

function translatedColumn(column: LaneColumn, language: Language): LaneColumn {
  const known = translated.get(column);
  if (known !== undefined) return known;
  const marks = column.marks.map((mark) => ({ ...mark, text: markText(mark, language) }));
  const found = { ...column, marks };
  translated.set(column, found);
  return found;
}

/** A mark in a language. */
export function markText({ text, texts }: Mark, language: Language): string {
  return texts?.[language] ?? text;
}

function lanesWith(model: Model, first: World, columns: readonly LaneColumn[]): LanesView {
  const start = { atMs: first.nowMs, held: heldIn(model, first, {}, []) };
  return { lanes: lanesOf(model), timed: model.timing === 'prompt', first: start, columns, lost: [], turn: null };
}

/** Columns of a run, worked out once: its steps never change. */
const known = new WeakMap<readonly RunStep[], readonly LaneColumn[]>();

/** One column for each fold that left a mark or changed what a lane holds. */
export function columnsOf(model: Model, first: World, steps: readonly RunStep[]): readonly LaneColumn[] {
  const found = known.get(steps);
  if (found !== undefined) return found;
  let held: Held = heldIn(model, first, {}, []);
  const columns: LaneColumn[] = [];
  for (const fold of foldsOf(first, steps)) {
    const column = columnOf(model, first, steps, fold, held);
    if (isTelling(column, held)) columns.push(column);
    held = column.held;
  }
  known.set(steps, columns);
  return columns;
}

function columnOf(model: Model, first: World, steps: readonly RunStep[], { from, to }: Fold, before: Held): LaneColumn {
  const marks = marksOf(model, steps.slice(from, to));
  const world = worldBefore(first, steps, to);
  return { from, to, atMs: world.nowMs, marks, held: heldIn(model, world, before, marks), times: 1 };
}

function isTelling({ marks, held }: LaneColumn, before: Held): boolean {
  return marks.length > 0 || !isSameHeld(held, before);
}

/** Is there anything to see of these steps, taken from `before`? */
export function isTellingFold(model: Model, before: World, steps: readonly RunStep[]): boolean {
  const last = steps.at(-1);
  if (last === undefined) return false;
  const held = heldIn(model, before, {}, []);
  return marksOf(model, steps).length > 0 || !isSameHeld(heldIn(model, last.world, held, []), held);
}

/** What the lanes hold after these steps that they did not hold in `before`: "app ①"; for folds without a mark. */
export function heldAnew(model: Model, before: World, after: World): readonly string[] {
  const held = heldIn(model, before, {}, []);
  const now = heldIn(model, after, held, []);
  return lanesOf(model).flatMap((lane) => {
    const text = now[lane]?.text;
    return text === undefined || text === held[lane]?.text ? [] : [`${lane} ${text}`];
  });
}

/** What each lane holds in a world; requests hold what the last one saw. */
function heldIn(model: Model, world: World, before: Held, marks: readonly Mark[]): Held {
  if (model.system !== null) return {};
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
