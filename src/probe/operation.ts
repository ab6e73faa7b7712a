// What a probe does, one operation after the other: the common form of recordings and scripts.
// Paths are relative to the probed directory (`.`). An open file goes by a handle: the number or the path that a
// recording used, the name that a script gave. Left out: how an operation is written down (recording.ts, script.ts).

import type { KernelLimits } from '../kernel/limits.ts';
import type { NewTreeEntry } from '../kernel/tree.ts';
import type { Mode } from '../kernel/vocabulary.ts';

/** What the real call returned, as far as it was written down. */
export interface Expected {
  /** An errno name, or null for success. For a library's Add and Remove: its error message. */
  readonly err: string | null;
  /** A watch descriptor, a number of bytes, the target of a symbolic link. */
  readonly result?: number | string;
}

type Doing =
  | { readonly op: 'stat' | 'lstat' | 'readlink' | 'unlink' | 'rmdir' | 'umount'; readonly path: string }
  | { readonly op: 'mkdir' | 'chmod'; readonly path: string; readonly mode: Mode }
  | { readonly op: 'lchown'; readonly path: string; readonly uid: number; readonly gid: number }
  | { readonly op: 'truncate'; readonly path: string; readonly length: number }
  | { readonly op: 'symlink'; readonly target: string; readonly path: string }
  | { readonly op: 'link' | 'rename'; readonly from: string; readonly to: string }
  | { readonly op: 'bind'; readonly from: string; readonly to: string; readonly readOnly: boolean }
  | { readonly op: 'tmpfs'; readonly path: string }
  | {
      readonly op: 'open';
      readonly path: string;
      readonly flags: number;
      readonly mode: Mode;
      readonly handle: string;
    }
  | { readonly op: 'read'; readonly handle: string; readonly count: number }
  | { readonly op: 'write'; readonly handle: string; readonly data: string }
  | { readonly op: 'close' | 'getdents'; readonly handle: string }
  /** `w` names the watch; with one instance per watch it also names the instance. */
  | { readonly op: 'watch'; readonly path: string; readonly mask: number; readonly w?: string }
  | { readonly op: 'unwatch'; readonly wd: number | { readonly w: string } }
  /** Read everything, or once into a buffer of that size. */
  | { readonly op: 'drain'; readonly bufferBytes?: number }
  /** A line of the transcript that is no event; `$name` stands for a wd, `$error` for the last error's text. */
  | { readonly op: 'note'; readonly text: string }
  | { readonly op: 'limit'; readonly limits: Partial<KernelLimits> }
  /** A watcher library's own calls; `w` names the watcher where there are several. */
  | { readonly op: 'Add' | 'Remove'; readonly path: string; readonly w?: string };

export type Operation = Doing & { readonly expected: Expected };
export type OperationName = Operation['op'];

/** Everything a run of the probe needs; nothing that it is compared with except `expected`. */
export interface Probe {
  readonly id: string;
  readonly mode: Mode;
  readonly gid: number;
  readonly entries: readonly NewTreeEntry[];
  readonly limits: Partial<KernelLimits>;
  /** `paused`: events are read at the end; `eager`: after every operation. */
  readonly reader: 'paused' | 'eager';
  /** `per watch`: every watch has an instance of its own. */
  readonly instances: 'single' | 'per watch';
  readonly library?: { readonly name: string; readonly version: string };
  readonly operations: readonly Operation[];
}
