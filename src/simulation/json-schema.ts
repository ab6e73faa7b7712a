// The schemas as JSON Schema: what editors complete from, and what diagnostics are worded from.
//
// Source: https://json-schema.org/draft/2020-12. The input side of every field, so durations are strings.
import { z } from 'zod';
import type { Path } from './diagnostics.ts';
import { simulationSchema } from './schema.ts';
import { strategyFileSchema } from './strategy-schema.ts';
import { systemFileSchema } from './system-schema.ts';

/** As much of a JSON Schema as is used here. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** Derived when it is first asked for: that takes longer than reading a file without mistakes, which needs none. */
function derived(schema: z.ZodType): () => JsonSchema {
  let found: JsonSchema | null = null;
  return () => {
    found ??= z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
    return found;
  };
}

/** JSON Schema of the file of a simulation of a pod. */
export const simulationJsonSchema = derived(simulationSchema);
/** JSON Schema of the file of a simulation of a system. */
export const systemJsonSchema = derived(systemFileSchema);
/** JSON Schema of a strategy file. */
export const strategyJsonSchema = derived(strategyFileSchema);

/**
 * JSON Schema of a simulation file for `reload-sim schema`. Names of strategies become completions; an unknown name
 * stays allowed there, because the editor's catalog may be older than the file.
 */
export function jsonSchema(strategyNames: readonly string[] = []): JsonSchema {
  const { $schema, ...pod } = podSchema(strategyNames);
  const { $schema: _, ...system } = systemJsonSchema();
  return { ...($schema === undefined ? {} : { $schema }), anyOf: [pod, system] };
}

function podSchema(strategyNames: readonly string[]): JsonSchema {
  const simulation = simulationJsonSchema();
  if (strategyNames.length === 0) return simulation;
  const named = { type: 'string', title: 'the name of a strategy', enum: strategyNames };
  const { app } = simulation.properties ?? {};
  const { strategy } = app?.properties ?? {};
  const anyOf = strategy?.anyOf?.map((branch) => (branch.type === 'string' ? named : branch)) ?? [];
  const newApp = { ...app, properties: { ...app?.properties, strategy: { ...strategy, anyOf } } };
  return { ...simulation, properties: { ...simulation.properties, app: newApp } };
}

/** Every schema that applies at a path; several where a union allows several forms. */
export function schemasAt(root: JsonSchema, path: Path): readonly JsonSchema[] {
  let here = alternatives(root);
  for (const part of path) here = here.flatMap((schema) => alternatives(child(schema, part)));
  return here;
}

function alternatives(schema: JsonSchema | undefined): readonly JsonSchema[] {
  if (schema === undefined) return [];
  return schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(alternatives);
}

function child(schema: JsonSchema, part: string | number): JsonSchema | undefined {
  if (typeof part === 'number') return schema.items;
  const { properties = {}, additionalProperties } = schema;
  if (Object.hasOwn(properties, part)) return properties[part];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

/** "expected …" for a schema: its title, its words or its type with bounds. */
export function expectedPhrase(schema: JsonSchema): string {
  if (schema.title !== undefined) return schema.title;
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(expectedPhrase))].join(' or ');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum !== undefined) return wordsPhrase(schema.enum);
  switch (schema.type) {
    case 'string':
      return `a text${boundsPhrase(schema.minLength, schema.maxLength, ' characters')}`;
    case 'integer':
      return `a whole number${rangePhrase(schema)}`;
    case 'number':
      return `a number${rangePhrase(schema)}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list${itemsPhrase(schema.items)}${boundsPhrase(schema.minItems, schema.maxItems, ' entries')}`;
    default:
      return objectPhrase(schema);
  }
}

function wordsPhrase(words: readonly unknown[]): string {
  return words.length === 1 ? String(words[0]) : `one of ${words.join(', ')}`;
}

function itemsPhrase(items: JsonSchema | undefined): string {
  if (items?.enum !== undefined) return ` of words out of ${items.enum.join(', ')}`;
  if (items?.type === 'object') return ' of mappings';
  return items === undefined ? '' : `, every entry ${expectedPhrase(items)}`;
}

function objectPhrase({ required = [], properties, additionalProperties }: JsonSchema): string {
  if (required.length > 0) return `a mapping with ${required.join(', ')}`;
  if (properties !== undefined) return `a mapping of ${Object.keys(properties).join(', ')}`;
  return typeof additionalProperties === 'object' ? 'a mapping of keys to texts' : 'a mapping';
}

function boundsPhrase(from: number | undefined, to: number | undefined, unit: string): string {
  if (from === undefined && to === undefined) return '';
  if (to === undefined) return `, at least ${from}${unit}`;
  return from === undefined ? `, at most ${to}${unit}` : `, ${from} to ${to}${unit}`;
}

function rangePhrase({ minimum, maximum, exclusiveMaximum }: JsonSchema): string {
  const least = minimum === undefined ? '' : ` from ${minimum}`;
  if (exclusiveMaximum !== undefined) return `${least} to below ${exclusiveMaximum}`;
  return maximum === undefined ? least : `${least} to ${maximum}`;
}
