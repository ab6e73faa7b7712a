// Does a rule of the strategy match an event? Operations and names only; conditions that need a look at the disk
// are memory.ts's.
//
// Source: the predicates of facts/strategies.md section 4 (`Op&X != 0`, Clean(name) == path, Base(name), HasSuffix).
// Rule S2.
import type { WatchEvent } from '../effects.ts';
import type { NameMatch, Rule } from './strategy.ts';

/** Where the application's files are: the mount and the files below it, the first of which is watched by `file`. */
export interface Places {
  readonly mountPath: string;
  readonly files: readonly string[];
}

/** Absolute path of a file below the mount. */
export function pathOf(places: Places, file: string): string {
  return `${places.mountPath}/${file}`;
}

/** Last component of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function nameMatches(match: NameMatch, name: string, places: Places): boolean {
  switch (match) {
    case 'any':
      return true;
    case 'path':
      return places.files.some((file) => name === pathOf(places, file));
    case 'base':
      return places.files.some((file) => baseName(name) === baseName(file));
    case 'suffix':
      return places.files.some((file) => name.endsWith(baseName(file)));
    case 'data':
      return baseName(name) === '..data';
  }
}

/** A rule names fsnotify's operations; a program on raw inotify asks for the bits that they stand for. */
export const OP_OF_BIT: Readonly<Record<string, string>> = {
  IN_CREATE: 'CREATE',
  IN_MOVED_TO: 'CREATE',
  IN_MODIFY: 'WRITE',
  IN_DELETE: 'REMOVE',
  IN_DELETE_SELF: 'REMOVE',
  IN_MOVED_FROM: 'RENAME',
  IN_MOVE_SELF: 'RENAME',
  IN_ATTRIB: 'CHMOD',
};

function opMatches(rule: Rule, op: string): boolean {
  if (rule.ops === 'any') return true;
  const ops = op.split('|').map((each) => OP_OF_BIT[each] ?? each);
  return rule.ops.some((wanted) => ops.includes(wanted.toUpperCase()));
}

/** Index of the first rule at or after `from` whose operations and name match the event; -1 when none does. */
export function matchingRule(rules: readonly Rule[], event: WatchEvent, places: Places, from: number): number {
  return rules.findIndex(
    (rule, index) => index >= from && opMatches(rule, event.op) && nameMatches(rule.name, event.name, places),
  );
}
