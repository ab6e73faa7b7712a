// One system call on the file system: which function serves it. The file system knows no watches: what it would tell
// them comes back as a list of notifications, in the order in which the kernel calls fsnotify().
// Source: the man pages of section 2. A call that fails changes nothing and notifies nobody.

import { chmod, lchown, readlink, stat, truncate } from './attribute-calls.ts';
import { begin } from './change.ts';
import { link, mkdir, rename, rmdir, symlink, unlink } from './entry-calls.ts';
import { type Answer, close, getdents, open, openatStart, read, walk, write } from './file-calls.ts';
import { type Change, type FileSystem, type Outcome, ROOT_POSITION } from './file-system.ts';
import { mountBind, mountTmpfs, umount } from './mount-calls.ts';
import type { WalkContext } from './path-walk.ts';
import type { Credentials, Failure, FileSystemCall, Result, Success } from './system-call.ts';

type Answered = Answer<Success[FileSystemCall['call']]>;
type LookingCall = Extract<FileSystemCall, { call: 'stat' | 'lstat' | 'readlink' | 'walk' }>;
type FileCall = Extract<FileSystemCall, { call: 'open' | 'openat' | 'read' | 'write' | 'getdents' }>;
type ChangingCall = Exclude<FileSystemCall, LookingCall | FileCall>;

/** Runs one call for `cred`; the result is `{ errno }` when it failed. */
export function fsCall<C extends FileSystemCall>(fs: FileSystem, call: C, cred: Credentials): Outcome<C['call']> {
  const served = serve({ fs, cred, start: ROOT_POSITION }, call);
  if ('errno' in served) return { fs, notifications: [], result: served };
  // The switches below answer each call with its own result, which the compiler cannot tie to `C`.
  const result = served.value as Result<C['call']>;
  return { fs: served.fs, notifications: served.notifications, result };
}

function serve(context: WalkContext, call: FileSystemCall): Answered | Failure {
  switch (call.call) {
    case 'stat':
    case 'lstat':
    case 'readlink':
    case 'walk': {
      const value = look(context, call);
      return 'errno' in value ? value : { ...begin(context.fs), value };
    }
    case 'open':
    case 'openat':
    case 'read':
    case 'write':
    case 'getdents':
      return serveFile(context, call);
    default: {
      const changed = change(context, call);
      return 'errno' in changed ? changed : { ...changed, value: { done: true } };
    }
  }
}

function look(context: WalkContext, call: LookingCall): Success[LookingCall['call']] | Failure {
  switch (call.call) {
    case 'stat':
      return stat(context, call.path, true);
    case 'lstat':
      return stat(context, call.path, false);
    case 'readlink':
      return readlink(context, call.path);
    case 'walk':
      return walk(context, call.path);
  }
}

function serveFile(context: WalkContext, call: FileCall): Answered | Failure {
  const { fs } = context;
  switch (call.call) {
    case 'open':
      return open(context, call.path, call.flags, call.mode ?? 0);
    case 'openat': {
      const start = openatStart(fs, call.at);
      return 'errno' in start ? start : open({ ...context, start }, call.path, call.flags, call.mode ?? 0);
    }
    case 'read':
      return read(fs, call.fd, call.count);
    case 'write':
      return write(fs, call.fd, call.data);
    case 'getdents':
      return getdents(fs, call.fd);
  }
}

function change(context: WalkContext, call: ChangingCall): Change | Failure {
  switch (call.call) {
    case 'close':
      return close(context.fs, call.fd);
    case 'mkdir':
      return mkdir(context, call.path, call.mode);
    case 'chmod':
      return chmod(context, call.path, call.mode);
    case 'lchown':
      return lchown(context, call.path, call.uid, call.gid);
    case 'truncate':
      return truncate(context, call.path, call.length);
    case 'symlink':
      return symlink(context, call.target, call.path);
    case 'link':
      return link(context, call.from, call.to);
    case 'rename':
      return rename(context, call.from, call.to);
    case 'unlink':
      return unlink(context, call.path);
    case 'rmdir':
      return rmdir(context, call.path);
    case 'mount':
      return call.type === 'bind'
        ? mountBind(context, call.source, call.target, call.readOnly)
        : mountTmpfs(context, call.target);
    case 'umount':
      return umount(context, call.target);
  }
}
