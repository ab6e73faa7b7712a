// The generated parts of docs/simulations.md: tables of fields from the schemas, of codes and of limits from the source.
//
// In the document each stands between `<!-- NAME -->` and `<!-- /NAME -->`. UPDATE_DOCS=1 npx vitest run
// test/simulation/docs.test.ts writes them anew.
import { FAULT_LASTS_MS, FAULTS } from '../../src/actors/faults/fault-names.ts';
import { DURATION_MAX_MS, formatDuration } from '../../src/kernel/duration.ts';
import { DIAGNOSTIC_CODES, type Path } from '../../src/simulation/diagnostics.ts';
import { FAULT_WORDS } from '../../src/simulation/fault-words.ts';
import {
  expectedPhrase,
  type JsonSchema,
  schemasAt,
  simulationJsonSchema,
  strategyJsonSchema,
} from '../../src/simulation/json-schema.ts';
import * as limits from '../../src/simulation/limits.ts';

const SIMULATION_PATHS: Readonly<Record<string, Path>> = {
  simulation: [],
  cluster: ['cluster'],
  configMap: ['configMap'],
  mount: ['mount'],
  'mount.items': ['mount', 'items', 0],
  'mount.source': ['mount', 'source'],
  kernel: ['kernel'],
  app: ['app'],
  'app.startupProbe': ['app', 'startupProbe'],
  story: ['story', 0],
  'story.rollOut': ['story', 0, 'rollOut'],
  admission: ['admission'],
  'admission.webhook': ['admission', 'webhook'],
  faults: ['faults', 0],
  expect: ['expect'],
  'expect.bounded-staleness': ['expect', 'bounded-staleness'],
  'expect.no-reload-storm': ['expect', 'no-reload-storm'],
  zh: ['zh'],
};

const STRATEGY_PATHS: Readonly<Record<string, Path>> = {
  strategy: [],
  'strategy.on': ['on', 0],
  'strategy.debounce': ['debounce'],
  'strategy.read': ['read'],
  'strategy.verify': ['verify'],
  'strategy.onRearmError': ['onRearmError'],
  'strategy.poll': ['poll'],
};

/** The mapping at a path; a union has at most one. */
function mappingAt(root: JsonSchema, path: Path): JsonSchema {
  const mapping = schemasAt(root, path).find(({ properties }) => properties !== undefined);
  if (mapping === undefined) throw new Error(`no mapping at ${path.join('.')}`);
  return mapping;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function takes(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(takes))].join(', or ');
  if (schema.properties !== undefined) return 'a mapping';
  if (schema.enum !== undefined) return schema.enum.map((word) => `\`${word}\``).join(' ');
  return expectedPhrase(schema);
}

function defaultOf(schema: JsonSchema, isRequired: boolean): string {
  if (isRequired) return 'required';
  if (schema.title?.startsWith('a file mode') && typeof schema.default === 'number') {
    return `\`0${schema.default.toString(8)}\``;
  }
  const isShown = schema.default !== undefined && schema.properties === undefined && schema.default !== '';
  return isShown ? `\`${JSON.stringify(schema.default).replaceAll('"', '')}\`` : '';
}

function fieldTable(root: JsonSchema, path: Path): string {
  const { properties = {}, required = [] } = mappingAt(root, path);
  const rows = Object.entries(properties).map(([name, schema]) => {
    const columns = [
      `\`${name}\``,
      takes(schema),
      defaultOf(schema, required.includes(name)),
      schema.description ?? '',
    ];
    return `| ${columns.map(cell).join(' | ')} |`;
  });
  return ['| field | takes | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** The table of a mapping, and of every mapping within it, each below its name. */
export function fieldTables(root: JsonSchema, path: Path): readonly string[] {
  const { properties = {} } = mappingAt(root, path);
  const below = Object.keys(properties).flatMap((name) =>
    [[], [0]].flatMap((index): readonly string[] => {
      const inner = [...path, name, ...index];
      if (!schemasAt(root, inner).some((schema) => schema.properties !== undefined)) return [];
      return [`\`${name}\`${index.length === 0 ? '' : ', each entry'}:`, ...fieldTables(root, inner)];
    }),
  );
  return [fieldTable(root, path), ...below];
}

function codeTable(): string {
  const rows = Object.entries(DIAGNOSTIC_CODES).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`);
  return ['| code | meaning |', '| --- | --- |', ...rows].join('\n');
}

function limitTable(): string {
  const rows = Object.entries({ ...limits, DURATION_MAX_MS })
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `| \`${name}\` | ${value} |`);
  return ['| limit | value |', '| --- | --- |', ...rows].join('\n');
}

/** One row for each fault that may be switched on. */
function faultTable(): string {
  const rows = FAULTS.map((fault) => {
    const { what, when, ends } = FAULT_WORDS[fault];
    const forMs = FAULT_LASTS_MS[fault];
    return `| \`${fault}\` | ${what} | ${when} | ${ends} | ${forMs === undefined ? '' : `\`${formatDuration(forMs)}\``} |`;
  });
  return [
    '| fault | what happens | when it can | how it ends | `for` |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** Text of every generated part, by name. */
export const GENERATED: Readonly<Record<string, string>> = {
  ...mapValues(SIMULATION_PATHS, (path) => fieldTable(simulationJsonSchema(), path)),
  ...mapValues(STRATEGY_PATHS, (path) => fieldTable(strategyJsonSchema(), path)),
  'kinds of faults': faultTable(),
  codes: codeTable(),
  limits: limitTable(),
};

function mapValues(paths: Readonly<Record<string, Path>>, make: (path: Path) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, make(path)]));
}

/** The document with every generated part as it should be; a part that is not there is an error. */
export function withGenerated(document: string): string {
  let updated = document;
  for (const [name, text] of Object.entries(GENERATED)) {
    const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const from = updated.indexOf(open);
    const to = updated.indexOf(close);
    if (from < 0 || to < from) throw new Error(`docs/simulations.md has no part ${open} … ${close}`);
    updated = `${updated.slice(0, from + open.length)}\n${text}\n${updated.slice(to)}`;
  }
  return updated;
}
