// Compares what the model did with what was recorded, and says the difference in lines that a person can read:
// `-` is recorded, `+` is the model's. Names of timestamped directories may differ when they differ consistently.

import type { Tree } from '../kernel/tree.ts';
import { formatEvent, renumberCookies, treeDocument } from './format.ts';
import type { RecordedEvent, RecordedTree } from './recording.ts';

/** Lines around the first difference that are shown. */
const CONTEXT_LINES = 3;

/** The difference of two lists of lines, empty when they are equal. */
export function compareLines(
  what: string,
  recorded: readonly string[],
  modelled: readonly string[],
): readonly string[] {
  const length = Math.max(recorded.length, modelled.length);
  const first = Array.from({ length }).findIndex((_, index) => recorded[index] !== modelled[index]);
  if (first === -1) return [];
  const before = recorded.slice(Math.max(0, first - CONTEXT_LINES), first).map((line) => `    ${line}`);
  const shown = (sign: string, lines: readonly string[]): readonly string[] => {
    const rest = lines.slice(first, first + CONTEXT_LINES + 1);
    return rest.length === 0 ? [`  ${sign} (end)`] : rest.map((line) => `  ${sign} ${line}`);
  };
  return [
    `${what}: line ${first + 1} differs (${recorded.length} recorded, ${modelled.length} in the model)`,
    ...[...before, ...shown('-', recorded), ...shown('+', modelled)],
  ];
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
