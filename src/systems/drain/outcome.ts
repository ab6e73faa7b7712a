// Words that depend on what came of an operation.
import type { Plain } from '../system.ts';

/** By operation, then by its result as text; `*` is every other result. */
export type OutcomeTable = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What a table says of an operation, by its result. */
export function outcomeIn(table: OutcomeTable, op: string, result: Plain): string {
  const outcomes = table[op];
  return outcomes?.[String(result)] ?? outcomes?.['*'] ?? '';
}
