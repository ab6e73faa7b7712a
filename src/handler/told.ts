// What the sandbox tells the host, as text from a program that nobody trusts: taken only in the forms listed here.
import { type Call, PATH_CALLS, type Served } from '../actors/handler/program.ts';
import { BOUNDS } from './bounds.ts';

export type Told =
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'serve'; readonly held: Served }
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'turn'; readonly loop: number; readonly state: string | null }
  | { readonly kind: 'failed'; readonly message: string; readonly line: number | null };

type Fields = Readonly<Record<string, unknown>>;

/** One message; null when it has none of the forms. */
export function told(text: string): Told | null {
  const fields: unknown = JSON.parse(text);
  return isFields(fields) ? read(fields) : null;
}

function read(fields: Fields): Told | null {
  const { kind, id, text, loop, state, message, line, held } = fields;
  switch (kind) {
    case 'call': {
      const call = readCall(fields);
      return call === null ? null : { kind, call };
    }
    case 'cancel':
      return isNatural(id) ? { kind, id } : null;
    case 'serve':
      return isServed(held) ? { kind, held } : null;
    case 'print':
      return typeof text === 'string' ? { kind, text: text.slice(0, BOUNDS.printedLength) } : null;
    case 'turn': {
      if (!isNatural(loop)) return null;
      const isKept = typeof state === 'string' && state.length <= BOUNDS.checkpointLength;
      return { kind, loop, state: isKept ? state : null };
    }
    case 'failed':
      if (typeof message !== 'string') return null;
      return { kind, message: message.slice(0, BOUNDS.printedLength), line: isNatural(line) ? line : null };
    default:
      return null;
  }
}

function readCall({ id, sync, fn, path, fd, channel, ms }: Fields): Call | null {
  if (!isNatural(id) || typeof sync !== 'boolean') return null;
  const pathCall = PATH_CALLS.find((each) => each === fn);
  if (pathCall !== undefined) return isPath(path) ? { id, sync, fn: pathCall, path } : null;
  switch (fn) {
    case 'add':
    case 'remove':
      return isPath(path) ? { id, sync, fn, path } : null;
    case 'read':
    case 'close':
      return isNatural(fd) ? { id, sync, fn, fd } : null;
    case 'closeWatcher':
      return { id, sync, fn };
    case 'next':
      return channel === 'Events' || channel === 'Errors' ? { id, sync, fn, channel } : null;
    case 'sleep':
    case 'every':
      return isNatural(ms) ? { id, sync, fn, ms } : null;
    default:
      return null;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNatural(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('/') && value.length <= BOUNDS.pathLength;
}

function isServed(value: unknown): value is Served {
  return isFields(value) && Object.values(value).every((bytes) => bytes === null || typeof bytes === 'string');
}
