// A program on a watcher library in the probe: the recordings `fsn-VERSION-SCENARIO-MODE`.
//
// Each program owns a Watcher, adds its paths, and does what the recording's `mode` says about every event. One
// schedule stands for the races of the real runs (W25):
// - the reader goroutine wakes when an AtomicWriter.Write is over, not within it; a Write begins where its timestamped
//   directory is made;
// - when the program has received a value, the reader goes on to its next send (or to read(2)) before the program acts:
//   it is one record ahead, as an unbuffered channel lets it be;
// - a program that waits before Add sleeps through the next Write if the recorded gap is shorter.
// Source: recordings/README.md, facts/inotify-fsnotify.md (Observed 3). Left out: readers that wake within a Write; the
// recorded variants show what they see.

import { errorText } from '../actors/watcher/go-error.ts';
import type { Delivery, WatcherLibrary } from '../actors/watcher/library.ts';
import { assert } from '../kernel/assert.ts';
import { bootKernel, type Kernel, syscall } from '../kernel/kernel.ts';
import { failed } from '../kernel/system-call.ts';
import { buildTree } from '../kernel/tree.ts';
import { ERRNOS, type Fd, O } from '../kernel/vocabulary.ts';
import {
  describeSurprise,
  type FileOperation,
  isExpected,
  LARGE_READ,
  pathBelow,
  returned,
  toFileSystemCall,
} from './file-operations.ts';
import { libraryOf } from './library.ts';
import { callWatcher, newWatcher, receive, runReader, type Watcher } from './library-reader.ts';
import type { Operation } from './operation.ts';
import type { RecordedWatch, Recording } from './recording.ts';
import { MOUNT_PATH } from './run.ts';

/** One line of what a program did or saw, in the words of the recordings; `read` is what config.yaml held then. */
export type AppLine = { readonly w: string; readonly read?: string } & (
  | { readonly op: string; readonly name: string }
  | { readonly error: string }
  | { readonly call: 'Add' | 'Remove'; readonly name: string; readonly err: string | null; readonly init?: true }
);

/** `CHMOD config.yaml read "v: 2\n"`, `Add config.yaml: ok`, `error fsnotify queue overflow`. */
export function formatAppLine(line: AppLine): string {
  const read = line.read === undefined ? '' : ` read ${JSON.stringify(line.read)}`;
  if ('error' in line) return `error ${line.error}${read}`;
  if ('call' in line) return `${line.call} ${line.name}: ${line.err ?? 'ok'}${read}`;
  return `${line.op} ${line.name}${read}`;
}

/** What the program does about an event: which op makes it act, and what it calls then. */
export interface Behaviour {
  readonly on: 'REMOVE' | 'CHMOD' | null;
  readonly calls: readonly ('Add' | 'Remove')[];
  /** Milliseconds between the event and the calls. */
  readonly waitMs: number;
  /** It reads config.yaml at every event and after every Add. */
  readonly reads: boolean;
}

const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  once: { on: null, calls: [], waitMs: 0, reads: false },
  readd: { on: 'REMOVE', calls: ['Add'], waitMs: 0, reads: true },
  'readd-chmod': { on: 'CHMOD', calls: ['Add'], waitMs: 0, reads: true },
  rmreadd: { on: 'REMOVE', calls: ['Remove', 'Add'], waitMs: 0, reads: true },
};

/** The behaviour behind a recording's `mode`: "add once, never re-add", "-single", "-mode readd -delay-readd 50". */
export function behaviourOf(mode: string): Behaviour | undefined {
  const name = /-mode (\S+)/.exec(mode)?.[1] ?? 'once';
  const waitMs = Number(/-delay-readd (\d+)/.exec(mode)?.[1] ?? 0);
  const behaviour = Object.hasOwn(BEHAVIOURS, name) ? BEHAVIOURS[name] : undefined;
  return behaviour === undefined ? undefined : { ...behaviour, waitMs };
}

/** A program with its Watcher, stopped between two things it does. */
interface Program {
  readonly w: string;
  /** The path that it adds again. */
  readonly path: string;
  readonly watcher: Watcher;
  /** It has seen an event that it acts on, and sleeps before it does. */
  readonly asleep: boolean;
}

interface State {
  readonly kernel: Kernel;
  readonly open: ReadonlyMap<string, Fd>;
  readonly programs: ReadonlyMap<string, Program>;
  readonly lines: readonly AppLine[];
  readonly surprises: readonly string[];
}

export interface LibraryAppRun {
  /** The lines of one program stand together, in the order of the recorded watches. */
  readonly lines: readonly AppLine[];
  /** Operations that did not return what was recorded, a sentence each. */
  readonly surprises: readonly string[];
  readonly kernel: Kernel;
}

/** Runs a recording with its programs; undefined when its library, version or mode is not modelled. */
export function runLibraryApp(recording: Recording): LibraryAppRun | undefined {
  const behaviour = behaviourOf(String(recording.document.mode ?? ''));
  const library = libraryOf(recording.library.name, recording.library.version);
  if (behaviour === undefined || library === undefined) return undefined;
  const writes = splitIntoWrites(recording.operations);
  const end = writes.reduce(
    (state, operations, index) => {
      const written = operations.reduce(applyOperation, state);
      return settle(written, behaviour, quietAfter(recording, index, writes.length));
    },
    start(recording, library),
  );
  const order = [...end.programs.keys()];
  const lines = end.lines.toSorted((a, b) => order.indexOf(programOf(a.w, end)) - order.indexOf(programOf(b.w, end)));
  return { lines, surprises: end.surprises, kernel: end.kernel };
}

/** The program behind a line: `*`, where all watches share one Watcher. */
function programOf(w: string, { programs }: State): string {
  return programs.has(w) ? w : '*';
}

/** The volume as recorded, and every program with its Watcher open and its paths added. */
function start(recording: Recording, library: WatcherLibrary<unknown>): State {
  const { mode = 0o755, entries = [] } = recording.mount ?? {};
  const mount = { path: MOUNT_PATH.slice(1), type: 'dir', mode, gid: recording.fsGroup } as const;
  const below = entries.map((entry) => ({ ...entry, path: `${mount.path}/${entry.path}` }));
  const kernel = bootKernel({}, buildTree(0o755, [mount, ...below]));
  const booted: State = { kernel, open: new Map(), programs: new Map(), lines: [], surprises: [] };
  return recording.watches.reduce((state, watch) => arm(state, watch, library), booted);
}

/** The first Add of a recorded watch, by the program that it belongs to. */
function arm(state: State, { id, path, watcher }: RecordedWatch, library: WatcherLibrary<unknown>): State {
  const w = watcher === 'shared' ? '*' : id;
  const present = state.programs.get(w);
  const opened = present === undefined ? newWatcher(state.kernel, library) : { ...present, kernel: state.kernel };
  assert('watcher' in opened, 'a fresh kernel has instances enough for every program');
  const program = present ?? { w, path, watcher: opened.watcher, asleep: false };
  const added = callLibrary({ ...state, kernel: opened.kernel }, program, 'Add', path);
  return { ...added.state, lines: [...state.lines, { ...added.line, w: id, init: true }] };
}

/** The operations of each AtomicWriter.Write: a Write begins where its timestamped directory is made. */
export function splitIntoWrites(operations: readonly Operation[]): readonly (readonly Operation[])[] {
  const made = operations.flatMap((each, index) => (each.op === 'mkdir' && isTimestamped(each.path) ? [index] : []));
  const begins = [0, ...made.slice(1)];
  return begins.map((from, index) => operations.slice(from, begins[index + 1]));
}

function isTimestamped(path: string): boolean {
  return /^\.\.[^/]+$/.test(path);
}

/** Milliseconds of quiet after a Write; for ever after the last. */
export function quietAfter({ document }: Recording, index: number, count: number): number {
  if (index === count - 1) return Number.POSITIVE_INFINITY;
  const writes = Array.isArray(document.writes) ? (document.writes as readonly { readonly gapMs?: number }[]) : [];
  return writes[index]?.gapMs ?? 0;
}

function applyOperation(state: State, operation: Operation): State {
  const file = operation as FileOperation;
  const handle = 'handle' in file ? file.handle : '';
  const { kernel, result } = syscall(state.kernel, toFileSystemCall(file, state.open.get(handle) ?? -1, MOUNT_PATH));
  const got = returned(result);
  const surprises = isExpected(file, got) ? state.surprises : [...state.surprises, describeSurprise(file, got)];
  const open = 'fd' in result ? new Map(state.open).set(handle, result.fd) : state.open;
  return { ...state, kernel, open, surprises };
}

/** Lets every program go on until it has nothing to receive, or sleeps longer than it is quiet. */
function settle(state: State, behaviour: Behaviour, quietMs: number): State {
  return [...state.programs.keys()].reduce((next, w) => settleProgram(next, w, behaviour, quietMs), state);
}

function settleProgram(state: State, w: string, behaviour: Behaviour, quietMs: number): State {
  let next = programAt(state, w).asleep ? act(state, w, behaviour) : state;
  for (;;) {
    const blocked = goOn(next, w);
    const got = receive(programAt(blocked, w).watcher);
    if (got === undefined) return blocked;
    const ahead = goOn(withProgram(blocked, { ...programAt(blocked, w), watcher: got.watcher }), w);
    next = see(ahead, w, got.delivery, behaviour);
    if (!isActedOn(got.delivery, behaviour)) continue;
    if (behaviour.waitMs > quietMs) return withProgram(next, { ...programAt(next, w), asleep: true });
    next = act(next, w, behaviour);
  }
}

function programAt({ programs }: State, w: string): Program {
  const program = programs.get(w);
  assert(program !== undefined, `program ${w} was started`);
  return program;
}

function withProgram(state: State, program: Program): State {
  return { ...state, programs: new Map(state.programs).set(program.w, program) };
}

/** The reader goroutine runs to its next send, or waits in read(2). */
function goOn(state: State, w: string): State {
  const program = programAt(state, w);
  const { kernel, watcher } = runReader(state.kernel, program.watcher);
  return withProgram({ ...state, kernel }, { ...program, watcher });
}

export function isActedOn(delivery: Delivery, { on }: Behaviour): boolean {
  return delivery.channel === 'Events' && on !== null && delivery.event.op.split('|').includes(on);
}

/** The program notes what it received, and reads config.yaml if it does that. */
function see(state: State, w: string, delivery: Delivery, behaviour: Behaviour): State {
  const line: AppLine =
    delivery.channel === 'Errors'
      ? { w, error: delivery.error }
      : { w, op: delivery.event.op, name: relative(delivery.event.name) };
  return withLine(state, line, behaviour.reads);
}

/** The program makes its calls for an event. */
function act(state: State, w: string, behaviour: Behaviour): State {
  return behaviour.calls.reduce((next, call) => {
    const program = { ...programAt(next, w), asleep: false };
    const called = callLibrary(next, program, call, program.path);
    return withLine(called.state, called.line, behaviour.reads && call === 'Add');
  }, state);
}

function callLibrary(
  state: State,
  program: Program,
  call: 'Add' | 'Remove',
  path: string,
): { readonly state: State; readonly line: AppLine & { readonly call: 'Add' | 'Remove' } } {
  const made = callWatcher(state.kernel, program.watcher, call, pathBelow(MOUNT_PATH, path));
  const err = made.err === null ? null : goError(made.err, program.watcher.library.version ?? '');
  const next = withProgram({ ...state, kernel: made.kernel }, { ...program, watcher: made.watcher });
  return { state: next, line: { w: program.w, name: path, call, err } };
}

/** An error as the recorder printed it, with its Go type: `no such file or directory (syscall.Errno)`. */
export function goError(error: string, version: string): string {
  const wraps = !/^1\.[45]\./.test(version);
  const type = Object.hasOwn(ERRNOS, error) ? 'syscall.Errno' : wraps ? '*fmt.wrapError' : '*errors.errorString';
  return `${relative(errorText(error))} (${type})`;
}

function withLine(state: State, line: AppLine, reads: boolean): State {
  const content = reads ? readConfig(state) : undefined;
  const { kernel } = content ?? state;
  const full = content === undefined || content.text === undefined ? line : { ...line, read: content.text };
  return { ...state, kernel, lines: [...state.lines, full] };
}

/** What config.yaml holds through its user-visible path; no text when it cannot be opened. */
function readConfig({ kernel }: State): { readonly kernel: Kernel; readonly text?: string } {
  const opened = syscall(kernel, { call: 'open', path: pathBelow(MOUNT_PATH, 'config.yaml'), flags: O.O_RDONLY });
  if (failed(opened.result)) return { kernel: opened.kernel };
  const { fd } = opened.result;
  const read = syscall(opened.kernel, { call: 'read', fd, count: LARGE_READ });
  const closed = syscall(read.kernel, { call: 'close', fd });
  return failed(read.result) ? closed : { kernel: closed.kernel, text: read.result.data };
}

/** Takes the mount's prefix off a path or a text; the mount itself is `.`. */
export function relative(text: string): string {
  return text.replaceAll(`${MOUNT_PATH}/`, '').replaceAll(MOUNT_PATH, '.');
}
