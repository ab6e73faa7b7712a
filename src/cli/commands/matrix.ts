// `matrix`: strategies against hazards, each cell decided on every interleaving.
import { version } from '../../../package.json';
import type { Strategy } from '../../actors/app/strategy.ts';
import { findStrategy } from '../../files/find.ts';
import type { Refusal } from '../../files/input.ts';
import { shippedCatalog } from '../../files/shipped.ts';
import { equipped } from '../../handler/load-engine.ts';
import { type ChapterStory, chapterRow, chapterStories } from '../../matrix/chapters.ts';
import { type Hazard, hazardsIn, type Matrix } from '../../matrix/matrix.ts';
import { hint, quote } from '../../simulation/diagnostics.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import { matrixToHtml } from '../../view/export/matrix-html.ts';
import { MATRIX_JSON_SCHEMA, matrixToJson } from '../../view/export/matrix-json.ts';
import { matrixToMarkdown } from '../../view/export/matrix-markdown.ts';
import { formatMatrix } from '../../view/export/matrix-text.ts';
import type { MatrixFormat } from '../matrix-formats.ts';
import { decideInThreads } from '../matrix-threads.ts';
import { type Outcome, printed, refused } from '../outcome.ts';
import { LIMITS_FILE } from '../report.ts';
import type { Speech } from '../words/speech.ts';

export interface MatrixOptions {
  readonly strategy?: readonly string[];
  readonly hazard?: readonly string[];
  readonly format: MatrixFormat;
}

/** A strategy and the word that names it. */
interface Named {
  readonly strategy: Strategy;
  readonly word: string;
}

const FORMATS: Readonly<Record<MatrixFormat, (matrix: Matrix, speech: Speech) => string>> = {
  text: (matrix, { view, cli }) => `${formatMatrix(view, matrix)}${cli.notModelled(LIMITS_FILE)}\n`,
  markdown: (matrix, { view, cli }) => `${matrixToMarkdown(view, matrix)}\n\n${cli.notModelled(LIMITS_FILE)}\n`,
  json: (matrix) => {
    const told = { schema: MATRIX_JSON_SCHEMA, version, ...matrixToJson(matrix), notModelled: LIMITS_FILE };
    return `${JSON.stringify(told, null, 2)}\n`;
  },
  html: (matrix, { view, cli }) => matrixToHtml(view, matrix, cli.notModelled(LIMITS_FILE)),
};

export async function matrix({ strategy, hazard, format }: MatrixOptions, speech: Speech): Promise<Outcome> {
  const catalog = shippedCatalog();
  const hazards = chosenHazards(hazardsIn(catalog.simulations), hazard);
  const strategies =
    strategy === undefined
      ? catalog.strategies.map((each) => ({ strategy: each, word: each.name }))
      : await chosenStrategies(strategy);
  const refusal = [hazards, strategies].flatMap((found) => ('refusal' in found ? found.refusal : []));
  if ('refusal' in hazards || 'refusal' in strategies) return refused({ refusal });
  const columns = await decideInThreads(
    hazards,
    strategies.map((named) => named.strategy),
  );
  const rows = strategies.map((named, row) => ({
    ...named,
    cells: columns.flatMap((column) => column.slice(row, row + 1)),
  }));
  const isWhole = strategy === undefined && hazard === undefined;
  const chapters = isWhole ? await decideChapters(catalog.simulations) : [];
  return printed(FORMATS[format]({ hazards, rows, chapters }, speech));
}

/** States of one search; no story comes near it. */
const STATES_MAX = 2_000_000;

async function decideChapters(simulations: readonly Simulation[]): Promise<Matrix['chapters']> {
  const stories = await Promise.all(
    chapterStories(simulations).map(async (story) => ({ ...story, ...(await equipped(story)) }) as ChapterStory),
  );
  return stories.map((story) => chapterRow(story, STATES_MAX));
}

/** The hazards of these ids, in the order of ids; all of them without one. X4 stands for all its variants. */
function chosenHazards(all: readonly Hazard[], ids: readonly string[] | undefined): readonly Hazard[] | Refusal {
  if (ids === undefined) return all;
  const known = all.map(({ hazard }) => hazard);
  const wanted = (id: string): readonly string[] => known.filter((each) => each === id || isVariant(each, id));
  const unknown = ids.filter((id) => wanted(id).length === 0);
  if (unknown.length === 0) return all.filter(({ hazard }) => ids.flatMap(wanted).includes(hazard));
  const refusal = unknown.map(
    (id) => `reload-sim matrix: --hazard: found ${quote(id)}, expected one of ${known.join(', ')}${hint(id, known)}`,
  );
  return { refusal, mistakes: [] };
}

/** Is it X4a or X4b, of X4? */
function isVariant(hazard: string, id: string): boolean {
  return hazard.startsWith(id) && /^[a-z]$/.test(hazard.slice(id.length));
}

async function chosenStrategies(words: readonly string[]): Promise<readonly Named[] | Refusal> {
  const found: Named[] = [];
  const refusal: string[] = [];
  for (const word of new Set(words)) {
    const strategy = await findStrategy(word, 'reload-sim: --strategy');
    if ('refusal' in strategy) refusal.push(...strategy.refusal);
    else found.push({ strategy, word });
  }
  return refusal.length > 0 ? { refusal, mistakes: [] } : found;
}
