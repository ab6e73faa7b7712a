// What an editor offers and explains at a place of a file, from the JSON Schema alone.
//
// Plain data: no editor, no parser of whole files. Leaves out patterns and bounds; what breaks them is a diagnostic.
import type { Path } from '../../simulation/diagnostics.ts';
import { expectedPhrase, type JsonSchema, schemasAt } from '../../simulation/json-schema.ts';
import { keysOf, placeAt } from './yaml-place.ts';

/** One word that fits. */
export interface Suggestion {
  readonly word: string;
  readonly kind: 'key' | 'value';
  /** What is written in place of the word before the cursor. */
  readonly text: string;
  /** What it means; empty where the schema does not say. */
  readonly help: string;
}

/** Suggestions, for the word that begins at `from`. */
export interface Suggestions {
  readonly from: number;
  readonly items: readonly Suggestion[];
}

/** What may be written at the cursor; keys that are there already are not offered again. */
export function suggestionsAt(schema: JsonSchema, text: string, offset: number): Suggestions {
  const place = placeAt(text, offset);
  if (place === null) return { from: offset, items: [] };
  const { path, role, from } = place;
  const schemas = schemasAt(schema, path);
  const keys = role === 'value' ? [] : schemas.flatMap((each) => keySuggestions(each, takenAt(text, path, from)));
  const values = role === 'key' ? [] : schemas.flatMap(valueSuggestions);
  return { from, items: distinct([...keys, ...values]) };
}

/** What the word at the cursor means; null where the schema says nothing of it. */
export interface Explanation {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

export function explanationAt(schema: JsonSchema, text: string, offset: number): Explanation | null {
  const key = keysOf(text).find(({ from, to }) => from <= offset && offset <= to);
  if (key === undefined) return null;
  const found = childSchemas(schema, key.parent, key.key);
  const lines = [...new Set(found.flatMap(explained))];
  return lines.length === 0 ? null : { from: key.from, to: key.to, lines };
}

/** With what a field says of itself beside its alternatives. */
function childSchemas(schema: JsonSchema, parent: Path, key: string): readonly JsonSchema[] {
  return schemasAt(schema, parent).flatMap(({ properties = {}, additionalProperties }) => {
    const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (own !== undefined) return [own];
    return typeof additionalProperties === 'object' ? [additionalProperties] : [];
  });
}

function explained(schema: JsonSchema): readonly string[] {
  const { description, default: usual } = schema;
  return [
    ...(description === undefined ? [] : [description]),
    expectedPhrase(schema),
    ...(usual === undefined || typeof usual === 'object' ? [] : [`default: ${String(usual)}`]),
  ];
}

function takenAt(text: string, path: Path, from: number): ReadonlySet<string> {
  const here = JSON.stringify(path);
  const others = keysOf(text).filter((each) => each.from !== from && JSON.stringify(each.parent) === here);
  return new Set(others.map(({ key }) => key));
}

function keySuggestions({ properties = {} }: JsonSchema, taken: ReadonlySet<string>): readonly Suggestion[] {
  return Object.entries(properties)
    .filter(([key]) => !taken.has(key))
    .map(([key, of]) => ({ word: key, kind: 'key', text: `${key}: `, help: helpOf(of) }));
}

function valueSuggestions(schema: JsonSchema): readonly Suggestion[] {
  const words = schema.type === 'boolean' ? [true, false] : (schema.enum ?? (schema.const ? [schema.const] : []));
  return words.map((word) => {
    const spelt = String(word);
    return { word: spelt, kind: 'value', text: needsQuotes(word) ? `"${spelt}"` : spelt, help: '' };
  });
}

/** A version such as 1.30 is a number unless it has quotes. */
function needsQuotes(word: unknown): boolean {
  return typeof word === 'string' && /^[-+.\d]+$|^(true|false|null)$/.test(word);
}

function helpOf(schema: JsonSchema): string {
  return schema.description ?? schema.title ?? '';
}

function distinct(items: readonly Suggestion[]): readonly Suggestion[] {
  return [...new Map(items.map((item) => [`${item.kind} ${item.word}`, item])).values()];
}
