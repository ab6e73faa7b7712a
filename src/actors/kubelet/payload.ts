// The payload of a ConfigMap volume: which file gets which content, and what must go.
//
// Source: kubernetes/kubernetes pkg/volume/configmap/configmap.go (MakePayload),
// pkg/volume/util/atomic_writer.go (validatePath, pathsToRemove, createUserVisibleFiles). Rules K11, K31,
// K33, K40, V9.
// Leaves out: binaryData, a mode per item.
import { utf8Bytes } from '../../kernel/utf8.ts';
import { cleanPath } from '../watcher/go-filepath.ts';

/** Content by path below the volume. */
export type Payload = Readonly<Record<string, string>>;

/** Bytes of one path component, and of a whole path, that AtomicWriter takes. */
const MAX_FILE_NAME_LENGTH = 255;
const MAX_PATH_LENGTH = 4096;

/**
 * MakePayload: every key under its own name, or the keys of `items` (key → path) under theirs.
 * A key that is asked for and not there is an error, unless it is `optional`; nothing has been touched by then.
 */
export function makePayload(
  data: Payload,
  items: Readonly<Record<string, string>> | null,
  optional = false,
): { readonly payload: Payload } | { readonly missingKey: string } {
  if (items === null) return { payload: data };
  const payload: Record<string, string> = {};
  for (const [key, path] of Object.entries(items)) {
    const content = data[key];
    if (content === undefined && !optional) return { missingKey: key };
    if (content !== undefined) payload[path] = content;
  }
  return { payload };
}

/** validatePayload: the payload under clean paths, or what is wrong with a path, in the source's words. */
export function validatePayload(payload: Payload): { readonly payload: Payload } | { readonly error: string } {
  const clean: Record<string, string> = {};
  for (const [path, content] of Object.entries(payload)) {
    const wrong = wrongWithPath(path);
    if (wrong !== null) return { error: `invalid path: ${wrong}` };
    clean[cleanPath(path)] = content;
  }
  return { payload: clean };
}

function wrongWithPath(path: string): string | null {
  if (path === '') return 'must not be empty';
  if (path.startsWith('/')) return 'must be relative path';
  if (utf8Bytes(path) > MAX_PATH_LENGTH) return `must be less than or equal to ${MAX_PATH_LENGTH} characters`;
  const components = path.split('/');
  if (components.includes('..')) return "must not contain '..'";
  if (components.some((component) => utf8Bytes(component) > MAX_FILE_NAME_LENGTH)) {
    return `filenames must be less than or equal to ${MAX_FILE_NAME_LENGTH} characters`;
  }
  return components[0]?.startsWith('..') ? "must not start with '..'" : null;
}

/** What the user sees of a path: its first component, which is the one that gets a link. */
export function userVisibleName(path: string): string {
  return path.split('/', 1)[0] ?? path;
}

/** pathsToRemove: what the old version holds and the payload does not, directories of the payload excepted. */
export function pathsToRemove(oldPaths: readonly string[], payload: Payload): readonly string[] {
  const kept = new Set(Object.keys(payload).flatMap(withParents));
  return oldPaths.filter((path) => !kept.has(path));
}

/** `a/b/c` → `a/b/c`, `a/b`, `a`. */
function withParents(path: string): readonly string[] {
  const components = path.split('/');
  return components.map((_, index) => components.slice(0, components.length - index).join('/'));
}

/** The visible names of the payload that the old version does not have, each once, in the payload's order. */
export function newNames(oldPaths: readonly string[], payload: Payload): readonly string[] {
  const names = new Set(Object.keys(payload).map(userVisibleName));
  return [...names].filter((name) => !oldPaths.includes(name));
}
