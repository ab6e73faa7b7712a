// What the application remembers of the disk in order to notice a change, and how it looks.
//
// Source: facts/strategies.md (os.Stat and Lstat mtime pollers, Readlink of ..data, viper's EvalSymlinks). A look is a
// short chain of system calls, one step each; EvalSymlinks is one readlink(2) per component below the mount.
// Leaves out: symlinks above the mount, inode numbers (Consul), sizes. Rule S4.
import type { Result, SystemCall } from '../../kernel/system-call.ts';
import { type Places, pathOf } from './matching.ts';
import type { Condition, Strategy } from './strategy.ts';

/** Value of each condition as last remembered: a stamp, a link target or a path; null when it was not there. */
export type Memory = Readonly<Partial<Record<Condition, string | number | null>>>;

/** Why the loop looks: to compare with its memory, to fill it, or to learn the real path of a watch. */
export type LookPurpose = 'compare' | 'remember' | 'resolve';

/** A look at the disk; finished as soon as it has a value. */
export interface Look {
  readonly purpose: LookPurpose;
  readonly condition: Condition;
  /** Path resolved so far and components still to resolve (real-path only). */
  readonly at: string;
  readonly rest: readonly string[];
  readonly value?: string | number | null;
}

/** Starts to look at the first configured file (or at ..data). */
export function beginLook(purpose: LookPurpose, condition: Condition, places: Places): Look {
  const file = places.files[0] ?? '';
  return { purpose, condition, at: places.mountPath, rest: file.split('/') };
}

/** The next system call of a look. */
export function lookCall(look: Look, places: Places): SystemCall {
  const file = pathOf(places, places.files[0] ?? '');
  switch (look.condition) {
    case 'mtime-changed':
    case 'mtime-after':
      return { call: 'stat', path: file };
    case 'lstat-mtime-changed':
      return { call: 'lstat', path: file };
    case 'data-link-changed':
      return { call: 'readlink', path: `${places.mountPath}/..data` };
    case 'real-path-changed':
      return { call: 'readlink', path: `${look.at}/${look.rest[0] ?? ''}` };
  }
}

/** Takes the result of that system call into account. */
export function lookOn(look: Look, result: Result): Look {
  if (look.condition === 'real-path-changed') return followLink(look, result);
  if ('mtime' in result) return { ...look, value: result.mtime };
  if ('target' in result) return { ...look, value: result.target };
  return { ...look, value: null };
}

function followLink(look: Look, result: Result): Look {
  const [head = '', ...rest] = look.rest;
  const next = (at: string, left: readonly string[]): Look =>
    left.length === 0 ? { ...look, at, rest: left, value: at } : { ...look, at, rest: left };
  if ('target' in result) return next(look.at, [...result.target.split('/'), ...rest]);
  // readlink(2) answers EINVAL for anything but a symbolic link: the component is real.
  if ('errno' in result && result.errno === 'EINVAL') return next(`${look.at}/${head}`, rest);
  return { ...look, value: null };
}

/** Has it changed? A file that is not there now never counts as changed. */
export function changed(
  condition: Condition,
  before: string | number | null | undefined,
  now: string | number | null,
): boolean {
  if (now === null) return false;
  if (condition === 'mtime-after') return typeof now === 'number' && now > Number(before ?? 0);
  return now !== before;
}

/** Every condition that the strategy ever compares: what is remembered at the start. */
export function conditionsOf(strategy: Strategy): readonly Condition[] {
  const used = [...strategy.on.map((rule) => rule.if), strategy.poll?.if ?? null];
  return [...new Set(used.filter((condition) => condition !== null))];
}
