// Calls that look at or change attributes by path: stat, lstat, readlink, chmod, lchown, truncate. Rules F15 and F16.
// Source: fs/stat.c, fs/open.c, fs/attr.c and fsnotify_change() of Linux 6.18.
// Left out: utimes, fchmod and fchown, capabilities other than "uid 0 may do everything", setuid and setgid that a
// write or truncate by another than root takes off a file (with an IN_ATTRIB of its own).

import { begin, notifyDentry, setInode, stampOf, tick } from './change.ts';
import {
  type Change,
  dentryAt,
  type FileSystem,
  type Inode,
  inodeAt,
  inodeOf,
  isReadOnly,
  permits,
} from './file-system.ts';
import { lookup, type WalkContext } from './path-walk.ts';
import type { Credentials, Failure, Stat, Success } from './system-call.ts';
import { utf8Bytes } from './utf8.ts';
import { type DentryId, IN, type Ino, type Mode } from './vocabulary.ts';

const S_ISUID = 0o4000;
const S_ISGID = 0o2000;
const S_IXGRP = 0o0010;

/** stat(2) and lstat(2): no event. */
export function stat(context: WalkContext, path: string, follow: boolean): Stat | Failure {
  const at = lookup(context, path, { follow });
  return 'errno' in at ? at : statInode(context.fs, dentryAt(context.fs, at.dentry).ino);
}

/** What stat(2) says about an inode. */
export function statInode(fs: FileSystem, ino: Ino): Stat {
  const inode = inodeAt(fs, ino);
  const { kind, mode, uid, gid, mtime } = inode;
  return { ino, kind, mode, nlink: linkCount(fs, inode), uid, gid, size: sizeOf(inode), mtime };
}

/** A directory is linked by its entry, by `.` and by each `..` below it; a removed one by nothing. */
function linkCount(fs: FileSystem, inode: Inode): number {
  if (inode.kind !== 'dir' || inode.nlink === 0) return inode.nlink;
  return 2 + inode.entries.filter((id) => inodeOf(fs, id).kind === 'dir').length;
}

function sizeOf(inode: Inode): number {
  if (inode.kind === 'dir') return 4096;
  return utf8Bytes(inode.kind === 'file' ? inode.content : inode.target);
}

/** readlink(2): EINVAL when it is no symbolic link; no event. */
export function readlink(context: WalkContext, path: string): Success['readlink'] | Failure {
  const at = lookup(context, path, { follow: false });
  if ('errno' in at) return at;
  const inode = inodeOf(context.fs, at.dentry);
  return inode.kind === 'symlink' ? { target: inode.target } : { errno: 'EINVAL' };
}

/** An inode found by path that may be changed there. */
interface Found {
  readonly dentry: DentryId;
  readonly ino: Ino;
  readonly inode: Inode;
}

function findWritable(context: WalkContext, path: string, follow: boolean): Found | Failure {
  const { fs } = context;
  const at = lookup(context, path, { follow });
  if ('errno' in at) return at;
  if (isReadOnly(fs, at)) return { errno: 'EROFS' };
  const { ino } = dentryAt(fs, at.dentry);
  return { dentry: at.dentry, ino, inode: inodeAt(fs, ino) };
}

/** chmod(2), through symbolic links: IN_ATTRIB even when the mode stays the same (F15). */
export function chmod(context: WalkContext, path: string, mode: Mode): Change | Failure {
  const found = findWritable(context, path, true);
  if ('errno' in found) return found;
  const { ino, inode, dentry } = found;
  if (context.cred.uid !== 0 && context.cred.uid !== inode.uid) return { errno: 'EPERM' };
  const changed = setInode(begin(context.fs), ino, { ...inode, mode: mode & 0o7777 });
  return notifyDentry(changed, dentry, IN.IN_ATTRIB);
}

/**
 * lchown(2): files lose setuid, and setgid when the group may execute; IN_ATTRIB unless both ids are -1 and there was
 * no such bit (F15).
 */
export function lchown(context: WalkContext, path: string, uid: number, gid: number): Change | Failure {
  const found = findWritable(context, path, false);
  if ('errno' in found) return found;
  const { ino, inode, dentry } = found;
  const { cred } = context;
  if (cred.uid !== 0 && !mayChown(inode, uid, gid, cred)) return { errno: 'EPERM' };
  const owner = { uid: uid === -1 ? inode.uid : uid, gid: gid === -1 ? inode.gid : gid };
  const mode = modeAfterChown(inode);
  const changed = setInode(begin(context.fs), ino, { ...inode, ...owner, mode });
  const asked = uid !== -1 || gid !== -1 || mode !== inode.mode;
  return asked ? notifyDentry(changed, dentry, IN.IN_ATTRIB) : changed;
}

/** chown_ok() and chgrp_ok(): an owner may give a file to nobody else, and only to groups of its own. */
function mayChown(inode: Inode, uid: number, gid: number, { uid: caller, gid: group, groups }: Credentials): boolean {
  const owns = inode.uid === caller;
  const mayGive = uid === -1 || (owns && uid === caller);
  const mayGroup = gid === -1 || (owns && (gid === inode.gid || gid === group || groups.includes(gid)));
  return mayGive && mayGroup;
}

function modeAfterChown({ kind, mode }: Inode): Mode {
  if (kind === 'dir') return mode;
  const setgid = (mode & S_IXGRP) !== 0 ? S_ISGID : 0;
  return mode & ~(S_ISUID | setgid);
}

/** truncate(2), through symbolic links: IN_MODIFY even when the size stays the same (F16). */
export function truncate(context: WalkContext, path: string, length: number): Change | Failure {
  if (length < 0) return { errno: 'EINVAL' };
  const { fs } = context;
  const at = lookup(context, path, { follow: true });
  if ('errno' in at) return at;
  const { ino } = dentryAt(fs, at.dentry);
  const inode = inodeAt(fs, ino);
  if (inode.kind === 'dir') return { errno: 'EISDIR' };
  if (inode.kind === 'symlink') return { errno: 'EINVAL' };
  if (isReadOnly(fs, at)) return { errno: 'EROFS' };
  if (!permits(inode, 'write', context.cred)) return { errno: 'EACCES' };
  if (length === inode.content.length) return notifyDentry(begin(fs), at.dentry, IN.IN_MODIFY);
  const later = tick(begin(fs));
  const content = inode.content.slice(0, length).padEnd(length, '\0');
  const cut = setInode(later, ino, { ...inode, content, mtime: stampOf(later.fs) });
  return notifyDentry(cut, at.dentry, IN.IN_MODIFY);
}
