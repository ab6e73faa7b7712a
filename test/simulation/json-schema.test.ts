import { describe, expect, test } from 'vitest';
import { CONDITIONS, WATCH_OPS, WATCH_TARGETS } from '../../src/actors/app/strategy.ts';
import { KUBELET_VERSIONS } from '../../src/actors/kubelet/versions.ts';
import { watcherLibraries } from '../../src/actors/watcher/libraries.ts';
import { PROPERTY_NAMES } from '../../src/properties/names.ts';
import { expectedPhrase, type JsonSchema, jsonSchema, schemasAt } from '../../src/simulation/json-schema.ts';
import { systems } from '../../src/systems/systems.ts';
import { WRITERS } from '../../src/world/scenario.ts';

const SYSTEM_PROPERTIES = systems.flatMap(({ properties }) => properties.map(({ name }) => name));
const SCHEMA = jsonSchema(['viper', 'poll-hash']);

/** The words that complete at a path. */
function words(path: readonly (string | number)[]): readonly unknown[] {
  return schemasAt(SCHEMA, path).flatMap((schema) => schema.enum ?? Object.keys(schema.properties ?? {}));
}

describe('the JSON Schema', () => {
  test.each<[string, readonly (string | number)[], readonly string[]]>([
    ['kubelet versions', ['cluster', 'kubelet'], KUBELET_VERSIONS],
    ['watchers', ['app', 'watcher'], Object.keys(watcherLibraries)],
    ['writers', ['mount', 'writer'], WRITERS],
    ['properties', ['expect'], [...PROPERTY_NAMES, ...new Set(SYSTEM_PROPERTIES)]],
    ['watch targets', ['app', 'strategy', 'watch', 0], WATCH_TARGETS],
    ['operations', ['app', 'strategy', 'on', 0, 'ops', 0], WATCH_OPS],
    ['conditions', ['app', 'strategy', 'poll', 'if'], CONDITIONS],
  ])('completes %s from the list that gives them meaning', (_, path, list) => {
    expect(words(path)).toEqual(list);
  });

  test('completes the strategies it is given, and without any takes every name', () => {
    expect(words(['app', 'strategy'])).toEqual(expect.arrayContaining(['viper', 'poll-hash', 'watch']));
    const plain = schemasAt(jsonSchema(), ['app', 'strategy']).filter(({ type }) => type === 'string');
    expect(plain.map((schema) => schema.enum)).toEqual([undefined]);
  });

  test('is plain JSON with defaults as they are written', () => {
    const parsed = JSON.parse(JSON.stringify(SCHEMA)) as JsonSchema;
    expect(parsed).toEqual(SCHEMA);
    const [frequency] = schemasAt(SCHEMA, ['cluster', 'syncFrequency']);
    expect(frequency).toMatchObject({ type: 'string', default: '60s' });
  });

  test('refuses unknown keys everywhere', () => {
    const mappings: JsonSchema[] = [];
    const visit = (schema: JsonSchema): void => {
      if (schema.properties !== undefined) mappings.push(schema);
      for (const each of [...Object.values(schema.properties ?? {}), ...(schema.anyOf ?? [])]) visit(each);
      if (schema.items !== undefined) visit(schema.items);
    };
    visit(SCHEMA);
    expect(mappings.length).toBeGreaterThan(15);
    for (const mapping of mappings) expect(mapping.additionalProperties).toBe(false);
  });

  test.each<[JsonSchema, string]>([
    [{ type: 'string' }, 'a text'],
    [{ type: 'string', maxLength: 3 }, 'a text, at most 3 characters'],
    [{ type: 'integer', minimum: 1, maximum: 3 }, 'a whole number from 1 to 3'],
    [{ type: 'number', minimum: 1, exclusiveMaximum: 1.5 }, 'a number from 1 to below 1.5'],
    [{ type: 'boolean' }, 'true or false'],
    [{ enum: ['a', 'b'] }, 'one of a, b'],
    [{ type: 'array', items: { enum: ['a', 'b'] }, minItems: 2 }, 'a list of words out of a, b, at least 2 entries'],
    [{ type: 'object', required: ['a'], properties: { a: {}, b: {} } }, 'a mapping with a'],
    [{ anyOf: [{ const: 'any' }, { type: 'boolean' }] }, 'any or true or false'],
  ])('%j is expected as "%s"', (schema, phrase) => {
    expect(expectedPhrase(schema)).toBe(phrase);
  });
});
