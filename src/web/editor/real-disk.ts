// Files of the real disk: with the File System Access API where the browser has it, else a file field and a download.

/** The format itself takes no more; asked before anything is read. */
export const FILE_MEGABYTES_MAX = 4;

/** As much of the File System Access API as is used; TypeScript's DOM has no pickers yet. */
interface FileHandle {
  readonly name: string;
  readonly getFile: () => Promise<File>;
  readonly createWritable: () => Promise<{
    readonly write: (text: string) => Promise<void>;
    readonly close: () => Promise<void>;
  }>;
}

interface PickerOptions {
  readonly suggestedName?: string;
  readonly types: readonly {
    readonly description: string;
    readonly accept: Readonly<Record<string, readonly string[]>>;
  }[];
}

interface Pickers {
  readonly showOpenFilePicker?: (options: PickerOptions) => Promise<readonly FileHandle[]>;
  readonly showSaveFilePicker?: (options: PickerOptions) => Promise<FileHandle>;
}

const TYPES: PickerOptions['types'] = [{ description: 'YAML', accept: { 'application/yaml': ['.yaml', '.yml'] } }];

/** A file of the real disk; `handle` is where it can be saved back to. */
export interface Opened {
  readonly name: string;
  readonly text: string;
  readonly handle: FileHandle | null;
}

export interface OpenProblem {
  readonly problem: 'tooBig' | 'notText';
}

/** Lets the user choose a file; null when they choose none. */
export async function openFromDisk(): Promise<Opened | OpenProblem | null> {
  const pick = (window as Pickers).showOpenFilePicker;
  if (pick === undefined) return fromField();
  try {
    const [handle] = await pick({ types: TYPES });
    return handle === undefined ? null : await opened(await handle.getFile(), handle);
  } catch {
    // The user has closed the dialog.
    return null;
  }
}

function fromField(): Promise<Opened | OpenProblem | null> {
  const field = document.createElement('input');
  field.type = 'file';
  field.accept = '.yaml,.yml';
  return new Promise((resolve) => {
    field.addEventListener('cancel', () => resolve(null));
    field.addEventListener('change', () => {
      const [file] = field.files ?? [];
      resolve(file === undefined ? null : opened(file, null));
    });
    field.click();
  });
}

async function opened(file: File, handle: FileHandle | null): Promise<Opened | OpenProblem> {
  if (file.size > FILE_MEGABYTES_MAX * 1024 * 1024) return { problem: 'tooBig' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    return { name: file.name, text, handle };
  } catch {
    return { problem: 'notText' };
  }
}

/** Where a file was saved; a null handle is a download. */
type Saved = { readonly handle: FileHandle | null } | { readonly problem: string };

/** Writes where `handle` leads, or where the user says; null when they say nowhere. */
export async function saveToDisk(handle: FileHandle | null, name: string, text: string): Promise<Saved | null> {
  const pick = (window as Pickers).showSaveFilePicker;
  if (handle === null && pick === undefined) {
    download(name, text);
    return { handle };
  }
  try {
    const target = handle ?? (await pick?.({ suggestedName: name, types: TYPES })) ?? null;
    const stream = await target?.createWritable();
    await stream?.write(text);
    await stream?.close();
    return { handle: target };
  } catch (problem) {
    const isCancelled = problem instanceof DOMException && problem.name === 'AbortError';
    return isCancelled ? null : { problem: String(problem) };
  }
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
