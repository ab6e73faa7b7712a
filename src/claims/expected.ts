// What a recording must hold, as data: a path to values in its document, and what these values must be.
//
// `cases[].version` are the versions of all cases; `where` takes some of the elements of the first list only. A path that
// leads to nothing is never what was expected, so no expectation is met by an empty recording.
// Leaves out: anything that needs two values of one recording to be compared with each other.
import type { Plain } from '../actors/effects.ts';

/** The values at `path` are as said. Texts may be described by a regular expression. */
export type Expected = {
  readonly path: string;
  /** Elements of the first list of the path whose field matches, or does not match. */
  readonly where?:
    | { readonly field: string; readonly matches: string }
    | { readonly field: string; readonly not: string };
} & (
  | { readonly every: Plain }
  | { readonly some: Plain }
  | { readonly none: Plain }
  | { readonly matches: string }
  | { readonly sum: number }
  | { readonly atLeast: number }
);

/** Is the document as expected? */
export function meets(document: Plain, expected: Expected): boolean {
  const values = valuesAt(document, expected);
  if (values.length === 0) return false;
  const equals = (wanted: Plain) => (value: Plain) => JSON.stringify(value) === JSON.stringify(wanted);
  if ('every' in expected) return values.every(equals(expected.every));
  if ('some' in expected) return values.some(equals(expected.some));
  if ('none' in expected) return !values.some(equals(expected.none));
  if ('matches' in expected) return values.every((value) => new RegExp(expected.matches).test(String(value)));
  if ('sum' in expected) return sumOf(values) === expected.sum;
  return sumOf(values) >= expected.atLeast;
}

/** `rows[].reads.Empty sum 0, where atomicWriter not /inplace/`: the notation of an expectation, in every language. */
export function formatExpected(expected: Expected): string {
  const { path, where } = expected;
  const selected = where === undefined ? '' : `, where ${where.field} ${conditionOf(where)}`;
  return `${path} ${comparisonOf(expected)}${selected}`;
}

function comparisonOf(expected: Expected): string {
  if ('every' in expected) return `= ${JSON.stringify(expected.every)}`;
  if ('some' in expected) return `∋ ${JSON.stringify(expected.some)}`;
  if ('none' in expected) return `∌ ${JSON.stringify(expected.none)}`;
  if ('matches' in expected) return `~ /${expected.matches}/`;
  return 'sum' in expected ? `Σ = ${expected.sum}` : `Σ ≥ ${expected.atLeast}`;
}

function conditionOf(where: NonNullable<Expected['where']>): string {
  return 'matches' in where ? `~ /${where.matches}/` : `!~ /${where.not}/`;
}

function sumOf(values: readonly Plain[]): number {
  return values.reduce<number>((sum, value) => sum + Number(value), 0);
}

function valuesAt(document: Plain, { path, where }: Expected): readonly Plain[] {
  const steps = path.split('.').flatMap((step) => (step.endsWith('[]') ? [step.slice(0, -2), '[]'] : [step]));
  const first = steps.indexOf('[]');
  return steps.reduce<readonly Plain[]>(
    (values, step, at) => {
      if (step !== '[]') return values.flatMap((value) => fieldOf(value, step));
      const elements = values.flatMap((value) => (Array.isArray(value) ? value : []));
      return at === first && where !== undefined ? elements.filter((element) => isSelected(element, where)) : elements;
    },
    [document],
  );
}

function isSelected(element: Plain, where: NonNullable<Expected['where']>): boolean {
  const text = String(fieldOf(element, where.field)[0] ?? '');
  return 'matches' in where ? new RegExp(where.matches).test(text) : !new RegExp(where.not).test(text);
}

/** The field of a value, if it has it; a field that is null is a value. */
function fieldOf(value: Plain, name: string): readonly Plain[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  const found = (value as Readonly<Record<string, Plain>>)[name];
  return found === undefined ? [] : [found];
}
