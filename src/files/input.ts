// Texts from files and standard input: bounded, UTF-8, every failure one line for the user.
import { createReadStream } from 'node:fs';
import { stdin } from 'node:process';
import { type Diagnostic, oneLine } from '../simulation/diagnostics.ts';

/** The name that stands for standard input, and how messages call it. */
export const STDIN = '-';
const STDIN_FILE = '<stdin>';

/** A text and the name under which messages speak of it. */
export interface Input {
  readonly file: string;
  readonly text: string;
}

/** Something the user can put right: why a file or a name gives nothing. */
export interface Refusal {
  /** One mistake a line, without line breaks. */
  readonly refusal: readonly string[];
  /** Those of them that have a place in a text that was read. */
  readonly mistakes: readonly Diagnostic[];
}

/** A refusal without a place. */
export function refusing(sentence: string): Refusal {
  return { refusal: [sentence], mistakes: [] };
}

/** How an error of open(2) or read(2) reads in a message. */
const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  ENOTDIR: 'no such file or folder',
  EEXIST: 'the file exists and is left as it is',
  EISDIR: 'found a directory, expected a file',
  EACCES: 'permission denied',
  ENAMETOOLONG: 'the name is too long',
};

/** Reads a file, or standard input for `-`; `bytesMax` keeps an endless one from filling memory. */
export async function readInput(path: string, bytesMax: number): Promise<Input | Refusal> {
  const file = path === STDIN ? STDIN_FILE : oneLine(path);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of path === STDIN ? stdin : createReadStream(path)) {
      chunks.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      if (bytes > bytesMax) return refusing(`${file}:1:1: found more than ${bytesMax} bytes, expected at most that`);
    }
  } catch (error) {
    return refusing(`${file}: ${describeSystemError(error)}`);
  }
  const text = decodeUtf8(Buffer.concat(chunks));
  return typeof text === 'string' ? { file, text } : refusing(`${file}:${text.line}:${text.column}: ${NOT_UTF8}`);
}

const NOT_UTF8 = 'found bytes that are not UTF-8, expected a text';

/** What the system said about a file, in a user's words. */
export function describeSystemError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return SYSTEM_ERRORS[code ?? ''] ?? oneLine(message);
}

/** The text, or the place of the first byte that does not belong to one. */
function decodeUtf8(bytes: Buffer): string | { readonly line: number; readonly column: number } {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const before = bytes.toString('utf8').split('\uFFFD', 1)[0] ?? '';
    const lines = before.split('\n');
    return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  }
}
