// Operations as system calls, and what a call returned as recordings write it down.
// Left out: watches, drains and library calls, which need the state of a run (run.ts).

import { type Failure, type FileSystemCall, failed, type Success } from '../kernel/system-call.ts';
import { type Fd, formatMask, formatOpenFlags } from '../kernel/vocabulary.ts';
import type { Expected, Operation } from './operation.ts';

/** Bytes that a getdents(2) or read(2) without a recorded buffer size asks for. */
export const LARGE_READ = 1 << 20;

type NotFile = 'watch' | 'unwatch' | 'drain' | 'note' | 'limit' | 'Add' | 'Remove';
export type FileOperation = Exclude<Operation, { readonly op: NotFile }>;

/** The path of a probed object below `root`; `.` is the root itself, and an empty path stays empty. */
export function pathBelow(root: string, path: string): string {
  if (path === '') return '';
  return path === '.' ? root : `${root}/${path}`;
}

/** The system call for an operation; `fd` is the descriptor behind its handle. */
export function toFileSystemCall(operation: FileOperation, fd: Fd, root: string): FileSystemCall {
  const at = (path: string): string => pathBelow(root, path);
  switch (operation.op) {
    case 'stat':
    case 'lstat':
    case 'readlink':
    case 'unlink':
    case 'rmdir':
      return { call: operation.op, path: at(operation.path) };
    case 'mkdir':
    case 'chmod':
      return { call: operation.op, path: at(operation.path), mode: operation.mode };
    case 'lchown':
      return { call: 'lchown', path: at(operation.path), uid: operation.uid, gid: operation.gid };
    case 'truncate':
      return { call: 'truncate', path: at(operation.path), length: operation.length };
    case 'symlink':
      return { call: 'symlink', target: operation.target, path: at(operation.path) };
    case 'link':
    case 'rename':
      return { call: operation.op, from: at(operation.from), to: at(operation.to) };
    case 'open':
      return { call: 'open', path: at(operation.path), flags: operation.flags, mode: operation.mode };
    case 'read':
      return { call: 'read', fd, count: operation.count };
    case 'write':
      return { call: 'write', fd, data: operation.data };
    case 'close':
    case 'getdents':
      return { call: operation.op, fd };
    case 'bind': {
      const { from, to, readOnly } = operation;
      return { call: 'mount', type: 'bind', source: at(from), target: at(to), readOnly };
    }
    case 'tmpfs':
      return { call: 'mount', type: 'tmpfs', target: at(operation.path) };
    case 'umount':
      return { call: 'umount', target: at(operation.path) };
  }
}

/** What a call returned, in the words of a recording. */
export function returned(result: Success[keyof Success] | Failure): Expected {
  if (failed(result)) return { err: result.errno };
  if ('bytes' in result) return { err: null, result: result.bytes };
  if ('target' in result) return { err: null, result: result.target };
  if ('wd' in result) return { err: null, result: result.wd };
  return { err: null };
}

/** True when `got` is what the operation expects; an expected result that is not written down is not compared. */
export function isExpected({ expected }: Operation, got: Expected): boolean {
  if (expected.err !== got.err) return false;
  return got.err !== null || expected.result === undefined || expected.result === got.result;
}

/** One sentence for an operation that did not return what was expected. */
export function describeSurprise(operation: Operation, got: Expected): string {
  return `${describeOperation(operation)}: ${formatExpected(operation.expected)} expected, ${formatExpected(got)} in the model`;
}

function formatExpected({ err, result }: Expected): string {
  return err ?? (result === undefined ? 'success' : `success with ${JSON.stringify(result)}`);
}

/** The operation and its arguments on one line, bits by their names. */
export function describeOperation(operation: Operation): string {
  const given = Object.entries(operation).filter(([key]) => key !== 'op' && key !== 'expected');
  return [operation.op, ...given.map(([key, value]) => `${key}=${formatArgument(key, value)}`)].join(' ');
}

function formatArgument(key: string, value: unknown): string {
  if (typeof value !== 'number') return JSON.stringify(value);
  if (key === 'mode') return `0${value.toString(8)}`;
  if (key === 'flags') return formatOpenFlags(value);
  return key === 'mask' ? formatMask(value).join('|') : String(value);
}
