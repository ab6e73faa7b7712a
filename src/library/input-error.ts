// The one exception of the library: something the user can put right. Whatever else is thrown is a bug of reload-sim.
import { type Diagnostic, formatDiagnostic } from '../simulation/diagnostics.ts';

/**
 * A file, a name, a token or a strategy that cannot be used. `message` has one line for each mistake, those of a file as
 * `file:line:column: what was found, what was expected`.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** The mistakes that have a place in a text, in its order; empty for a file that could not be read. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(message: string, diagnostics: readonly Diagnostic[] = []) {
    super(message);
    this.diagnostics = diagnostics;
  }
}

/** The exception about these mistakes of a text. */
export function mistaken(diagnostics: readonly Diagnostic[]): InputError {
  return new InputError(diagnostics.map(formatDiagnostic).join('\n'), diagnostics);
}
