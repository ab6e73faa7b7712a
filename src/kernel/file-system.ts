// The state of the file system: inodes, directory entries, open files, mounts. Plain data, nothing mutable.
// An entry of a directory is a dentry, as in the kernel: it has an identity that outlives its name. A rename moves
// it, an unlink detaches it, and an open file or a mount holds on to it. That is what decides under which name an
// event is told (F2) and when IN_DELETE_SELF comes (F4). Rules F20 and F21.
// Source: include/linux/{fs,dcache}.h of Linux 6.18. Left out: device nodes, xattrs, ACLs, quotas, atime and ctime.

import { assert } from './assert.ts';
import { STANDARD_DESCRIPTORS } from './limits.ts';
import { type Slots, slotAt } from './slots.ts';
import type { CallName, Credentials, FileKind, Notification, Result } from './system-call.ts';
import { type DentryId, type Fd, IN, type Ino, type Mode, type MountId } from './vocabulary.ts';

interface InodeBase {
  readonly mode: Mode;
  readonly uid: number;
  readonly gid: number;
  readonly nlink: number;
  /** Logical times of creation and of the last change of data, from `FileSystem.clock`. */
  readonly btime: number;
  readonly mtime: number;
}

export interface FileInode extends InodeBase {
  readonly kind: 'file';
  /** Offsets count characters; a size in bytes is that of its UTF-8 form. */
  readonly content: string;
}

export interface DirInode extends InodeBase {
  readonly kind: 'dir';
  /** Entries in readdir order, here that of arrival (ext4: by a seeded hash; tmpfs: the last come first) (F21). */
  readonly entries: readonly DentryId[];
}

export interface SymlinkInode extends InodeBase {
  readonly kind: 'symlink';
  readonly target: string;
}

export type Inode = FileInode | DirInode | SymlinkInode;

/** A directory entry. Once unlinked it keeps its last parent and name for as long as something holds it. */
export interface Dentry {
  /** Null at the root of a file system. */
  readonly parent: DentryId | null;
  readonly name: string;
  readonly ino: Ino;
  readonly linked: boolean;
}

/** An open file description, and the entry it was opened through. */
export interface OpenFile {
  readonly dentry: DentryId;
  readonly mount: MountId;
  readonly flags: number;
  /** Characters read or written so far; for a directory, 1 once its entries have been read. */
  readonly offset: number;
  /** The process whose descriptor it is, where the caller says so. */
  readonly pid?: number;
}

export interface Mount {
  /** The mount and the entry it covers; null for the root mount. */
  readonly over: { readonly mount: MountId; readonly dentry: DentryId } | null;
  /** The entry that shows at the mount point. */
  readonly root: DentryId;
  readonly readOnly: boolean;
}

export interface FileSystem {
  readonly inodes: Slots<Inode>;
  readonly dentries: Slots<Dentry>;
  /** Key `n` is file descriptor `n + 2`. */
  readonly files: Slots<OpenFile>;
  readonly mounts: Slots<Mount>;
  /** The logical time: one more with every call that changes data or entries (F21). */
  readonly clock: number;
  /** How far the clock that stamps files has been set forward or, below 0, back. */
  readonly clockOffset: number;
  /** The cookie of the last rename. */
  readonly cookie: number;
}

/** A state on its way to the next one, with what has been told to watchers so far. */
export interface Change {
  readonly fs: FileSystem;
  readonly notifications: readonly Notification[];
}

/** What a file-system call gives back. A failed call changes nothing and tells nobody. */
export interface Outcome<C extends CallName = CallName> extends Change {
  readonly result: Result<C>;
}

/** A place in the tree as a path walk knows it: an entry, and the mount it was reached through. */
export interface Position {
  readonly mount: MountId;
  readonly dentry: DentryId;
}

export const ROOT_POSITION: Position = { mount: 1, dentry: 1 };

/** A file system that holds nothing but its root directory. */
export function emptyFileSystem(rootMode: Mode = 0o755): FileSystem {
  const root: DirInode = {
    kind: 'dir',
    mode: rootMode,
    uid: 0,
    gid: 0,
    nlink: 1,
    btime: 0,
    mtime: 0,
    entries: [],
  };
  return {
    inodes: [root],
    dentries: [{ parent: null, name: '', ino: 1, linked: true }],
    files: [],
    mounts: [{ over: null, root: 1, readOnly: false }],
    clock: 0,
    clockOffset: 0,
    cookie: 0,
  };
}

/** The inode with this number; it exists. */
export function inodeAt(fs: FileSystem, ino: Ino): Inode {
  const inode = slotAt(fs.inodes, ino);
  assert(inode !== undefined, `inode ${ino} exists`);
  return inode;
}

/** The entry with this number; it exists. */
export function dentryAt(fs: FileSystem, id: DentryId): Dentry {
  const dentry = slotAt(fs.dentries, id);
  assert(dentry !== undefined, `directory entry ${id} exists`);
  return dentry;
}

/** The inode that an entry names. */
export function inodeOf(fs: FileSystem, id: DentryId): Inode {
  return inodeAt(fs, dentryAt(fs, id).ino);
}

/** The mount with this number; it exists. */
export function mountAt(fs: FileSystem, id: MountId): Mount {
  const mount = slotAt(fs.mounts, id);
  assert(mount !== undefined, `mount ${id} exists`);
  return mount;
}

/** The open file behind a descriptor, or undefined (EBADF). */
export function openFileAt(fs: FileSystem, fd: Fd): OpenFile | undefined {
  return slotAt(fs.files, fd - STANDARD_DESCRIPTORS + 1);
}

/** The entry called `name` in a directory, without following anything. */
export function childNamed(fs: FileSystem, dir: DentryId, name: string): DentryId | undefined {
  const inode = inodeOf(fs, dir);
  assert(inode.kind === 'dir', `entry ${dir} is a directory`);
  return inode.entries.find((id) => dentryAt(fs, id).name === name);
}

/** True when a change of `position` would be refused with EROFS. */
export function isReadOnly(fs: FileSystem, position: Position): boolean {
  return mountAt(fs, position.mount).readOnly;
}

/** The IN_ISDIR bit for a directory, nothing for anything else. */
export function isDirBit(kind: FileKind): number {
  return kind === 'dir' ? IN.IN_ISDIR : 0;
}

/** Root may do everything; anyone else is judged by one of the mode's three triples: owner, group or other (F20). */
export function permits(inode: Inode, want: 'read' | 'write' | 'execute', cred: Credentials): boolean {
  if (cred.uid === 0) return true;
  const inGroup = cred.gid === inode.gid || cred.groups.includes(inode.gid);
  const shift = cred.uid === inode.uid ? 6 : inGroup ? 3 : 0;
  const bit = want === 'read' ? 4 : want === 'write' ? 2 : 1;
  return ((inode.mode >> shift) & bit) !== 0;
}
