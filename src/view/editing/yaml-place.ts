// Where in a YAML text a cursor stands: the path of the value it is in and the word before it. For editors, whose text is
// mostly unfinished: the YAML library reads whole documents, this reads indentation, `- `, `key:` and brackets.
//
// Leaves out: keys over several lines, anchors, tags, explicit keys. What it does not understand has no place, so nothing
// is offered there.
import type { Path } from '../../simulation/diagnostics.ts';

/** Longer texts are not searched on every key press. */
const TEXT_LENGTH_MAX = 300_000;

/** What may be written at a place: a key of the mapping at `path`, the value at `path`, or either. */
export type PlaceRole = 'key' | 'value' | 'either';

export interface YamlPlace {
  readonly path: Path;
  readonly role: PlaceRole;
  /** Offset at which the word before the cursor begins. */
  readonly from: number;
}

/** A key in the text: that of the mapping at `parent`, from offset to offset. */
export interface KeyPlace {
  readonly parent: Path;
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

interface BlockFrame {
  readonly column: number;
  readonly part: string | number;
}

interface FlowFrame {
  readonly kind: 'map' | 'list';
  key: string | null;
  index: number;
}

interface Scan {
  readonly text: string;
  readonly keys: KeyPlace[];
  blocks: readonly BlockFrame[];
  flow: FlowFrame[];
  /** Lines indented deeper than this are a text of several lines; null outside of one. */
  scalarAbove: number | null;
  place: YamlPlace | null;
}

/** Where a cursor at this offset stands; null in a comment and in a text of several lines. */
export function placeAt(text: string, offset: number): YamlPlace | null {
  if (text.length > TEXT_LENGTH_MAX) return null;
  return scanned(text.slice(0, offset)).place;
}

/** Every key of a text, in its order. */
export function keysOf(text: string): readonly KeyPlace[] {
  return text.length > TEXT_LENGTH_MAX ? [] : scanned(text).keys;
}

function scanned(text: string): Scan {
  const scan: Scan = { text, keys: [], blocks: [], flow: [], scalarAbove: null, place: null };
  let from = 0;
  for (const line of text.split('\n')) {
    scanLine(scan, from, from + line.length);
    from += line.length + 1;
  }
  return scan;
}

/** Each line decides the place anew: what stays is that of the last one. */
function scanLine(scan: Scan, from: number, end: number): void {
  scan.place = null;
  if (scan.flow.length > 0) {
    scanFlow(scan, from, end);
    return;
  }
  const indent = /^ */.exec(scan.text.slice(from, end))?.[0].length ?? 0;
  const isBlank = from + indent === end;
  if (scan.scalarAbove !== null) {
    if (indent > scan.scalarAbove) return;
    if (!isBlank) scan.scalarAbove = null;
  }
  if (scan.text[from + indent] === '#') return;
  scanBlock(scan, from, from + indent, end);
}

/** A line of block style: entries of lists, then a key with its value, or a word. */
function scanBlock(scan: Scan, lineStart: number, start: number, end: number): void {
  let at = start;
  for (;;) {
    const dash = /^-( +|$)/.exec(scan.text.slice(at, end));
    if (dash === null) break;
    enterItem(scan, at - lineStart);
    at += dash[0].length;
  }
  const isItem = at > start;
  const key = /^("[^"\n]*"|'[^'\n]*'|[^\s#{}[\],&*!|>'"%@`-][^#\n]*?):(?= |$)/.exec(scan.text.slice(at, end));
  if (key === null) {
    scanRest(scan, { lineStart, at, end, isItem });
    return;
  }
  const column = at - lineStart;
  scan.blocks = scan.blocks.filter((frame) => frame.column < column);
  const name = unquoted(key[1] ?? '');
  addKey(scan, name, at, (key[1] ?? '').length);
  scan.blocks = [...scan.blocks, { column, part: name }];
  scanValue(scan, at + key[0].length, end, column);
}

/** What is neither entry nor key: a value in brackets, a text over lines, or a word that may become either. */
function scanRest(
  scan: Scan,
  { lineStart, at, end, isItem }: { lineStart: number; at: number; end: number; isItem: boolean },
): void {
  if (isItem) {
    scanValue(scan, at, end, scan.blocks.at(-1)?.column ?? 0, 'either');
    return;
  }
  const blocks = scan.blocks.filter((frame) => frame.column < at - lineStart);
  scan.place = { path: blocks.map(({ part }) => part), role: 'key', from: at };
}

function enterItem(scan: Scan, column: number): void {
  const above = scan.blocks.filter((frame) => frame.column < column || (frame.column === column && isKey(frame)));
  const last = scan.blocks[above.length];
  const index = last?.column === column && typeof last.part === 'number' ? last.part + 1 : 0;
  scan.blocks = [...above, { column, part: index }];
}

function isKey({ part }: BlockFrame): boolean {
  return typeof part === 'string';
}

function scanValue(scan: Scan, start: number, end: number, column: number, role: PlaceRole = 'value'): void {
  const rest = scan.text.slice(start, end);
  const at = start + (/^ */.exec(rest)?.[0].length ?? 0);
  const value = scan.text.slice(at, end);
  if (/^[|>][-+0-9]*( *#.*| *)$/.test(value)) {
    scan.scalarAbove = column;
    return;
  }
  if (value.startsWith('#') || / #/.test(value)) return;
  if (/^[{[]/.test(value)) {
    scanFlow(scan, at, end);
    return;
  }
  // Right behind the colon there is no value yet.
  if (role === 'value' && at === start) return;
  scan.place = { path: blockPath(scan), role, from: at };
}

/** A part of a line inside of brackets: quoted texts are passed over, a comment ends it. */
function scanFlow(scan: Scan, start: number, end: number): void {
  let wordFrom = start;
  for (const { 0: token, index } of scan.text.slice(start, end).matchAll(/"[^"]*"?|'[^']*'?|[{}[\],:]|(?<!\S)#/g)) {
    const isOpenQuote = /^["']/.test(token) && (token.length === 1 || token.at(-1) !== token[0]);
    if (token === '#' || isOpenQuote) return;
    if (token.length > 1) continue;
    takeBracket(scan, token, wordFrom, start + index);
    wordFrom = start + index + 1;
    if (scan.flow.length === 0) return;
  }
  const frame = scan.flow.at(-1);
  if (frame === undefined) return;
  const from = wordFrom + (/^\s*/.exec(scan.text.slice(wordFrom, end))?.[0].length ?? 0);
  const role = frame.kind === 'list' ? 'either' : frame.key === null ? 'key' : 'value';
  scan.place = { path: [...blockPath(scan), ...flowPath(scan)], role, from };
}

function takeBracket(scan: Scan, char: string, wordFrom: number, at: number): void {
  const frame = scan.flow.at(-1);
  if (char === '{' || char === '[') {
    scan.flow.push({ kind: char === '{' ? 'map' : 'list', key: null, index: 0 });
  } else if (char === '}' || char === ']') {
    scan.flow.pop();
  } else if (char === ',' && frame !== undefined) {
    frame.key = null;
    frame.index += 1;
  } else if (char === ':' && frame?.kind === 'map' && frame.key === null && /^(\s|$)/.test(scan.text.slice(at + 1))) {
    const word = scan.text.slice(wordFrom, at);
    const from = wordFrom + (word.length - word.trimStart().length);
    addKey(scan, unquoted(word.trim()), from, word.trim().length);
    frame.key = unquoted(word.trim());
  }
}

function addKey(scan: Scan, key: string, from: number, length: number): void {
  scan.keys.push({ parent: [...blockPath(scan), ...flowPath(scan)], key, from, to: from + length });
}

function blockPath({ blocks }: Scan): Path {
  return blocks.map(({ part }) => part);
}

/** A mapping whose key is still to come stands for itself. */
function flowPath({ flow }: Scan): Path {
  return flow.flatMap(({ kind, key, index }): Path => (kind === 'list' ? [index] : key === null ? [] : [key]));
}

function unquoted(word: string): string {
  return /^(".*"|'.*')$/.test(word) ? word.slice(1, -1) : word;
}
