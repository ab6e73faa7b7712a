// docs/simulations.md agrees with the code: its tables are the schema's, its examples load.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_PARAMETERS } from '../../src/properties/property.ts';
import { formatDiagnostic } from '../../src/simulation/diagnostics.ts';
import { type JsonSchema, simulationJsonSchema, strategyJsonSchema } from '../../src/simulation/json-schema.ts';
import { loadSimulation, loadStrategy } from '../../src/simulation/parse.ts';
import { withGenerated } from './field-tables.ts';
import { CATALOG, ROOT } from './shipped.ts';

const FILE = join(ROOT, 'docs', 'simulations.md');
if (process.env.UPDATE_DOCS === '1') writeFileSync(FILE, withGenerated(readFileSync(FILE, 'utf8')));
const DOCUMENT = readFileSync(FILE, 'utf8');

const EXAMPLES = [...DOCUMENT.matchAll(/^```yaml ?(\w*)\n([\s\S]*?)^```$/gm)].map(([, kind = '', text = '']) => ({
  kind,
  text,
}));

/** Every field of a schema with its path, mappings within mappings included. */
function fieldsOf(schema: JsonSchema, path: string): readonly { readonly path: string; readonly schema: JsonSchema }[] {
  const below = [schema, ...(schema.anyOf ?? []), ...(schema.items === undefined ? [] : [schema.items])];
  return below.flatMap(({ properties = {} }) =>
    Object.entries(properties).flatMap(([name, field]) => [
      { path: `${path}.${name}`, schema: field },
      ...fieldsOf(field, `${path}.${name}`),
    ]),
  );
}

describe('docs/simulations.md', () => {
  test('has the tables that the schema makes (UPDATE_DOCS=1 writes them)', () => {
    expect(DOCUMENT).toBe(withGenerated(DOCUMENT));
  });

  test.each([...fieldsOf(simulationJsonSchema(), 'simulation'), ...fieldsOf(strategyJsonSchema(), 'strategy')])(
    '$path has a sentence, and the document has it',
    ({ path, schema }) => {
      expect(schema.description).toMatch(/^[A-Z`].*\.$/s);
      expect(DOCUMENT).toContain(`| \`${path.split('.').at(-1)}\` |`);
      expect(DOCUMENT).toContain((schema.description ?? '').replaceAll('|', '\\|'));
    },
  );

  test('has examples of both kinds', () => {
    expect(new Set(EXAMPLES.map(({ kind }) => kind))).toEqual(new Set(['simulation', 'strategy']));
  });

  test.each(EXAMPLES)('an example of a $kind loads: $text', ({ kind, text }) => {
    const loaded =
      kind === 'simulation'
        ? loadSimulation(text, 'example.yaml', CATALOG.strategies)
        : loadStrategy(text, 'example.yaml');
    expect('diagnostics' in loaded ? loaded.diagnostics.map(formatDiagnostic) : []).toEqual([]);
  });

  test('tells the bounds that are built in', () => {
    const { stalenessMs, reloadsPerUpdate } = DEFAULT_PARAMETERS;
    expect(reloadsPerUpdate).toBe(1);
    expect(DOCUMENT).toContain(`(${stalenessMs / 1000} s, one load)`);
  });

  test('names only shipped strategies', () => {
    const names = CATALOG.strategies.map(({ name }) => name);
    for (const [, name = ''] of DOCUMENT.matchAll(/strategies\/([\w.-]+)\.yaml/g)) expect(names).toContain(name);
  });
});
