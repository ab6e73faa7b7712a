// docs/systems.md agrees with the list of systems: their fields, their properties, their stories.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemJsonSchema } from '../../src/simulation/json-schema.ts';
import { loadSimulation } from '../../src/simulation/parse.ts';
import { systems } from '../../src/systems/systems.ts';
import { shippedCatalog } from '../shipped.ts';
import { fieldTables } from '../simulation/field-tables.ts';

const FILE = join(import.meta.dirname, '../../docs/systems.md');
const GENERATED = /(?<=<!-- systems -->\n)[\s\S]*(?=\n<!-- \/systems -->)/;

const { simulations } = shippedCatalog();

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** One chapter of the page. */
function chapterOf({ name, words, properties }: (typeof systems)[number]): string {
  const asks = properties.map((property) => [
    `\`${property.name}\``,
    property.when === 'always' ? 'always' : 'at the end',
    words.en.properties[property.name]?.asks ?? '',
  ]);
  const stories = simulations
    .filter(({ scenario }) => scenario.system?.name === name)
    .map(({ scenario, form, expect: expected }) => [
      `\`${scenario.name}\``,
      form ?? '',
      scenario.title,
      expected.map(({ property, verdict }) => `\`${property}\` ${verdict}`).join(', '),
    ]);
  return [
    `## \`${name}\`: ${words.en.name}`,
    ...fieldTables(systemJsonSchema(), ['system', name]),
    table(['property', 'asked', 'what it asks'], asks),
    table(['story', 'form', 'what it shows', 'on every interleaving'], stories),
  ].join('\n\n');
}

const current = (document: string): string => document.replace(GENERATED, () => systems.map(chapterOf).join('\n\n'));
if (process.env.UPDATE_DOCS === '1') writeFileSync(FILE, current(readFileSync(FILE, 'utf8')));
const DOCUMENT = readFileSync(FILE, 'utf8');

test('docs/systems.md has the fields, properties and stories of every system (UPDATE_DOCS=1 writes them)', () => {
  expect(DOCUMENT).toBe(current(DOCUMENT));
  for (const { name } of systems) expect(DOCUMENT).toContain(`## \`${name}\``);
});

test('its example loads', () => {
  const [, text = ''] = /^```yaml\n([\s\S]*?)^```$/m.exec(DOCUMENT) ?? [];
  expect(loadSimulation(text, 'example.yaml', [])).toHaveProperty('simulation');
});
