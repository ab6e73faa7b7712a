// Parts of a document that can be read although the rest has mistakes, so that mistakes of all kinds are told at once.
import type { z } from 'zod';
import type { Path } from './diagnostics.ts';
import { type SourceDocument, valueAt } from './document.ts';

/** The value at a path as a schema reads it, unknown keys left out; undefined when it is not readable. */
export function readablePart<Schema extends z.ZodType>(
  document: SourceDocument,
  schema: Schema,
  path: Path,
): z.output<Schema> | undefined {
  const value = valueAt(document, path);
  const first = schema.safeParse(value);
  return first.success ? first.data : schema.safeParse(withoutUnknownKeys(value, first.error.issues)).data;
}

function withoutUnknownKeys(value: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const copy: unknown = structuredClone(value);
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const holder = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)[key], copy);
    for (const key of issue.keys) delete (holder as Record<string, unknown>)[key];
  }
  return copy;
}
