// What is delivered with the page as data: simulations and strategies, and the rules of the model with their sources.
//
// Made when the page is built, from the same files that the command line reads when it runs.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { shippedCatalog, shippedHandlers, shippedTexts } from '../../files/shipped.ts';
import type { Catalog, Texts } from '../../simulation/catalog.ts';
import { STARTER_FILE } from '../../simulation/init.ts';
import { packCatalog } from '../../simulation/packed-catalog.ts';
import { DEFAULT_SIMULATION } from '../../view/session/named.ts';

/** A rule of docs/model.md as a reader of the page needs it. */
interface Rule {
  readonly sentence: string;
  readonly source: string;
}

/** The modules and what they export. */
export const BUNDLED = {
  'virtual:catalog': catalogModule,
  'virtual:first': firstModule,
  'virtual:rules': rulesModule,
  'virtual:texts': textsModule,
  'virtual:rules-zh': rulesZhModule,
} as const;

/** JSON that a script parses is read faster than the same as an object literal. */
function parsed(value: unknown): string {
  return `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
}

function catalogModule(root: string): string {
  const delivered = shippedCatalog();
  const all = { ...delivered, simulations: [...delivered.simulations, ...shippedHandlers()] };
  return `${unpacking(root)}
import { catalog as first } from 'virtual:first';
export const catalog = unpackCatalog(${packed(all)}, first);`;
}

/** Of the catalog what the page opens unless its address asks for something else: all that the first picture needs. */
function firstModule(root: string): string {
  const { simulations } = shippedCatalog();
  const first = simulations.filter(({ scenario }) => scenario.name === DEFAULT_SIMULATION);
  const strategies = first.map(({ scenario }) => scenario.app.strategy);
  return `${unpacking(root)}
export const catalog = unpackCatalog(${packed({ simulations: first, strategies, diagnostics: [] })});`;
}

function unpacking(root: string): string {
  return `import { unpackCatalog } from ${JSON.stringify(join(root, 'src/simulation/packed-catalog.ts'))};`;
}

/** Where the files lay on the machine that built the page is nobody's business. */
function packed(catalog: Catalog): string {
  const { simulations, strategies } = packCatalog(catalog);
  const named = simulations.map((each) => ({ ...each, file: `simulations/${each.scenario.name}.yaml` }));
  return parsed({ simulations: named, strategies });
}

/** Texts of the files delivered, for who reads and copies them, and of those that one starts from. */
function textsModule(): string {
  const { simulations, strategies } = shippedTexts();
  const named = (folder: string, texts: Texts): Texts =>
    Object.fromEntries(Object.entries(texts).map(([file, text]) => [`${folder}/${basename(file)}`, text]));
  const delivered = { ...named('simulations', simulations), ...named('simulations/strategies', strategies) };
  const starters = { simulation: STARTER_FILE, strategy: delivered['simulations/strategies/dir-data-create.yaml'] };
  return `export const { delivered, starters } = ${parsed({ delivered, starters })};`;
}

function rulesModule(root: string): string {
  return `export const rules = ${parsed(rulesOf(readFileSync(join(root, 'docs/model.md'), 'utf8')))};`;
}

/** The sentences in 简体中文; sources are those of the English page. */
function rulesZhModule(root: string): string {
  return `export const sentences = ${parsed(sentencesOf(readFileSync(join(root, 'docs/model.zh.md'), 'utf8')))};`;
}

/** The rows of the tables of docs/model.md, by id. */
export function rulesOf(markdown: string): Readonly<Record<string, Rule>> {
  const rows = markdown.matchAll(/^\| ([A-Z]\d+) \| (.+?) \| (.+?) \| .+? \|$/gm);
  return Object.fromEntries(
    [...rows].map(([, id = '', sentence = '', source = '']) => [id, { sentence, source: source.replaceAll('`', '') }]),
  );
}

/** The rows of the tables of docs/model.zh.md: sentences by id. */
export function sentencesOf(markdown: string): Readonly<Record<string, string>> {
  const rows = markdown.matchAll(/^\| ([A-Z]\d+) \| (.+) \|$/gm);
  return Object.fromEntries([...rows].map(([, id = '', sentence = '']) => [id, sentence]));
}
