// Go's os.RemoveAll: try the easy way, then empty the directory from within.
//
// Source: golang/go src/os/removeall_at.go, 1.19.8 and 1.23.5, and the recordings (both). Before Go 1.23
// (backported to 1.22.4 and 1.21.11, golang/go#52745) a directory is looked at with lstat before it is
// opened; since then open itself refuses a symbolic link. Rule K21.
// Leaves out: unlinkat(2) and openat(2) as such (the recordings print whole paths, and so does the model);
// directories of 1024 and more entries, which Go reads in several rounds.
import { type Failure, failed } from '../../kernel/system-call.ts';
import { O } from '../../kernel/vocabulary.ts';
import { attempt, isNotExist, join, OPEN_FLAGS, readNames, remove, splitPath } from './go-os.ts';
import { ask, OK, type Ok, type Procedure } from './procedure.ts';

/** How a directory is made sure of before it is emptied: by lstat(2), or by the flags of open(2). */
export const REMOVE_ALL_FLAVOURS = ['lstat', 'nofollow'] as const;
export type RemoveAllFlavour = (typeof REMOVE_ALL_FLAVOURS)[number];

/** os.RemoveAll: removes `path` and all below it; a path that is not there is no error. */
export function* removeAll(path: string, flavour: RemoveAllFlavour): Procedure<Ok | Failure> {
  const removed = yield* remove(path);
  if (!failed(removed) || isNotExist(removed)) return OK;
  const [parent] = splitPath(path);
  const opened = yield* ask({ call: 'open', path: parent, flags: OPEN_FLAGS });
  if (failed(opened)) return isNotExist(opened) ? OK : opened;
  const result = yield* removeAllFrom(path, flavour);
  yield* ask({ call: 'close', fd: opened.fd });
  return result;
}

function* removeAllFrom(path: string, flavour: RemoveAllFlavour): Procedure<Ok | Failure> {
  const unlinked = yield* attempt({ call: 'unlink', path });
  if (!failed(unlinked) || isNotExist(unlinked)) return OK;
  if (!['EISDIR', 'EPERM', 'EACCES'].includes(unlinked.errno)) return unlinked;
  if (flavour === 'lstat') {
    const found = yield* ask({ call: 'lstat', path });
    if (failed(found)) return isNotExist(found) ? OK : found;
    if (found.kind !== 'dir') return unlinked;
  }
  const emptied = yield* removeEntries(path, unlinked, flavour);
  if (emptied.next === 'return') return emptied.result;
  const removed = yield* attempt({ call: 'rmdir', path });
  if (!failed(removed) || isNotExist(removed)) return OK;
  return emptied.error ?? removed;
}

/** Whether rmdir(2) comes next, with the first error met so far, or nothing more at all. */
type Emptied =
  | { readonly next: 'rmdir'; readonly error: Failure | null }
  | { readonly next: 'return'; readonly result: Ok | Failure };

function* removeEntries(path: string, unlinked: Failure, flavour: RemoveAllFlavour): Procedure<Emptied> {
  const flags = flavour === 'lstat' ? OPEN_FLAGS : OPEN_FLAGS | O.O_NOFOLLOW | O.O_DIRECTORY;
  const opened = yield* ask({ call: 'open', path, flags });
  if (failed(opened)) {
    if (isNotExist(opened)) return { next: 'return', result: OK };
    const notDirectory = flavour === 'nofollow' && ['ENOTDIR', 'ELOOP'].includes(opened.errno);
    return notDirectory ? { next: 'return', result: unlinked } : { next: 'rmdir', error: opened };
  }
  const read = yield* readNames(opened.fd);
  let error: Failure | null = null;
  for (const name of 'names' in read ? read.names : []) {
    const removed = yield* removeAllFrom(join(path, name), flavour);
    if (failed(removed)) error ??= removed;
  }
  yield* ask({ call: 'close', fd: opened.fd });
  if (failed(read)) return { next: 'return', result: isNotExist(read) ? OK : read };
  return { next: 'rmdir', error };
}
