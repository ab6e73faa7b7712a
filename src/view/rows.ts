// Rows of text with roles: the only thing that a view hands to a face. Pure text work, no colours, no escape
// codes.
//
// A role says what a piece of text means (version 2, a dead watch, a key to press); the terminal and the
// browser decide how that looks. Text is measured in terminal columns: East Asian wide characters take two
// (Unicode TR11), so that titles and explanations in Chinese keep the columns aligned, and lines of Chinese break as its
// readers expect (kinsoku: https://www.w3.org/TR/clreq/).
// Leaves out: combining marks and emoji of several characters, which no text of this project uses; terminals that draw
// ambiguous characters (①, →, …) two columns wide.
import { eastAsianWidth } from 'get-east-asian-width';

/** What a piece of text means. */
export const ROLES = [
  'v1',
  'v2',
  'v3',
  'v4',
  'v5',
  'v6',
  'empty',
  'torn',
  'invalid',
  'watch',
  'dead',
  'link',
  'dim',
  'label',
  'title',
  'time',
  'ok',
  'bad',
  'warn',
  'key',
  'mark',
  'selected',
  'why',
  'banner-bad',
  'banner-warn',
  'banner-ok',
] as const;
export type Role = (typeof ROLES)[number];

export interface Span {
  readonly text: string;
  /** None: plain text. */
  readonly role: Role | null;
}

/** One line of a pane. */
export type Row = readonly Span[];

/** A piece of text in a role; without one it is plain. */
export function span(text: string, role: Role | null = null): Span {
  return { text, role };
}

/** A row of one piece. */
export function row(text: string, role: Role | null = null): Row {
  return [span(text, role)];
}

/** Rows as plain text, one line each, without blanks at line ends. */
export function plainText(rows: readonly Row[]): string {
  return rows
    .map((each) =>
      each
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

function charWidth(char: string): number {
  return eastAsianWidth(char.codePointAt(0) ?? 0);
}

/** Columns that a text takes in a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

/** Columns that a row takes. */
export function rowWidth(each: Row): number {
  return each.reduce((sum, { text }) => sum + widthOf(text), 0);
}

/** The text cut to at most `width` columns; a cut one ends in "…". */
export function clip(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const char of text) {
    if (used + charWidth(char) > width - 1) break;
    kept += char;
    used += charWidth(char);
  }
  return width > 0 ? `${kept}…` : '';
}

/** The text followed by blanks up to `width` columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** The row cut and padded to exactly `width` columns. */
export function fitRow(each: Row, width: number): Row {
  const fitted: Span[] = [];
  let left = width;
  for (const { text, role } of each) {
    if (left <= 0) break;
    const piece = clip(text, left);
    fitted.push({ text: piece, role });
    left -= widthOf(piece);
    if (piece !== text) break;
  }
  return left > 0 ? [...fitted, span(' '.repeat(left))] : fitted;
}

/** Words of a text in lines of at most `width` columns; a longer word has a line of its own and is cut. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of wordsOf(text)) {
    if (line !== '' && widthOf(line + word.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += word;
  }
  if (line.trimEnd() !== '') lines.push(line.trimEnd());
  return lines.map((each) => clip(each, width));
}

/** What no line may start with: closing punctuation, and the blank that holds two words together. */
const NOT_FIRST = /^[，。、；：？！）》】」』”’…·,.;:?!)\]}%\u00A0]/;
/** What no line may end with. */
const NOT_LAST = /[（《【「『“‘([{]$/;

/** Pieces at which a line may break: after blanks, and around wide characters, but for the punctuation that holds on. */
function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let last = '';
  for (const char of text) {
    const before = words.at(-1);
    const mayBreak = last === ' ' || charWidth(char) === 2 || (last !== '' && charWidth(last) === 2);
    if (before !== undefined && (!mayBreak || NOT_LAST.test(last) || (last !== ' ' && NOT_FIRST.test(char)))) {
      words[words.length - 1] = before + char;
    } else {
      words.push(char);
    }
    last = char;
  }
  return words;
}
