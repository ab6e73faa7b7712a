// A YAML file → plain values, with the place of each: the only file that walks the YAML library's syntax trees.
//
// One document, no tags. Bounded: bytes of text, nesting, nodes after expanding aliases. As in Kubernetes' YAML, 0644
// is octal and the key 1 is the string "1". What is not in order becomes a diagnostic; the rest is still converted.
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  type Scalar,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { utf8Bytes } from '../kernel/utf8.ts';
import { type Diagnostic, type DiagnosticCode, oneLine, type Path, type Position, quote } from './diagnostics.ts';
import { DEPTH_MAX, FILE_BYTES_MAX, NODES_MAX } from './limits.ts';
import { compose } from './yaml-text.ts';

/** Where a value stands, where its key stands (null in a list and at the root), and how a scalar is spelt. */
export interface Place {
  readonly value: Position;
  readonly key: Position | null;
  readonly source: string | null;
}

export interface SourceDocument {
  readonly file: string;
  readonly value: unknown;
  /** By JSON pointer (RFC 6901). */
  readonly places: ReadonlyMap<string, Place>;
  readonly diagnostics: readonly Diagnostic[];
  /** From this line on the structure is a guess, because of a syntax error. */
  readonly brokenFrom: number | null;
}

const START: Position = { line: 1, column: 1 };

/** JSON pointer (RFC 6901) of a path. */
export function pointer(path: Path): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The place of a value, or of the nearest enclosing one that is in the text. */
export function placeOf(document: SourceDocument, path: Path): Place {
  for (let length = path.length; length >= 0; length -= 1) {
    const place = document.places.get(pointer(path.slice(0, length)));
    if (place !== undefined) return place;
  }
  return { value: START, key: null, source: null };
}

/** The value at a path of the document; undefined when there is none. */
export function valueAt(document: SourceDocument, path: Path): unknown {
  let value = document.value;
  for (const part of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

/** Reads a text; never throws. With a syntax error, `value` is what could be made out. */
export function readDocument(text: string, file: string): SourceDocument {
  const lines = new LineCounter();
  const walk: Walk = {
    file,
    lines,
    places: new Map(),
    diagnostics: [],
    anchors: new Map(),
    open: new Set(),
    nodes: 0,
  };
  const bytes = utf8Bytes(text);
  if (bytes > FILE_BYTES_MAX) {
    complain(walk, 'too-big', START, `found ${bytes} bytes, expected at most ${FILE_BYTES_MAX}`);
    return finished(walk, null, START.line);
  }
  const composed = compose(text.replace(/^\uFEFF/, ''), DEPTH_MAX, lines);
  if ('tooDeepAt' in composed) {
    const position = positionOf(lines, composed.tooDeepAt);
    complain(walk, 'too-big', position, `found collections nested too deep, expected at most ${DEPTH_MAX} levels`);
    return finished(walk, null, START.line);
  }
  const tab = indentingTab(walk, text, composed.documents);
  if (tab !== null) {
    complain(walk, 'yaml-syntax', tab, TAB_AS_INDENT);
    return finished(walk, null, START.line);
  }
  return readComposed(walk, composed.documents);
}

/**
 * The tab that the first syntax error is about, or null. Everything else that is wrong then mostly follows from it, so
 * nothing else is told: the library complains of every line with a tab, of the lines around it, and of what they hold.
 */
function indentingTab({ lines }: Walk, text: string, documents: readonly Document[]): Position | null {
  const [error] = documents.flatMap(({ errors }) => errors).toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (error === undefined) return null;
  const { line } = positionOf(lines, error.pos[0]);
  const spaces = /^ *(?=\t)/.exec(text.split('\n')[line - 1] ?? '');
  return spaces === null ? null : { line, column: spaces[0].length + 1 };
}

function readComposed(walk: Walk, documents: readonly Document[]): SourceDocument {
  const [first, second] = documents;
  const errors = distinctProblems(documents.flatMap((document) => document.errors));
  const broken = errors.map((error) => complainSyntax(walk, error).line);
  for (const warning of documents.flatMap(({ warnings }) => warnings)) complainSyntax(walk, warning);
  if (second?.contents) {
    complain(walk, 'yaml-syntax', startOf(walk, second.contents), 'found a second document, expected one in a file');
  }
  const root = (first?.contents ?? null) as Node | null;
  const value = convert(walk, root, { path: [], key: null, alias: null });
  return finished(walk, value, broken.length > 0 ? Math.min(...broken) : null);
}

function finished({ file, places, diagnostics }: Walk, value: unknown, brokenFrom: number | null): SourceDocument {
  return { file, value, places, diagnostics, brokenFrom };
}

/** What one pass over a syntax tree gathers. */
interface Walk {
  readonly file: string;
  readonly lines: LineCounter;
  readonly places: Map<string, Place>;
  readonly diagnostics: Diagnostic[];
  readonly anchors: Map<string, Node>;
  /** Collections being converted, to notice an alias within its own anchor. */
  readonly open: Set<Node>;
  nodes: number;
}

/** Where the walk is; below an alias every place is the alias's. */
interface Here {
  readonly path: Path;
  readonly key: Position | null;
  readonly alias: Position | null;
}

function complain(walk: Walk, code: DiagnosticCode, position: Position, message: string): void {
  walk.diagnostics.push({ code, file: walk.file, ...position, message });
}

const TAB_AS_INDENT = 'found a tab as indentation, expected spaces';

/** What is said instead of the library's own words where they would not help. */
const SYNTAX_MESSAGES: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT,
  MULTILINE_IMPLICIT_KEY:
    'found a key over several lines, expected one line; is a ":" or "-" missing, or the indentation wrong?',
  BLOCK_AS_IMPLICIT_KEY: 'found a second ": " on the line, expected one: a text that contains ": " needs quotes',
};

/** One problem for each place: of two, a key over several lines is the cause of the other. */
function distinctProblems(problems: readonly YAMLError[]): readonly YAMLError[] {
  const isCause = ({ code }: YAMLError): boolean => code === 'MULTILINE_IMPLICIT_KEY';
  const byPlace = new Map<number, YAMLError>();
  for (const problem of problems) {
    const [offset] = problem.pos;
    if (!byPlace.has(offset) || isCause(problem)) byPlace.set(offset, problem);
  }
  return [...byPlace.values()];
}

function complainSyntax(walk: Walk, problem: YAMLError): Position {
  const position = positionOf(walk.lines, problem.pos[0]);
  const words = SYNTAX_MESSAGES[problem.code] ?? `not YAML: ${oneLine(problem.message).slice(0, 200)}`;
  complain(walk, 'yaml-syntax', position, words);
  return position;
}

function positionOf(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function startOf(walk: Walk, node: Node): Position {
  return positionOf(walk.lines, node.range?.[0] ?? 0);
}

function convert(walk: Walk, node: Node | null, here: Here): unknown {
  const value = here.alias ?? (node ? startOf(walk, node) : (here.key ?? START));
  walk.nodes += 1;
  if (walk.nodes === NODES_MAX) {
    complain(walk, 'too-big', value, `found ${NODES_MAX} values or more, aliases expanded, expected fewer`);
  }
  if (walk.nodes >= NODES_MAX) return null;
  const source = isScalar(node) ? (node.source ?? null) : null;
  walk.places.set(pointer(here.path), { value, key: here.key, source });
  if (node === null) return null;
  if (isAlias(node)) return followed(walk, node, { ...here, alias: value });
  if (node.anchor !== undefined) walk.anchors.set(node.anchor, node);
  return isScalar(node) ? scalarValue(node) : collection(walk, node, here, value);
}

function followed(walk: Walk, alias: Alias, here: Here & { readonly alias: Position }): unknown {
  const target = walk.anchors.get(alias.source);
  if (target !== undefined) return convert(walk, target, here);
  const found = `found the alias ${quote(`*${alias.source}`)} without its anchor`;
  complain(walk, 'yaml-syntax', here.alias, `${found}, expected the anchor before it`);
  return null;
}

function collection(walk: Walk, node: Node, here: Here, at: Position): unknown {
  if (walk.open.has(node) || here.path.length > DEPTH_MAX) {
    const what = walk.open.has(node) ? 'an alias within its own anchor' : 'aliases nested too deep';
    complain(walk, 'too-big', at, `found ${what}, expected at most ${DEPTH_MAX} levels`);
    return null;
  }
  walk.open.add(node);
  const value = isMap(node) ? mapping(walk, node as YAMLMap<Node, Node | null>, here) : list(walk, node, here);
  walk.open.delete(node);
  return value;
}

function list(walk: Walk, node: Node, here: Here): unknown {
  if (!isSeq(node)) return null;
  return node.items.map((item, index) =>
    convert(walk, item as Node | null, { path: [...here.path, index], key: null, alias: here.alias }),
  );
}

function mapping(walk: Walk, node: YAMLMap<Node, Node | null>, here: Here): unknown {
  const entries = new Map<string, unknown>();
  for (const pair of node.items) {
    const at = here.alias ?? startOf(walk, pair.key);
    const key = keyOf(walk, pair, at, entries);
    if (key === null) continue;
    entries.set(key, convert(walk, pair.value, { path: [...here.path, key], key: at, alias: here.alias }));
  }
  return Object.fromEntries(entries);
}

/** A usable key, numbers and booleans as they are spelt; null after a complaint. */
function keyOf(
  walk: Walk,
  { key }: Pair<Node, Node | null>,
  at: Position,
  taken: ReadonlyMap<string, unknown>,
): string | null {
  const text = isScalar(key) && key.value !== null ? String(key.source ?? key.value) : null;
  if (text === null) {
    complain(walk, 'wrong-value', at, 'found a key that is not a word, expected a string as key');
  } else if (text === '__proto__') {
    complain(walk, 'unknown-key', at, 'found the key "__proto__", expected any other');
  } else if (taken.has(text)) {
    complain(walk, 'duplicate-key', at, `found the key ${quote(text)} a second time, expected it once`);
  } else {
    return text;
  }
  return null;
}

function scalarValue({ value, source }: Scalar): unknown {
  const octal = typeof value === 'number' && source !== undefined && /^0[0-7]+$/.test(source);
  return octal ? Number.parseInt(source, 8) : value;
}
