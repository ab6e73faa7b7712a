// The matrix in Markdown, as docs/matrix.md has it: one table of all cells, and one of what the hazards are.
import { asksOf, type Cell, type Matrix } from '../../matrix/matrix.ts';
import type { Messages } from '../messages/messages.ts';
import { proseOf } from '../prose.ts';
import { code, escaped } from './markdown.ts';
import { cellText, countOf, LOOK, notesOf } from './matrix-words.ts';

/** The tables without a heading above them, without a line break at the end. */
export function matrixToMarkdown(messages: Messages, matrix: Matrix): string {
  const { hazards, rows } = matrix;
  const { strategy, hazard, simulation, asks, about, reading, look } = messages.matrix;
  const ids = hazards.map((each) => each.hazard);
  const cells = rows.map((row) => [code(row.strategy.name), ...row.cells.map((cell) => cellOf(messages, cell))]);
  const notes = notesOf(messages, matrix).map(([text, means]) => `- ${code(text)}: ${escaped(means)}`);
  const told = hazards.map((each) => [
    each.hazard,
    code(each.scenario.name),
    escaped(proseOf(messages, each.scenario).title),
    asksOf(each).map(code).join(', '),
  ]);
  return [
    reading,
    table([strategy, ...ids], cells),
    ...(notes.length === 0 ? [] : [notes.join('\n')]),
    countOf(messages, matrix),
    table([hazard, simulation, about, asks], told),
    ...chaptersTable(messages, matrix),
    look(code(LOOK)),
  ].join('\n\n');
}

/** The stories of the chapters; nothing where there are none. */
function chaptersTable(messages: Messages, { chapters }: Matrix): readonly string[] {
  if (chapters.length === 0) return [];
  const { title, reading, chapter, form, story, found, forms } = messages.matrix.chapters;
  const rows = chapters.map((row) => [
    row.story.chapter,
    code(row.story.scenario.name),
    forms[row.story.form],
    row.cells.map(({ property, cell }) => `${code(property)} ${cellOf(messages, cell)}`).join(', '),
  ]);
  return [`### ${title}`, reading, table([chapter, story, form, found], rows)];
}

/** A number stands out: it is where to look. */
function cellOf(messages: Messages, cell: Cell): string {
  const text = escaped(cellText(messages, cell));
  return cell.kind === 'violated' ? `**${text}**` : text;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  return lines.join('\n');
}
