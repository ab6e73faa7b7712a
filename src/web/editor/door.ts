// Whether the editor is open, and the way to load it: nothing of it is loaded before somebody edits, or has edited.

import { kindOf } from '../../view/editing/paths.ts';
import type { Session } from '../../view/session.ts';
import type { PageCatalog } from '../page-catalog.ts';
import { createDisk, hasFiles, storageOfBrowser } from './disk.ts';
import type { Editing } from './editing.ts';

const KEY = 'reload-sim.editor';
const TAB_KEY = 'reload-sim.editor.tab';

export interface EditorDoor {
  readonly isOpen: () => boolean;
  readonly set: (isOpen: boolean) => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** Mistakes in the text of the editor; 0 as long as nobody has opened it. */
  readonly mistakes: () => number;
  /** The same one every time. */
  readonly load: () => Promise<Editing>;
}

/**
 * Open when it was left open; files of an earlier visit are in the catalog as soon as they are read. A session that goes on
 * after a reload (`isResumed`) has what the file says already.
 */
export function createEditorDoor(session: Session, catalog: PageCatalog, isResumed: boolean): EditorDoor {
  const storage = storageOfBrowser();
  const listeners = new Set<() => void>();
  const left = storage?.getItem(KEY) ?? null;
  let isOpen = left !== null;
  let loading: Promise<Editing> | null = null;
  let mistakes = 0;
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const remember = (path: string): void => {
    try {
      if (isOpen) storage?.setItem(KEY, path);
      else storage?.removeItem(KEY);
      if (isOpen) storage?.setItem(TAB_KEY, kindOf(path));
    } catch {
      // It is not open next time.
    }
  };
  const load = async (): Promise<Editing> => {
    const [{ createEditing }, { createReader }, { delivered, starters }] = await Promise.all([
      import('./editing.ts'),
      import('./reader.ts'),
      import('virtual:texts'),
      catalog.isWhole,
    ]);
    const editing = createEditing({
      session,
      catalog,
      disk: createDisk(storage),
      reader: createReader(),
      delivered,
      starters,
      tab: storage?.getItem(TAB_KEY) === 'simulation' ? 'simulation' : 'strategy',
    });
    if (left !== null && isResumed) editing.reopen(left);
    else if (left !== null && location.hash === '') editing.open(left);
    editing.subscribe(() => {
      const { path, mistakes: found } = editing.get();
      remember(path);
      if (found.length === mistakes) return;
      mistakes = found.length;
      tell();
    });
    return editing;
  };
  const door: EditorDoor = {
    isOpen: () => isOpen,
    mistakes: () => mistakes,
    set: (next) => {
      isOpen = next;
      void door.load().then((editing) => remember(editing.get().path));
      tell();
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
