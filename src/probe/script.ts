// The short form of a probe: a text file with one shell-like command a line, and the output it must give.
//
//   # What the script shows.
//   mkdir d 0755                    write a "text"      append a "text"     cat a        ls d
//   mv a b                          ln a b              ln -s target b      rm a         rmdir d
//   chmod 0644 a                    chown 0:2000 a      truncate a 3        stat a       lstat a      readlink a
//   open f a O_RDWR|O_CREAT 0644    read f 10           put f "text"        getdents f   close f
//   mount --bind d e                mount --bind -r d e mount -t tmpfs d    umount d
//   watch a IN_ATTRIB               watch w=dir . all   unwatch dir         unwatch 2
//   library fsnotify v1.9.0         add a               remove a
//   reader eager                    limit max_queued_events 4               instances one per watch
//   drain                           drain 64            note text of the transcript, with $dir and $error
//   rmdir d -> ENOTEMPTY            watch a -> 2        (what the call returns, when it is not just success)
//
//   Output:
//     inotify IN_ATTRIB wd=1          inotify IN_MOVED_TO wd=2 cookie=1 b       inotify IN_ATTRIB w=dir wd=1
//     fsnotify CHMOD a                watchlist 1
//
// A watch without a mask asks for what fsnotify asks for. Without `Output:` nothing is compared. Paths are relative to
// the probed directory. Left out: loops, variables, anything a recording could not hold.

import type { KernelLimits } from '../kernel/limits.ts';
import { FSNOTIFY_MASK, IN_ALL_EVENTS, O, parseMask, parseOpenFlags } from '../kernel/vocabulary.ts';
import type { Diagnostic } from './diagnostic.ts';
import { LARGE_READ } from './file-operations.ts';
import type { Expected, Operation, Probe } from './operation.ts';
import { readLine, type ScriptLine } from './script-words.ts';

export interface Script {
  readonly probe: Probe;
  /** The lines under `Output:`, single-spaced; undefined when there is none. */
  readonly output: readonly string[] | undefined;
}

const LIMITS: Readonly<Record<string, keyof KernelLimits>> = {
  max_queued_events: 'maxQueuedEvents',
  max_user_watches: 'maxUserWatches',
  max_user_instances: 'maxUserInstances',
  open_files: 'openFiles',
};

/** What a command means, or what it expected instead of the words it was given. */
type Meaning = readonly Operation[] | { readonly wants: string };
type Command = (line: ScriptLine) => Meaning;

const SUCCESS: Expected = { err: null };
const FILE_MODE = 0o644;

/** Takes `count` words, or says what the command wants. */
function withWords(
  wants: string,
  count: number,
  make: (words: readonly string[], line: ScriptLine) => Meaning,
): Command {
  return (line) => (line.words.length === count ? make(line.words, line) : { wants });
}

const onPath = (op: 'stat' | 'lstat' | 'readlink' | 'rmdir' | 'umount' | 'Add' | 'Remove'): Command =>
  withWords('PATH', 1, ([path = ''], { expected }) => [{ op, path, expected }]);

const onHandle = (op: 'close' | 'getdents'): Command =>
  withWords('FILE', 1, ([handle = ''], { expected }) => [{ op, handle, expected }]);

/** Opens, does something and closes; when the open must fail, nothing else happens. */
function withOpenFile(
  { number, expected }: ScriptLine,
  path: string,
  flags: number,
  doing: (handle: string) => readonly Operation[],
): Meaning {
  const handle = `line ${number}`;
  const open: Operation = { op: 'open', path, flags, mode: FILE_MODE, handle, expected };
  if (expected.err !== null) return [open];
  return [open, ...doing(handle), { op: 'close', handle, expected: SUCCESS }];
}

const writing = (extra: number): Command =>
  withWords('PATH "TEXT"', 2, ([path = '', data = ''], line) =>
    withOpenFile(line, path, O.O_WRONLY | O.O_CREAT | extra, (handle) =>
      data === '' ? [] : [{ op: 'write', handle, data, expected: SUCCESS }],
    ),
  );

const COMMANDS: Readonly<Record<string, Command>> = {
  mkdir: ({ words: [path, mode = '0755'], expected }) => {
    const bits = parseOctal(mode);
    if (path === undefined || bits === undefined) return { wants: 'PATH [MODE]' };
    return [{ op: 'mkdir', path, mode: bits, expected }];
  },
  write: writing(O.O_TRUNC),
  append: writing(O.O_APPEND),
  cat: withWords('PATH', 1, ([path = ''], line) =>
    withOpenFile(line, path, O.O_RDONLY, (handle) => {
      const read: Operation = { op: 'read', handle, count: LARGE_READ, expected: SUCCESS };
      return [read, read];
    }),
  ),
  ls: withWords('PATH', 1, ([path = ''], line) =>
    withOpenFile(line, path, O.O_RDONLY | O.O_DIRECTORY, (handle) => {
      const getdents: Operation = { op: 'getdents', handle, expected: SUCCESS };
      return [getdents, getdents];
    }),
  ),
  mv: withWords('FROM TO', 2, ([from = '', to = ''], { expected }) => [{ op: 'rename', from, to, expected }]),
  ln: ({ words, expected }) => {
    const [first, second, third] = words;
    if (first === '-s' && second !== undefined && third !== undefined) {
      return [{ op: 'symlink', target: second, path: third, expected }];
    }
    if (first === undefined || second === undefined || third !== undefined) return { wants: '[-s] FROM TO' };
    return [{ op: 'link', from: first, to: second, expected }];
  },
  rm: withWords('PATH', 1, ([path = ''], { expected }) => [{ op: 'unlink', path, expected }]),
  rmdir: onPath('rmdir'),
  chmod: withWords('MODE PATH', 2, ([mode = '', path = ''], { expected }) => {
    const bits = parseOctal(mode);
    return bits === undefined ? { wants: 'an octal MODE and a PATH' } : [{ op: 'chmod', path, mode: bits, expected }];
  }),
  chown: withWords('UID:GID PATH', 2, ([owner = '', path = ''], { expected }) => {
    const [, uid, gid] = /^(-?\d+):(-?\d+)$/.exec(owner) ?? [];
    if (uid === undefined || gid === undefined) return { wants: 'UID:GID (-1 leaves one as it is) and a PATH' };
    return [{ op: 'lchown', path, uid: Number(uid), gid: Number(gid), expected }];
  }),
  truncate: withWords('PATH LENGTH', 2, ([path = '', length = ''], { expected }) => {
    if (!/^-?\d+$/.test(length)) return { wants: 'PATH and a LENGTH' };
    return [{ op: 'truncate', path, length: Number(length), expected }];
  }),
  stat: onPath('stat'),
  lstat: onPath('lstat'),
  readlink: onPath('readlink'),
  open: ({ words: [handle, path, names = 'O_RDONLY', mode = '0644'], expected }) => {
    const flags = parseOpenFlags(names);
    const bits = parseOctal(mode);
    if (handle === undefined || path === undefined || bits === undefined) return { wants: 'FILE PATH [FLAGS] [MODE]' };
    if (typeof flags !== 'number') return { wants: `flags of open(2) joined by "|" (${flags.unknown} is none)` };
    return [{ op: 'open', path, flags, mode: bits, handle, expected }];
  },
  read: ({ words: [handle, count = String(LARGE_READ)], expected }) => {
    if (handle === undefined || !/^\d+$/.test(count)) return { wants: 'FILE [BYTES]' };
    return [{ op: 'read', handle, count: Number(count), expected }];
  },
  put: withWords('FILE "TEXT"', 2, ([handle = '', data = ''], { expected }) => [
    { op: 'write', handle, data, expected },
  ]),
  getdents: onHandle('getdents'),
  close: onHandle('close'),
  mount: readMount,
  umount: onPath('umount'),
  watch: readWatch,
  unwatch: withWords('NAME or WD', 1, ([named = ''], { expected }) => [
    { op: 'unwatch', wd: /^\d+$/.test(named) ? Number(named) : { w: named }, expected },
  ]),
  add: onPath('Add'),
  remove: onPath('Remove'),
  drain: ({ words: [bytes] }) => {
    if (bytes === undefined) return [{ op: 'drain', expected: SUCCESS }];
    if (!/^\d+$/.test(bytes)) return { wants: '[BYTES]' };
    return [{ op: 'drain', bufferBytes: Number(bytes), expected: SUCCESS }];
  },
  note: ({ rest }) => [{ op: 'note', text: rest, expected: SUCCESS }],
  limit: withWords('NAME NUMBER', 2, ([name = '', value = '']) => {
    const limit = LIMITS[name];
    if (limit === undefined) return { wants: `one of ${Object.keys(LIMITS).join(', ')}` };
    if (!/^\d+$/.test(value)) return { wants: `${name} and a number` };
    return [{ op: 'limit', limits: { [limit]: Number(value) }, expected: SUCCESS }];
  }),
};

function parseOctal(text: string): number | undefined {
  return /^[0-7]{1,5}$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

function readMount({ words, expected }: ScriptLine): Meaning {
  const [kind, ...rest] = words;
  const readOnly = rest[0] === '-r';
  const [from, to, extra] = readOnly ? rest.slice(1) : rest;
  if (kind === '-t' && from === 'tmpfs' && to !== undefined) return [{ op: 'tmpfs', path: to, expected }];
  if (kind !== '--bind' || from === undefined || to === undefined || extra !== undefined) {
    return { wants: '--bind [-r] FROM TO, or -t tmpfs PATH' };
  }
  return [{ op: 'bind', from, to, readOnly, expected }];
}

function readWatch({ words, expected }: ScriptLine): Meaning {
  const named = /^w=(.+)$/.exec(words[0] ?? '')?.[1];
  const [path, ...bits] = named === undefined ? words : words.slice(1);
  if (path === undefined) return { wants: '[w=NAME] PATH [IN_… | all | fsnotify]…' };
  const names = bits.flatMap((word) => word.split('|'));
  const isEvent = (name: string): boolean => name === 'all' || name === 'fsnotify' || isEventBit(name);
  const asked = names.some(isEvent) ? names : [...names, 'fsnotify'];
  const mask = parseMask(asked.filter((name) => name !== 'all' && name !== 'fsnotify'));
  if (typeof mask !== 'number') return { wants: `names of inotify(7), all or fsnotify (${mask.unknown} is none)` };
  const preset = (asked.includes('all') ? IN_ALL_EVENTS : 0) | (asked.includes('fsnotify') ? FSNOTIFY_MASK : 0);
  return [{ op: 'watch', path, mask: (mask | preset) >>> 0, ...(named === undefined ? {} : { w: named }), expected }];
}

function isEventBit(name: string): boolean {
  const bit = parseMask([name]);
  return typeof bit === 'number' && (bit & IN_ALL_EVENTS) !== 0;
}

/** What holds for a whole script, wherever it stands. */
type Settings = Pick<Probe, 'reader' | 'instances' | 'library'>;

function readSetting(
  settings: Settings,
  { command, words, rest }: ScriptLine,
): Settings | { wants: string } | undefined {
  const [name = '', version = ''] = words;
  switch (command) {
    case 'reader':
      return rest === 'paused' || rest === 'eager' ? { ...settings, reader: rest } : { wants: 'paused or eager' };
    case 'instances':
      if (rest === 'single') return { ...settings, instances: 'single' };
      return rest === 'one per watch' ? { ...settings, instances: 'per watch' } : { wants: 'single or one per watch' };
    case 'library':
      return name === '' ? { wants: 'NAME [VERSION]' } : { ...settings, library: { name, version } };
    default:
      return undefined;
  }
}

/** Reads a script; every line that cannot be understood is a diagnostic. */
export function parseScript(text: string, file: string): Script | { readonly diagnostics: readonly Diagnostic[] } {
  const lines = text.split('\n');
  const outputAt = lines.findIndex((line) => line.trim() === 'Output:');
  const commands = outputAt === -1 ? lines : lines.slice(0, outputAt);
  const diagnostics: Diagnostic[] = [];
  const operations: Operation[] = [];
  let settings: Settings = { reader: 'paused', instances: 'single' };
  for (const [index, source] of commands.entries()) {
    const place = { file, line: index + 1, column: source.length - source.trimStart().length + 1 };
    const line = readLine(source, index + 1);
    if (line === undefined) continue;
    const meaning = 'message' in line ? { wants: undefined, message: line.message } : readCommand(settings, line);
    if ('message' in meaning) diagnostics.push({ ...place, message: meaning.message });
    else if ('settings' in meaning) settings = meaning.settings;
    else operations.push(...meaning.operations);
  }
  if (diagnostics.length > 0) return { diagnostics };
  const probe = { id: file, mode: 0o755, gid: 0, entries: [], limits: {}, ...settings, operations };
  return { probe, output: outputAt === -1 ? undefined : outputLines(lines.slice(outputAt + 1)) };
}

type Read =
  | { readonly settings: Settings }
  | { readonly operations: readonly Operation[] }
  | { readonly message: string };

function readCommand(settings: Settings, line: ScriptLine): Read {
  const set = readSetting(settings, line);
  const command = Object.hasOwn(COMMANDS, line.command) ? COMMANDS[line.command] : undefined;
  const meaning = set ?? command?.(line);
  if (meaning === undefined) return { message: `found ${line.command}, expected one of ${commandNames().join(', ')}` };
  if ('wants' in meaning)
    return { message: `${line.command}: found ${JSON.stringify(line.rest)}, expected ${meaning.wants}` };
  return 'reader' in meaning ? { settings: meaning } : { operations: meaning };
}

function commandNames(): readonly string[] {
  return [...Object.keys(COMMANDS), 'reader', 'instances', 'library'];
}

function outputLines(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.trim().replace(/\s+/g, ' ')).filter((line) => line !== '' && !line.startsWith('#'));
}
