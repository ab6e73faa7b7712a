// Whether the editor is open, and the way to load it: nothing of it is loaded before somebody edits, or has edited.
import type { Session } from '../../view/session.ts';
import type { PageCatalog } from '../page-catalog.ts';
import { createDisk, hasFiles, storageOfBrowser } from './disk.ts';
import type { Editing } from './editing.ts';

const KEY = 'reload-sim.editor';

export interface EditorDoor {
  readonly isOpen: () => boolean;
  readonly set: (isOpen: boolean) => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** The same one every time. */
  readonly load: () => Promise<Editing>;
}

/** Open when it was left open; files of an earlier visit are in the catalog as soon as they are read. */
export function createEditorDoor(session: Session, catalog: PageCatalog): EditorDoor {
  const storage = storageOfBrowser();
  const listeners = new Set<() => void>();
  const left = storage?.getItem(KEY) ?? null;
  let isOpen = left !== null;
  let loading: Promise<Editing> | null = null;
  const remember = (path: string): void => {
    try {
      if (isOpen) storage?.setItem(KEY, path);
      else storage?.removeItem(KEY);
    } catch {
      // It is not open next time.
    }
  };
  const load = async (): Promise<Editing> => {
    const [{ createEditing }, { createReader }, { delivered, starters }] = await Promise.all([
      import('./editing.ts'),
      import('./reader.ts'),
      import('virtual:texts'),
    ]);
    const editing = createEditing({
      session,
      catalog,
      disk: createDisk(storage),
      reader: createReader(),
      delivered,
      starters,
    });
    if (left !== null && location.hash === '') editing.open(left);
    editing.subscribe(() => remember(editing.get().path));
    return editing;
  };
  const door: EditorDoor = {
    isOpen: () => isOpen,
    set: (next) => {
      isOpen = next;
      void door.load().then((editing) => remember(editing.get().path));
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    load: () => {
      loading ??= load();
      return loading;
    },
  };
  if (hasFiles(storage)) void door.load();
  return door;
}
