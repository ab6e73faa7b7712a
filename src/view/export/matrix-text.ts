// The matrix for a terminal: as many hazards side by side as fit, the rest in further blocks, and what they are below.
import type { ChapterRow } from '../../matrix/chapters.ts';
import { asksOf, type Matrix } from '../../matrix/matrix.ts';
import type { Messages } from '../messages/messages.ts';
import { pad, widthOf, wrap } from '../rows.ts';
import { cellText, countOf, foundText, LOOK, notesOf } from './matrix-words.ts';

/** Columns of a terminal that a block may take. */
const COLUMNS = 120;
const GAP = '  ';
/** A blank at which no line is broken. */
const NO_BREAK = '\u00A0';

/** The whole report, with a line break at the end. */
export function formatMatrix(messages: Messages, matrix: Matrix): string {
  const { reading, look } = messages.matrix;
  const heads = headsOf(messages, matrix);
  const blocks = blocksOf(columnsOf(messages, matrix), COLUMNS - widthOf(heads[0] ?? '')).map((block) =>
    heads.map((head, line) => [head, ...block.map((column) => column[line] ?? '')].join(GAP)).join('\n'),
  );
  const told = [countOf(messages, matrix), look(LOOK)].map((text) => wrap(text, COLUMNS).join('\n'));
  return `${[wrap(reading, COLUMNS).join('\n'), ...blocks, legend(messages, matrix), ...chapterLines(messages, matrix), ...told].join('\n\n')}\n`;
}

/** The names of the strategies below their heading, all as wide as the widest. */
function headsOf(messages: Messages, { rows }: Matrix): readonly string[] {
  return padded([messages.matrix.strategy, ...rows.map(({ strategy }) => strategy.name)], 'end');
}

/** The cells of each hazard below its id, all as wide as the widest. */
function columnsOf(messages: Messages, { hazards, rows }: Matrix): readonly (readonly string[])[] {
  return hazards.map(({ hazard }, index) => {
    const cells = rows.map(({ cells }) => cells[index]);
    return padded([hazard, ...cells.map((cell) => (cell === undefined ? '' : cellText(messages, cell)))], 'start');
  });
}

function padded(texts: readonly string[], at: 'start' | 'end'): readonly string[] {
  const width = Math.max(...texts.map(widthOf));
  return texts.map((text) => (at === 'start' ? ' '.repeat(width - widthOf(text)) + text : pad(text, width)));
}

/** Columns in groups that are no wider than `room`; a column that is wider by itself is a group of its own. */
function blocksOf(columns: readonly (readonly string[])[], room: number): readonly (readonly (readonly string[])[])[] {
  const blocks: (readonly string[])[][] = [];
  let left = 0;
  for (const column of columns) {
    const width = GAP.length + widthOf(column[0] ?? '');
    if (width > left) {
      blocks.push([]);
      left = room;
    }
    blocks.at(-1)?.push(column);
    left -= width;
  }
  return blocks;
}

/** The stories of the chapters in columns; nothing where there are none. */
function chapterLines(messages: Messages, { chapters }: Matrix): readonly string[] {
  if (chapters.length === 0) return [];
  const { title, reading, forms } = messages.matrix.chapters;
  const column = (textOf: (row: ChapterRow) => string): readonly string[] => padded(chapters.map(textOf), 'end');
  const ids = column(({ story }) => story.chapter);
  const names = column(({ story }) => story.scenario.name);
  const kinds = column(({ story }) => forms[story.form]);
  const lines = chapters.flatMap((row, at) => {
    const head = [ids[at], names[at], kinds[at], ''].join(GAP);
    // A property and its number stay on one line.
    const found = foundText(messages, row).replaceAll(/(?<!·) (?!·)/g, NO_BREAK);
    return wrap(found, COLUMNS - widthOf(head)).map(
      (text, line) => (line === 0 ? head : ' '.repeat(widthOf(head))) + text.replaceAll(NO_BREAK, ' '),
    );
  });
  return [`${title}\n${wrap(reading, COLUMNS).join('\n')}`, lines.join('\n')];
}

/** What each hazard and each short word stands for. */
function legend(messages: Messages, matrix: Matrix): string {
  const hazards = matrix.hazards.map(
    (hazard) => [hazard.hazard, hazard.scenario.name, asksOf(hazard).join(', ')] as const,
  );
  const width = (at: 0 | 1): number => Math.max(0, ...hazards.map((each) => each[at].length));
  const lines = hazards.map(([id, name, asks]) => [id.padEnd(width(0)), name.padEnd(width(1)), asks].join(GAP));
  const notes = notesOf(messages, matrix).map(([text, means]) => `${text}${GAP}${means}`);
  return [...lines, ...(notes.length === 0 ? [] : ['', ...notes])].join('\n');
}
