// Path resolution: from a string to an entry, following symbolic links and crossing mounts. Rules F5 and F6.
// Source: fs/namei.c of Linux 6.18 (link_path_walk, walk_component, path_lookupat, path_parentat), path_resolution(7).
// Left out: the dentry cache, RCU walks, automounts, /proc links, AT_* and RESOLVE_* flags.

import {
  childNamed,
  dentryAt,
  type FileSystem,
  inodeOf,
  mountAt,
  type Position,
  permits,
  ROOT_POSITION,
} from './file-system.ts';
import { MAXSYMLINKS, NAME_MAX, PATH_MAX } from './limits.ts';
import { slotEntries } from './slots.ts';
import type { Credentials, Failure } from './system-call.ts';
import { utf8Bytes } from './utf8.ts';

/** The last component of a path, not looked up yet. */
export interface Last {
  /** `norm` is an ordinary name; the others are `.`, `..` and a path of slashes only. */
  readonly type: 'norm' | 'dot' | 'dotdot' | 'root';
  readonly name: string;
  /** A slash follows: the component must be a directory. */
  readonly slash: boolean;
}

/** A path resolved up to its last component. */
export interface Walk {
  readonly dir: Position;
  readonly last: Last;
  /** Symbolic links followed so far. */
  readonly links: number;
}

/** Whose walk it is and where a relative path starts. */
export interface WalkContext {
  readonly fs: FileSystem;
  readonly cred: Credentials;
  readonly start: Position;
}

/** What getname() refuses before any lookup: an empty path, a path too long (F6). */
export function checkPath(path: string): Failure | undefined {
  if (path === '') return { errno: 'ENOENT' };
  if (utf8Bytes(path) >= PATH_MAX) return { errno: 'ENAMETOOLONG' };
  return undefined;
}

/** Walks to the directory that holds the last component (link_path_walk); symbolic links on the way are followed. */
export function walkToLast(context: WalkContext, path: string, links: number = 0): Walk | Failure {
  const dir = path.startsWith('/') ? ROOT_POSITION : context.start;
  let at: Walking = { dir, rest: withoutLeadingSlashes(path), links };
  if (at.rest === '') return { dir, last: { type: 'root', name: '', slash: false }, links };
  for (;;) {
    const next = walkComponent(context, at);
    if ('errno' in next || 'last' in next) return next;
    at = next;
  }
}

/** A walk under way: where it is, the components that are left, and the symbolic links followed so far. */
interface Walking {
  readonly dir: Position;
  readonly rest: string;
  readonly links: number;
}

/** One component of a walk; the last one is not looked up. A symbolic link puts its target before what is left. */
function walkComponent({ fs, cred }: WalkContext, { dir, rest, links }: Walking): Walking | Walk | Failure {
  const refused = maySearch(fs, dir, cred);
  if (refused !== undefined) return refused;
  const { name, slash, remaining } = splitFirst(rest);
  if (utf8Bytes(name) > NAME_MAX) return { errno: 'ENAMETOOLONG' };
  if (remaining === '') return { dir, last: { type: lastType(name), name, slash }, links };
  const next = stepInto(fs, dir, name);
  if (next === undefined) return { errno: 'ENOENT' };
  const target = linkTarget(fs, next);
  if (target === undefined) return { dir: next, rest: remaining, links };
  if (links >= MAXSYMLINKS) return { errno: 'ELOOP' };
  const from = target.startsWith('/') ? ROOT_POSITION : dir;
  return { dir: from, rest: withoutLeadingSlashes(`${target}/${remaining}`), links: links + 1 };
}

/** What stands in the way of looking a name up at this place (may_lookup). */
function maySearch(fs: FileSystem, dir: Position, cred: Credentials): Failure | undefined {
  const inode = inodeOf(fs, dir.dentry);
  if (inode.kind !== 'dir') return { errno: 'ENOTDIR' };
  return permits(inode, 'execute', cred) ? undefined : { errno: 'EACCES' };
}

/** Where a symbolic link leads; undefined when it is none. */
function linkTarget(fs: FileSystem, { dentry }: Position): string | undefined {
  const inode = inodeOf(fs, dentry);
  return inode.kind === 'symlink' ? inode.target : undefined;
}

function withoutLeadingSlashes(path: string): string {
  return path.replace(/^\/+/, '');
}

function splitFirst(path: string): { name: string; slash: boolean; remaining: string } {
  const end = path.indexOf('/');
  if (end === -1) return { name: path, slash: false, remaining: '' };
  return { name: path.slice(0, end), slash: true, remaining: withoutLeadingSlashes(path.slice(end)) };
}

function lastType(name: string): Last['type'] {
  return name === '.' ? 'dot' : name === '..' ? 'dotdot' : 'norm';
}

/** Where one component leads: down into an entry, `.`, or up through `..`; undefined when there is no such entry. */
export function stepInto(fs: FileSystem, dir: Position, name: string): Position | undefined {
  if (name === '' || name === '.') return dir;
  if (name === '..') return stepUp(fs, dir);
  const dentry = childNamed(fs, dir.dentry, name);
  return dentry === undefined ? undefined : crossMounts(fs, { mount: dir.mount, dentry });
}

function stepUp(fs: FileSystem, from: Position): Position {
  let position = from;
  for (;;) {
    const mount = mountAt(fs, position.mount);
    if (position.dentry !== mount.root || mount.over === null) break;
    position = mount.over;
  }
  const { parent } = dentryAt(fs, position.dentry);
  return parent === null ? position : crossMounts(fs, { mount: position.mount, dentry: parent });
}

/** What shows at a position when something is mounted there. */
function crossMounts(fs: FileSystem, at: Position): Position {
  let position = at;
  for (;;) {
    const { mount, dentry } = position;
    const found = slotEntries(fs.mounts).find(([, { over }]) => over?.mount === mount && over.dentry === dentry);
    if (found === undefined) return position;
    position = { mount: found[0], dentry: found[1].root };
  }
}

export interface LookupOptions {
  /** Follow a symbolic link in the last component. */
  readonly follow: boolean;
  /** Anything but a directory is ENOTDIR (LOOKUP_DIRECTORY). */
  readonly directory?: boolean;
}

/** Resolves a whole path (path_lookupat). A trailing slash follows a last symbolic link and asks for a directory. */
export function lookup(context: WalkContext, path: string, options: LookupOptions): Position | Failure {
  const refused = checkPath(path);
  if (refused !== undefined) return refused;
  const walk = walkToEnd(context, path, options.follow);
  if ('errno' in walk) return walk;
  const inode = inodeOf(context.fs, walk.found.dentry);
  const mustBeDir = options.directory === true || walk.slash;
  return mustBeDir && inode.kind !== 'dir' ? { errno: 'ENOTDIR' } : walk.found;
}

function walkToEnd(
  context: WalkContext,
  path: string,
  follow: boolean,
): { readonly found: Position; readonly slash: boolean } | Failure {
  let walk = walkToLast(context, path);
  for (;;) {
    if ('errno' in walk) return walk;
    const { dir, last } = walk;
    const found = stepInto(context.fs, dir, last.name);
    if (found === undefined) return { errno: 'ENOENT' };
    const next = followLast(context, walk, found, follow || last.slash);
    if (next === undefined) return { found, slash: last.slash };
    walk = next;
  }
}

/** The walk onwards through a last component that is a symbolic link; undefined when it is none or not followed. */
export function followLast(
  context: WalkContext,
  walk: Walk,
  found: Position,
  follow: boolean,
): Walk | Failure | undefined {
  const target = linkTarget(context.fs, found);
  if (target === undefined || !follow) return undefined;
  if (walk.links >= MAXSYMLINKS) return { errno: 'ELOOP' };
  return walkToLast({ ...context, start: walk.dir }, walk.last.slash ? `${target}/` : target, walk.links + 1);
}
