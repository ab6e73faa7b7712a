// The manifests below `admission`: a policy and its binding, within the simulation or in a file of their own, which may
// hold both as two documents. Every place is one of the text that a person wrote.
import type { z } from 'zod';
import { assert } from '../../kernel/assert.ts';
import { type Diagnostic, type Path, type Position, quote } from '../diagnostics.ts';
import { placeOf, pointer, readDocument, type SourceDocument, valueAt } from '../document.ts';
import { diagnosticAt, fromIssues } from '../issues.ts';
import type { JsonSchema } from '../json-schema.ts';
import { type Binding, bindingSchema, type Policy, policySchema } from './policy-schema.ts';

/** A manifest and where it comes from. */
export interface Manifest {
  readonly document: SourceDocument;
  /** The text that the document's places are in. */
  readonly text: string;
}

/** A policy, and the binding that was written beside it. */
export interface Manifests {
  readonly policy: Manifest;
  readonly binding: Manifest | null;
}

/** What stands at a path of a document, as a document of its own. */
export function documentAt({ document, text }: Manifest, path: Path): Manifest {
  const prefix = pointer(path);
  const places = [...document.places].flatMap(([at, place]) =>
    at === prefix || at.startsWith(`${prefix}/`) ? [[at.slice(prefix.length), place] as const] : [],
  );
  const value = valueAt(document, path);
  return { text, document: { ...document, value, places: new Map(places), diagnostics: [] } };
}

/** The policy and the binding of a file; the documents of other kinds, none and second ones are mistakes. */
export function manifestsIn(text: string, file: string): Manifests | readonly Diagnostic[] {
  const found = documentsIn(text).map((part): Manifest => ({ text, document: readDocument(part, file) }));
  const broken = found.flatMap(({ document }) => document.diagnostics);
  if (broken.length > 0) return broken;
  const written = found.filter(({ document }) => document.value !== null);
  const ofKind = (kind: string): readonly Manifest[] => written.filter(({ document }) => kindOf(document) === kind);
  const [policy, ...policies] = ofKind(POLICY);
  const [binding, ...bindings] = ofKind(BINDING);
  const strange = written.filter(({ document }) => ![POLICY, BINDING].includes(kindOf(document)));
  const wrong = [
    ...strange.map(({ document }) => wrongKind(document, POLICY)),
    ...[...policies, ...bindings].map(({ document }) => secondOf(document)),
  ];
  if (wrong.length > 0) return wrong;
  if (policy !== undefined) return { policy, binding: binding ?? null };
  return [wrongKind((binding ?? found[0])?.document ?? readDocument('', file), POLICY)];
}

const POLICY = 'ValidatingAdmissionPolicy';
const BINDING = 'ValidatingAdmissionPolicyBinding';

/** The text once for each of its documents, with the lines of the others empty: every line keeps its number. */
function documentsIn(text: string): readonly string[] {
  const lines = text.split('\n');
  const starts = [0, ...lines.flatMap((line, index) => (/^---(\s|$)/.test(line) ? [index + 1] : []))];
  return starts.map((start, index) => {
    const end = (starts[index + 1] ?? lines.length + 1) - 1;
    return lines.map((line, at) => (at >= start && at < end ? line : '')).join('\n');
  });
}

function kindOf(document: SourceDocument): string {
  const kind = valueAt(document, ['kind']);
  return typeof kind === 'string' ? kind : '';
}

function wrongKind(document: SourceDocument, expected: string): Diagnostic {
  const kind = kindOf(document);
  const found = kind === '' ? 'found no kind' : `found ${quote(kind)}`;
  return diagnosticAt(document, ['kind'], 'wrong-kind', `${found}, expected ${expected}`);
}

function secondOf(document: SourceDocument): Diagnostic {
  const message = `found ${quote(kindOf(document))} a second time, expected one in a file`;
  return diagnosticAt(document, ['kind'], 'wrong-kind', message);
}

/** A policy that follows its schema, or what is wrong with it. */
export function readPolicy({ document }: Manifest): Policy | readonly Diagnostic[] {
  return read(document, POLICY, policySchema);
}

/** A binding of this policy, or what is wrong with it. */
export function readBinding({ document }: Manifest, policy: Policy): Binding | readonly Diagnostic[] {
  const found = read(document, BINDING, bindingSchema);
  if (!('spec' in found) || found.spec.policyName === policy.metadata.name) return found;
  const message = `found ${quote(found.spec.policyName)}, expected the name of the policy, ${policy.metadata.name}`;
  return [diagnosticAt(document, ['spec', 'policyName'], 'unknown-name', message)];
}

function read<Schema extends z.ZodType>(
  document: SourceDocument,
  kind: string,
  schema: Schema,
): z.output<Schema> | readonly Diagnostic[] {
  // Of another kind nothing else is told.
  if (kindOf(document) !== kind) return [wrongKind(document, kind)];
  const parsed = schema.safeParse(document.value);
  if (parsed.success) return parsed.data;
  const found = fromIssues(
    { document, schemaOf: () => schema.toJSONSchema({ io: 'input' }) as JsonSchema },
    parsed.error.issues,
  );
  assert(found.length > 0, 'what does not follow its schema has a mistake');
  return found;
}

/**
 * Where a character of a text in the manifest stands in the file: the text may be quoted, folded or a block. `at` counts
 * from 0.
 */
export function positionWithin({ document, text }: Manifest, path: Path, at: number): Position {
  const { value: start } = placeOf(document, path);
  const content = String(valueAt(document, path) ?? '');
  const lines = text.split('\n');
  const offset = lines.slice(0, start.line - 1).reduce((sum, line) => sum + line.length + 1, start.column - 1);
  let raw = contentStart(text, offset);
  for (let index = 0; index < at && raw < text.length; index += 1) {
    const wanted = content[index];
    if (text[raw] === wanted && wanted !== '\n') raw += 1;
    // What is indented further than its block has these blanks in the text, too.
    else if (text[raw] === '\n')
      raw = afterIndentation(text, raw) - (/^ */.exec(content.slice(index + 1))?.[0].length ?? 0);
    // An escape of a quoted text.
    else raw += 2;
  }
  if (text[raw] === '\n' && at < content.length) raw = afterIndentation(text, raw);
  const before = text.slice(0, raw).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function contentStart(text: string, offset: number): number {
  const first = text[offset];
  if (first === '"' || first === "'") return offset + 1;
  if (first !== '|' && first !== '>') return offset;
  const end = text.indexOf('\n', offset);
  return end === -1 ? offset : afterIndentation(text, end);
}

/** From the end of a line to the first character of the next that is none of its indentation. */
function afterIndentation(text: string, end: number): number {
  let raw = end + 1;
  while (text[raw] === ' ') raw += 1;
  return raw;
}
