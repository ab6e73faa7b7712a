// Zod's issues → diagnostics in this project's words.
//
// Every issue is worded the same way: what was found at its place, what the schema allows there, the nearest right
// word. Only where an issue points matters, so Zod's own texts and codes never reach a reader.
import type { z } from 'zod';
import { type Diagnostic, type DiagnosticCode, describeValue, formatPath, hint, type Path } from './diagnostics.ts';
import { placeOf, type SourceDocument, valueAt } from './document.ts';
import { expectedPhrase, type JsonSchema, schemasAt } from './json-schema.ts';
import { nearest } from './nearest.ts';

type Issue = z.core.$ZodIssue;

/** A document and the JSON Schema it is meant to follow. */
export interface Subject {
  readonly document: SourceDocument;
  readonly schemaOf: () => JsonSchema;
}

/** A diagnostic at a value of the document, or at its key. */
export function diagnosticAt(
  document: SourceDocument,
  path: Path,
  code: DiagnosticCode,
  message: string,
  at: 'value' | 'key' = 'value',
): Diagnostic {
  const place = placeOf(document, path);
  const position = at === 'key' ? (place.key ?? place.value) : place.value;
  const where = formatPath(path);
  return { code, file: document.file, ...position, message: where === '' ? message : `${where}: ${message}` };
}

/** All issues of one validation as diagnostics. */
export function fromIssues(subject: Subject, issues: readonly Issue[], base: Path = []): readonly Diagnostic[] {
  return issues.flatMap((issue) => fromIssue(subject, issue, [...base, ...(issue.path as Path)]));
}

function fromIssue(subject: Subject, issue: Issue, path: Path): readonly Diagnostic[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(subject, path, key));
  if (issue.code === 'invalid_key') return [invalidKey(subject, path)];
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.filter((branch) => !branch.some(rejectsForm));
    const [only, ...others] = meant;
    if (only !== undefined && others.length === 0) return fromIssues(subject, only, path);
  }
  return [isMissing(subject, path) ? missingKey(subject, path) : wrongValue(subject, path)];
}

/** Does the issue say that the value is of another form altogether? */
function rejectsForm(issue: Issue): boolean {
  return issue.path.length === 0 && issue.code !== 'unrecognized_keys';
}

function unknownKey({ document, schemaOf }: Subject, path: Path, key: string): Diagnostic {
  const allowed = schemasAt(schemaOf(), path).flatMap(({ properties = {} }) => Object.keys(properties));
  const message = `unknown key, expected one of ${allowed.join(', ')}${hint(key, allowed)}`;
  return diagnosticAt(document, [...path, key], 'unknown-key', message, 'key');
}

function invalidKey({ document, schemaOf }: Subject, path: Path): Diagnostic {
  const names = schemasAt(schemaOf(), path.slice(0, -1)).flatMap(({ propertyNames }) => propertyNames ?? []);
  const found = describeValue(path.at(-1), null);
  const message = `found the key ${found}, expected ${names.map(expectedPhrase).join(' or ')}`;
  return diagnosticAt(document, path, 'wrong-value', message, 'key');
}

function isMissing({ document }: Subject, path: Path): boolean {
  return path.length > 0 && valueAt(document, path) === undefined && valueAt(document, path.slice(0, -1)) !== undefined;
}

function missingKey(subject: Subject, path: Path): Diagnostic {
  const message = `missing, expected ${phraseAt(subject, path)}`;
  const parent = path.slice(0, -1);
  const place = diagnosticAt(subject.document, parent, 'missing-key', '', parent.length > 0 ? 'key' : 'value');
  return { ...place, message: `${formatPath(path)}: ${message}` };
}

function wrongValue(subject: Subject, path: Path): Diagnostic {
  const { document, schemaOf } = subject;
  const value = valueAt(document, path);
  const words = schemasAt(schemaOf(), path).flatMap((each) => each.enum?.map(String) ?? []);
  const isWord = typeof value === 'string' && words.length > 0;
  const source = placeOf(document, path).source;
  const inQuotes = typeof value === 'number' && source !== null && words.includes(source) ? '; put it in quotes' : '';
  const found = `found ${describeValue(value, source)}, expected ${phraseAt(subject, path)}`;
  const message = found + (isWord ? hint(value, words) : inQuotes + inBrackets(subject, path, value));
  return diagnosticAt(document, path, isWord ? 'unknown-name' : 'wrong-value', message);
}

/** `; write [file]` for a word that stands where a list of words is expected. */
function inBrackets({ schemaOf }: Subject, path: Path, value: unknown): string {
  const entries = schemasAt(schemaOf(), [...path, 0]);
  if (typeof value !== 'string' || !entries.some(({ type }) => type === 'string')) return '';
  const words = entries.flatMap((entry) => entry.enum?.map(String) ?? []);
  const meant = words.length === 0 || words.includes(value) ? value : nearest(value, words);
  return meant !== null && /^[\w.][\w./-]*$/.test(meant) ? `; write [${meant}]` : '';
}

function phraseAt({ schemaOf }: Subject, path: Path): string {
  return [...new Set(schemasAt(schemaOf(), path).map(expectedPhrase))].join(' or ');
}
