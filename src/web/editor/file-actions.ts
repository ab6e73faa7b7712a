// What a person does with files: copy, begin, rename, delete and bring back, open from and save to the real disk.
import { type FileKind, isPath, kindOf, nameOf, pathOf } from '../../view/editing/paths.ts';
import type { Desk } from './desk.ts';
import { type Opened, openFromDisk, saveToDisk } from './real-disk.ts';

export interface FileActions {
  readonly copy: () => void;
  readonly create: (kind: FileKind) => void;
  /** False when the name cannot be had. */
  readonly rename: (name: string) => boolean;
  readonly remove: () => void;
  /** Brings back what has just been deleted. */
  readonly undo: () => void;
  readonly fromDisk: () => Promise<void>;
  readonly toDisk: () => Promise<void>;
}

/** What can be done with the files on this desk. */
export function fileActions(desk: Desk, starters: Readonly<Record<FileKind, string>>): FileActions {
  /** Where files of the real disk can be saved back to. */
  const handles = new Map<string, Opened['handle']>();
  return {
    copy: () => {
      const { path, text } = desk.state;
      desk.add(kindOf(path), `${nameOf(path)}-copy`, text, 'edited');
    },
    create: (kind) => desk.add(kind, 'mine', starters[kind], 'opened'),
    rename: (name) => rename(desk, name),
    remove: () => {
      const { path, text } = desk.state;
      desk.forget();
      desk.open(Object.keys(desk.disk.files())[0] ?? pathOf('simulation', 'incident'), 'opened');
      desk.set({ notice: { kind: 'removed', path, text } });
    },
    undo: () => {
      const { notice } = desk.state;
      if (notice?.kind === 'removed') desk.add(kindOf(notice.path), nameOf(notice.path), notice.text, 'opened');
    },
    fromDisk: async () => {
      const file = await openFromDisk();
      if (file === null) return;
      if ('problem' in file) {
        desk.set({ notice: { kind: file.problem } });
        return;
      }
      desk.add(kindOfText(file.text), nameOf(file.name), file.text, 'opened');
      handles.set(desk.state.path, file.handle);
    },
    toDisk: async () => {
      const { path, text } = desk.state;
      const name = `${nameOf(path)}.yaml`;
      const saved = await saveToDisk(handles.get(path) ?? null, name, text);
      if (saved === null) return;
      if ('problem' in saved) {
        desk.set({ notice: { kind: 'notSaved', why: saved.problem } });
        return;
      }
      handles.set(path, saved.handle);
      desk.set({ notice: { kind: 'saved', name } });
    },
  };
}

function rename(desk: Desk, name: string): boolean {
  const { path: old } = desk.state;
  const path = pathOf(kindOf(old), name);
  if (path === old) return true;
  if (!isPath(path) || desk.isTaken(kindOf(old), name)) {
    desk.set({ notice: isPath(path) ? { kind: 'taken', name } : { kind: 'badName' } });
    return false;
  }
  const { text } = desk.state;
  desk.forget();
  desk.add(kindOf(old), name, text, 'edited');
  return true;
}

/** A strategy says what it watches and tells no story. */
function kindOfText(text: string): FileKind {
  return /^watch:/m.test(text) && !/^(app|configMap|story):/m.test(text) ? 'strategy' : 'simulation';
}
