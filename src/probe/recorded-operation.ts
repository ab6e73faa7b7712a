// Operations as recordings write them down: `{op, path|from,to|target, flags, mode, fd, data, bytes, result, err}`.
// A recording leaves some things out; they are put back here. `raw-*` and `fsn-*` name an open file by its path, give
// only the size of what was written (the text is in the payload), and `fsn-*` has no closes at all.

import { utf8Bytes } from '../kernel/utf8.ts';
import { FSNOTIFY_MASK, IN_ALL_EVENTS, parseMask, parseOpenFlags } from '../kernel/vocabulary.ts';
import { LARGE_READ } from './file-operations.ts';
import { type Fields, has, readInteger, readMode, readText, readTexts, readWord, reject } from './json-reader.ts';
import type { Expected, Operation } from './operation.ts';

const RECORDED_OPERATIONS = [
  ...(['stat', 'lstat', 'readlink', 'unlink', 'rmdir', 'mkdir', 'chmod', 'lchown', 'truncate', 'symlink'] as const),
  ...(['link', 'rename', 'open', 'read', 'write', 'close', 'getdents'] as const),
  ...(['inotify_add_watch', 'inotify_rm_watch', 'Add', 'Remove'] as const),
] as const;

/** Reads one entry of `ops`. */
export function readOperation(fields: Fields): Operation {
  const op = readWord(fields, 'op', RECORDED_OPERATIONS);
  const expected = readExpected(fields);
  switch (op) {
    case 'stat':
    case 'lstat':
    case 'readlink':
    case 'unlink':
    case 'rmdir':
      return { op, path: readText(fields, 'path'), expected };
    case 'Add':
    case 'Remove':
      return { op, path: readText(fields, 'path'), expected: { ...expected, err: withoutMountPath(expected.err) } };
    case 'mkdir':
    case 'chmod':
      return { op, path: readText(fields, 'path'), mode: readMode(fields, 'mode'), expected };
    case 'lchown': {
      const [uid, gid] = [readInteger(fields, 'uid', -1), readInteger(fields, 'gid', -1)];
      return { op, path: readText(fields, 'path'), uid, gid, expected };
    }
    case 'truncate':
      return { op, path: readText(fields, 'path'), length: readInteger(fields, 'length', 0), expected };
    case 'symlink':
      return { op, target: readText(fields, 'target'), path: readText(fields, 'path'), expected };
    case 'link':
    case 'rename':
      return { op, from: readText(fields, 'from'), to: readText(fields, 'to'), expected };
    case 'inotify_add_watch':
      return { op: 'watch', path: readText(fields, 'path'), mask: readWatchMask(fields), expected };
    case 'inotify_rm_watch':
      return { op: 'unwatch', wd: readInteger(fields, 'wd'), expected };
    default:
      return readFileOperation(fields, op, expected);
  }
}

/** The recordings take the mount's prefix off names, but not where a message names the mount itself. */
function withoutMountPath(err: string | null): string | null {
  return err === null ? null : err.replace(/(^|: )\/\S+$/, '$1.');
}

function readFileOperation(
  fields: Fields,
  op: 'open' | 'read' | 'write' | 'close' | 'getdents',
  expected: Expected,
): Operation {
  const handle = has(fields, 'fd') ? `fd ${readInteger(fields, 'fd')}` : readText(fields, 'path');
  const bytes = has(fields, 'bytes') ? { ...expected, result: readInteger(fields, 'bytes') } : expected;
  switch (op) {
    case 'open': {
      const path = readText(fields, 'path');
      return { op, path, flags: readFlags(fields), mode: readMode(fields, 'mode', 0), handle, expected };
    }
    case 'read': {
      // With a result, `bytes` is the size of the buffer; without one it is what the call returned.
      const asked = has(fields, 'result') || expected.err !== null;
      return asked
        ? { op, handle, count: readInteger(fields, 'bytes', LARGE_READ), expected }
        : { op, handle, count: LARGE_READ, expected: bytes };
    }
    case 'write':
      return { op, handle, data: readText(fields, 'data', ''), expected: has(fields, 'data') ? expected : bytes };
    case 'close':
      return { op, handle, expected };
    case 'getdents':
      return { op, handle, expected: bytes };
  }
}

function readExpected(fields: Fields): Expected {
  const err = has(fields, 'err') ? readText(fields, 'err') : null;
  const { result } = fields.value;
  if (typeof result === 'number' || typeof result === 'string') return { err, result };
  if (has(fields, 'result')) reject(fields, 'result', 'a number or a text');
  return { err };
}

function readFlags(fields: Fields): number {
  const flags = parseOpenFlags(readText(fields, 'flags'));
  if (typeof flags === 'number') return flags;
  reject(fields, 'flags', `open(2) flags joined by "|" (${flags.unknown} is none)`);
  return 0;
}

/** A watch's `mask` ("all", "fsnotify" or a list of names) with its `flags`. */
export function readWatchMask(fields: Fields): number {
  const flags = parseMask(readTexts(fields, 'flags'));
  if (typeof flags !== 'number') reject(fields, 'flags', `names of inotify(7) (${flags.unknown} is none)`);
  const mask = readEventMask(fields);
  return ((typeof flags === 'number' ? flags : 0) | mask) >>> 0;
}

function readEventMask(fields: Fields): number {
  const named = fields.value.mask ?? 'fsnotify';
  if (named === 'all' || named === 'IN_ALL_EVENTS') return IN_ALL_EVENTS;
  if (named === 'fsnotify') return FSNOTIFY_MASK;
  const mask = parseMask(readTexts(fields, 'mask'));
  if (typeof mask === 'number') return mask;
  reject(fields, 'mask', `"all", "fsnotify" or names of inotify(7) (${mask.unknown} is none)`);
  return 0;
}

/** Closes what a recording opened by path and never closed: right after it was used last. */
export function closeWhatIsLeftOpen(operations: readonly Operation[]): readonly Operation[] {
  const closeAfter = new Map<number, readonly string[]>();
  for (const [index, operation] of operations.entries()) {
    if (operation.op !== 'open' || operation.handle !== operation.path || operation.expected.err !== null) continue;
    const last = lastUse(operations, index, operation.handle);
    if (last !== undefined) closeAfter.set(last, [...(closeAfter.get(last) ?? []), operation.handle]);
  }
  return operations.flatMap((operation, index) => [
    operation,
    ...(closeAfter.get(index) ?? []).map((handle) => ({ op: 'close', handle, expected: { err: null } }) as const),
  ]);
}

/** Where an open file is used last before it is opened again; undefined when it is closed. */
function lastUse(operations: readonly Operation[], opened: number, handle: string): number | undefined {
  let last = opened;
  for (const [index, operation] of operations.entries()) {
    if (index <= opened || !('handle' in operation) || operation.handle !== handle) continue;
    if (operation.op === 'close') return undefined;
    if (operation.op === 'open') return last;
    last = index;
  }
  return last;
}

/**
 * ext4 returns the entries of a directory in as many pieces as it likes; the model returns them at once. So all pieces
 * are expected of the first call. In the volume itself they are not compared: the recordings shorten its names.
 */
export function joinDirectoryReads(operations: readonly Operation[]): readonly Operation[] {
  return operations.map((operation, index) => {
    if (operation.op !== 'getdents' || operation.expected.err !== null) return operation;
    const pieces = readsOfOneListing(operations, index);
    if (operation.handle === '.' && operation.expected.result !== 0) return { ...operation, expected: { err: null } };
    const isFirst = pieces[0] === operation;
    const bytes = pieces.reduce((sum, { expected }) => sum + Number(expected.result ?? 0), 0);
    return { ...operation, expected: { err: null, result: isFirst ? bytes : 0 } };
  });
}

/** The reads of the same open directory around one of them, in order. */
function readsOfOneListing(operations: readonly Operation[], at: number): readonly Operation[] {
  const here = operations[at];
  const same = (operation: Operation | undefined): boolean =>
    operation?.op === 'getdents' && here?.op === 'getdents' && operation.handle === here.handle;
  let first = at;
  while (same(operations[first - 1])) first -= 1;
  let end = at + 1;
  while (same(operations[end])) end += 1;
  return operations.slice(first, end);
}

type Payload = Readonly<Record<string, string>>;

/** Puts back the text of writes of which only the size was recorded, from the payload that fits. */
export function fillWrites(operations: readonly Operation[], payloads: readonly Payload[]): readonly Operation[] {
  let used = -1;
  let payload: Payload = {};
  return operations.map((operation, index) => {
    if (operation.op === 'mkdir' && isTimestamped(operation.path)) {
      const written = writtenBelow(operations, index, operation.path);
      const found = payloads.findIndex((candidate, at) => at > used && fits(candidate, written));
      if (found !== -1) used = found;
      payload = found === -1 ? {} : (payloads[found] ?? {});
    }
    if (operation.op !== 'write' || operation.data !== '') return operation;
    const data = payload[keyOf(operation.handle)] ?? '?'.repeat(Number(operation.expected.result ?? 0));
    return { ...operation, data };
  });
}

/** A timestamped directory of AtomicWriter: `..` and something, at the top of the volume. */
function isTimestamped(path: string): boolean {
  return /^\.\.[^/]+$/.test(path);
}

function keyOf(path: string): string {
  return path.slice(path.indexOf('/') + 1);
}

function writtenBelow(
  operations: readonly Operation[],
  made: number,
  dir: string,
): readonly (readonly [key: string, bytes: number])[] {
  return operations.slice(made).flatMap((operation) => {
    if (operation.op !== 'write' || !operation.handle.startsWith(`${dir}/`)) return [];
    return [[keyOf(operation.handle), Number(operation.expected.result ?? 0)] as const];
  });
}

function fits(payload: Payload, written: readonly (readonly [key: string, bytes: number])[]): boolean {
  const keys = new Set(written.map(([key]) => key));
  if (keys.size !== Object.keys(payload).length) return false;
  return written.every(([key, bytes]) => payload[key] !== undefined && utf8Bytes(payload[key]) === bytes);
}
