// Every order in which a writer, a reader goroutine and its program may take turns: is a recorded outcome possible?
//
// library-app.ts runs one schedule; real runs race, and a recording lists what came of it (`runs.perWatch`,
// `runs.variants`). Here each system call of the writer is a turn, and so is each read(2) and each record of the reader,
// each value received, each system call and each library call of the program. The search keeps to the recorded lines, so
// it ends soon where the model cannot say them. Rule W26.
// - Between two Writes that are some time apart everything comes to rest (a program may sleep longer than that).
// - What a pass over the volume (fsGroup) visits first is the order of readdir(3), and nobody's to choose.
// Left out: other programs' open files, which could keep a removed file alive a little longer.

import type { Delivery } from '../actors/watcher/library.ts';
import { assert } from '../kernel/assert.ts';
import { bootKernel, type Kernel, syscall } from '../kernel/kernel.ts';
import { failed } from '../kernel/system-call.ts';
import { buildTree } from '../kernel/tree.ts';
import { type Fd, O } from '../kernel/vocabulary.ts';
import { type FileOperation, LARGE_READ, pathBelow, toFileSystemCall } from './file-operations.ts';
import { has, openDocument, readObjects } from './json-reader.ts';
import { libraryOf } from './library.ts';
import {
  type AppLine,
  type Behaviour,
  behaviourOf,
  formatAppLine,
  goError,
  isActedOn,
  quietAfter,
  relative,
  splitIntoWrites,
} from './library-app.ts';
import { callWatcher, newWatcher, readBatch, receive, stepReader, type Watcher } from './library-reader.ts';
import type { Operation } from './operation.ts';
import type { Recording } from './recording.ts';
import { MOUNT_PATH } from './run.ts';

/** What the writer still has to do: operations by number, or parts of which any may go first. */
type Plan = readonly (number | { readonly anyOrder: readonly Plan[] })[];

/** What is left of a Write, and for how long it is quiet before it goes on, in ms. */
interface PlannedWrite {
  readonly plan: Plan;
  readonly quietMs: number;
}

/** What the program does next; nothing while it waits for a value. */
type Task =
  | { readonly do: 'open'; readonly line: AppLine }
  | { readonly do: 'read' | 'close'; readonly fd: Fd; readonly line: AppLine }
  | { readonly do: 'sleep' }
  | { readonly do: 'Add' | 'Remove' };

interface Turn {
  readonly kernel: Kernel;
  readonly open: Readonly<Record<string, Fd>>;
  readonly writes: readonly PlannedWrite[];
  readonly watcher: Watcher;
  readonly tasks: readonly Task[];
  /** How many of the lines have been said. */
  readonly said: number;
  /** The timestamped directories that they named, in that order. */
  readonly names: readonly string[];
}

/** A recorded program and what it is asked about. */
interface Question {
  readonly behaviour: Behaviour;
  readonly operations: readonly Operation[];
  /** The path that it adds again. */
  readonly path: string;
  readonly w: string;
  /** The outcome, without the first Adds. */
  readonly lines: readonly string[];
}

export interface Possibility {
  readonly isPossible: boolean;
  /** Different states that were looked at. */
  readonly states: number;
  /** The longest beginning of the outcome that is possible, in lines. */
  readonly said: number;
}

/**
 * Can the program of watch `w` (`*`: of all of them) say exactly these lines (`formatAppLine`, without its first Adds)?
 * Undefined when its library, version or mode is not modelled.
 */
export function isPossible(recording: Recording, w: string, lines: readonly string[]): Possibility | undefined {
  const behaviour = behaviourOf(String(recording.document.mode ?? ''));
  const first = firstTurn(recording, w);
  if (behaviour === undefined || first === undefined) return undefined;
  const path = recording.watches.find(({ id }) => w === '*' || id === w)?.path ?? '.';
  const question: Question = {
    behaviour: { ...behaviour, reads: behaviour.reads && tellsWhatWasRead(recording) },
    operations: recording.operations,
    path,
    w,
    lines: withNumberedNames(lines),
  };
  const keyOf = keys();
  const seen = new Set([keyOf(first)]);
  const open = mostSaidFirst();
  open.push(first);
  let said = 0;
  for (let turn = open.pop(); turn !== undefined; turn = open.pop()) {
    said = Math.max(said, turn.said);
    if (turn.writes.length === 0 && turn.said === lines.length && isAtRest(turn, question, Number.POSITIVE_INFINITY)) {
      return { isPossible: true, states: seen.size, said };
    }
    for (const next of [...writerTurns(turn, question), ...readerTurns(turn), ...programTurns(turn, question)]) {
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      if (mayGoOn(next, question)) open.push(next);
    }
  }
  return { isPossible: false, states: seen.size, said };
}

/** The volume as recorded, with the program's Watcher open and its paths added. */
function firstTurn(recording: Recording, w: string): Turn | undefined {
  const library = libraryOf(recording.library.name, recording.library.version);
  if (library === undefined) return undefined;
  const { mode = 0o755, entries = [] } = recording.mount ?? {};
  const mount = { path: MOUNT_PATH.slice(1), type: 'dir', mode, gid: recording.fsGroup } as const;
  const below = entries.map((entry) => ({ ...entry, path: `${mount.path}/${entry.path}` }));
  const made = newWatcher(bootKernel({}, buildTree(0o755, [mount, ...below])), library);
  assert('watcher' in made, 'a fresh kernel has an instance to give');
  const armed = recording.watches
    .filter(({ id }) => w === '*' || id === w)
    .reduce(({ kernel, watcher }, { path }) => callWatcher(kernel, watcher, 'Add', pathBelow(MOUNT_PATH, path)), {
      ...made,
      err: null as string | null,
    });
  const lists = splitIntoWrites(recording.operations);
  const writes = lists.map((list, index) => ({
    plan: planOf(list, recording.operations),
    quietMs: index === 0 ? 0 : quietAfter(recording, index - 1, lists.length),
  }));
  const { kernel, watcher } = armed;
  return {
    kernel,
    open: {},
    writes: writes.filter(({ plan }) => plan.length > 0),
    watcher,
    tasks: [],
    said: 0,
    names: [],
  };
}

/** The operations of a Write in order, but with a pass over the volume as what it is: a walk in readdir's order. */
function planOf(list: readonly Operation[], all: readonly Operation[]): Plan {
  const plan: Plan[number][] = [];
  for (let at = 0; at < list.length; ) {
    const pass = passAt(list, at);
    if (pass.length === 0) plan.push(all.indexOf(list[at] as Operation));
    else plan.push(...walkOf(pass, '', all));
    at += Math.max(1, pass.length);
  }
  return plan;
}

/** The longest run of lchown and chmod from here on that begins with lchown; a walk visits more than one place. */
function passAt(list: readonly Operation[], at: number): readonly Operation[] {
  if (list[at]?.op !== 'lchown') return [];
  const after = list.findIndex(({ op }, index) => index > at && op !== 'lchown' && op !== 'chmod');
  return list.slice(at, after === -1 ? list.length : after);
}

/** A walk visits what is below a directory in any order, and the directory itself after that. */
function walkOf(pass: readonly Operation[], below: string, all: readonly Operation[]): Plan {
  const parts = new Map<string, Operation[]>();
  const own: number[] = [];
  for (const operation of pass) {
    const path = 'path' in operation ? operation.path : '.';
    const rest = path === '.' ? '' : path.slice(below === '' ? 0 : below.length + 1);
    if (rest === '' || path === below) own.push(all.indexOf(operation));
    else {
      const [name = ''] = rest.split('/');
      parts.set(name, [...(parts.get(name) ?? []), operation]);
    }
  }
  const children = [...parts].map(([name, part]) => walkOf(part, below === '' ? name : `${below}/${name}`, all));
  return children.length === 0 ? own : [{ anyOrder: children }, ...own];
}

/**
 * Every operation that may come next, with what is left after it. A part that may go first and that `isUnseen` by anybody
 * does go first: the others are none the wiser.
 */
function nextOf(
  plan: Plan,
  isUnseen: (part: Plan) => boolean,
): readonly { readonly operation: number; readonly rest: Plan }[] {
  const [first, ...rest] = plan;
  if (first === undefined) return [];
  if (typeof first === 'number') return [{ operation: first, rest }];
  const { anyOrder } = first;
  const unseen = anyOrder.findIndex(isUnseen);
  const candidates = unseen === -1 ? [...anyOrder.keys()] : [unseen];
  return candidates.flatMap((index) => {
    const others = anyOrder.toSpliced(index, 1);
    const left = others.length === 0 ? rest : [{ anyOrder: others }, ...rest];
    return nextOf([...(anyOrder[index] ?? []), ...left], isUnseen);
  });
}

function operationsOf(plan: Plan): readonly number[] {
  return plan.flatMap((item) => (typeof item === 'number' ? [item] : item.anyOrder.flatMap(operationsOf)));
}

function writerTurns(turn: Turn, question: Question): readonly Turn[] {
  const [write, ...later] = turn.writes;
  if (write === undefined || (write.quietMs > 0 && !isAtRest(turn, question, write.quietMs))) return [];
  const performed = (at: Turn, operation: number): Turn => perform(at, question.operations[operation] as FileOperation);
  // A program that adds watches on the way may come to see what nobody sees now.
  const isUnseen = (part: Plan): boolean =>
    question.behaviour.on === null && operationsOf(part).reduce(performed, turn).kernel.inotify === turn.kernel.inotify;
  return nextOf(write.plan, isUnseen).map(({ operation, rest }) => ({
    ...performed(turn, operation),
    writes: rest.length > 0 ? [{ plan: rest, quietMs: 0 }, ...later] : later,
  }));
}

/** Is there nothing to do for reader and program while it is quiet for so long? */
function isAtRest(turn: Turn, { behaviour }: Question, quietMs: number): boolean {
  const [task] = turn.tasks;
  const isWaiting = task === undefined || (task.do === 'sleep' && behaviour.waitMs > quietMs);
  return isWaiting && receive(turn.watcher) === undefined && stepReader(turn) === undefined;
}

function perform(turn: Turn, operation: FileOperation): Turn {
  const handle = 'handle' in operation ? operation.handle : '';
  const { kernel, result } = syscall(turn.kernel, toFileSystemCall(operation, turn.open[handle] ?? -1, MOUNT_PATH));
  return { ...turn, kernel, open: 'fd' in result ? { ...turn.open, [handle]: result.fd } : turn.open };
}

function readerTurns(turn: Turn): readonly Turn[] {
  const stepped = stepReader(turn);
  return stepped === undefined ? [] : [{ ...turn, ...stepped }];
}

function programTurns(turn: Turn, question: Question): readonly Turn[] {
  const [task, ...tasks] = turn.tasks;
  const next = task === undefined ? receiveOne(turn, question) : carryOut({ ...turn, tasks }, task, question);
  return next === undefined ? [] : [next];
}

/** The program receives a value; what it says of it, it says once it has read the file, if it does. */
function receiveOne(turn: Turn, { behaviour, w, lines }: Question): Turn | undefined {
  const got = receive(turn.watcher);
  if (got === undefined) return undefined;
  const { delivery, watcher } = got;
  const calls = isActedOn(delivery, behaviour) ? behaviour.calls.map((call) => ({ do: call }) as const) : [];
  const sleep = calls.length > 0 && behaviour.waitMs > 0 ? [{ do: 'sleep' } as const] : [];
  return say({ ...turn, watcher, tasks: [...sleep, ...calls] }, lineOf(delivery, w), behaviour.reads, lines);
}

function carryOut(turn: Turn, task: Task, question: Question): Turn | undefined {
  switch (task.do) {
    case 'sleep':
      return turn;
    case 'open':
    case 'read':
    case 'close':
      return readOn(turn, task, question);
    default: {
      const { behaviour, path, w, lines } = question;
      const made = callWatcher(turn.kernel, turn.watcher, task.do, pathBelow(MOUNT_PATH, path));
      const err = made.err === null ? null : goError(made.err, turn.watcher.library.version ?? '');
      const { kernel, watcher } = made;
      const line: AppLine = { w, name: path, call: task.do, err };
      return say({ ...turn, kernel, watcher }, line, behaviour.reads && task.do === 'Add', lines);
    }
  }
}

/** One system call of reading config.yaml through its user-visible path. */
function readOn(turn: Turn, task: Extract<Task, { readonly line: AppLine }>, { lines }: Question): Turn | undefined {
  if (task.do === 'open') {
    const path = pathBelow(MOUNT_PATH, 'config.yaml');
    const { kernel, result } = syscall(turn.kernel, { call: 'open', path, flags: O.O_RDONLY });
    if (failed(result)) return say({ ...turn, kernel }, task.line, false, lines);
    return { ...turn, kernel, tasks: [{ do: 'read', fd: result.fd, line: task.line }, ...turn.tasks] };
  }
  if (task.do === 'read') {
    const { kernel, result } = syscall(turn.kernel, { call: 'read', fd: task.fd, count: LARGE_READ });
    const line = failed(result) ? task.line : { ...task.line, read: result.data };
    return { ...turn, kernel, tasks: [{ do: 'close', fd: task.fd, line }, ...turn.tasks] };
  }
  const { kernel } = syscall(turn.kernel, { call: 'close', fd: task.fd });
  return say({ ...turn, kernel }, task.line, false, lines);
}

/** The program says a line, after reading the file if it does; undefined when that is not the recorded one. */
function say(turn: Turn, line: AppLine, reads: boolean, lines: readonly string[]): Turn | undefined {
  if (reads) return { ...turn, tasks: [{ do: 'open', line }, ...turn.tasks] };
  const { text, names } = numbered(formatAppLine(line), turn.names);
  return text === lines[turn.said] ? { ...turn, said: turn.said + 1, names } : undefined;
}

/**
 * Can what the reader has before it still become the lines that are left? A program that only listens changes nothing
 * about records that are queued: each is said in its turn, or (where the library looks for the file first) dropped.
 */
function mayGoOn({ kernel, watcher, said, names }: Turn, { behaviour, w, lines }: Question): boolean {
  if (behaviour.on !== null || behaviour.reads) return true;
  const { library, sends, batch } = watcher;
  const queued = readBatch({ kernel, watcher: { ...watcher, batch: [] } })?.watcher.batch ?? [];
  let places: readonly Place[] = [{ said, names }];
  for (const delivery of sends) places = placesAfter(places, lineOf(delivery, w), false, lines);
  let { tables } = watcher;
  for (const raw of [...batch, ...queued]) {
    let looks = false;
    const translated = library.translate(tables, raw, (call) => {
      looks ||= call.call === 'lstat';
      // Any error but ENOENT lets an event through (W5).
      return call.call === 'lstat' ? { errno: 'EACCES' } : syscall(kernel, call).result;
    });
    tables = translated.tables;
    for (const delivery of translated.sends) places = placesAfter(places, lineOf(delivery, w), looks, lines);
  }
  return places.length > 0;
}

type Place = Pick<Turn, 'said' | 'names'>;

/** Where among the lines one may be after another one, which may be left out if `isOptional`. */
function placesAfter(
  places: readonly Place[],
  line: AppLine,
  isOptional: boolean,
  lines: readonly string[],
): readonly Place[] {
  const after = places.flatMap(({ said, names }) => {
    const { text, ...found } = numbered(formatAppLine(line), names);
    return text === lines[said] ? [{ said: said + 1, names: found.names }] : [];
  });
  return isOptional ? [...places, ...after] : after;
}

function lineOf(delivery: Delivery, w: string): AppLine {
  if (delivery.channel === 'Errors') return { w, error: delivery.error };
  return { w, op: delivery.event.op, name: relative(delivery.event.name) };
}

/** The recorder numbers timestamped directories in the order in which a run names them; `..ts1` is the first volume's. */
function numbered(
  line: string,
  names: readonly string[],
): { readonly text: string; readonly names: readonly string[] } {
  const found = [...names];
  const text = line.replaceAll(/\.\.ts(?!1\b)\d+/g, (name) => {
    if (!found.includes(name)) found.push(name);
    return `..ts(${found.indexOf(name)})`;
  });
  return { text, names: found };
}

function withNumberedNames(lines: readonly string[]): readonly string[] {
  let names: readonly string[] = [];
  return lines.map((line) => {
    const { text, ...after } = numbered(line, names);
    names = after.names;
    return text;
  });
}

/** Did the recorder write down what its programs read? */
function tellsWhatWasRead({ document }: Recording): boolean {
  return readObjects(openDocument(document), 'events').some((event) => has(event, 'read'));
}

/** Turns to go on from: of those that have said most the one that came last. */
function mostSaidFirst(): { readonly push: (turn: Turn) => void; readonly pop: () => Turn | undefined } {
  const stacks: Turn[][] = [];
  return {
    push: (turn) => {
      while (stacks.length <= turn.said) stacks.push([]);
      stacks[turn.said]?.push(turn);
    },
    pop: () => stacks.findLast((stack) => stack.length > 0)?.pop(),
  };
}

/** Texts that tell turns apart. A file system that many turns share is written out once. */
function keys(): (turn: Turn) => string {
  const numbers = new Map<string, number>();
  const known = new WeakMap<object, number>();
  const numberOf = (part: object): number => {
    const found = known.get(part);
    if (found !== undefined) return found;
    const text = JSON.stringify(part);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    known.set(part, number);
    return number;
  };
  return ({ kernel, open, writes, watcher, tasks, said, names }) => {
    const { tables, batch, sends } = watcher;
    const program = [tables, batch, sends, tasks, said, names];
    return JSON.stringify([numberOf(kernel.fs), kernel.inotify, open, writes, program]);
  };
}
