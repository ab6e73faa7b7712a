// The handler of a simulation: written in the file, or in a file of its own that is named there.
import type { Diagnostic } from './diagnostics.ts';
import { readDocument, type SourceDocument, valueAt } from './document.ts';
import { diagnosticAt } from './issues.ts';

/** File, as a simulation names it → text. */
export type Sources = Readonly<Record<string, string>>;

/** The file that a value of `app.handler` names; null for one that is the source itself. */
export function handlerFile(handler: string): string | null {
  return /^\S+\.m?js$/.test(handler) ? handler : null;
}

/** The file that the simulation in a text names; null when it names none. */
export function handlerFileIn(text: string, fileName: string): string | null {
  if (!text.includes('handler')) return null;
  const handler = valueAt(readDocument(text, fileName), ['app', 'handler']);
  return typeof handler === 'string' ? handlerFile(handler) : null;
}

/** Is the file of the handler among those that were found? */
export function checkHandlerFile(document: SourceDocument, sources: Sources): readonly Diagnostic[] {
  const handler = valueAt(document, ['app', 'handler']);
  const file = typeof handler === 'string' ? handlerFile(handler) : null;
  if (file === null || sources[file] !== undefined) return [];
  const message = `found ${JSON.stringify(file)}, expected a file that is there, relative to this one, or JavaScript`;
  return [diagnosticAt(document, ['app', 'handler'], 'unknown-file', message)];
}
