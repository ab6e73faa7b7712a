// The small steps that system calls are made of, and what each tells watchers. Every function takes a change and
// returns a further one. Rules F1 to F4.
// Source: include/linux/fsnotify.h (what is told to whom), fs/dcache.c (d_delete, d_move, __dentry_kill).

import { assert } from './assert.ts';
import {
  type Change,
  type Dentry,
  type DirInode,
  dentryAt,
  type FileSystem,
  type Inode,
  inodeAt,
  inodeOf,
  isDirBit,
  type OpenFile,
} from './file-system.ts';
import { freeKey, withoutSlot, withSlot } from './slots.ts';
import type { Notification } from './system-call.ts';
import { type DentryId, IN, type Ino } from './vocabulary.ts';

/** A change in which nothing has happened yet. */
export function begin(fs: FileSystem): Change {
  return { fs, notifications: [] };
}

/** The change with some fields of the file system replaced. */
export function setFs(change: Change, patch: Partial<FileSystem>): Change {
  return { ...change, fs: { ...change.fs, ...patch } };
}

/** Moves the logical clock: what the rest of the call stamps is later than everything before. */
export function tick(change: Change): Change {
  return setFs(change, { clock: change.fs.clock + 1 });
}

/** What a file that is changed now is stamped with (st_mtime): the logical time, as far as the clock has been set. */
export function stampOf({ clock, clockOffset }: FileSystem): number {
  return clock + clockOffset;
}

/** Replaces an inode. */
export function setInode(change: Change, ino: Ino, inode: Inode): Change {
  return setFs(change, { inodes: withSlot(change.fs.inodes, ino, inode) });
}

/** Replaces a directory entry. */
export function setDentry(change: Change, id: DentryId, dentry: Dentry): Change {
  return setFs(change, { dentries: withSlot(change.fs.dentries, id, dentry) });
}

function notify(change: Change, notification: Notification): Change {
  return { ...change, notifications: [...change.notifications, notification] };
}

/** Tells an inode what happened to itself, and nobody else (fsnotify_inode). */
export function notifyInode(change: Change, ino: Ino, mask: number): Change {
  return notify(change, { ino, mask, name: '', cookie: 0 });
}

/** Tells a directory what happened to one of its names (fsnotify_name): create, delete, move (F1). */
export function notifyName(change: Change, dir: DentryId, mask: number, name: string, cookie: number = 0): Change {
  return notify(change, { ino: dentryAt(change.fs, dir).ino, mask, name, cookie });
}

/**
 * Tells what happened to an object reached through an entry (fsnotify_dentry, fsnotify_file): first the directory
 * of that entry, under the entry's present name, then the object itself (F2). `file` set: it came through an open
 * file, and IN_EXCL_UNLINK looks at whether the entry is unlinked.
 */
export function notifyDentry(change: Change, id: DentryId, bit: number, through?: 'file'): Change {
  const { parent, name, ino, linked } = dentryAt(change.fs, id);
  const mask = bit | isDirBit(inodeAt(change.fs, ino).kind);
  const unlinked = through === 'file' && !linked ? { unlinked: true as const } : {};
  const toParent =
    parent === null
      ? change
      : notify(change, { ino: dentryAt(change.fs, parent).ino, mask, name, cookie: 0, ...unlinked });
  return notify(toParent, { ino, mask, name: '', cookie: 0, ...unlinked });
}

/** Adds a name for an existing inode at the end of a directory; its link count is the caller's business. */
export function addEntry(change: Change, dir: DentryId, name: string, ino: Ino): Change {
  const id = freeKey(change.fs.dentries);
  const added = setDentry(change, id, { parent: dir, name, ino, linked: true });
  return editEntries(added, dir, (entries) => [...entries, id]);
}

/** Replaces the list of entries of a directory, which is a change of its data. */
export function editEntries(
  change: Change,
  dir: DentryId,
  edit: (entries: readonly DentryId[]) => readonly DentryId[],
): Change {
  const { ino } = dentryAt(change.fs, dir);
  const inode = directoryInode(change.fs, dir);
  return setInode(change, ino, { ...inode, entries: edit(inode.entries), mtime: stampOf(change.fs) });
}

/** The inode of an entry that is a directory. */
export function directoryInode(fs: FileSystem, dir: DentryId): DirInode {
  const inode = inodeOf(fs, dir);
  assert(inode.kind === 'dir', `entry ${dir} is a directory`);
  return inode;
}

/** Takes one from a link count. Files and symlinks are told so with IN_ATTRIB (fsnotify_link_count) (F3). */
export function dropLink(change: Change, ino: Ino): Change {
  const inode = inodeAt(change.fs, ino);
  return setInode(change, ino, { ...inode, nlink: inode.nlink - 1 });
}

/** IN_ATTRIB to an inode whose link count changed (fsnotify_link_count) (F3). */
export function notifyLinkCount(change: Change, ino: Ino): Change {
  return notifyInode(change, ino, IN.IN_ATTRIB | isDirBit(inodeAt(change.fs, ino).kind));
}

/** Takes an entry out of its directory. It keeps its parent and name for those who still hold it (d_delete). */
export function detach(change: Change, id: DentryId): Change {
  const dentry = dentryAt(change.fs, id);
  assert(dentry.parent !== null && dentry.linked, `entry ${id} can be unlinked`);
  const gone = setDentry(change, id, { ...dentry, linked: false });
  return editEntries(gone, dentry.parent, (entries) => entries.filter((entry) => entry !== id));
}

/**
 * Lets go of an entry (dput). When nothing holds it any more it dies, and if its inode has no link left, that is the
 * moment of IN_DELETE_SELF: an open file, a mount or an entry below delays it (F4). Its parent is let go of in turn.
 */
export function release(change: Change, id: DentryId): Change {
  const { fs } = change;
  const dentry = dentryAt(fs, id);
  if (dentry.linked || isHeld(fs, id)) return change;
  const unlinked = inodeAt(fs, dentry.ino).nlink === 0;
  const told = unlinked ? notifyInode(change, dentry.ino, IN.IN_DELETE_SELF) : change;
  const dead = freeInode(setFs(told, { dentries: withoutSlot(fs.dentries, id) }), dentry.ino);
  return dentry.parent === null ? dead : release(dead, dentry.parent);
}

function isHeld(fs: FileSystem, id: DentryId): boolean {
  return (
    fs.files.some((file) => file?.dentry === id) ||
    fs.mounts.some((mount) => mount?.root === id || mount?.over?.dentry === id) ||
    fs.dentries.some((dentry) => dentry?.parent === id)
  );
}

/** Frees an inode that has neither a link nor an entry left. */
function freeInode(change: Change, ino: Ino): Change {
  const { fs } = change;
  if (inodeAt(fs, ino).nlink > 0 || fs.dentries.some((dentry) => dentry?.ino === ino)) return change;
  return setFs(change, { inodes: withoutSlot(fs.inodes, ino) });
}

/** Replaces or, with null, removes an open file; `key` as in `FileSystem.files`. */
export function setFile(change: Change, key: number, file: OpenFile | null): Change {
  const { files } = change.fs;
  return setFs(change, { files: file === null ? withoutSlot(files, key) : withSlot(files, key, file) });
}
