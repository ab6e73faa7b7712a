// Calls: everything that waits becomes a numbered request, told to the host as JSON and answered through `deliver`.
//
// This folder runs within QuickJS, before the handler, as text (`?raw`); nothing in it runs in reload-sim itself. What a
// handler does to Object.prototype or JSON afterwards reaches only itself: what is needed later is taken here, and the host
// believes nothing that it is told. Source of error texts: libuv's uv_strerror as Node prints it. Rules H1, H7.

export const { parse: fromJson, stringify: toJson } = JSON;
const { __tell, __ask, __parseYaml, __env } = globalThis;
export const env = fromJson(__env);
export const tell = __tell;
export const parseYaml = __parseYaml;
const ask = __ask;
for (const name of ['__tell', '__ask', '__parseYaml', '__env']) delete globalThis[name];
delete Math.random;

export const open = new Map();
let lastId = 0;

export function call(fn, parameters) {
  lastId += 1;
  const id = lastId;
  tell(toJson({ kind: 'call', id, sync: false, fn, ...parameters }));
  return new Promise((resolve, reject) => open.set(id, { resolve, reject, fn, parameters }));
}

export function callNow(fn, parameters) {
  lastId += 1;
  const reply = ask(toJson({ kind: 'call', id: lastId, sync: true, fn, ...parameters }));
  // Without a reply the host interrupts this run; the next one gets here with the reply.
  while (reply === undefined);
  const { value, error } = fromJson(reply);
  if (error !== undefined) throw failure(error, fn, parameters);
  return value;
}

export function cancel(id) {
  open.delete(id);
  tell(toJson({ kind: 'cancel', id }));
}

const ERRNO = {
  EPERM: [1, 'operation not permitted'],
  ENOENT: [2, 'no such file or directory'],
  EIO: [5, 'i/o error'],
  EBADF: [9, 'bad file descriptor'],
  EACCES: [13, 'permission denied'],
  EEXIST: [17, 'file already exists'],
  ENOTDIR: [20, 'not a directory'],
  EISDIR: [21, 'illegal operation on a directory'],
  EINVAL: [22, 'invalid argument'],
  ENFILE: [23, 'file table overflow'],
  EMFILE: [24, 'too many open files'],
  ENOSPC: [28, 'no space left on device'],
  EROFS: [30, 'read-only file system'],
  ENAMETOOLONG: [36, 'name too long'],
  ELOOP: [40, 'too many symbolic links encountered'],
};
const SYSCALLS = { readFile: 'open', readdir: 'scandir' };

/** The Error that Node would throw, or the watcher library's. */
export function failure(text, fn, { path, channel }) {
  const known = ERRNO[text];
  if (known === undefined) return new Error(text);
  const syscall = SYSCALLS[fn] ?? fn;
  const where = path === undefined || channel !== undefined ? syscall : `${syscall} '${path}'`;
  const error = new Error(`${text}: ${known[1]}, ${where}`);
  return Object.assign(error, { errno: -known[0], code: text, syscall, ...(path === undefined ? {} : { path }) });
}

function lineOf(error) {
  const found = /handler\.js:(\d+)/.exec(String(error?.stack ?? ''));
  return found === null ? null : Number(found[1]);
}

export function describe(error) {
  return error instanceof Error ? `${error.name}: ${error.message}` : `uncaught ${show(error)}`;
}

export function fail(error) {
  let [message, line] = ['uncaught error', null];
  try {
    [message, line] = [describe(error), lineOf(error)];
  } catch {}
  tell(toJson({ kind: 'failed', message, line }));
}

/** The number of the call made last. */
export function lastCall() {
  return lastId;
}

/** Calls are numbered from 1 again. */
export function numberAfresh() {
  lastId = 0;
}

export function show(value) {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return describe(value);
  try {
    return toJson(value) ?? String(value);
  } catch {
    return typeof value;
  }
}
