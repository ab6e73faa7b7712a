// The recordings' format, read and checked: one JSON object a file, or one a line. Format: recordings/README.md.
// What cannot be understood is a diagnostic with file, line and (where JSON itself is broken) column.
// Left out: the fields of whole programs (app-*), timings and claims, which describe no operations.

import type { TreeEntry } from '../kernel/tree.ts';
import type { Mode } from '../kernel/vocabulary.ts';
import { type Diagnostic, placeOf } from './diagnostic.ts';
import { offsetOfField, parseJson } from './json-place.ts';
import {
  type Fields,
  has,
  openDocument,
  readInteger,
  readMode,
  readObject,
  readObjects,
  readText,
  readTexts,
  readWord,
} from './json-reader.ts';
import type { Operation } from './operation.ts';
import {
  closeWhatIsLeftOpen,
  fillWrites,
  joinDirectoryReads,
  readOperation,
  readWatchMask,
} from './recorded-operation.ts';

export interface RecordedWatch {
  readonly id: string;
  readonly path: string;
  readonly mask: number;
  readonly wd?: number;
  /** `shared`: one watcher of the library holds all watches; `own`: each has its own. */
  readonly watcher: 'own' | 'shared';
}

export interface RecordedEvent {
  readonly w?: string;
  readonly wd?: number;
  readonly mask: readonly string[];
  readonly cookie: number;
  readonly name: string;
}

export interface RecordedTree {
  readonly mode: Mode;
  readonly entries: readonly RecordedEntry[];
}

export type RecordedEntry = Pick<TreeEntry, 'path' | 'type' | 'mode' | 'uid' | 'gid' | 'content' | 'target'> & {
  readonly nlink: number;
};

export interface Recording {
  readonly id: string;
  readonly library: { readonly name: string; readonly version: string };
  readonly reader: 'paused' | 'eager';
  readonly instances: 'single' | 'per watch';
  readonly fsGroup: number;
  readonly mount: RecordedTree | undefined;
  readonly watches: readonly RecordedWatch[];
  /** Payloads of the AtomicWriter writes, in order: text by key. */
  readonly payloads: readonly Readonly<Record<string, string>>[];
  readonly operations: readonly Operation[];
  readonly raw: readonly RecordedEvent[] | undefined;
  readonly final: RecordedTree | undefined;
  /** The document as it was read: for what only some kinds of recordings have. */
  readonly document: Readonly<Record<string, unknown>>;
}

/** Reads the text of a file: one recording, or one a line when it ends in `.jsonl`. */
export function parseRecordings(
  text: string,
  file: string,
): { readonly recordings: readonly Recording[]; readonly diagnostics: readonly Diagnostic[] } {
  const documents = file.endsWith('.jsonl')
    ? text.split('\n').map((source, index) => ({ source, firstLine: index + 1 }))
    : [{ source: text, firstLine: 1 }];
  const read = documents
    .filter(({ source }) => source.trim() !== '')
    .map(({ source, firstLine }) => parseOne(source, file, firstLine));
  return {
    recordings: read.flatMap(({ recording }) => (recording === undefined ? [] : [recording])),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
}

interface Parsed {
  readonly recording?: Recording;
  readonly diagnostics: readonly Diagnostic[];
}

function parseOne(source: string, file: string, firstLine: number): Parsed {
  const json = parseJson(source);
  if ('offset' in json) {
    const { line, column } = placeOf(source, json.offset);
    return { diagnostics: [{ file, line: firstLine + line - 1, column, message: json.message }] };
  }
  const fields = openDocument(json.value);
  const recording = readRecording(fields, file);
  if (fields.issues.length === 0) return { recording, diagnostics: [] };
  const diagnostics = fields.issues.map(({ at, message }) => {
    const { line, column } = placeOf(source, offsetOfField(source, at));
    return { file, line: firstLine + line - 1, column, message: at === '' ? message : `${at}: ${message}` };
  });
  return { diagnostics };
}

function readRecording(fields: Fields, file: string): Recording {
  const payloads = readObjects(fields, 'writes').map((write) => readPayload(write));
  const recorded = joinDirectoryReads(readObjects(fields, 'ops').map(readOperation));
  const operations = closeWhatIsLeftOpen(fillWrites(recorded, payloads));
  const watches = readObjects(fields, 'watch').map(readWatch);
  const shared = watches.length > 0 && watches.every(({ watcher }) => watcher === 'shared');
  const written = shared ? 'single' : 'one per watch';
  const instances = readWord(fields, 'instances', ['single', 'one per watch'] as const, written);
  return {
    id: readText(fields, 'id', file),
    library: { name: readText(fields, 'library', ''), version: readText(fields, 'version', '') },
    reader: readWord(fields, 'reader', ['paused', 'eager'] as const, 'paused'),
    instances: instances === 'single' ? 'single' : 'per watch',
    fsGroup: readInteger(fields, 'fsGroup', 0),
    mount: readTree(fields, 'mount'),
    watches,
    payloads,
    operations,
    raw: has(fields, 'raw') ? readObjects(fields, 'raw').map(readEvent) : undefined,
    final: readTree(fields, 'final'),
    document: fields.value,
  };
}

function readPayload(write: Fields): Readonly<Record<string, string>> {
  const payload = readObject(write, 'payload');
  if (payload === undefined) return {};
  return Object.fromEntries(Object.keys(payload.value).map((key) => [key, readText(payload, key)]));
}

function readWatch(fields: Fields): RecordedWatch {
  return {
    id: readText(fields, 'id'),
    path: readText(fields, 'path'),
    mask: readWatchMask(fields),
    ...(has(fields, 'wd') ? { wd: readInteger(fields, 'wd') } : {}),
    watcher: readWord(fields, 'watcher', ['own', 'shared'] as const, 'own'),
  };
}

function readEvent(fields: Fields): RecordedEvent {
  return {
    ...(has(fields, 'w') ? { w: readText(fields, 'w') } : {}),
    ...(has(fields, 'wd') ? { wd: readInteger(fields, 'wd') } : {}),
    mask: readTexts(fields, 'mask'),
    cookie: readInteger(fields, 'cookie', 0),
    name: readText(fields, 'name', ''),
  };
}

function readTree(fields: Fields, name: string): RecordedTree | undefined {
  const tree = readObject(fields, name);
  if (tree === undefined) return undefined;
  return { mode: readMode(tree, 'mode', 0o755), entries: readObjects(tree, 'entries').map(readEntry) };
}

function readEntry(fields: Fields): RecordedEntry {
  const type = readWord(fields, 'type', ['file', 'dir', 'symlink'] as const);
  return {
    path: readText(fields, 'path'),
    type,
    mode: readMode(fields, 'mode'),
    uid: readInteger(fields, 'uid', 0),
    gid: readInteger(fields, 'gid', 0),
    nlink: readInteger(fields, 'nlink', 1),
    ...(type === 'file' ? { content: readText(fields, 'content') } : {}),
    ...(type === 'symlink' ? { target: readText(fields, 'target') } : {}),
  };
}
