// Runs a probe: applies its operations to the simulated kernel and collects what a reader of inotify (or of a watcher
// library) would see, what every operation returned, and the tree that is left.
// The probed directory stands at MOUNT_PATH, so that names are absolute for a library, as they were when recorded.
// Left out: comparing with a recording (verify.ts) and reading one (recording.ts).

import { childNamed, type FileSystem, ROOT_POSITION } from '../kernel/file-system.ts';
import { bootKernel, type Kernel, syscall } from '../kernel/kernel.ts';
import {
  type Credentials,
  failed,
  type InotifyEvent,
  type Result,
  ROOT,
  type SystemCall,
} from '../kernel/system-call.ts';
import { buildTree, readTree, type Tree } from '../kernel/tree.ts';
import { ERRNOS, type Errno, type Fd, type InstanceId, type Wd } from '../kernel/vocabulary.ts';
import {
  describeSurprise,
  type FileOperation,
  isExpected,
  pathBelow,
  returned,
  toFileSystemCall,
} from './file-operations.ts';
import { type LibraryEvent, type LibraryStep, openLibrary, type ProbedLibrary } from './library.ts';
import type { Expected, Operation, Probe } from './operation.ts';

/** Where the probed directory stands in the simulated tree. */
export const MOUNT_PATH = '/mount';

/** Who made the recordings: root, with an umask that takes nothing off. */
const RECORDER: Credentials = { ...ROOT, umask: 0 };

const EVERYTHING = 1 << 30;

/** One line of what a reader saw: an event, with the watch it came from where each has its own queue, or a note. */
export type TranscriptLine = { readonly w?: string; readonly event: InotifyEvent } | { readonly note: string };

/** What a library's caller saw, names relative to the probed directory. */
export type LibraryLine = { readonly w?: string } & LibraryEvent;

export interface ProbeRun {
  /** With one instance per watch, the lines of one watch stand together, in the order of the watches. */
  readonly transcript: readonly TranscriptLine[];
  /** Undefined when the probe names a library or a version that is not modelled. */
  readonly events: readonly LibraryLine[] | undefined;
  readonly final: Tree;
  /** Operations whose result was not the expected one, a sentence each. */
  readonly surprises: readonly string[];
  readonly kernel: Kernel;
}

interface NamedWatch {
  readonly instance: InstanceId;
  readonly wd: Wd;
}

/** A probe under way. Maps are keyed by handle or by the name of a watch; '' names the only one. */
interface State {
  readonly probe: Probe;
  readonly kernel: Kernel;
  /** A path opened twice stands for the file opened last. */
  readonly open: ReadonlyMap<string, readonly Fd[]>;
  readonly instances: ReadonlyMap<string, InstanceId>;
  readonly watches: ReadonlyMap<string, NamedWatch>;
  readonly libraries: ReadonlyMap<string, ProbedLibrary>;
  readonly libraryMissing: boolean;
  readonly transcript: readonly TranscriptLine[];
  readonly events: readonly LibraryLine[];
  readonly surprises: readonly string[];
  readonly lastError: Errno | null;
}

/** Runs a probe from its tree to its last operation; what is still queued is read at the end. */
export function runProbe(probe: Probe): ProbeRun {
  const mount = { path: MOUNT_PATH.slice(1), type: 'dir', mode: probe.mode, gid: probe.gid } as const;
  const below = probe.entries.map((entry) => ({ ...entry, path: `${mount.path}/${entry.path}` }));
  const start: State = {
    probe,
    kernel: bootKernel(probe.limits, buildTree(0o755, [mount, ...below])),
    ...{ open: new Map(), instances: new Map(), watches: new Map(), libraries: new Map() },
    ...{ libraryMissing: false, transcript: [], events: [], surprises: [], lastError: null },
  };
  const end = drain(probe.operations.reduce(step, start), EVERYTHING);
  return {
    transcript: probe.instances === 'single' ? end.transcript : groupByWatch(end),
    events: end.libraryMissing ? undefined : end.events,
    final: finalTree(end.kernel.fs),
    surprises: end.surprises,
    kernel: end.kernel,
  };
}

/** The probed directory as it is left; empty when a probe removed it. */
function finalTree(fs: FileSystem): Tree {
  const entry = childNamed(fs, ROOT_POSITION.dentry, MOUNT_PATH.slice(1));
  return entry === undefined ? { mode: 0, entries: [] } : readTree(fs, entry);
}

function step(state: State, operation: Operation): State {
  const next = apply(state, operation);
  return state.probe.reader === 'eager' && operation.op !== 'note' ? drain(next, EVERYTHING) : next;
}

function apply(state: State, operation: Operation): State {
  switch (operation.op) {
    case 'watch':
      return watch(state, operation);
    case 'unwatch':
      return unwatch(state, operation);
    case 'drain':
      return drain(state, operation.bufferBytes ?? EVERYTHING);
    case 'note':
      return { ...state, transcript: [...state.transcript, { note: fillIn(state, operation.text) }] };
    case 'limit':
      return { ...state, kernel: { ...state.kernel, limits: { ...state.kernel.limits, ...operation.limits } } };
    case 'Add':
    case 'Remove':
      return callLibrary(state, operation);
    default:
      return callFileSystem(state, operation);
  }
}

/** Notes when an operation did not return what was expected. */
function compare(state: State, operation: Operation, got: Expected): State {
  if (isExpected(operation, got)) return state;
  return { ...state, surprises: [...state.surprises, describeSurprise(operation, got)] };
}

/** Makes a system call for an operation. */
function call<C extends SystemCall>(
  state: State,
  operation: Operation,
  systemCall: C,
): { readonly state: State; readonly result: Result<C['call']> } {
  const { kernel, result } = syscall(state.kernel, systemCall, RECORDER);
  const lastError = failed(result) ? result.errno : null;
  return { state: compare({ ...state, kernel, lastError }, operation, returned(result)), result };
}

function callFileSystem(state: State, operation: FileOperation): State {
  const handle = 'handle' in operation ? operation.handle : '';
  const fds = state.open.get(handle) ?? [];
  const made = call(state, operation, toFileSystemCall(operation, fds.at(-1) ?? -1, MOUNT_PATH));
  if (failed(made.result)) return made.state;
  if (operation.op === 'close') return withOpen(made.state, handle, fds.slice(0, -1));
  return 'fd' in made.result ? withOpen(made.state, handle, [...fds, made.result.fd]) : made.state;
}

function withOpen(state: State, handle: string, fds: readonly Fd[]): State {
  return { ...state, open: new Map(state.open).set(handle, fds) };
}

function watch(state: State, operation: Extract<Operation, { op: 'watch' }>): State {
  const w = operation.w ?? '';
  const opened = openInstance(state, state.probe.instances === 'single' ? '' : w);
  const { instance } = opened;
  if (instance === undefined) return compare(opened.state, operation, { err: opened.state.lastError });
  const path = pathBelow(MOUNT_PATH, operation.path);
  const made = call(opened.state, operation, { call: 'inotify_add_watch', instance, path, mask: operation.mask });
  if (failed(made.result) || operation.w === undefined) return made.state;
  return { ...made.state, watches: new Map(made.state.watches).set(w, { instance, wd: made.result.wd }) };
}

/** The instance of that name, made on first use; undefined when the kernel refuses one more. */
function openInstance(state: State, name: string): { state: State; instance: InstanceId | undefined } {
  const present = state.instances.get(name);
  if (present !== undefined) return { state, instance: present };
  const { kernel, result } = syscall(state.kernel, { call: 'inotify_init1' });
  if (failed(result)) return { state: { ...state, lastError: result.errno }, instance: undefined };
  const instances = new Map(state.instances).set(name, result.instance);
  return { state: { ...state, kernel, instances }, instance: result.instance };
}

function unwatch(state: State, operation: Extract<Operation, { op: 'unwatch' }>): State {
  const named = typeof operation.wd === 'number' ? undefined : state.watches.get(operation.wd.w);
  const opened = openInstance(state, '');
  const target = named ?? { instance: opened.instance ?? 0, wd: typeof operation.wd === 'number' ? operation.wd : 0 };
  return call(opened.state, operation, { call: 'inotify_rm_watch', ...target }).state;
}

/** Reads every queue, at most `bufferBytes` of each, and what the libraries have to deliver. */
function drain(state: State, bufferBytes: number): State {
  const read = [...state.instances].reduce((next, [w, instance]) => readQueue(next, w, instance, bufferBytes), state);
  return [...read.libraries].reduce((next, [w, library]) => withLibraryStep(next, w, library.drain(next.kernel)), read);
}

function readQueue(state: State, w: string, instance: InstanceId, bufferBytes: number): State {
  const { kernel, result } = syscall(state.kernel, { call: 'inotify_read', instance, bufferBytes });
  if (failed(result)) return state;
  const lines = result.events.map((event) => (w === '' ? { event } : { w, event }));
  return { ...state, kernel, transcript: [...state.transcript, ...lines] };
}

/** `$name` is the wd of the watch of that name, `$error` the text of the last call's error. */
function fillIn(state: State, text: string): string {
  return text.replace(/\$(\w+)/g, (all, name: string) => {
    if (name === 'error') return state.lastError === null ? 'Success' : ERRNOS[state.lastError].text;
    return String(state.watches.get(name)?.wd ?? all);
  });
}

function callLibrary(state: State, operation: Extract<Operation, { op: 'Add' | 'Remove' }>): State {
  const w = operation.w ?? '';
  const opened = openWatcher(state, w);
  const library = opened.libraries.get(w);
  if (library === undefined) return opened;
  const path = pathBelow(MOUNT_PATH, operation.path);
  const made = operation.op === 'Add' ? library.add(opened.kernel, path) : library.remove(opened.kernel, path);
  const err = made.err === null ? null : relative(made.err);
  return compare(withLibraryStep(opened, w, made), operation, { err });
}

/** The watcher of that name, made on first use. */
function openWatcher(state: State, w: string): State {
  if (state.libraries.has(w)) return state;
  const { name, version } = state.probe.library ?? { name: '', version: '' };
  const made = openLibrary(state.kernel, name, version);
  if (made === undefined) return { ...state, libraryMissing: true };
  const surprises = made.err === null ? state.surprises : [...state.surprises, `new watcher: ${made.err}`];
  return withLibraryStep({ ...state, surprises }, w, made);
}

function withLibraryStep(state: State, w: string, { kernel, library, events }: LibraryStep): State {
  const lines = events.map((event) => (w === '' ? relativeEvent(event) : { w, ...relativeEvent(event) }));
  const libraries = new Map(state.libraries).set(w, library);
  return { ...state, kernel, libraries, events: [...state.events, ...lines] };
}

function relativeEvent(event: LibraryEvent): LibraryEvent {
  return 'error' in event ? { error: relative(event.error) } : { ...event, name: relative(event.name) };
}

/** Takes the mount's prefix off the paths in a text; the mount itself is `.`. */
function relative(text: string): string {
  return text.replaceAll(`${MOUNT_PATH}/`, '').replaceAll(MOUNT_PATH, '.');
}

/** The lines of one watch together, in the order of the watches; a note stays behind what came before it. */
function groupByWatch({ transcript, instances }: State): readonly TranscriptLine[] {
  const order = [...instances.keys()];
  let block = 0;
  const placed = transcript.map((line) => {
    if ('event' in line) return { line, block, place: order.indexOf(line.w ?? '') };
    block += 1;
    return { line, block, place: -1 };
  });
  return placed.toSorted((a, b) => a.block - b.block || a.place - b.place).map(({ line }) => line);
}
