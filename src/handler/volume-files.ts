// A directory of a simulated world as a list of what to make: mkdir, writeFile and symlink, in an order in which each can be done.
//
// For a disk in memory or a real one (memfs, an export): what is there at this moment, at rest. Never rename, which memfs
// carries out through a symbolic link. Leaves out: modes, owners, times, hard links, files that have no name any more.
import { assert } from '../kernel/assert.ts';
import { type Kernel, kernelChange } from '../kernel/kernel.ts';
import { type Result, ROOT, type SystemCall } from '../kernel/system-call.ts';
import { O } from '../kernel/vocabulary.ts';

export type VolumeFile =
  | { readonly make: 'mkdir'; readonly path: string }
  | { readonly make: 'writeFile'; readonly path: string; readonly content: string }
  | { readonly make: 'symlink'; readonly path: string; readonly target: string };

/** Enough for every file of a ConfigMap. */
const READ_BYTES = 1 << 20;

/** What a directory holds, itself first, directories before what is in them, names in order. */
export function volumeFiles(kernel: Kernel, directory: string): readonly VolumeFile[] {
  const opened = after(kernel, { call: 'open', path: directory, flags: O.O_RDONLY | O.O_DIRECTORY });
  assert('fd' in opened.result, `${directory} is a directory`);
  const { result } = after(opened.kernel, { call: 'getdents', fd: opened.result.fd });
  const entries = 'entries' in result ? result.entries : [];
  const below = entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name, kind }) => {
      const path = `${directory}/${name}`;
      return kind === 'dir'
        ? volumeFiles(kernel, path)
        : [kind === 'symlink' ? linkAt(kernel, path) : fileAt(kernel, path)];
    });
  return [{ make: 'mkdir', path: directory }, ...below];
}

function linkAt(kernel: Kernel, path: string): VolumeFile {
  const { result } = after(kernel, { call: 'readlink', path });
  assert('target' in result, `${path} is a symbolic link`);
  return { make: 'symlink', path, target: result.target };
}

function fileAt(kernel: Kernel, path: string): VolumeFile {
  const opened = after(kernel, { call: 'open', path, flags: O.O_RDONLY });
  assert('fd' in opened.result, `${path} is a file`);
  const { result } = after(opened.kernel, { call: 'read', fd: opened.result.fd, count: READ_BYTES });
  return { make: 'writeFile', path, content: 'data' in result ? result.data : '' };
}

function after(kernel: Kernel, call: SystemCall): { readonly kernel: Kernel; readonly result: Result } {
  const { fs = kernel.fs, result } = kernelChange(kernel, call, ROOT);
  return { kernel: { ...kernel, fs }, result };
}
