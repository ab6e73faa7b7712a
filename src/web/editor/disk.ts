// The disk of the page: the user's files, in memory and in the browser's storage, a key for each file, so that two windows
// do not overwrite each other's. What cannot be kept there stays in memory, and whoever writes is told.
import { isPath } from '../../view/editing/paths.ts';

const PREFIX = 'reload-sim.file:';

/** Path → text. */
export type Files = Readonly<Record<string, string>>;

export interface Disk {
  /** The same object until something changes. */
  readonly files: () => Files;
  /** False when the browser keeps it no longer than the page is open. */
  readonly write: (path: string, text: string) => boolean;
  readonly remove: (path: string) => void;
}

/** The disk with what an earlier visit has left; null for storage where the browser forbids it. */
export function createDisk(storage: Storage | null): Disk {
  let files = storage === null ? {} : keptIn(storage);
  return {
    files: () => files,
    write: (path, text) => {
      files = { ...files, [path]: text };
      try {
        storage?.setItem(PREFIX + path, text);
        return storage !== null;
      } catch {
        return false;
      }
    },
    remove: (path) => {
      const { [path]: _, ...rest } = files;
      files = rest;
      storage?.removeItem(PREFIX + path);
    },
  };
}

/** The browser's storage; null where a page may not have any. */
export function storageOfBrowser(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** Does the disk of an earlier visit hold anything? */
export function hasFiles(storage: Storage | null): boolean {
  return storage !== null && Object.keys(storage).some((key) => key.startsWith(PREFIX));
}

function keptIn(storage: Storage): Files {
  const paths = Object.keys(storage).flatMap((key) => (key.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : []));
  return Object.fromEntries(paths.filter(isPath).map((path) => [path, storage.getItem(PREFIX + path) ?? '']));
}
