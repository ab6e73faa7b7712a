// The mounted volume as a graph: names, where symbolic links lead, the inodes behind names, and the watches on inodes.
//
// Names stand in one line each, with the inode that a name leads to beside it and the watches that hold on to that inode
// beside it. What has no name any more has a line without one: inodes that are still open, and, because it is the most
// important picture, the inodes on which watches died. Pure rows and ends of arrows; distances are the page's affair.
// Source: inotify(7), symlink(7); rules F4, F5, I1, I4.
import type { VolumeEntry, VolumeView } from './volume.ts';
import type { WatchLife } from './watches.ts';

export type PinState = 'alive' | 'dead' | 'removed';

/** A watch on an inode. */
export interface Pin {
  readonly wd: number;
  /** The path it was added through; null when that is the name it stands beside. */
  readonly addedAs: string | null;
  readonly state: PinState;
  /** It ended in the step that is shown. */
  readonly isNow: boolean;
}

export interface GraphLine {
  readonly key: string;
  /** How deep the name is below the mount; 0 for the mount itself. */
  readonly depth: number;
  /** Last component of the name; null where there is no name any more. */
  readonly name: string | null;
  readonly entry: VolumeEntry | null;
  readonly ino: number;
  readonly isDead: boolean;
  readonly openFds: readonly number[];
  readonly pins: readonly Pin[];
  /** The number has been used again: `later` is the file that has or had it last, `earlier` the one whose watch died. */
  readonly twin: 'earlier' | 'later' | null;
}

/** From a symbolic link to the name it leads to: numbers of lines. */
export interface LinkArrow {
  readonly from: number;
  readonly to: number;
}

export interface VolumeGraph {
  readonly lines: readonly GraphLine[];
  readonly links: readonly LinkArrow[];
}

/** The graph of the volume. */
export function volumeGraph(view: VolumeView): VolumeGraph {
  const named = view.entries.map((entry) => namedLine(view, entry));
  const unlinked = view.unlinked.map(
    (entry): GraphLine => ({
      ...namedLine(view, entry),
      key: `unlinked ${entry.ino}`,
      depth: 1,
      name: null,
      isDead: true,
      openFds: entry.openFds,
    }),
  );
  const lines = [...named, ...unlinked];
  return { lines: [...lines, ...deadLines(view, lines)], links: linksOf(view.entries) };
}

function namedLine({ ended }: VolumeView, entry: VolumeEntry): GraphLine {
  const { path, ino, change, watches, nlink } = entry;
  const isGone = change === 'gone';
  const died = (watch: WatchLife): boolean => ended.some((each) => each.wd === watch.wd && each.isNow);
  return {
    // A name that goes and one that comes in the same step are two lines.
    key: `${path} ${isGone ? 'gone' : ''}`,
    depth: path === '.' ? 0 : path.split('/').length,
    name: path.split('/').at(-1) ?? path,
    entry,
    ino,
    isDead: isGone || nlink === 0,
    openFds: [],
    twin: entry.isReused ? 'later' : null,
    pins: watches.map((watch) => ({
      wd: watch.wd,
      addedAs: watch.path === path ? null : watch.path,
      state: isGone ? 'dead' : 'alive',
      isNow: isGone && died(watch),
    })),
  };
}

/** Inodes that are gone, with the watches that went with them, unless their last name is still shown. */
function deadLines({ ended }: VolumeView, shown: readonly GraphLine[]): readonly GraphLine[] {
  const isShown = (wd: number): boolean =>
    shown.some(({ pins }) => pins.some((pin) => pin.wd === wd && pin.state === 'dead'));
  const dead = ended.filter(({ how, wd }) => how === 'inode-gone' && !isShown(wd));
  return [...new Set(dead.map(({ ino }) => ino))].map((ino) => ({
    key: `dead ${ino}`,
    depth: 1,
    name: null,
    entry: null,
    ino,
    isDead: true,
    openFds: [],
    twin: shown.some((line) => line.ino === ino) ? 'earlier' : null,
    pins: dead
      .filter((watch) => watch.ino === ino)
      .map(({ wd, path, isNow }) => ({ wd, addedAs: path, state: 'dead' as const, isNow })),
  }));
}

/** A link leads to the name that is its text's first component: `feature.yaml` to `..data`, `..data` to `..2026…`. */
function linksOf(entries: readonly VolumeEntry[]): readonly LinkArrow[] {
  return entries.flatMap(({ target, path, change }, from) => {
    if (target === null || change === 'gone') return [];
    const below = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
    const [first = ''] = target.split('/');
    const to = entries.findIndex((each) => each.path === below + first && each.change !== 'gone');
    return to === -1 ? [] : [{ from, to }];
  });
}
