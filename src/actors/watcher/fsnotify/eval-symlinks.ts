// filepath.EvalSymlinks of Go: the path without any symbolic link, found with one lstat(2) per component.
//
// Source: path/filepath/symlink.go (walkSymlinks), which fsnotify 1.5.0 calls in Add. Unlike Clean it takes ".." after
// resolving, and its errors are texts without an errno (Add wraps them with %s). Rule W6.
// Leaves out: relative paths that climb above their start ("../x" stays as it is in Go).
import { failed } from '../../../kernel/system-call.ts';
import { errnoText } from '../go-error.ts';
import type { Sys } from '../library.ts';

/** Symbolic links that EvalSymlinks follows before it gives up. */
const LINKS_MAX = 255;

/** The resolved path, or the error text of EvalSymlinks. */
export function evalSymlinks(path: string, sys: Sys): { readonly path: string } | { readonly error: string } {
  let root = path.startsWith('/') ? '/' : '';
  let resolved: readonly string[] = [];
  let todo = path.split('/');
  let links = 0;
  while (todo.length > 0) {
    const [component = '', ...rest] = todo;
    todo = rest;
    if (component === '' || component === '.') continue;
    if (component === '..') {
      resolved = resolved.slice(0, -1);
      continue;
    }
    const here = root + [...resolved, component].join('/');
    const found = lookAt(here, sys);
    if ('error' in found) return found;
    if (found.target === null) {
      if (!found.isDirectory && todo.length > 0) return { error: errnoText('ENOTDIR') };
      resolved = [...resolved, component];
      continue;
    }
    links += 1;
    if (links > LINKS_MAX) return { error: 'EvalSymlinks: too many links' };
    if (found.target.startsWith('/')) {
      root = '/';
      resolved = [];
    }
    todo = [...found.target.split('/'), ...todo];
  }
  return { path: root + resolved.join('/') || '.' };
}

type Found = { readonly target: string | null; readonly isDirectory: boolean } | { readonly error: string };

function lookAt(path: string, sys: Sys): Found {
  const entry = sys({ call: 'lstat', path });
  if (failed(entry)) return { error: `lstat ${path}: ${errnoText(entry.errno)}` };
  if (!('kind' in entry) || entry.kind !== 'symlink') {
    return { target: null, isDirectory: 'kind' in entry && entry.kind === 'dir' };
  }
  const link = sys({ call: 'readlink', path });
  if (failed(link)) return { error: `readlink ${path}: ${errnoText(link.errno)}` };
  return { target: 'target' in link ? link.target : '', isDirectory: false };
}
