// Recordings of the real AtomicWriter (test/recorded/raw-*.json), and a model's run in the same words.
//
// The recording decides what Go's map order and the file system's readdir order decided; everything else is
// the model's.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KubeletFeatures, type KubeletVersion, kubeletFeatures } from '../../../src/actors/kubelet/versions.ts';
import { bootKernel, type Kernel } from '../../../src/kernel/kernel.ts';
import type { DirectoryEntry, Result, SystemCall } from '../../../src/kernel/system-call.ts';
import { buildTree, type NewTreeEntry, readTree } from '../../../src/kernel/tree.ts';
import { formatOpenFlags } from '../../../src/kernel/vocabulary.ts';
import { type Called, pathOf } from '../drive.ts';

/** Where the volume is in the model. */
export const VOLUME = '/etc/config';

/** One system call as strace saw it; paths relative to the volume. */
export interface Op {
  readonly op: string;
  readonly path?: string;
  readonly from?: string;
  readonly to?: string;
  readonly target?: string;
  readonly flags?: string;
  readonly mode?: string;
  readonly bytes?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly result?: string;
  readonly err?: string;
}

interface RecordedEntry {
  readonly path: string;
  readonly type: 'file' | 'dir' | 'symlink';
  readonly mode: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly content?: string;
  readonly target?: string;
}

interface RecordedTree {
  readonly mode: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly entries: readonly RecordedEntry[];
}

export interface RawEvent {
  readonly w?: string;
  readonly wd: number;
  readonly mask: readonly string[];
  readonly cookie: number;
  readonly name: string;
}

export interface Recording {
  readonly id: string;
  readonly go: string;
  readonly atomicWriter: string;
  readonly scenario: string;
  readonly fsGroup?: number;
  readonly reader: 'paused' | 'eager';
  readonly instances: 'single' | 'one per watch';
  readonly mount: RecordedTree;
  readonly watch: readonly {
    readonly id: string;
    readonly path: string;
    readonly flags: readonly string[];
    readonly mask: string | readonly string[];
    readonly wd: number;
  }[];
  readonly writes: readonly { readonly payload: Readonly<Record<string, string>> }[];
  readonly ops: readonly Op[];
  readonly raw: readonly RawEvent[];
  readonly final: RecordedTree;
}

const FOLDER = join(import.meta.dirname, '../../recorded');

/** Every recording whose name starts so. */
export function recordings(prefix: string): readonly Recording[] {
  return readdirSync(FOLDER)
    .filter((name) => name.startsWith(prefix))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Recording);
}

/** FsUser of a recorded scenario; the recordings themselves do not say it. */
export function fsUserOf({ scenario }: Recording): number | null {
  const { scenarios } = JSON.parse(readFileSync(join(import.meta.dirname, 'scenarios.json'), 'utf8')) as {
    readonly scenarios: Readonly<Record<string, { readonly fsUser?: number }>>;
  };
  return scenarios[scenario]?.fsUser ?? null;
}

/** The release that writes as the recorded source does, with os.RemoveAll of the Go release it was run with. */
export function featuresOf({ atomicWriter, go }: Recording): KubeletFeatures {
  const [, minor = 37] = /^v1\.(\d+)/.exec(atomicWriter) ?? [];
  const version = `1.${Math.max(18, Number(minor))}` as KubeletVersion;
  return { ...kubeletFeatures(version), removeAll: go.startsWith('1.19.') ? 'lstat' : 'nofollow' };
}

/** A kernel with the recorded volume at VOLUME. */
export function kernelWith({ mount }: Recording): Kernel {
  const entries: readonly NewTreeEntry[] = [
    { path: 'etc', type: 'dir', mode: 0o755 },
    { path: 'etc/config', type: 'dir', mode: octal(mount.mode), uid: mount.uid ?? 0, gid: mount.gid ?? 0 },
    ...mount.entries.map((entry) => ({ ...entry, path: `etc/config/${entry.path}`, mode: octal(entry.mode) })),
  ];
  return bootKernel({}, buildTree(0o755, entries));
}

function octal(text: string): number {
  return Number(text);
}

/** What the volume holds in the model, in the words of a recording; owners only where they were recorded. */
export function finalTree(kernel: Kernel, like: RecordedTree): readonly object[] {
  const recorded = new Map(like.entries.map((entry) => [entry.path, entry]));
  return readTree(kernel.fs)
    .entries.filter(({ path }) => path.startsWith('etc/config/'))
    .map(({ path, mode, type, content, target, uid, gid }) => {
      const short = path.slice('etc/config/'.length);
      const owned = recorded.get(short)?.gid === undefined ? {} : { uid, gid };
      const body = { ...(content === undefined ? {} : { content }), ...(target === undefined ? {} : { target }) };
      return { path: short, mode: `0o${mode.toString(8)}`, ...owned, type, ...body };
    });
}

/** The calls of a run as strace would print them. */
export function opsOf(calls: readonly Called[]): readonly Op[] {
  return calls.map(({ call, result }, index) => opOf(call, result, calls.slice(0, index)));
}

function relative(path: string): string {
  if (path === VOLUME) return '.';
  return path.startsWith(`${VOLUME}/`) ? path.slice(VOLUME.length + 1) : path;
}

function opOf(call: SystemCall, result: Result, before: readonly Called[]): Op {
  const err = 'errno' in result ? { err: result.errno } : {};
  const bytes = 'bytes' in result ? { bytes: result.bytes } : {};
  if ('fd' in call) return { op: call.call, path: relative(pathOf(before, call.fd)), ...bytes, ...err };
  switch (call.call) {
    case 'rename':
      return { op: 'rename', from: relative(call.from), to: relative(call.to), ...err };
    case 'symlink':
      return { op: 'symlink', target: call.target, path: relative(call.path), ...err };
    case 'readlink':
      return {
        op: 'readlink',
        path: relative(call.path),
        ...('target' in result ? { result: result.target } : {}),
        ...err,
      };
    case 'open': {
      const mode = call.mode === undefined ? {} : { mode: modeText(call.mode) };
      return { op: 'open', path: relative(call.path), flags: formatOpenFlags(call.flags), ...mode, ...err };
    }
    case 'mkdir':
    case 'chmod':
      return { op: call.call, path: relative(call.path), mode: modeText(call.mode), ...err };
    case 'lchown':
      return { op: 'lchown', path: relative(call.path), uid: call.uid, gid: call.gid, ...err };
    default:
      return { op: call.call, path: 'path' in call ? relative(call.path) : '', ...err };
  }
}

function modeText(mode: number): string {
  return `0${mode.toString(8)}`;
}

/**
 * Operations without what the real names and directories decide: flags as a set, the size of the volume's own listing
 * (its names are longer than ..tsN), and how many getdents64 a listing took (ext4 sometimes returns `.` on its own).
 */
export function normalised(ops: readonly Op[]): readonly Op[] {
  const result: Op[] = [];
  for (const op of ops) {
    const last = result.at(-1);
    if (op.op === 'getdents' && last?.op === 'getdents' && last.path === op.path && op.bytes !== 0) {
      result[result.length - 1] = { ...last, bytes: (last.bytes ?? 0) + (op.bytes ?? 0) };
    } else {
      result.push(op.flags === undefined ? op : { ...op, flags: op.flags.split('|').sort().join('|') });
    }
  }
  return result.map((op) => (op.op === 'getdents' && op.path === '.' && op.bytes !== 0 ? { ...op, bytes: 1 } : op));
}

/** The operations of each Write: recorded whole it starts with stat of the volume, else by making ..tsN. */
export function perWrite(ops: readonly Op[]): readonly (readonly Op[])[] {
  const startsWhole = ({ op, path }: Op) => op === 'stat' && path === '.';
  const startsChanges = ({ op, path }: Op) => op === 'mkdir' && /^\.\.ts\d+$/.test(path ?? '');
  const starts = ops.some(startsWhole) ? startsWhole : startsChanges;
  const writes: Op[][] = [];
  for (const op of ops) {
    if (starts(op)) writes.push([]);
    writes.at(-1)?.push(op);
  }
  return writes;
}

/** Entries in the order in which the recording goes on to touch them. */
export function inRecordedOrder(
  entries: readonly DirectoryEntry[],
  directory: string,
  later: readonly Op[],
): readonly DirectoryEntry[] {
  const prefix = directory === VOLUME ? '' : `${relative(directory)}/`;
  const place = (name: string): number => {
    const index = later.findIndex(({ path }) => `${path}/`.startsWith(`${prefix}${name}/`));
    return index === -1 ? later.length : index;
  };
  return [...entries].sort((a, b) => place(a.name) - place(b.name));
}
