// A file of another kind than is expected, told in one line instead of an unknown key for every field of it.
//
// A Kubernetes manifest is known by `apiVersion` and `kind`; a simulation and a strategy by fields that only the one or
// the other has. A file with a field of its own kind is of that kind, whatever else is wrong with it.
import { type Diagnostic, oneLine } from './diagnostics.ts';
import type { SourceDocument } from './document.ts';
import { diagnosticAt } from './issues.ts';
import { simulationSchema } from './schema.ts';
import { strategyFileSchema } from './strategy-schema.ts';

const KINDS = ['simulation', 'strategy'] as const;
type FileKind = (typeof KINDS)[number];

const FIELDS: Readonly<Record<FileKind, readonly string[]>> = {
  simulation: [...Object.keys(simulationSchema.shape), 'system'],
  strategy: Object.keys(strategyFileSchema.shape),
};

/** What to do with a file of the other kind, or with a manifest. */
const ADVICE: Readonly<Record<FileKind, { readonly other: string; readonly manifest: string }>> = {
  simulation: {
    other: 'a strategy is named in app.strategy, or given with --strategy',
    manifest: "a ConfigMap's data goes under configMap.data, and `reload-sim init` prints a file to start from",
  },
  strategy: {
    other: 'its app.strategy, with title and why, can be a file of its own',
    manifest: 'a strategy says what an application watches and does',
  },
};

/** The one mistake of a file that is of another kind altogether; null when it is of this one, or of none. */
export function checkKind(document: SourceDocument, expected: FileKind): Diagnostic | null {
  const { value, brokenFrom } = document;
  if (brokenFrom !== null || value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const fields = value as Readonly<Record<string, unknown>>;
  const other = expected === 'simulation' ? 'strategy' : 'simulation';
  const told = (found: string, advice: string): Diagnostic =>
    diagnosticAt(document, [], 'wrong-kind', `found ${found}, expected a ${expected}: ${advice}`);
  if (has(fields, expected, other)) return null;
  if ('apiVersion' in fields && 'kind' in fields) {
    return told(`a Kubernetes manifest of kind ${kindOf(fields)}`, ADVICE[expected].manifest);
  }
  return has(fields, other, expected) ? told(`a ${other}`, ADVICE[expected].other) : null;
}

/** Is there a field that the one kind has and the other has not? */
function has(fields: Readonly<Record<string, unknown>>, kind: FileKind, other: FileKind): boolean {
  return FIELDS[kind].some((field) => Object.hasOwn(fields, field) && !FIELDS[other].includes(field));
}

function kindOf({ kind }: Readonly<Record<string, unknown>>): string {
  return typeof kind === 'string' ? oneLine(kind).slice(0, 60) : 'unknown';
}
