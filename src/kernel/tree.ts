// A tree as people and recordings see it: read from a file system, built into one, printed as `ls -lai` prints it.
// Source: the `mount` and `final` fields of the recordings; ls(1). Left out: mounts below the root of the tree (the
// entry that is covered is shown).

import { assert } from './assert.ts';
import { statInode } from './attribute-calls.ts';
import { addEntry, begin, setInode, stampOf, tick } from './change.ts';
import {
  type Change,
  childNamed,
  dentryAt,
  emptyFileSystem,
  type FileSystem,
  type Inode,
  inodeAt,
  inodeOf,
  ROOT_POSITION,
} from './file-system.ts';
import { freeKey } from './slots.ts';
import type { FileKind } from './system-call.ts';
import type { DentryId, Ino, Mode } from './vocabulary.ts';

/** One entry below the root of a tree. */
export interface TreeEntry {
  /** Relative to the root of the tree, components joined by `/`. */
  readonly path: string;
  readonly type: FileKind;
  readonly mode: Mode;
  readonly uid: number;
  readonly gid: number;
  readonly nlink: number;
  readonly ino: Ino;
  /** Text of a file. */
  readonly content?: string;
  /** Text of a symbolic link. */
  readonly target?: string;
}

export interface Tree {
  readonly mode: Mode;
  readonly entries: readonly TreeEntry[];
}

/** What a new tree must say about an entry; the rest has defaults (root's, and a new inode). */
export type NewTreeEntry = Pick<TreeEntry, 'path' | 'type' | 'mode'> &
  Partial<Pick<TreeEntry, 'uid' | 'gid' | 'content' | 'target'>> & {
    /** Another path of the same inode that comes earlier in the list: a hard link. */
    readonly linkTo?: string;
  };

/** The tree below an entry, parents first, names in the order of their bytes. */
export function readTree(fs: FileSystem, root: DentryId = ROOT_POSITION.dentry): Tree {
  return { mode: inodeOf(fs, root).mode, entries: readBelow(fs, root, '') };
}

function readBelow(fs: FileSystem, dir: DentryId, prefix: string): readonly TreeEntry[] {
  const inode = inodeOf(fs, dir);
  if (inode.kind !== 'dir') return [];
  const named = inode.entries.map((id) => ({ id, name: dentryAt(fs, id).name }));
  named.sort((a, b) => (a.name < b.name ? -1 : 1));
  return named.flatMap(({ id, name }) => [readEntry(fs, id, prefix + name), ...readBelow(fs, id, `${prefix}${name}/`)]);
}

function readEntry(fs: FileSystem, id: DentryId, path: string): TreeEntry {
  const { ino } = dentryAt(fs, id);
  const inode = inodeAt(fs, ino);
  const { mode, uid, gid, nlink } = statInode(fs, ino);
  const common = { path, type: inode.kind, mode, uid, gid, nlink, ino };
  if (inode.kind === 'file') return { ...common, content: inode.content };
  if (inode.kind === 'symlink') return { ...common, target: inode.target };
  return common;
}

/** A file system with this tree as its root. Parents stand before what is in them; nothing is notified. */
export function buildTree(rootMode: Mode, entries: readonly NewTreeEntry[]): FileSystem {
  const start: Change = begin(emptyFileSystem(rootMode));
  const byPath = new Map<string, DentryId>([['', ROOT_POSITION.dentry]]);
  return entries.reduce((change, entry) => plant(change, byPath, entry), start).fs;
}

function plant(change: Change, byPath: Map<string, DentryId>, entry: NewTreeEntry): Change {
  const slash = entry.path.lastIndexOf('/');
  const dir = byPath.get(slash === -1 ? '' : entry.path.slice(0, slash));
  assert(dir !== undefined, `the directory of ${entry.path} stands before it`);
  const name = entry.path.slice(slash + 1);
  assert(childNamed(change.fs, dir, name) === undefined, `${entry.path} stands once in the tree`);
  const linked = entry.linkTo === undefined ? undefined : byPath.get(entry.linkTo);
  const inoed = linked === undefined ? plantInode(tick(change), entry) : plantLink(tick(change), linked);
  const planted = addEntry(inoed.change, dir, name, inoed.ino);
  const id = childNamed(planted.fs, dir, name);
  assert(id !== undefined, `${entry.path} was planted`);
  byPath.set(entry.path, id);
  return planted;
}

function plantInode(change: Change, entry: NewTreeEntry): { change: Change; ino: Ino } {
  const { fs } = change;
  const { mode, uid = 0, gid = 0, content = '', target = '' } = entry;
  const base = { mode, uid, gid, nlink: 1, btime: fs.clock, mtime: stampOf(fs) };
  const inode: Inode =
    entry.type === 'dir'
      ? { ...base, kind: 'dir', entries: [] }
      : entry.type === 'file'
        ? { ...base, kind: 'file', content }
        : { ...base, kind: 'symlink', target };
  const ino = freeKey(fs.inodes);
  return { change: setInode(change, ino, inode), ino };
}

function plantLink(change: Change, linked: DentryId): { change: Change; ino: Ino } {
  const { ino } = dentryAt(change.fs, linked);
  const inode = inodeAt(change.fs, ino);
  assert(inode.kind !== 'dir', 'only files and symbolic links have a second name');
  return { change: setInode(change, ino, { ...inode, nlink: inode.nlink + 1 }), ino };
}

/**
 * A directory as `ls -lai` prints it, in readdir order: inode, mode, links, owner, group, size, logical time, name.
 * Columns are padded to the widest value.
 */
export function formatLs(fs: FileSystem, dir: DentryId = ROOT_POSITION.dentry): readonly string[] {
  const inode = inodeOf(fs, dir);
  assert(inode.kind === 'dir', `entry ${dir} is a directory`);
  const up = dentryAt(fs, dir).parent ?? dir;
  const rows = [
    lsRow(fs, dentryAt(fs, dir).ino, '.'),
    lsRow(fs, dentryAt(fs, up).ino, '..'),
    ...inode.entries.map((id) => lsRow(fs, dentryAt(fs, id).ino, dentryAt(fs, id).name)),
  ];
  const widths = rows.reduce<readonly number[]>(
    (widest, row) => row.map((cell, column) => Math.max(widest[column] ?? 0, cell.length)),
    [],
  );
  return rows.map((row) => row.map((cell, column) => pad(cell, column, row, widths)).join(' '));
}

function pad(cell: string, column: number, row: readonly string[], widths: readonly number[]): string {
  return column === row.length - 1 ? cell : cell.padStart(widths[column] ?? 0);
}

function lsRow(fs: FileSystem, ino: Ino, name: string): readonly string[] {
  const inode = inodeAt(fs, ino);
  const { mode, nlink, uid, gid, size, mtime } = statInode(fs, ino);
  const shown = inode.kind === 'symlink' ? `${name} -> ${inode.target}` : name;
  return [ino, formatMode(inode.kind, mode), nlink, uid, gid, size, mtime, shown].map(String);
}

/** `drwxr-sr-x`: a type letter and nine permission letters. */
export function formatMode(kind: FileKind, mode: Mode): string {
  const letters = [...'rwxrwxrwx'].map((letter, index) => ((mode >> (8 - index)) & 1 ? letter : '-'));
  const special: readonly (readonly [bit: number, at: number, letter: string])[] = [
    [0o4000, 2, 's'],
    [0o2000, 5, 's'],
    [0o1000, 8, 't'],
  ];
  for (const [bit, at, letter] of special) {
    if ((mode & bit) !== 0) letters[at] = letters[at] === 'x' ? letter : letter.toUpperCase();
  }
  return { file: '-', dir: 'd', symlink: 'l' }[kind] + letters.join('');
}
