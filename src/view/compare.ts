// Two strategies on the same kubelet schedule: their columns side by side, and where they first differ.
//
// Both runs have the shared steps (following.ts) in the same order, and these are what they are lined up by: a column of
// shared steps stands beside the same column of the other run, and what each application does between two of them stands
// in the columns in between. A difference is what a person would call one: another event received, another outcome of a
// reload, another answer to users. Which paths are watched, how often a file is read and what else is on the way are not.

import type { Followed } from './following.ts';
import type { Mark } from './lane.ts';
import type { LaneColumn } from './lanes.ts';
import { columnsOf, type Held } from './lanes.ts';

export const SIDES = ['a', 'b'] as const;
export type Side = (typeof SIDES)[number];

/** One column of the comparison; a run that does nothing there has none. */
export type ColumnPair = Readonly<Record<Side, LaneColumn | null>>;

export const DIFFERENCE_KINDS = ['served', 'reload', 'event'] as const;
/** The one that matters most first. */
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** Where two runs differ for the first time, and in what. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** Number of the column (from 0) in which it is seen. */
  readonly column: number;
  /** The last shared thing that was seen before it; null at the start. */
  readonly after: { readonly mark: Mark; readonly atMs: number } | null;
  /** What each of the two does there, in the field's own words; empty for nothing. */
  readonly did: Readonly<Record<Side, string>>;
}

export interface Compared {
  readonly columns: readonly ColumnPair[];
  /** In anything at all; null when the two cannot be told apart. */
  readonly first: Difference | null;
  /** In what users get; null when they get the same all along. */
  readonly served: Difference | null;
  /** In what users get, for good: from here on to the end it is never the same again. Null when they end the same. */
  readonly lasting: Difference | null;
  /** What users get at the end; empty where nobody has asked. */
  readonly ends: Readonly<Record<Side, string>>;
}

/** Lines two runs up and finds where they differ. Both follow the same given run, which may be one of them. */
export function compareRuns(a: Followed, b: Followed): Compared {
  const [left, right] = [slotsOf(a), slotsOf(b)];
  const numbers = [...new Set([...left.keys(), ...right.keys()])].sort((one, other) => one - other);
  const columns: ColumnPair[] = [];
  const differences: Difference[] = [];
  let untilSame = 0;
  let after: Difference['after'] = null;
  let held: Readonly<Record<Side, string>> = { a: '', b: '' };
  for (const number of numbers) {
    const slot = { a: left.get(number) ?? NOTHING, b: right.get(number) ?? NOTHING };
    const pairs = pairsOf(slot.a, slot.b);
    const mark = slot.a.shared?.marks.find(({ lane }) => lane !== 'inotify');
    if (slot.a.shared !== null && mark !== undefined) after = { mark, atMs: slot.a.shared.atMs };
    const now = { a: servedIn(slot.a) ?? held.a, b: servedIn(slot.b) ?? held.b };
    const start = columns.length + pairs.length - Math.max(slot.a.own.length, slot.b.own.length);
    differences.push(...differencesIn(slot, { held, now, after, start, end: columns.length + pairs.length }));
    if (now.a === now.b) untilSame = differences.length;
    held = now;
    columns.push(...pairs);
  }
  const isServed = ({ kind }: Difference): boolean => kind === 'served';
  return {
    columns,
    first: differences[0] ?? null,
    served: differences.find(isServed) ?? null,
    lasting: differences.slice(untilSame).find(isServed) ?? null,
    ends: held,
  };
}

/** What is known of both runs where a slot stands: its own columns are those from `start` to before `end`. */
interface Surrounding {
  readonly held: Readonly<Record<Side, string>>;
  readonly now: Readonly<Record<Side, string>>;
  readonly after: Difference['after'];
  readonly start: number;
  readonly end: number;
}

/** In what the two differ in a slot and did not before it. */
function differencesIn(slot: Readonly<Record<Side, Slot>>, around: Surrounding): readonly Difference[] {
  const { held, now, after, start, end } = around;
  return DIFFERENCE_KINDS.flatMap((kind) => {
    const did = kind === 'served' ? now : { a: told(slot.a, kind).join(', '), b: told(slot.b, kind).join(', ') };
    const isNew = kind !== 'served' || did.a !== held.a || did.b !== held.b;
    if (did.a === did.b || !isNew) return [];
    return [{ kind, column: Math.max(0, Math.min(start + placeOf(slot, kind), end - 1)), after, did }];
  });
}

/** What a run does from one shared column to the next. */
interface Slot {
  readonly shared: LaneColumn | null;
  readonly own: readonly LaneColumn[];
}

const NOTHING: Slot = { shared: null, own: [] };

/** The columns of a run by the last shared step up to their end; -1 before the first. */
function slotsOf({ model, steps, shared }: Followed): ReadonlyMap<number, Slot> {
  const slots = new Map<number, Slot>();
  let last = -1;
  let seen = 0;
  for (const column of columnsOf(model, model.first, steps)) {
    for (; seen < column.to; seen += 1) last = shared[seen] ?? last;
    const slot = slots.get(last) ?? NOTHING;
    const isShared = (shared[column.from] ?? null) !== null;
    slots.set(last, isShared ? { ...slot, shared: column } : { ...slot, own: [...slot.own, column] });
  }
  return slots;
}

function pairsOf(a: Slot, b: Slot): readonly ColumnPair[] {
  const own = Array.from({ length: Math.max(a.own.length, b.own.length) }, (_, at) => ({
    a: a.own[at] ?? null,
    b: b.own[at] ?? null,
  }));
  return a.shared === null && b.shared === null ? own : [{ a: a.shared, b: b.shared }, ...own];
}

/** Outcomes of a reload, and of the process that should have done it. */
const OUTCOME = /^(reload |zero |load: |exit|loop ends)/;

/** What is told of a slot: the events that the application received, or what became of its reloads. */
function told({ own }: Slot, kind: Exclude<DifferenceKind, 'served'>): readonly string[] {
  return own.flatMap(({ marks }) => marks.filter((mark) => isTold(mark, kind)).map(({ text }) => text));
}

function isTold({ lane, text, role }: Mark, kind: DifferenceKind): boolean {
  if (kind === 'served') return lane === 'requests';
  return kind === 'event' ? lane === 'watcher' && role === 'mark' : lane === 'app' && OUTCOME.test(text);
}

/** What users get at the end of a slot; undefined where nobody has asked in it. */
function servedIn({ own }: Slot): string | undefined {
  return own.flatMap(({ marks }) => marks.filter((mark) => isTold(mark, 'served'))).at(-1)?.text;
}

/** Number of the own column, of whichever side, in which a difference of this kind shows. */
function placeOf({ a, b }: Readonly<Record<Side, Slot>>, kind: DifferenceKind): number {
  const texts = ({ own }: Slot): readonly string[] =>
    own.map(({ marks }) => marks.flatMap((mark) => (isTold(mark, kind) ? [mark.text] : [])).join(', '));
  const [left, right] = [texts(a), texts(b)];
  const length = Math.max(left.length, right.length);
  const at = Array.from({ length }, (_, index) => index).find((index) => (left[index] ?? '') !== (right[index] ?? ''));
  return at ?? 0;
}

/** The columns of one side, as long as the comparison: where it does nothing, an empty one that holds on. */
export function sideColumns(columns: readonly ColumnPair[], side: Side, first: Held): readonly LaneColumn[] {
  let last: LaneColumn = { from: 0, to: 0, atMs: 0, marks: [], held: first, times: 1 };
  return columns.map((pair) => {
    const own = pair[side];
    last = own ?? { ...last, from: last.to, marks: [], times: 1 };
    return last;
  });
}
