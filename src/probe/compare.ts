// Compares what the model did with what was recorded, and says the difference in lines that a person can read:
// `-` is recorded or expected, `+` is the model's. Names of timestamped directories may differ when they differ consistently.

import type { Tree } from '../kernel/tree.ts';
import { formatEvent, renumberCookies, treeDocument } from './format.ts';
import type { RecordedEvent, RecordedTree } from './recording.ts';

/** Equal lines shown before the first difference, and different lines shown of each side. */
const CONTEXT_LINES = 3;
const SHOWN_LINES = 6;

/** The difference of two lists of lines, empty when they are equal. What is equal at the end is not shown. */
export function compareLines(
  what: string,
  expected: readonly string[],
  modelled: readonly string[],
): readonly string[] {
  const length = Math.max(expected.length, modelled.length);
  const first = Array.from({ length }).findIndex((_, index) => expected[index] !== modelled[index]);
  if (first === -1) return [];
  const room = Math.min(expected.length, modelled.length) - first;
  let equalAtEnd = 0;
  while (equalAtEnd < room && expected.at(-1 - equalAtEnd) === modelled.at(-1 - equalAtEnd)) equalAtEnd += 1;
  const before = expected.slice(Math.max(0, first - CONTEXT_LINES), first).map((line) => `    ${line}`);
  return [
    `${what}: line ${first + 1} differs (${expected.length} expected, ${modelled.length} in the model)`,
    ...before,
    ...sideLines('-', expected.slice(first, expected.length - equalAtEnd)),
    ...sideLines('+', modelled.slice(first, modelled.length - equalAtEnd)),
  ];
}

function sideLines(sign: string, lines: readonly string[]): readonly string[] {
  const more = lines.length > SHOWN_LINES ? [`  ${sign} … ${lines.length - SHOWN_LINES} more`] : [];
  return [...lines.slice(0, SHOWN_LINES).map((line) => `  ${sign} ${line}`), ...more];
}

/** The difference of two lists of events; cookies are compared by their order only. */
export function compareEvents(
  recorded: readonly RecordedEvent[],
  modelled: readonly RecordedEvent[],
): readonly string[] {
  return compareLines('raw', renumberCookies(recorded).map(eventLine), renumberCookies(modelled).map(eventLine));
}

function eventLine(event: RecordedEvent): string {
  return formatEvent({ ...event, mask: [...event.mask].sort() });
}

/** The difference of a recorded and a modelled tree: mode, owner, links, content and target of every entry. */
export function compareTrees(recorded: RecordedTree, modelled: Tree): readonly string[] {
  return compareLines('final', treeLines(recorded), treeLines(modelled));
}

function treeLines(tree: Pick<Tree, 'mode'> & { readonly entries: readonly EntryLike[] }): readonly string[] {
  const entries = tree.entries.map((entry) => ({ ...entry, ino: 0 }));
  const document = treeDocument({ mode: tree.mode, entries }) as { mode: string; entries: readonly object[] };
  const names = timestampedNames(tree.entries);
  const lines = document.entries.map((entry) => JSON.stringify(entry, renamed(names)));
  return [`mode ${document.mode}`, ...lines.sort()];
}

type EntryLike = Omit<Tree['entries'][number], 'ino'>;

/** Timestamped directories of a tree in the order of their numbers. */
function timestampedNames(entries: readonly EntryLike[]): ReadonlyMap<string, string> {
  const found = entries.filter(({ path }) => /^\.\.ts\d+$/.test(path)).map(({ path }) => path);
  const byNumber = found.toSorted((a, b) => Number(a.slice(4)) - Number(b.slice(4)));
  return new Map(byNumber.map((name, index) => [name, `..ts(${index + 1})`]));
}

function renamed(names: ReadonlyMap<string, string>): (key: string, value: unknown) => unknown {
  return (key, value) => {
    if ((key !== 'path' && key !== 'target') || typeof value !== 'string') return value;
    const [head = '', ...rest] = value.split('/');
    return [names.get(head) ?? head, ...rest].join('/');
  };
}
