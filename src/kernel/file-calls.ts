// Calls on open files: open, openat, read, write, close, getdents, and `walk`, the first half of open. Rules F11 to F14.
// Source: fs/namei.c (path_openat, do_open), fs/open.c, fs/read_write.c, fs/readdir.c, fs/file_table.c of Linux 6.18.
// Left out: lseek, pread, mmap, dup, O_PATH, O_TMPFILE, files shared between processes, short reads and writes.

import { assert } from './assert.ts';
import { begin, notifyDentry, release, setFile, setInode, stampOf, tick } from './change.ts';
import { create, mayCreate } from './entry-calls.ts';
import {
  type Change,
  dentryAt,
  type FileSystem,
  type Inode,
  inodeAt,
  inodeOf,
  isReadOnly,
  type OpenFile,
  openFileAt,
  type Position,
  permits,
} from './file-system.ts';
import { STANDARD_DESCRIPTORS } from './limits.ts';
import { checkPath, followLast, stepInto, type Walk, type WalkContext, walkToLast } from './path-walk.ts';
import { freeKey, slotEntries } from './slots.ts';
import type { Credentials, DirectoryEntry, Failure, OpenatBase, Success } from './system-call.ts';
import { utf8Bytes } from './utf8.ts';
import { type Fd, IN, type Mode, O } from './vocabulary.ts';

/** A call that changes something and also returns something. */
export interface Answer<T> extends Change {
  readonly value: T;
}

const has = (flags: number, flag: number): boolean => (flags & flag) !== 0;
const writes = (flags: number): boolean => has(flags, O.O_WRONLY | O.O_RDWR);
const fdOf = (key: number): Fd => key + STANDARD_DESCRIPTORS - 1;
const keyOf = (fd: Fd): number => fd - STANDARD_DESCRIPTORS + 1;

/**
 * open(2) and openat(2). IN_CREATE when it made the file, then IN_OPEN, then IN_MODIFY when O_TRUNC emptied one
 * that was there, even if it was empty already (F11).
 */
export function open(context: WalkContext, path: string, flags: number, mode: Mode): Answer<{ fd: Fd }> | Failure {
  if (has(flags, O.O_DIRECTORY) && has(flags, O.O_CREAT)) return { errno: 'EINVAL' };
  const refused = checkPath(path);
  if (refused !== undefined) return refused;
  let walk = walkToLast(context, path);
  for (;;) {
    if ('errno' in walk) return walk;
    const { dir, last } = walk;
    if (has(flags, O.O_CREAT) && last.type === 'norm' && last.slash) return { errno: 'EISDIR' };
    const found = stepInto(context.fs, dir, last.name);
    if (found === undefined) return createAndOpen(context, walk, flags, mode);
    const next = followLast(context, walk, found, last.slash || followsLast(flags));
    if (next === undefined) return openFound(context, found, last.slash, flags);
    walk = next;
  }
}

/** O_NOFOLLOW, and O_CREAT with O_EXCL, stop at a symbolic link in the last component. */
function followsLast(flags: number): boolean {
  return !has(flags, O.O_NOFOLLOW) && !(has(flags, O.O_CREAT) && has(flags, O.O_EXCL));
}

function createAndOpen(
  context: WalkContext,
  { dir, last }: Walk,
  flags: number,
  mode: Mode,
): Answer<{ fd: Fd }> | Failure {
  const { fs, cred } = context;
  if (!has(flags, O.O_CREAT)) return { errno: 'ENOENT' };
  const refused = mayCreate(fs, dir, cred);
  if (refused !== undefined) return refused;
  const place = { dir, name: last.name };
  const made = create(begin(fs), place, { kind: 'file', content: '' }, mode & ~cred.umask, cred);
  const entry = stepInto(made.fs, dir, last.name);
  assert(entry !== undefined, 'a created file can be looked up');
  return install(made, entry, flags, cred);
}

/** do_open() on something that exists. */
function openFound(
  { fs, cred }: WalkContext,
  found: Position,
  slash: boolean,
  flags: number,
): Answer<{ fd: Fd }> | Failure {
  const inode = inodeOf(fs, found.dentry);
  const isDir = inode.kind === 'dir';
  if (has(flags, O.O_CREAT) && has(flags, O.O_EXCL)) return { errno: 'EEXIST' };
  if (has(flags, O.O_CREAT) && isDir) return { errno: 'EISDIR' };
  if ((slash || has(flags, O.O_DIRECTORY)) && !isDir) return { errno: 'ENOTDIR' };
  const truncates = inode.kind === 'file' && has(flags, O.O_TRUNC);
  if (truncates && isReadOnly(fs, found)) return { errno: 'EROFS' };
  const refused = mayOpen(inode, flags, cred);
  if (refused !== undefined) return refused;
  if (writes(flags) && isReadOnly(fs, found)) return { errno: 'EROFS' };
  const opened = install(begin(fs), found, flags, cred);
  if (!truncates) return opened;
  const { ino } = dentryAt(fs, found.dentry);
  const later = tick(opened);
  const emptied = setInode(later, ino, { ...inode, content: '', mtime: stampOf(later.fs) });
  return { ...notifyDentry(emptied, found.dentry, IN.IN_MODIFY), value: opened.value };
}

/** may_open(): a symbolic link that was not followed, a directory for writing, permissions. */
function mayOpen(inode: Inode, flags: number, cred: Credentials): Failure | undefined {
  const wantsWrite = writes(flags) || has(flags, O.O_TRUNC);
  if (inode.kind === 'symlink') return { errno: 'ELOOP' };
  if (inode.kind === 'dir' && wantsWrite) return { errno: 'EISDIR' };
  const mayRead = has(flags, O.O_WRONLY) || permits(inode, 'read', cred);
  const mayWrite = !wantsWrite || permits(inode, 'write', cred);
  return mayRead && mayWrite ? undefined : { errno: 'EACCES' };
}

function install(change: Change, at: Position, flags: number, { pid }: Credentials): Answer<{ fd: Fd }> {
  const key = freeKey(change.fs.files);
  const opened = setFile(change, key, { ...at, flags, offset: 0, ...(pid === undefined ? {} : { pid }) });
  return { ...notifyDentry(opened, at.dentry, IN.IN_OPEN, 'file'), value: { fd: fdOf(key) } };
}

/** Where openat(2) starts. A directory that a walk had reached and that is gone since is ENOENT (F14). */
export function openatStart(fs: FileSystem, at: OpenatBase): Position | Failure {
  if ('fd' in at) {
    const file = openFileAt(fs, at.fd);
    if (file === undefined) return { errno: 'EBADF' };
    return inodeOf(fs, file.dentry).kind === 'dir' ? file : { errno: 'ENOTDIR' };
  }
  const found = slotEntries(fs.dentries).find(
    ([, { ino, linked }]) => ino === at.dir && linked && inodeAt(fs, ino).btime === at.btime,
  );
  return found === undefined ? { errno: 'ENOENT' } : { mount: at.mount, dentry: found[0] };
}

/**
 * The first half of open(2): everything but the last step. Symbolic links are followed, the last one too, so what
 * is left is one directory and one name; until the second half runs, both may change (F14).
 */
export function walk(context: WalkContext, path: string): Success['walk'] | Failure {
  const refused = checkPath(path);
  if (refused !== undefined) return refused;
  let step = walkToLast(context, path);
  for (;;) {
    if ('errno' in step) return step;
    const { dir, last } = step;
    const found = stepInto(context.fs, dir, last.name);
    const next = found === undefined ? undefined : followLast(context, step, found, true);
    if (next === undefined) return walked(context.fs, dir, last.slash ? `${last.name}/` : last.name);
    step = next;
  }
}

function walked(fs: FileSystem, dir: Position, name: string): Success['walk'] {
  const { ino } = dentryAt(fs, dir.dentry);
  const at = { mount: dir.mount, dir: ino, btime: inodeAt(fs, ino).btime };
  return { at, name: name === '' ? '.' : name };
}

/** read(2): IN_ACCESS unless nothing was left to read (F12). */
export function read(fs: FileSystem, fd: Fd, count: number): Answer<Success['read']> | Failure {
  const file = openFileAt(fs, fd);
  if (file === undefined || has(file.flags, O.O_WRONLY)) return { errno: 'EBADF' };
  const inode = inodeOf(fs, file.dentry);
  if (inode.kind === 'dir') return { errno: 'EISDIR' };
  assert(inode.kind === 'file', 'an open file is a file or a directory');
  const data = inode.content.slice(file.offset, file.offset + count);
  const value = { data, bytes: utf8Bytes(data) };
  if (data === '') return { ...begin(fs), value };
  const advanced = setFile(begin(fs), keyOf(fd), { ...file, offset: file.offset + data.length });
  return { ...notifyDentry(advanced, file.dentry, IN.IN_ACCESS, 'file'), value };
}

/** write(2): IN_MODIFY unless there was nothing to write; a gap up to the offset is filled with NULs (F12). */
export function write(fs: FileSystem, fd: Fd, data: string): Answer<Success['write']> | Failure {
  const file = openFileAt(fs, fd);
  if (file === undefined || !writes(file.flags)) return { errno: 'EBADF' };
  const { ino } = dentryAt(fs, file.dentry);
  const inode = inodeAt(fs, ino);
  assert(inode.kind === 'file', 'only files are open for writing');
  const value = { bytes: utf8Bytes(data) };
  if (data === '') return { ...begin(fs), value };
  const offset = has(file.flags, O.O_APPEND) ? inode.content.length : file.offset;
  const before = inode.content.slice(0, offset).padEnd(offset, '\0');
  const content = before + data + inode.content.slice(offset + data.length);
  const later = tick(begin(fs));
  const written = setInode(later, ino, { ...inode, content, mtime: stampOf(later.fs) });
  const advanced = setFile(written, keyOf(fd), { ...file, offset: offset + data.length });
  return { ...notifyDentry(advanced, file.dentry, IN.IN_MODIFY, 'file'), value };
}

/** close(2): IN_CLOSE_WRITE or IN_CLOSE_NOWRITE, and IN_DELETE_SELF when this was the last hold on the inode (F13). */
export function close(fs: FileSystem, fd: Fd): Change | Failure {
  const file = openFileAt(fs, fd);
  if (file === undefined) return { errno: 'EBADF' };
  const bit = writes(file.flags) ? IN.IN_CLOSE_WRITE : IN.IN_CLOSE_NOWRITE;
  const told = notifyDentry(begin(fs), file.dentry, bit, 'file');
  return release(setFile(told, keyOf(fd), null), file.dentry);
}

/** getdents64(2): all entries at once, then none; IN_ACCESS either time. ENOENT in a removed directory (F12). */
export function getdents(fs: FileSystem, fd: Fd): Answer<Success['getdents']> | Failure {
  const file = openFileAt(fs, fd);
  if (file === undefined) return { errno: 'EBADF' };
  const inode = inodeOf(fs, file.dentry);
  if (inode.kind !== 'dir') return { errno: 'ENOTDIR' };
  if (inode.nlink === 0) return { errno: 'ENOENT' };
  const entries = file.offset > 0 ? [] : inode.entries.map((id) => directoryEntry(fs, id));
  const names = file.offset > 0 ? [] : ['.', '..', ...entries.map(({ name }) => name)];
  const bytes = names.reduce((sum, name) => sum + direntBytes(name), 0);
  const advanced: OpenFile = { ...file, offset: 1 };
  const change = notifyDentry(setFile(begin(fs), keyOf(fd), advanced), file.dentry, IN.IN_ACCESS, 'file');
  return { ...change, value: { entries, bytes } };
}

function directoryEntry(fs: FileSystem, id: number): DirectoryEntry {
  const { name, ino } = dentryAt(fs, id);
  return { name, ino, kind: inodeAt(fs, ino).kind };
}

/** Size of a struct linux_dirent64: 19 bytes, the name and its NUL, rounded up to 8. */
function direntBytes(name: string): number {
  return Math.ceil((19 + utf8Bytes(name) + 1) / 8) * 8;
}

/** The open descriptors of a process, ascending. */
export function descriptorsOf(fs: FileSystem, pid: number): readonly Fd[] {
  return slotEntries(fs.files).flatMap(([key, file]) => (file.pid === pid ? [fdOf(key)] : []));
}
