// Calls that make, remove and rename directory entries: mkdir, symlink, link, unlink, rmdir, rename. Rules F7 to F10.
// Source: fs/namei.c of Linux 6.18 (filename_create, do_unlinkat, do_rmdir, do_renameat2, vfs_rename); each function
// checks in the order of its source, because that order decides which errno a caller sees.
// Left out: RENAME_EXCHANGE and RENAME_NOREPLACE, sticky directories, LINK_MAX, append-only and immutable inodes.

import {
  addEntry,
  begin,
  detach,
  directoryInode,
  dropLink,
  editEntries,
  notifyInode,
  notifyLinkCount,
  notifyName,
  release,
  setDentry,
  setFs,
  setInode,
  stampOf,
  tick,
} from './change.ts';
import {
  type Change,
  childNamed,
  dentryAt,
  type FileSystem,
  type Inode,
  inodeAt,
  inodeOf,
  isDirBit,
  isReadOnly,
  type Position,
  permits,
} from './file-system.ts';
import { checkPath, lookup, stepInto, type Walk, type WalkContext, walkToLast } from './path-walk.ts';
import { freeKey } from './slots.ts';
import type { Credentials, Failure } from './system-call.ts';
import { type DentryId, IN, type Ino, type Mode } from './vocabulary.ts';

const S_ISGID = 0o2000;
const MKDIR_MODE = 0o1777;

/** A place for a new entry: an existing directory and a name that is free in it. */
export interface NewEntry {
  readonly dir: Position;
  readonly name: string;
}

/** Resolves a path up to its last component, with what getname() refuses checked first (filename_parentat). */
function walkToParent(context: WalkContext, path: string): Walk | Failure {
  return checkPath(path) ?? walkToLast(context, path);
}

/** Finds the place for a new entry (filename_create, may_create): EEXIST before EROFS before EACCES (F7). */
function findNewEntry(context: WalkContext, path: string, wanted: 'dir' | 'other'): NewEntry | Failure {
  const walk = walkToParent(context, path);
  if ('errno' in walk) return walk;
  const { dir, last } = walk;
  if (last.type !== 'norm') return { errno: 'EEXIST' };
  if (stepInto(context.fs, dir, last.name) !== undefined) return { errno: 'EEXIST' };
  if (last.slash && wanted === 'other') return { errno: 'ENOENT' };
  return mayCreate(context.fs, dir, context.cred) ?? { dir, name: last.name };
}

/** What stands in the way of a new entry in a directory (may_create). */
export function mayCreate(fs: FileSystem, dir: Position, cred: Credentials): Failure | undefined {
  if (!dentryAt(fs, dir.dentry).linked) return { errno: 'ENOENT' };
  if (isReadOnly(fs, dir)) return { errno: 'EROFS' };
  return mayChangeEntries(fs, dir.dentry, cred);
}

function mayChangeEntries(fs: FileSystem, dir: DentryId, cred: Credentials): Failure | undefined {
  const inode = inodeOf(fs, dir);
  const may = permits(inode, 'write', cred) && permits(inode, 'execute', cred);
  return may ? undefined : { errno: 'EACCES' };
}

/** What a new inode is made of besides the fields that every inode has. */
type Body = { kind: 'file'; content: string } | { kind: 'dir' } | { kind: 'symlink'; target: string };

/** Makes an inode with its first entry; owner and setgid as inode_init_owner() does it (F8). */
export function create(change: Change, at: NewEntry, body: Body, mode: Mode, cred: Credentials): Change {
  const ticked = tick(change);
  const { fs } = ticked;
  const parent = directoryInode(fs, at.dir.dentry);
  const setgid = (parent.mode & S_ISGID) !== 0;
  const base = {
    mode: setgid && body.kind === 'dir' ? mode | S_ISGID : mode,
    uid: cred.uid,
    gid: setgid ? parent.gid : cred.gid,
    nlink: 1,
    btime: fs.clock,
    mtime: stampOf(fs),
  };
  const inode: Inode = body.kind === 'dir' ? { ...base, kind: 'dir', entries: [] } : { ...base, ...body };
  const ino = freeKey(fs.inodes);
  const added = addEntry(setInode(ticked, ino, inode), at.dir.dentry, at.name, ino);
  return notifyName(added, at.dir.dentry, IN.IN_CREATE | isDirBit(body.kind), at.name);
}

/** mkdir(2): permissions and the sticky bit only; setuid and setgid of `mode` are ignored. */
export function mkdir(context: WalkContext, path: string, mode: Mode): Change | Failure {
  const place = findNewEntry(context, path, 'dir');
  if ('errno' in place) return place;
  const permissions = mode & MKDIR_MODE & ~context.cred.umask;
  return create(begin(context.fs), place, { kind: 'dir' }, permissions, context.cred);
}

export function symlink(context: WalkContext, target: string, path: string): Change | Failure {
  const place = checkPath(target) ?? findNewEntry(context, path, 'other');
  if ('errno' in place) return place;
  return create(begin(context.fs), place, { kind: 'symlink', target }, 0o777, context.cred);
}

/** link(2): IN_ATTRIB to the inode, then IN_CREATE to the directory. A symbolic link is linked, not followed (F8). */
export function link(context: WalkContext, from: string, to: string): Change | Failure {
  const { fs } = context;
  const old = lookup(context, from, { follow: false });
  if ('errno' in old) return old;
  const place = findNewEntry(context, to, 'other');
  if ('errno' in place) return place;
  if (old.mount !== place.dir.mount) return { errno: 'EXDEV' };
  const { ino } = dentryAt(fs, old.dentry);
  const inode = inodeAt(fs, ino);
  if (inode.kind === 'dir') return { errno: 'EPERM' };
  if (inode.nlink === 0) return { errno: 'ENOENT' };
  const linked = setInode(tick(begin(fs)), ino, { ...inode, nlink: inode.nlink + 1 });
  const added = addEntry(linked, place.dir.dentry, place.name, ino);
  return notifyName(notifyLinkCount(added, ino), place.dir.dentry, IN.IN_CREATE, place.name);
}

/** An entry about to go: its directory and itself. */
interface Victim {
  readonly dir: DentryId;
  readonly dentry: DentryId;
  readonly ino: Ino;
}

/** Looks up the entry to remove (lookup_one_qstr_excl, may_delete); a mount point is not crossed. */
function findVictim({ fs, cred }: WalkContext, { dir, last }: Walk, kind: 'dir' | 'other'): Victim | Failure {
  if (isReadOnly(fs, dir)) return { errno: 'EROFS' };
  const dentry = childNamed(fs, dir.dentry, last.name);
  if (dentry === undefined) return { errno: 'ENOENT' };
  const { ino } = dentryAt(fs, dentry);
  const isDir = inodeAt(fs, ino).kind === 'dir';
  if (last.slash && kind === 'other') return { errno: isDir ? 'EISDIR' : 'ENOTDIR' };
  return mayDelete(fs, dir.dentry, isDir, kind, cred) ?? { dir: dir.dentry, dentry, ino };
}

function mayDelete(
  fs: FileSystem,
  dir: DentryId,
  isDir: boolean,
  kind: 'dir' | 'other',
  cred: Credentials,
): Failure | undefined {
  const refused = mayChangeEntries(fs, dir, cred);
  if (refused !== undefined) return refused;
  if (kind === 'dir' && !isDir) return { errno: 'ENOTDIR' };
  if (kind === 'other' && isDir) return { errno: 'EISDIR' };
  return undefined;
}

function isMountPoint(fs: FileSystem, dentry: DentryId): boolean {
  return fs.mounts.some((mount) => mount?.over?.dentry === dentry);
}

/** unlink(2): IN_ATTRIB, then IN_DELETE_SELF if this was the last hold, then IN_DELETE to the directory (F9). */
export function unlink(context: WalkContext, path: string): Change | Failure {
  const walk = walkToParent(context, path);
  if ('errno' in walk) return walk;
  if (walk.last.type !== 'norm') return { errno: 'EISDIR' };
  const victim = findVictim(context, walk, 'other');
  if ('errno' in victim) return victim;
  if (isMountPoint(context.fs, victim.dentry)) return { errno: 'EBUSY' };
  const change = notifyLinkCount(dropLink(tick(begin(context.fs)), victim.ino), victim.ino);
  const gone = release(detach(change, victim.dentry), victim.dentry);
  return notifyName(gone, victim.dir, IN.IN_DELETE, walk.last.name);
}

/** rmdir(2): no IN_ATTRIB; IN_DELETE_SELF if nothing holds the directory, then IN_DELETE|IN_ISDIR (F9). */
export function rmdir(context: WalkContext, path: string): Change | Failure {
  const { fs } = context;
  const walk = walkToParent(context, path);
  if ('errno' in walk) return walk;
  const { type, name } = walk.last;
  if (type !== 'norm') {
    return { errno: type === 'dotdot' ? 'ENOTEMPTY' : type === 'dot' ? 'EINVAL' : 'EBUSY' };
  }
  const victim = findVictim(context, walk, 'dir');
  if ('errno' in victim) return victim;
  if (isMountPoint(fs, victim.dentry)) return { errno: 'EBUSY' };
  if (directoryInode(fs, victim.dentry).entries.length > 0) return { errno: 'ENOTEMPTY' };
  const change = detach(dropLink(tick(begin(fs)), victim.ino), victim.dentry);
  return notifyName(release(change, victim.dentry), victim.dir, IN.IN_DELETE | IN.IN_ISDIR, name);
}

/** Both ends of a rename, looked up and allowed. */
interface Rename {
  readonly fromDir: DentryId;
  readonly fromName: string;
  readonly source: DentryId;
  readonly toDir: DentryId;
  readonly toName: string;
  /** The entry that is replaced. */
  readonly target: DentryId | undefined;
}

/**
 * rename(2): MOVED_FROM, MOVED_TO with one cookie, IN_ATTRIB to a replaced inode, IN_MOVE_SELF to the moved one, and
 * IN_DELETE_SELF to the replaced one if nothing else holds it. Two names of one inode: nothing happens (F10).
 */
export function rename(context: WalkContext, from: string, to: string): Change | Failure {
  const checked = checkRename(context, from, to);
  if ('errno' in checked) return checked;
  const { source, target } = checked;
  const { fs } = context;
  const { ino } = dentryAt(fs, source);
  if (target !== undefined && dentryAt(fs, target).ino === ino) return begin(fs);
  const refused = mayRename(fs, checked, context.cred);
  return refused ?? move(tick(begin(fs)), checked);
}

function checkRename(context: WalkContext, from: string, to: string): Rename | Failure {
  const { fs } = context;
  const old = walkToParent(context, from);
  if ('errno' in old) return old;
  const next = walkToParent(context, to);
  if ('errno' in next) return next;
  if (old.dir.mount !== next.dir.mount) return { errno: 'EXDEV' };
  if (old.last.type !== 'norm' || next.last.type !== 'norm') return { errno: 'EBUSY' };
  if (isReadOnly(fs, old.dir)) return { errno: 'EROFS' };
  const [fromDir, toDir] = [old.dir.dentry, next.dir.dentry];
  const source = childNamed(fs, fromDir, old.last.name);
  if (source === undefined) return { errno: 'ENOENT' };
  const target = childNamed(fs, toDir, next.last.name);
  const isDir = inodeOf(fs, source).kind === 'dir';
  if (!isDir && (old.last.slash || next.last.slash)) return { errno: 'ENOTDIR' };
  if (fromDir !== toDir && isAtOrBelow(fs, toDir, source)) return { errno: 'EINVAL' };
  if (fromDir !== toDir && target !== undefined && isAtOrBelow(fs, fromDir, target)) {
    return { errno: 'ENOTEMPTY' };
  }
  return { fromDir, fromName: old.last.name, source, toDir, toName: next.last.name, target };
}

function isAtOrBelow(fs: FileSystem, dentry: DentryId, ancestor: DentryId): boolean {
  for (let at: DentryId | null = dentry; at !== null; at = dentryAt(fs, at).parent) {
    if (at === ancestor) return true;
  }
  return false;
}

/** The checks of vfs_rename, in its order. */
function mayRename(fs: FileSystem, rename: Rename, cred: Credentials): Failure | undefined {
  const { fromDir, source, toDir, target } = rename;
  const isDir = inodeOf(fs, source).kind === 'dir';
  const kind = isDir ? 'dir' : 'other';
  const targetIsDir = target !== undefined && inodeOf(fs, target).kind === 'dir';
  const refused =
    mayChangeEntries(fs, fromDir, cred) ??
    (target !== undefined
      ? mayDelete(fs, toDir, targetIsDir, kind, cred)
      : dentryAt(fs, toDir).linked
        ? mayChangeEntries(fs, toDir, cred)
        : { errno: 'ENOENT' as const });
  if (refused !== undefined) return refused;
  if (isDir && fromDir !== toDir && !permits(inodeOf(fs, source), 'write', cred)) return { errno: 'EACCES' };
  if (isMountPoint(fs, source)) return { errno: 'EBUSY' };
  if (target === undefined) return undefined;
  if (isMountPoint(fs, target)) return { errno: 'EBUSY' };
  const full = targetIsDir && directoryInode(fs, target).entries.length > 0;
  return full ? { errno: 'ENOTEMPTY' } : undefined;
}

function move(change: Change, rename: Rename): Change {
  const { fromDir, fromName, source, toDir, toName, target } = rename;
  const moved = dentryAt(change.fs, source);
  const cookie = change.fs.cookie + 1;
  const isDir = isDirBit(inodeAt(change.fs, moved.ino).kind);
  let next = setFs(change, { cookie });
  if (target !== undefined) next = detach(next, target);
  next = setDentry(next, source, { ...moved, parent: toDir, name: toName });
  next = editEntries(next, fromDir, (entries) => entries.filter((id) => id !== source));
  next = editEntries(next, toDir, (entries) => [...entries, source]);
  next = notifyName(next, fromDir, IN.IN_MOVED_FROM | isDir, fromName, cookie);
  next = notifyName(next, toDir, IN.IN_MOVED_TO | isDir, toName, cookie);
  const replaced = target === undefined ? undefined : dentryAt(change.fs, target).ino;
  if (replaced !== undefined) next = notifyLinkCount(dropLink(next, replaced), replaced);
  next = notifyInode(next, moved.ino, IN.IN_MOVE_SELF);
  return target === undefined ? next : release(next, target);
}
