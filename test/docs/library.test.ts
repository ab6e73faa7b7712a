// docs/library.md and the types that are delivered: every public name is explained in both.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { ROOT } from '../../src/setup.mjs';

const GUIDE = readFileSync(join(ROOT, 'docs/library.md'), 'utf8');

interface PublicName {
  readonly name: string;
  readonly explanation: string;
}

/** What an entry of the package exports, with the docstring of each. */
function exportsOf(types: string): readonly PublicName[] {
  const file = join(ROOT, types);
  const program = ts.createProgram([file], { noLib: true, module: ts.ModuleKind.NodeNext });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  return (module ? checker.getExportsOfModule(module) : []).map((symbol) => {
    const meant = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return { name: symbol.name, explanation: ts.displayPartsToString(meant.getDocumentationComment(checker)) };
  });
}

describe.each(Object.entries(manifest.exports).filter(([path]) => path !== './package.json'))('%s', (_, entry) => {
  const names = typeof entry === 'string' ? [] : exportsOf(entry.types);

  test('has public names', () => {
    expect(names.length).toBeGreaterThan(10);
  });

  test('each with a docstring', () => {
    expect(names.filter(({ explanation }) => explanation === '').map(({ name }) => name)).toEqual([]);
  });

  test('each explained in docs/library.md', () => {
    const isTold = (name: string): boolean => new RegExp(`\`(?:new )?${name}\\b`).test(GUIDE);
    expect(names.filter(({ name }) => !isTold(name)).map(({ name }) => name)).toEqual([]);
  });
});
