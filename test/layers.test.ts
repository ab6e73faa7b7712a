// Layers: imports point one way, and nothing below `simulation` knows clock, chance, I/O or waiting.
//
// The rules are data, each with its reason, which a failure prints beside the place. Imports and names are read with
// the TypeScript parser; type-only imports count too, because walls made of types leak (facts/style.md, 2.1).
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

interface Layer {
  readonly name: string;
  /** Layers it may import, besides itself. */
  readonly imports: readonly string[];
  /** npm packages it may import; `node:*` stands for Node's own modules, `*` for any package. */
  readonly packages: readonly string[];
  /** True where nothing may know the clock, chance, I/O or waiting. */
  readonly pure: boolean;
  readonly reason: string;
}

const PURE_BELOW_SIMULATION = ['kernel', 'actors', 'systems', 'world', 'properties', 'explore'] as const;
const MODEL_AND_VIEW = [...PURE_BELOW_SIMULATION, 'simulation', 'matrix', 'view'] as const;

const LAYERS: readonly Layer[] = [
  {
    name: 'kernel',
    imports: [],
    packages: [],
    pure: true,
    reason: 'the kernel is system calls on plain data; it knows neither who calls it nor any library',
  },
  {
    name: 'actors',
    imports: ['kernel'],
    packages: ['xstate'],
    pure: true,
    reason: 'a process sees the kernel through system calls only, and never the world it runs in',
  },
  {
    name: 'systems',
    imports: ['kernel', 'actors'],
    packages: ['xstate', 'zod'],
    pure: true,
    reason: 'a system is machines, what they share, their words and the form of their file; it knows no world',
  },
  {
    name: 'world',
    imports: ['kernel', 'actors', 'systems'],
    packages: ['xstate'],
    pure: true,
    reason: 'the world puts kernel and actors together; who judges or explores it is not its business',
  },
  {
    name: 'properties',
    imports: ['kernel', 'actors', 'systems', 'world'],
    packages: [],
    pure: true,
    reason: 'a property judges worlds; how they were reached is the explorer’s business',
  },
  {
    name: 'explore',
    imports: ['kernel', 'actors', 'systems', 'world', 'properties'],
    packages: [],
    pure: true,
    reason: 'an explorer chooses among enabled steps and asks properties; files and formats come later',
  },
  {
    name: 'simulation',
    imports: PURE_BELOW_SIMULATION,
    packages: ['yaml', 'zod', 'fastest-levenshtein', '@marcbachmann/cel-js', '@bufbuild/re2'],
    pure: false,
    reason: 'a simulation becomes a world in the terminal, the browser and a worker alike: no screen, no Node',
  },
  {
    name: 'handler',
    imports: [...PURE_BELOW_SIMULATION, 'simulation'],
    packages: ['acorn', 'quickjs-emscripten-core', '@jitl/quickjs-singlefile-mjs-release-sync'],
    pure: false,
    reason: 'it runs a person’s program and is handed to the model as a value; below it nothing knows how',
  },
  {
    name: 'matrix',
    imports: [...PURE_BELOW_SIMULATION, 'simulation'],
    packages: [],
    pure: true,
    reason: 'a matrix is checks of simulations with other strategies; threads, formats and words come later',
  },
  {
    name: 'probe',
    imports: ['kernel', 'actors', 'systems', 'world'],
    packages: [],
    pure: false,
    reason: 'a probe drives the model as recordings drove the real kernel; no story, no verdict, no screen, no Node',
  },
  {
    name: 'view',
    imports: [...PURE_BELOW_SIMULATION, 'simulation', 'matrix'],
    packages: ['get-east-asian-width'],
    pure: false,
    reason: 'one view serves terminal and browser: rows with roles, drawn by neither Ink nor the DOM',
  },
  {
    name: 'files',
    imports: [...PURE_BELOW_SIMULATION, 'simulation', 'handler'],
    packages: ['node:*'],
    pure: false,
    reason: 'it finds and reads files, and turns them into simulations; who asked for them is not its business',
  },
  {
    name: 'library',
    imports: [...MODEL_AND_VIEW, 'files'],
    packages: [],
    pure: false,
    reason: 'what other programs import: thin, over what the command line uses; load.ts alone knows files',
  },
  {
    name: 'claims',
    imports: [...MODEL_AND_VIEW, 'probe'],
    packages: [],
    pure: true,
    reason: 'claims are data, and evidence is decided by what it names; files, runs and recordings are handed in',
  },
  {
    name: 'terminal',
    imports: ['view'],
    packages: ['ink', 'react', 'node:*'],
    pure: false,
    reason: 'a face draws view rows and computes nothing; what it needs of the model, the view hands to it',
  },
  {
    name: 'web',
    imports: ['view', 'handler'],
    packages: [
      'react',
      'react-dom',
      'virtual:catalog',
      'virtual:first',
      'virtual:rules',
      'virtual:rules-zh',
      'virtual:texts',
      '@codemirror/autocomplete',
      '@codemirror/commands',
      '@codemirror/lang-yaml',
      '@codemirror/language',
      '@codemirror/lint',
      '@codemirror/state',
      '@codemirror/view',
      '@lezer/highlight',
    ],
    pure: false,
    reason: 'a face draws view rows and computes nothing; what it needs of the model, the view hands to it',
  },
  {
    name: 'cli',
    imports: [...MODEL_AND_VIEW, 'handler', 'probe', 'claims', 'files', 'terminal'],
    packages: ['*', 'node:*'],
    pure: false,
    reason: 'the command line composes everything and nothing imports it',
  },
];

/** Values that a pure layer may not touch, by name (a member as `object.member`), each with the reason. */
const IMPURE: Readonly<Record<string, string>> = {
  Date: 'time is a field of the world, moved by a step',
  performance: 'time is a field of the world, moved by a step',
  setTimeout: 'timers are data that the world’s own clock owns',
  setInterval: 'timers are data that the world’s own clock owns',
  setImmediate: 'timers are data that the world’s own clock owns',
  queueMicrotask: 'a step that waits is not a step',
  Promise: 'a step that waits is not a step',
  async: 'a step that waits is not a step',
  await: 'a step that waits is not a step',
  'Math.random': 'only a scheduler chooses, from a given seed',
  crypto: 'only a scheduler chooses, from a given seed',
  createActor: 'its scheduler reads clock and chance; use transition(), which runs nothing',
  process: 'the model reads no environment',
  globalThis: 'it reaches every name banned here',
  fetch: 'the model does no I/O',
  console: 'the model returns events; whoever wants them printed prints them',
  require: 'imports must be visible to this test',
};

interface Finding {
  readonly file: string;
  readonly line: number;
  readonly found: string;
  readonly reason: string;
}

const at = (source: ts.SourceFile, node: ts.Node): number =>
  source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

/** Every module a file names: imports, re-exports, `import()` and `import('…').Type`. */
function importsOf(source: ts.SourceFile): readonly { readonly module: string; readonly line: number }[] {
  const found: { module: string; line: number }[] = [];
  const add = (node: ts.Node | undefined): void => {
    if (node && ts.isStringLiteralLike(node)) found.push({ module: node.text, line: at(source, node) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0]);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Does this scope itself declare the name (parameter, variable, function, class, import)? */
function declares(scope: ts.Node, name: string): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (found) return;
    const declaration =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isImportSpecifier(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isInterfaceDeclaration(node);
    if (declaration && node.name && ts.isIdentifier(node.name) && node.name.text === name) found = true;
    // What a nested function or block declares is not seen out here.
    else if (node === scope || !(ts.isFunctionLike(node) || ts.isBlock(node))) ts.forEachChild(node, visit);
  };
  visit(scope);
  return found;
}

function isDeclaredInFile(identifier: ts.Identifier): boolean {
  for (let scope: ts.Node = identifier.parent; scope; scope = scope.parent) {
    const opensScope = ts.isFunctionLike(scope) || ts.isBlock(scope) || ts.isSourceFile(scope);
    if (opensScope && declares(scope, identifier.text)) return true;
  }
  return false;
}

/** Is the identifier only a label: a property, a key, a member, a name being declared? */
function isLabel(identifier: ts.Identifier): boolean {
  const { parent } = identifier;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === identifier;
  if (ts.isQualifiedName(parent)) return parent.right === identifier;
  if (ts.isShorthandPropertyAssignment(parent)) return false;
  if (ts.isBindingElement(parent)) return parent.propertyName === identifier || parent.name === identifier;
  return 'name' in parent && parent.name === identifier;
}

function impureName(node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'async';
  if (node.kind === ts.SyntaxKind.AwaitKeyword || ts.isAwaitExpression(node)) return 'await';
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const member = `${node.expression.text}.${node.name.text}`;
    return member in IMPURE ? member : undefined;
  }
  if (ts.isImportSpecifier(node)) {
    const imported = (node.propertyName ?? node.name).text;
    return imported === 'createActor' ? imported : undefined;
  }
  if (!ts.isIdentifier(node) || !Object.hasOwn(IMPURE, node.text)) return undefined;
  return isLabel(node) || isDeclaredInFile(node) ? undefined : node.text;
}

function impuritiesOf(source: ts.SourceFile): readonly { readonly name: string; readonly line: number }[] {
  const found: { name: string; line: number }[] = [];
  const visit = (node: ts.Node): void => {
    const name = impureName(node);
    if (name !== undefined) found.push({ name, line: at(source, node) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What is wrong with one import of a layer's file, or nothing. */
function wrongImport(layer: Layer, file: string, module: string): string | undefined {
  const because = (allowed: readonly string[]): string =>
    `${layer.name} may import ${allowed.length > 0 ? allowed.join(', ') : 'nothing'}: ${layer.reason}`;
  if (module.startsWith('.')) {
    const target = posix.join(posix.dirname(file), module.replace(/\?.*$/, ''));
    if (!target.startsWith('src/')) {
      return layer.name === 'cli' ? undefined : 'a layer imports nothing from outside src';
    }
    const targetLayer = target.split('/')[1] ?? '';
    return targetLayer === layer.name || layer.imports.includes(targetLayer) ? undefined : because(layer.imports);
  }
  const name = module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
  const isNode = module.startsWith('node:');
  const allowed = isNode ? layer.packages.includes('node:*') : layer.packages.some((p) => p === name || p === '*');
  return allowed ? undefined : because(layer.packages);
}

/** All that is wrong with one file; `file` is its path from the repository's root, with slashes. */
function findingsIn(file: string, text: string): readonly Finding[] {
  const finding = (line: number, found: string, reason: string): Finding => ({ file, line, found, reason });
  const folders = file.split('/').slice(1, -1);
  const findings: Finding[] = [];
  const layer = LAYERS.find(({ name }) => name === folders[0]);
  if (!layer) return [finding(1, 'no layer', 'every file below src belongs to a layer; add one here with its reason')];
  const grabBag = folders.find((name) => /^(utils?|helpers?|common|misc)$/.test(name));
  if (grabBag)
    findings.push(finding(1, `folder ${grabBag}`, 'a helper lives beside its user; at the second it gets a noun'));
  if (/\/index\.tsx?$/.test(file)) findings.push(finding(1, 'index file', 'barrels hide order and make cycles'));

  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  for (const { module, line } of importsOf(source)) {
    const reason = wrongImport(layer, file, module);
    if (reason !== undefined) findings.push(finding(line, `imports ${module}`, reason));
  }
  if (layer.pure) {
    for (const { name, line } of impuritiesOf(source)) {
      findings.push(finding(line, `uses ${name}`, IMPURE[name] ?? 'impure'));
    }
  }
  return findings;
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder))
    .sort()
    .flatMap((name) => {
      const path = `${folder}/${name}`;
      if (statSync(join(ROOT, path)).isDirectory()) return sourceFiles(path);
      return /\.tsx?$/.test(name) ? [path] : [];
    });
}

const format = ({ file, line, found, reason }: Finding): string => `${file}:${line} ${found}\n    ${reason}`;

describe('layers', () => {
  test('every file below src imports downward only, and the model stays pure', () => {
    const files = sourceFiles('src');
    expect(files.length).toBeGreaterThan(0);
    const findings = files.flatMap((file) => findingsIn(file, readFileSync(join(ROOT, file), 'utf8')));
    expect(findings.map(format).join('\n')).toBe('');
  });

  test('the layers themselves have no cycle', () => {
    const below = (name: string): readonly string[] => LAYERS.find((layer) => layer.name === name)?.imports ?? [];
    LAYERS.forEach(({ name, imports }, index) => {
      for (const lower of imports) {
        expect(below(lower), `${name} and ${lower} import each other`).not.toContain(name);
        expect(LAYERS.findIndex((layer) => layer.name === lower)).toBeLessThan(index);
      }
    });
  });
});

describe('this test notices', () => {
  const found = (file: string, text: string): readonly string[] => findingsIn(file, text).map((f) => f.found);

  test.each([
    ['src/kernel/a.ts', `import type { World } from '../world/world.ts';`, 'imports ../world/world.ts'],
    ['src/kernel/a.ts', `export { x } from '../actors/a.ts';`, 'imports ../actors/a.ts'],
    ['src/kernel/a.ts', `type W = import('../world/world.ts').World;`, 'imports ../world/world.ts'],
    ['src/kernel/a.ts', `import { setup } from 'xstate';`, 'imports xstate'],
    ['src/actors/a/b.ts', `import { read } from '../../explore/search.ts';`, 'imports ../../explore/search.ts'],
    ['src/world/a.ts', `import { readFileSync } from 'node:fs';`, 'imports node:fs'],
    ['src/explore/a.ts', `const later = import('yaml');`, 'imports yaml'],
    ['src/view/a.ts', `import { Box } from 'ink';`, 'imports ink'],
    ['src/terminal/a.tsx', `import { step } from '../world/step.ts';`, 'imports ../world/step.ts'],
    ['src/world/a.ts', `export const now = () => Date.now();`, 'uses Date'],
    ['src/world/a.ts', `const r = Math.random();`, 'uses Math.random'],
    ['src/world/a.ts', `setTimeout(() => {}, 1);`, 'uses setTimeout'],
    ['src/world/a.ts', `export async function f() {}`, 'uses async'],
    ['src/world/a.ts', `for await (const x of []) {}`, 'uses await'],
    ['src/world/a.ts', `export const p: Promise<void> | null = null;`, 'uses Promise'],
    ['src/actors/a.ts', `import { createActor as run } from 'xstate';`, 'uses createActor'],
    ['src/actors/a.ts', `const e = process.env;`, 'uses process'],
    ['src/actors/a.ts', `const e = { process };`, 'uses process'],
    ['src/actors/a.ts', `const t = globalThis['Date'];`, 'uses globalThis'],
    ['src/actors/index.ts', ``, 'index file'],
    ['src/view/utils/a.ts', ``, 'folder utils'],
    ['src/engine/a.ts', ``, 'no layer'],
  ])('%s: %s', (file, text, expected) => {
    expect(found(file, text)).toContain(expected);
  });

  test('words of the domain are not the globals of the same name', () => {
    const text = `
      export interface Step { readonly process: string; readonly Date: string }
      export const owner = (step: Step): string => step.process;
      export function run(process: string): string { return process; }
      for (const process of ['app']) run(process);
      export const label = { process: 'app' };
    `;
    expect(found('src/world/a.ts', text)).toEqual([]);
  });

  test('imports that point downward pass', () => {
    const text = `import { setup } from 'xstate'; import type { Fd } from '../kernel/vocabulary.ts';`;
    expect(found('src/world/a.ts', text)).toEqual([]);
  });

  test('a failure names file, import and reason', () => {
    const [finding] = findingsIn('src/kernel/a.ts', `\nimport '../cli/main.ts';`);
    expect(finding && format(finding)).toMatchInlineSnapshot(`
      "src/kernel/a.ts:2 imports ../cli/main.ts
          kernel may import nothing: the kernel is system calls on plain data; it knows neither who calls it nor any library"
    `);
  });
});
