// One line of a script taken apart: words, texts in double quotes, and what the line expects.
// Left out: what the words mean (script.ts).

import type { Expected } from './operation.ts';

export interface ScriptLine {
  /** From 1. */
  readonly number: number;
  readonly command: string;
  readonly words: readonly string[];
  /** The line after its command as it was written. */
  readonly rest: string;
  readonly expected: Expected;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '"': '"', '\\': '\\' };

/** Words of a line, `"…"` unquoted; undefined when a quote is not closed. */
export function splitWords(line: string): readonly string[] | undefined {
  const words = [...line.matchAll(/"((?:[^"\\]|\\.)*)"|([^\s"]+)|(")/g)];
  if (words.some(([, , , open]) => open !== undefined)) return undefined;
  return words.map(([, quoted, plain]) => plain ?? unquote(quoted ?? ''));
}

function unquote(text: string): string {
  return text.replace(/\\(.)/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped);
}

/** A word as it must be written to be read back: quoted when it is empty or holds space, quotes or `#`. */
export function quoteWord(word: string): string {
  return word !== '' && /^[^\s"#\\]+$/.test(word) ? word : JSON.stringify(word);
}

/** Takes a line apart; undefined for an empty line or a comment, a message when it cannot be understood. */
export function readLine(text: string, number: number): ScriptLine | { readonly message: string } | undefined {
  const line = text.trim();
  if (line === '' || line.startsWith('#')) return undefined;
  const [command = '', ...after] = line.split(/\s+/);
  const rest = after.length === 0 ? '' : line.slice(command.length).trim();
  if (command === 'note') return { number, command, words: [], rest, expected: { err: null } };
  const all = splitWords(rest);
  if (all === undefined) return { message: 'a quote that is not closed' };
  const arrow = all.indexOf('->');
  const words = arrow === -1 ? all : all.slice(0, arrow);
  const outcome = arrow === -1 ? [] : all.slice(arrow + 1);
  return { number, command, words, rest, expected: readOutcome(outcome.join(' ')) };
}

/** What stands after `->`: an errno or another error's words, or a number the call returns. */
function readOutcome(outcome: string): Expected {
  if (outcome === '') return { err: null };
  return /^\d+$/.test(outcome) ? { err: null, result: Number(outcome) } : { err: outcome };
}
