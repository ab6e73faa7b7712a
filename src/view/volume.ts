// The mounted directory as `ls -lai` prints it: inodes, link counts, symlinks as arrows, and watches on the
// inodes they really hold.
//
// The moment at which a watch dies is the most important picture: its inode is shown gone, and the watch with
// the path it was added through. Inodes that are unlinked but still open are listed below the tree. Paths are
// seen from the mount; what is mounted over an entry is what is shown. Source: ls(1), inotify(7); rules F3,
// F4, I1.
// Leaves out: owner and group, times, mounts other than the application's.

import {
  dentryAt,
  type FileSystem,
  type Inode,
  inodeAt,
  inodeOf,
  type Position,
  ROOT_POSITION,
} from '../kernel/file-system.ts';
import { STANDARD_DESCRIPTORS } from '../kernel/limits.ts';
import { lookup } from '../kernel/path-walk.ts';
import { slotEntries } from '../kernel/slots.ts';
import { type FileKind, ROOT } from '../kernel/system-call.ts';
import type { Ino, Mode } from '../kernel/vocabulary.ts';
import type { Model } from '../world/model.ts';
import { storedPayloads } from '../world/served.ts';
import type { World } from '../world/world.ts';
import { bytesGlyph, type Glyph } from './glyphs.ts';
import type { WatchEnd, WatchLife } from './watches.ts';

/** What the last step did to an entry. */
export type EntryChange = 'new' | 'changed' | 'gone' | null;

export interface VolumeEntry {
  /** Relative to the mount, "." for itself. */
  readonly path: string;
  readonly ino: Ino;
  readonly kind: FileKind;
  readonly mode: Mode;
  readonly nlink: number;
  /** Text of a symbolic link. */
  readonly target: string | null;
  /** Version of a file's bytes. */
  readonly content: Glyph | null;
  /**
   * Watches on this very inode, and the path each was added through; of a gone entry, those that went with
   * it.
   */
  readonly watches: readonly WatchLife[];
  readonly change: EntryChange;
  /** Its inode number belonged to a file on which a watch died: the number is used again, the watch is not. */
  readonly isReused: boolean;
}

/** An inode without a name that something still holds. */
export interface UnlinkedInode extends VolumeEntry {
  /** Descriptors that are open on it. */
  readonly openFds: readonly number[];
}

export interface EndedWatch extends WatchLife {
  readonly how: WatchEnd;
  /** It ended in the step that is shown. */
  readonly isNow: boolean;
}

export interface VolumeView {
  /** The mount path. */
  readonly mount: string;
  readonly entries: readonly VolumeEntry[];
  readonly unlinked: readonly UnlinkedInode[];
  readonly ended: readonly EndedWatch[];
  /** `last-told`: no watch is left, and what it told last has not been received yet. */
  readonly watching: 'not-yet' | 'watching' | 'last-told' | 'none-left';
}

/**
 * The volume in `world`; what differs from `before` is marked as the work of the steps from number `since`
 * on.
 */
export function volumeView(
  model: Model,
  before: World,
  world: World,
  lives: readonly WatchLife[],
  since: number,
): VolumeView {
  const alive = lives.filter(({ ended }) => ended === null);
  const earlier = readMount(model, before, []);
  const now = readMount(model, world, alive);
  const gone = earlier.filter(({ path }) => !now.some((each) => each.path === path));
  const marked = now.map((entry) => ({
    ...entry,
    change: changeOf(earlier, entry),
    isReused: lives.some(({ ino, ended }) => ino === entry.ino && ended?.how === 'inode-gone'),
  }));
  const died = lives.filter(({ ended }) => ended !== null && ended.step >= since);
  const vanished = gone.map((entry) => ({
    ...entry,
    change: 'gone' as const,
    isReused: lives.some(({ ino, ended }) => ino === entry.ino && ended?.how === 'inode-gone' && ended.step < since),
    watches: died.filter(({ ino }) => ino === entry.ino),
  }));
  const entries = [...marked, ...vanished].sort(byPath);
  return {
    mount: model.scenario.mount.path,
    entries,
    unlinked: unlinkedInodes(model, world, alive).filter(({ ino }) => !now.some((entry) => entry.ino === ino)),
    ended: lives.flatMap((life) =>
      life.ended === null ? [] : [{ ...life, how: life.ended.how, isNow: life.ended.step >= since }],
    ),
    watching:
      alive.length > 0 ? 'watching' : lives.length === 0 ? 'not-yet' : hasMore(world) ? 'last-told' : 'none-left',
  };
}

/** Does something still wait between kernel and application? */
function hasMore({ kernel, actors }: World): boolean {
  const waits = actors.watcher?.waiting?.type;
  return waits === 'send' || waits === 'translate' || kernel.inotify.some((each) => (each?.queue.length ?? 0) > 0);
}

function byPath(a: VolumeEntry, b: VolumeEntry): number {
  if (a.path === '.' || b.path === '.') return a.path === '.' ? -1 : 1;
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

function changeOf(earlier: readonly VolumeEntry[], now: VolumeEntry): EntryChange {
  const before = earlier.find(({ path }) => path === now.path);
  if (before === undefined) return 'new';
  const same =
    before.ino === now.ino &&
    before.target === now.target &&
    before.content?.text === now.content?.text &&
    before.mode === now.mode &&
    (now.kind === 'dir' || before.nlink === now.nlink);
  return same ? null : 'changed';
}

/** The mount and everything below it, parents first, names in the order of their bytes. */
function readMount(model: Model, world: World, alive: readonly WatchLife[]): readonly VolumeEntry[] {
  const { fs } = world.kernel;
  const { path } = model.scenario.mount;
  const root = at(fs, path);
  if (root === null) return [];
  const self = entryOf(model, world, alive, { path: '.', name: '.' }, dentryAt(fs, root.dentry).ino);
  return [self, ...readBelow(model, world, alive, path, '')];
}

function at(fs: FileSystem, path: string): Position | null {
  const found = lookup({ fs, cred: ROOT, start: ROOT_POSITION }, path, { follow: false });
  return 'errno' in found ? null : found;
}

function readBelow(
  model: Model,
  world: World,
  alive: readonly WatchLife[],
  mount: string,
  prefix: string,
): readonly VolumeEntry[] {
  const { fs } = world.kernel;
  const directory = at(fs, `${mount}/${prefix}`.replace(/\/$/, ''));
  const inode = directory === null ? null : inodeOf(fs, directory.dentry);
  if (inode?.kind !== 'dir') return [];
  const names = inode.entries.map((id) => dentryAt(fs, id).name).sort();
  return names.flatMap((name) => {
    const path = prefix + name;
    const position = at(fs, `${mount}/${path}`);
    if (position === null) return [];
    const { ino } = dentryAt(fs, position.dentry);
    const entry = entryOf(model, world, alive, { path, name }, ino);
    return entry.kind === 'dir' ? [entry, ...readBelow(model, world, alive, mount, `${path}/`)] : [entry];
  });
}

function entryOf(
  model: Model,
  world: World,
  alive: readonly WatchLife[],
  { path, name }: { readonly path: string; readonly name: string },
  ino: Ino,
): VolumeEntry {
  const inode = inodeAt(world.kernel.fs, ino);
  return {
    path,
    ino,
    kind: inode.kind,
    mode: inode.mode,
    nlink: inode.nlink,
    target: inode.kind === 'symlink' ? inode.target : null,
    content: contentGlyph(model, world, inode, name, path),
    watches: alive.filter((watch) => watch.ino === ino),
    change: null,
    isReused: false,
  };
}

/**
 * A file's bytes belong to the configured file of the same path below the mount or below a timestamped
 * directory.
 */
function contentGlyph(model: Model, world: World, inode: Inode, name: string, path: string): Glyph | null {
  if (inode.kind !== 'file') return null;
  const below = path.replace(/^\.\.[^/]*\//, '');
  const known = storedPayloads(model, world).some((version) => Object.hasOwn(version, below)) ? below : name;
  return bytesGlyph(model, world, known, inode.content);
}

/** Entries that are unlinked while something holds them: an open file, a mount, a watch does not. */
function unlinkedInodes(model: Model, world: World, alive: readonly WatchLife[]): readonly UnlinkedInode[] {
  const { fs } = world.kernel;
  return slotEntries(fs.dentries).flatMap(([id, { linked, name, ino }]) => {
    const openFds = slotEntries(fs.files).flatMap(([key, file]) =>
      file.dentry === id ? [key + STANDARD_DESCRIPTORS - 1] : [],
    );
    if (linked || (openFds.length === 0 && inodeAt(fs, ino).kind === 'dir')) return [];
    return [{ ...entryOf(model, world, alive, { path: name, name }, ino), openFds }];
  });
}
