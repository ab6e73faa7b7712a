// What is wrong with a probe's input: a value with a place, never an exception.
// Left out: printing (the command line does it).

export interface Diagnostic {
  readonly file: string;
  /** From 1; absent when the place is not known. */
  readonly line?: number;
  readonly column?: number;
  /** What was found and what was expected. */
  readonly message: string;
}

/** Line and column, from 1, of an offset in a text. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
