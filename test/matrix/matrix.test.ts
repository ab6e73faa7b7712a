// The whole matrix through the real binary: its golden text, its place in docs/matrix.md, and every difference from what
// the fact sheet and the article say, each of which docs/matrix.md explains.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { chapterStories } from '../../src/matrix/chapters.ts';
import { type Cell, hazardsIn, type Matrix } from '../../src/matrix/matrix.ts';
import { systems } from '../../src/systems/systems.ts';
import type { MatrixJson } from '../../src/view/export/matrix-json.ts';
import { matrixToMarkdown } from '../../src/view/export/matrix-markdown.ts';
import { formatMatrix } from '../../src/view/export/matrix-text.ts';
import { en } from '../../src/view/messages/en.ts';
import { reloadSim } from '../cli/reload-sim.ts';
import { shippedCatalog } from '../shipped.ts';
import { EXPECTED } from './expected.ts';

const DOCUMENT = join(import.meta.dirname, '../../docs/matrix.md');
const GENERATED = /(?<=<!-- matrix -->\n)[\s\S]*(?=\n<!-- \/matrix -->)/;
/** On a machine that does much else. */
const PATIENCE_MS = 900_000;

const catalog = shippedCatalog();
let told: MatrixJson;
let matrix: Matrix;

beforeAll(() => {
  const { status, stdout, stderr } = reloadSim(['matrix', '--format', 'json']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  told = JSON.parse(stdout);
  const rows = catalog.strategies.map((strategy, row) => ({
    strategy,
    word: strategy.name,
    cells: told.strategies[row]?.cells ?? [],
  }));
  const chapters = chapterStories(catalog.simulations).map((story) => ({
    story,
    cells: (told.chapters.find(({ simulation }) => simulation === story.scenario.name)?.found ?? []).map(
      ({ property, ...cell }) => ({ property, cell }),
    ),
  }));
  matrix = { hazards: hazardsIn(catalog.simulations), rows, chapters };
}, PATIENCE_MS);

function cellAt(hazard: string, strategy: string): Cell | undefined {
  return told.strategies.find(({ name }) => name === strategy)?.cells.find((cell) => cell.hazard === hazard);
}

describe('the matrix', () => {
  test('has every hazard of facts/strategies.md section 9, and every strategy', () => {
    const numbers = new Set(told.hazards.map(({ id }) => id.replace(/[a-z]$/, '')));
    expect([...numbers]).toEqual(Array.from({ length: 20 }, (_, index) => `X${index + 1}`));
    expect(told.hazards.map(({ id }) => id)).toEqual([...new Set(told.hazards.map(({ id }) => id))]);
    expect(told.strategies.map(({ name }) => name)).toEqual(catalog.strategies.map(({ name }) => name));
  });

  test('leaves nothing open', () => {
    const open = told.strategies.flatMap(({ cells }) => cells.filter(({ kind }) => kind === 'inconclusive'));
    expect(open).toEqual([]);
  });

  test('is the golden one', async () => {
    const text = formatMatrix(en, matrix);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
    await expect(text).toMatchFileSnapshot('../golden/matrix.txt');
  });

  test('stands in docs/matrix.md (UPDATE_DOCS=1 writes it)', () => {
    const document = readFileSync(DOCUMENT, 'utf8');
    const current = document.replace(GENERATED, () => matrixToMarkdown(en, matrix));
    if (process.env.UPDATE_DOCS === '1') writeFileSync(DOCUMENT, current);
    else expect(document).toBe(current);
  });

  test('every chapter has stories that are violated, and every system one that holds', () => {
    const forms = (system: string, form: string) =>
      told.chapters.filter((each) => each.system === system && each.form === form);
    for (const { name } of systems) {
      const kinds = (form: string) => forms(name, form).map(({ found }) => found.map(({ kind }) => kind));
      expect([name, kinds('unsafe').some((found) => found.includes('violated'))]).toEqual([name, true]);
      expect([name, kinds('safe').some((found) => found.every((kind) => kind === 'holds'))]).toEqual([name, true]);
    }
    for (const { simulation, found } of told.chapters) {
      const expected = catalog.simulations.find(({ scenario }) => scenario.name === simulation)?.expect ?? [];
      expect([simulation, found.map(({ property, kind }) => [property, kind])]).toEqual([
        simulation,
        expected.map(({ property, verdict }) => [property, verdict]),
      ]);
    }
  });

  test('agrees with what each hazard expects of its own strategy', () => {
    for (const { hazard, expect: expected, scenario } of matrix.hazards) {
      const cell = cellAt(hazard, scenario.app.strategy.name);
      if (cell === undefined) continue;
      const isViolated = expected.some(({ verdict }) => verdict === 'violated');
      expect([hazard, cell.kind]).toEqual([hazard, isViolated ? 'violated' : 'holds']);
    }
  });
});

describe('what the fact sheet and the article say', () => {
  test('is about cells that there are', () => {
    for (const { hazard, strategy } of EXPECTED)
      expect([hazard, strategy, cellAt(hazard, strategy)]).not.toContain(undefined);
  });

  test('is explained in docs/matrix.md where it differs, and nothing else is', () => {
    const differing = EXPECTED.filter(({ hazard, strategy, outcome }) => {
      const kind = cellAt(hazard, strategy)?.kind;
      return kind !== 'not-applicable' && (kind === 'violated') !== (outcome === 'fails');
    });
    const document = readFileSync(DOCUMENT, 'utf8');
    const explained = [...document.matchAll(/^- \*\*(.*?)\*\* \((sheet|article)\b/gm)].flatMap(
      ([, cells = '', source]) =>
        [...cells.matchAll(/(X\d+[a-z]?) `([\w.-]+)`/g)].map(
          ([, hazard, strategy]) => `${source} ${hazard} ${strategy}`,
        ),
    );
    const wanted = differing.map(({ source, hazard, strategy }) => `${source} ${hazard} ${strategy}`);
    expect(explained.toSorted()).toEqual([...new Set(wanted)].toSorted());
  });
});
