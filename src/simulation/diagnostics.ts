// What is wrong with a file: a code, a place and one line saying what was found, what is allowed and the nearest
// right word. Diagnostics are values; nothing in this layer throws because of what a file says.
import { DIAGNOSTICS_MAX } from './limits.ts';
import { nearest } from './nearest.ts';

/** Every kind of mistake, with what it means. */
export const DIAGNOSTIC_CODES = {
  'wrong-kind': 'The file is another kind of file: a Kubernetes manifest, or a strategy in place of a simulation.',
  'yaml-syntax': 'The text is not YAML 1.2, or uses a part of it that has no meaning here (a tag, a second document).',
  'duplicate-key': 'A mapping has the same key twice.',
  'too-big': 'A limit was reached: file size, nesting, expanded aliases, bytes of a ConfigMap.',
  'unknown-key': 'A mapping has a key that means nothing there.',
  'missing-key': 'A mapping lacks a key that it must have.',
  'wrong-value': 'A value has the wrong type, form or range.',
  'unknown-name': 'A word from a fixed list (a strategy, a watcher, a kubelet version, a mode) is not in the list.',
  'unknown-file':
    'A file, a key of the ConfigMap or a root key is named that no version of the mounted volume ever has.',
  'story-order': 'The story is not in the order of time.',
  contradiction: 'Two fields, each right by itself, do not fit together.',
} as const;
export type DiagnosticCode = keyof typeof DIAGNOSTIC_CODES;

/** A place in a text: both counted from 1, the column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One mistake in a text, and where it is. */
export interface Diagnostic extends Position {
  readonly code: DiagnosticCode;
  readonly file: string;
  /** One line, no control characters. */
  readonly message: string;
}

/** A path into a document: keys and list indices from the root. */
export type Path = readonly (string | number)[];

/** `file:line:column: message`, in one line. */
export function formatDiagnostic({ file, line, column, message }: Diagnostic): string {
  return `${oneLine(file)}:${line}:${column}: ${message}`;
}

/** In the order of the text, without repetitions; beyond DIAGNOSTICS_MAX one line counts the rest. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const sorted = diagnostics.toSorted((a, b) => a.line - b.line || a.column - b.column);
  const seen = new Set<string>();
  const distinct = sorted.filter((each) => {
    const key = formatDiagnostic(each);
    return !seen.has(key) && seen.add(key);
  });
  const kept = distinct.slice(0, DIAGNOSTICS_MAX);
  const next = distinct[DIAGNOSTICS_MAX];
  if (next === undefined) return kept;
  const more = distinct.length - DIAGNOSTICS_MAX;
  return [...kept, { ...next, code: 'too-big', message: `${more} more mistakes from here on are not listed` }];
}

/** `; did you mean "x"?` when some allowed word is close, else nothing. */
export function hint(word: string, allowed: readonly string[]): string {
  const meant = nearest(word, allowed);
  return meant === null ? '' : `; did you mean ${quote(meant)}?`;
}

/** A word in quotes, shortened, and safe to print on one line. */
export function quote(text: string): string {
  const shown = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return oneLine(JSON.stringify(shown));
}

/** Words for a value that was found: `"abc"`, `the number 1.30`, `a list`, `nothing`. `source` is its spelling. */
export function describeValue(value: unknown, source: string | null): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return value.length === 1 ? 'a list of 1' : `a list of ${value.length}`;
  if (typeof value === 'object') return 'a mapping';
  return `${typeof value === 'number' ? 'the number' : 'the boolean'} ${oneLine(source ?? String(value))}`;
}

/** A path as a reader writes it: `story[0].apply["feature.yaml"]`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (/^[A-Za-z][\w-]*$/.test(part)) text += text === '' ? part : `.${part}`;
    else text += `[${quote(part)}]`;
  }
  return text;
}

/** Text without line breaks and control characters. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
}
