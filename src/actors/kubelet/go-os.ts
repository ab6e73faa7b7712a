// Go's os functions as AtomicWriter and its neighbours call them: each a procedure with its system calls in
// order.
//
// Source: golang/go src/os/{file,path,tempfile,file_unix,dir}.go, read in 1.19.8 and 1.23.5 (equal in all
// that matters here) and confirmed with strace of both. Rule K20.
// Leaves out: fstat(2) on an open file and the calls of the runtime's poller: no watch sees them, and they
// return nothing that the model does not know.
import { type Failure, failed, type SystemCall } from '../../kernel/system-call.ts';
import { type Errno, type Fd, type Mode, O } from '../../kernel/vocabulary.ts';
import { ask, OK, type Ok, type Procedure } from './procedure.ts';

/** What os.Open passes: for reading, the descriptor not inherited. */
export const OPEN_FLAGS = O.O_RDONLY | O.O_CLOEXEC;
const WRITE_FILE_FLAGS = O.O_WRONLY | O.O_CREAT | O.O_TRUNC | O.O_CLOEXEC;

/** Larger than any file of a ConfigMap (1 MiB), as os.ReadFile sizes its buffer from fstat. */
const READ_BYTES = (1 << 20) + 1;
/** os.MkdirTemp gives up after so many names that are taken. */
const MKDIR_TEMP_TRIES = 10_000;

/** os.IsNotExist of an errno. */
export function isNotExist(result: object): boolean {
  return 'errno' in result && result.errno === 'ENOENT';
}

/** filepath.Join for a clean directory and a relative path. */
export function join(directory: string, path: string): string {
  return directory === '/' ? `/${path}` : `${directory}/${path}`;
}

/** filepath.Split, as [directory without its trailing slash, last component]. */
export function splitPath(path: string): readonly [directory: string, base: string] {
  const slash = path.lastIndexOf('/');
  return [slash <= 0 ? '/' : path.slice(0, slash), path.slice(slash + 1)];
}

/** A call of which only success or failure matters. */
export function* attempt(call: SystemCall): Procedure<Ok | Failure> {
  const result = yield* ask(call);
  return failed(result) ? result : OK;
}

/** os.ReadFile: reads until read(2) returns 0 bytes. */
export function* readFile(path: string): Procedure<{ readonly content: string } | Failure> {
  const opened = yield* ask({ call: 'open', path, flags: OPEN_FLAGS });
  if (failed(opened)) return opened;
  let content = '';
  for (;;) {
    const chunk = yield* ask({ call: 'read', fd: opened.fd, count: READ_BYTES });
    if (failed(chunk) || chunk.bytes === 0) {
      yield* ask({ call: 'close', fd: opened.fd });
      return failed(chunk) ? chunk : { content };
    }
    content += chunk.data;
  }
}

/** os.WriteFile: one write(2), also of nothing; close(2) also after a failed write. */
export function* writeFile(path: string, data: string, mode: Mode): Procedure<Ok | Failure> {
  const opened = yield* ask({ call: 'open', path, flags: WRITE_FILE_FLAGS, mode });
  if (failed(opened)) return opened;
  const written = yield* attempt({ call: 'write', fd: opened.fd, data });
  const closed = yield* attempt({ call: 'close', fd: opened.fd });
  return failed(written) ? written : closed;
}

/** os.MkdirAll: looks first, so that an existing directory costs one stat(2). */
export function* mkdirAll(path: string, mode: Mode): Procedure<Ok | Failure> {
  const found = yield* ask({ call: 'stat', path });
  if (!failed(found)) return found.kind === 'dir' ? OK : { errno: 'ENOTDIR' };
  const [parent] = splitPath(path.replace(/\/+$/, ''));
  if (parent !== '/') {
    const made = yield* mkdirAll(parent, mode);
    if (failed(made)) return made;
  }
  const made = yield* attempt({ call: 'mkdir', path, mode });
  if (!failed(made)) return OK;
  const there = yield* ask({ call: 'lstat', path });
  return !failed(there) && there.kind === 'dir' ? OK : made;
}

/** os.MkdirTemp(directory, prefix): a fresh name for every try; here the names are prefix + next, next + 1, …. */
export function* mkdirTemp(
  directory: string,
  prefix: string,
  next: number,
): Procedure<{ readonly number: number } | Failure> {
  for (let number = next; number < next + MKDIR_TEMP_TRIES; number++) {
    const made = yield* attempt({ call: 'mkdir', path: join(directory, `${prefix}${number}`), mode: 0o700 });
    if (!failed(made)) return { number };
    if (isNotExist(made)) yield* ask({ call: 'stat', path: directory });
    if (made.errno !== 'EEXIST') return made;
  }
  return { errno: 'EEXIST' };
}

/** os.Remove: unlink(2), then rmdir(2); the error of unlink unless rmdir knows better. */
export function* remove(path: string): Procedure<Ok | Failure> {
  const unlinked = yield* attempt({ call: 'unlink', path });
  if (!failed(unlinked)) return OK;
  const removed = yield* attempt({ call: 'rmdir', path });
  if (!failed(removed)) return OK;
  return removed.errno === 'ENOTDIR' ? unlinked : removed;
}

/** os.Rename: refuses to replace a directory before it asks the kernel. */
export function* rename(from: string, to: string): Procedure<Ok | Failure> {
  const target = yield* ask({ call: 'lstat', path: to });
  if (!failed(target) && target.kind === 'dir') {
    const source = yield* ask({ call: 'lstat', path: from });
    return { errno: failed(source) ? source.errno : 'EEXIST' };
  }
  return yield* attempt({ call: 'rename', from, to });
}

/** All names in an open directory, in readdir order: getdents64(2) until it returns 0 bytes. */
export function* readNames(fd: Fd): Procedure<{ readonly names: readonly string[] } | { readonly errno: Errno }> {
  const names: string[] = [];
  for (;;) {
    const batch = yield* ask({ call: 'getdents', fd });
    if (failed(batch)) return batch;
    if (batch.bytes === 0) return { names };
    names.push(...batch.names);
  }
}

/** os.Open, Readdirnames(-1), Close: the names in readdir order. */
export function* readDirectory(path: string): Procedure<{ readonly names: readonly string[] } | Failure> {
  const opened = yield* ask({ call: 'open', path, flags: OPEN_FLAGS });
  if (failed(opened)) return opened;
  const read = yield* readNames(opened.fd);
  yield* ask({ call: 'close', fd: opened.fd });
  return read;
}
