// What the forms of the matrix share: a cell as text, the counts, and the notes on what the short words mean.
import type { ChapterRow } from '../../matrix/chapters.ts';
import type { Cell, Matrix } from '../../matrix/matrix.ts';
import type { Messages } from '../messages/messages.ts';

/** How one cell is looked at; the words in capitals are the reader's to fill in. */
export const LOOK = 'reload-sim check SIMULATION --strategy STRATEGY';

/** `holds`, `(holds)`, `53`, `?` or `n/a`. */
export function cellText({ matrix }: Messages, cell: Cell): string {
  switch (cell.kind) {
    case 'holds':
      return cell.vacuous === null ? matrix.cells.holds : matrix.vacuously(matrix.cells.holds);
    case 'violated':
      return String(cell.failures[0].steps);
    case 'inconclusive':
      return matrix.cells.inconclusive;
    case 'not-applicable':
      return matrix.cells.notApplicable;
  }
}

/** What is found of a story: `drains 13 · no-order-lost holds`. */
export function foundText(messages: Messages, { cells }: ChapterRow): string {
  return cells.map(({ property, cell }) => `${property} ${cellText(messages, cell)}`).join(' · ');
}

/** How many cells there are of each kind, as a sentence. */
export function countOf({ matrix }: Messages, { rows }: Matrix): string {
  const cells = rows.flatMap((row) => row.cells);
  const count = (kind: Cell['kind']): number => cells.filter((cell) => cell.kind === kind).length;
  const [holds, violated] = [count('holds'), count('violated')];
  return matrix.count(cells.length, holds, violated, cells.length - holds - violated);
}

/** The short words that occur, each with what it means. */
export function notesOf(
  messages: Messages,
  { rows, chapters }: Matrix,
): readonly (readonly [text: string, means: string])[] {
  const { matrix } = messages;
  const told = chapters.flatMap((row) => row.cells.map(({ cell }) => cell));
  const cells = [...rows.flatMap((row) => row.cells), ...told];
  const notes = cells.flatMap((cell) => {
    const text = cellText(messages, cell);
    if (cell.kind === 'holds' && cell.vacuous !== null) return [[text, matrix.vacuous[cell.vacuous]] as const];
    if (cell.kind === 'inconclusive') return [[text, matrix.undecided[cell.reason]] as const];
    if (cell.kind === 'not-applicable') return [[text, matrix.why[cell.why]] as const];
    return [];
  });
  const order = [matrix.vacuous, matrix.undecided, matrix.why].flatMap((words) => Object.values(words));
  return order.flatMap((means) => notes.filter((note) => note[1] === means).slice(0, 1));
}
