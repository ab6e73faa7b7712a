// Which columns of a story are one: what follows at once from what stands before it.
//
// A sync and that it changed nothing; an event that is queued, received and ignored; a round of a poll; a
// reload from its trigger to the swap, as long as it read a version; the request that sees it; equal columns
// in a row, ×n. What went wrong is never joined away: an empty, torn or failed read keeps a column of its
// own.
import type { Lane, Mark } from './lane.ts';
import type { Held, LaneColumn } from './lanes.ts';

/** Joins two columns that follow one another, or null when each tells something of its own. */
type Join = (last: LaneColumn, next: LaneColumn) => readonly Mark[] | null;

/** The columns of a story. */
export function joinColumns(columns: readonly LaneColumn[]): readonly LaneColumn[] {
  const story: LaneColumn[] = [];
  for (const column of columns) add(story, column);
  return story;
}

function add(story: LaneColumn[], column: LaneColumn): void {
  const last = story.at(-1);
  if (last === undefined) {
    story.push(column);
    return;
  }
  const marks = last.times === 1 ? (noOpSync(last, column) ?? joined(last, column)) : null;
  if (marks !== null) {
    story.pop();
    add(story, { ...column, from: last.from, marks });
  } else if (isEqual(last, column)) {
    story.splice(-1, 1, { ...last, to: column.to, times: last.times + 1 });
  } else {
    story.push(column);
  }
}

/** kubelet looks, and a few ticks later finds nothing to do. */
const noOpSync: Join = (last, next) => {
  const isNoOp = textOf(last.marks) === 'kubelet sync' && textOf(next.marks) === 'kubelet unchanged';
  return isNoOp ? [{ lane: 'kubelet', text: 'sync: unchanged', role: 'dim' }] : null;
};

function joined(last: LaneColumn, next: LaneColumn): readonly Mark[] | null {
  if (last.atMs !== next.atMs) return null;
  for (const join of JOINS) {
    const marks = join(last, next);
    if (marks !== null) return marks;
  }
  return null;
}

const isOnly = (marks: readonly Mark[], lanes: readonly Lane[]): boolean =>
  marks.every(({ lane }) => lanes.includes(lane));
const inLane = (marks: readonly Mark[], lane: Lane): readonly Mark[] => marks.filter((mark) => mark.lane === lane);

const JOINS: readonly Join[] = [
  // The application makes of an event what it can only tell after a look at the disk.
  (last, next) =>
    isOnly(last.marks, ['watcher']) && isOnly(next.marks, ['app']) && isSameHeld(last.held, next.held)
      ? [...last.marks, ...next.marks]
      : null,
  // One event goes all the way, and nobody does anything about it.
  (last, next) => {
    const isIgnored =
      isOnly(next.marks, ['watcher', 'app']) && inLane(next.marks, 'app').every(({ text }) => text === 'ignored');
    const isFree = inLane(last.marks, 'watcher').length === 0 && inLane(last.marks, 'app').length === 0;
    return isIgnored && isFree && inLane(last.marks, 'inotify').length === 1 ? [...last.marks, ...next.marks] : null;
  },
  // One round of a poll, and what came of it.
  (last, next) => {
    const [tick, ...others] = last.marks;
    const result = next.marks.at(-1);
    const isRound = tick?.text === 'tick' && isOnly(others, ['app']) && isOnly(next.marks, ['app']);
    if (!isRound || result === undefined) return null;
    return isTold(result)
      ? [{ ...result, text: `tick: ${result.text.replace(/^load: /, '')}` }]
      : [tick, ...next.marks];
  },
  // A reload goes on, and all is well with it.
  (last, next) => {
    const before = inLane(last.marks, 'app');
    if (!isOnly(next.marks, ['app']) || before.length !== 1 || next.marks.length !== 1) return null;
    const [from, to] = [before[0] as Mark, next.marks[0] as Mark];
    return goesOn(from, to) ? [...last.marks.filter((mark) => mark !== from), to] : null;
  },
  // The next request sees it.
  (last, next) =>
    isOnly(next.marks, ['requests']) &&
    inLane(last.marks, 'requests').length === 0 &&
    inLane(last.marks, 'app').length > 0
      ? [...last.marks, ...next.marks]
      : null,
];

/**
 * Is this how a round of a poll ends? What was read is told by what becomes of it, unless it is nothing good.
 */
function isTold({ text, role }: Mark): boolean {
  return !text.startsWith('read ') && (role !== 'empty' || text.startsWith('reload '));
}

/** From "reload" over "read ②" to "reload ②", of one version all along. */
function goesOn(from: Mark, to: Mark): boolean {
  const isVersion = to.role?.startsWith('v') === true;
  const [verb, glyph] = from.text.split(' ');
  if (!isVersion || (verb !== 'reload' && verb !== 'read')) return false;
  return glyph === undefined || (verb === 'read' && to.text.endsWith(` ${glyph}`));
}

function isEqual(last: LaneColumn, { marks, held }: LaneColumn): boolean {
  return textOf(last.marks) === textOf(marks) && isSameHeld(last.held, held);
}

function textOf(marks: readonly Mark[]): string {
  return marks.map(({ lane, text }) => `${lane} ${text}`).join('\n');
}

/** Do all lanes hold the same? */
export function isSameHeld(a: Held, b: Held): boolean {
  return Object.keys({ ...a, ...b }).every((lane) => a[lane as Lane]?.text === b[lane as Lane]?.text);
}
