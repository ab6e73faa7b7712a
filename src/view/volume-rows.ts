// The volume in rows, as `ls -lai` lines: change, inode, mode, links, version, name, and the watches pinned
// to it.
import { formatMode } from '../kernel/tree.ts';
import type { Messages } from './messages/messages.ts';
import { pad, type Role, type Row, row, type Span, span, widthOf } from './rows.ts';
import type { UnlinkedInode, VolumeEntry, VolumeView } from './volume.ts';
import type { WatchLife } from './watches.ts';

/** Below this width the mode is left out. */
const MODE_FROM_WIDTH = 72;
/** Columns before a name, and columns that a pin is left room for where names are long. */
const HEAD_WIDTH = 22;
const PIN_WIDTH = 32;

const SIGNS: Readonly<Record<NonNullable<VolumeEntry['change']>, string>> = { new: '+', changed: '~', gone: '-' };

export interface VolumeSpace {
  readonly width: number;
  /**
   * Rows that there are. Where they do not suffice, directories that say nothing go first, then what did not
   * change.
   */
  readonly height: number;
  /** The strategy has a fallback that notices changes without any watch. */
  readonly hasPoll: boolean;
}

/** The tree, what is unlinked but held, the watches that ended in this step, and whether any is left. */
export function volumeRows({ volume: words }: Messages, whole: VolumeView, space: VolumeSpace): readonly Row[] {
  const { width, hasPoll } = space;
  const view = { ...whole, entries: entriesThatFit(whole, space) };
  const names = [...view.entries, ...view.unlinked].map((entry) => widthOf(nameOf(entry)));
  const nameWidth = Math.min(Math.max(0, width - HEAD_WIDTH - PIN_WIDTH), Math.max(0, ...names));
  const line = (entry: VolumeEntry): Span[] => entrySpans(entry, nameWidth, width);
  return [
    ...view.entries.map((entry) => [
      ...line(entry),
      ...nameless(words, entry),
      ...reused(words, entry),
      ...pinSpans(words, entry),
    ]),
    ...view.unlinked.map((inode) => [...line(inode), ...unlinkedSpans(words, inode), ...pinSpans(words, inode)]),
    ...view.ended
      .filter(({ isNow }) => isNow)
      .map(({ how, wd, path, ino }) => row(`✗ ${words.ended(how, wd, path, ino)}`, how === 'removed' ? 'dim' : 'bad')),
    ...watchLine(words, view, hasPoll),
  ];
}

function watchLine(words: Messages['volume'], { watching }: VolumeView, hasPoll: boolean): readonly Row[] {
  if (watching === 'not-yet') return [row(words.notYet, 'dim')];
  if (watching === 'watching') return [];
  if (watching === 'last-told') return [row(`✗ ${words.noneLeftYet}`, 'warn')];
  return [hasPoll ? row(`✗ ${words.noneLeftButPoll}`, 'warn') : row(`✗ ${words.noneLeft}`, 'bad')];
}

function entriesThatFit(
  { entries, unlinked, ended, watching }: VolumeView,
  { height }: VolumeSpace,
): readonly VolumeEntry[] {
  const others = unlinked.length + ended.filter(({ isNow }) => isNow).length + (watching === 'watching' ? 0 : 1);
  const room = Math.max(1, height - others);
  if (entries.length <= room) return entries;
  const telling = entries.filter((entry) => entry.kind !== 'dir' || entry.watches.length > 0);
  const excess = telling.length - room;
  if (excess <= 0) return telling;
  const dull = telling.filter(({ watches, change }) => watches.length === 0 && change === null).slice(-excess);
  return telling.filter((entry) => !dull.includes(entry)).slice(0, room);
}

function nameOf({ path, target }: VolumeEntry): string {
  return target === null ? path : `${path} → ${target}`;
}

function entrySpans(entry: VolumeEntry, nameWidth: number, width: number): Span[] {
  const { change, ino, kind, mode, nlink, content } = entry;
  const isDead = change === 'gone' || nlink === 0;
  const role: Role | null = isDead ? 'dead' : kind === 'symlink' ? 'link' : null;
  const modeText = width >= MODE_FROM_WIDTH ? `${formatMode(kind, mode)} ` : '';
  const number = change === 'gone' ? '' : String(nlink);
  return [
    span(change === null ? ' ' : SIGNS[change], change === 'gone' ? 'dim' : 'mark'),
    span(`${String(ino).padStart(4)} ${modeText}${number.padStart(2)} `, 'dim'),
    content === null ? span('  ') : span(pad(content.text, 2), content.role),
    span(nameOf(entry), role),
    span(' '.repeat(Math.max(0, nameWidth - widthOf(nameOf(entry))))),
  ];
}

/** A file that is mounted by itself stays after its name in the volume is gone. */
function nameless(words: Messages['volume'], { nlink, change }: VolumeEntry): readonly Span[] {
  return nlink === 0 && change !== 'gone' ? [span(`  (${words.unlinked})`, 'dim')] : [];
}

/** The number of an inode that is gone, given to another file. */
function reused(words: Messages['volume'], { ino, isReused, change }: VolumeEntry): readonly Span[] {
  return isReused && change !== 'gone' ? [span(`  (${words.reused(ino)})`, 'dim')] : [];
}

function unlinkedSpans(words: Messages['volume'], { openFds }: UnlinkedInode): readonly Span[] {
  const open = openFds.length > 0 ? `, ${words.open(openFds.join(', '))}` : '';
  return [span(`  (${words.unlinked}${open})`, 'dim')];
}

/** `◉ wd 1`, and the path it was added through when that is another one than the inode's. */
function pinSpans(words: Messages['volume'], { watches, path, change }: VolumeEntry): readonly Span[] {
  return watches.flatMap((watch: WatchLife) => [
    change === 'gone' ? span(`  ✗ wd ${watch.wd}`, 'bad') : span(`  ◉ wd ${watch.wd}`, 'watch'),
    span(watch.path === path ? '' : ` ${words.addedAs(watch.path)}`, 'dim'),
  ]);
}
