// What the process of a handler knows besides its program: what is served, and the system call that is under way.
//
// Of the program itself only its replies are kept (since its last checkpoint), as plain data, because the explorer interns
// them. A call of Node's fs is one or more system calls, each a step: readFile is the walk, openat, read and close, as for
// every reader of this model (decision 4). Rules H2 to H6.
import type { Result, SystemCall, WalkedDirectory } from '../../kernel/system-call.ts';
import { O } from '../../kernel/vocabulary.ts';
import { type AppConfig, zeroValue } from '../app/app-context.ts';
import { READ_BYTES } from '../app/app-setup.ts';
import { type Held, parsed } from '../app/content.ts';
import type { Delivery, Fact } from '../effects.ts';
import type { Call, Program, ProgramEngine, Progress, Reply, ReplyValue } from './program.ts';

/** What is fixed for one handler. */
export interface HandlerConfig extends AppConfig {
  readonly engine: ProgramEngine;
  readonly source: string;
}

/** What set off what the program does now, as the trace tells it. */
export type Trigger =
  | { readonly trigger: 'start' | 'poll' }
  | { readonly trigger: 'event'; readonly op: string; readonly name: string };

export interface HandlerContext {
  readonly checkpoint: string | null;
  /** Replies since the checkpoint. */
  readonly replies: readonly Reply[];
  readonly calls: readonly Call[];
  readonly failed: Progress['failed'];
  /** What the program has given to `serve`, until it is in force. */
  readonly served: Progress['served'];
  /** The configuration in memory: what requests are served from. */
  readonly held: Held;
  /** The program has served something, or waits for its first event: from now on requests come in. */
  readonly serving: boolean;
  readonly trigger: Trigger;
  /** A file has been read since the trigger, or since what was read was served. */
  readonly loading: boolean;
  /** The library has an inotify instance. */
  readonly watcherOpen: boolean;
  /** Of the call under way: where its walk ended, its descriptor, what was read, how far realpath has come. */
  readonly walked: { readonly at: WalkedDirectory; readonly name: string } | null;
  readonly fd: number;
  readonly read: Outcome | null;
  readonly look: Look | null;
}

/** What a call comes to: a value, or the name of an errno (or the library's own words). */
export type Outcome = { readonly value: ReplyValue } | { readonly error: string };

/** realpath(3) under way: what is resolved, and the components still to resolve. */
interface Look {
  readonly at: string;
  readonly rest: readonly string[];
}

/** What the program is told, and what else its process knows by then. */
export interface Answer {
  readonly reply: Reply | null;
  readonly changes?: Partial<HandlerContext>;
}

/** Nothing of a system call is under way. */
const IDLE = { walked: null, fd: -1, read: null, look: null } as const;

/** The context of a handler whose process has just started. */
export function firstContext(config: HandlerConfig): HandlerContext {
  return {
    checkpoint: null,
    replies: [],
    calls: [],
    failed: null,
    served: null,
    held: zeroValue(config),
    serving: false,
    trigger: { trigger: 'start' },
    loading: false,
    watcherOpen: false,
    ...IDLE,
  };
}

function programOf({ source, files, mountPath }: HandlerConfig): Program {
  return { source, files, mountPath };
}

/** The program gets a reply (or begins, without one) and runs until it waits for the next. */
export function advanced(
  config: HandlerConfig,
  context: HandlerContext,
  reply: Reply | null,
): { readonly context: HandlerContext; readonly printed: readonly string[] } {
  const replies = reply === null ? context.replies : [...context.replies, reply];
  const progress = config.engine.advance(programOf(config), context.checkpoint, replies);
  const isFresh = progress.checkpoint !== null;
  return {
    context: {
      ...context,
      ...IDLE,
      checkpoint: progress.checkpoint ?? context.checkpoint,
      replies: isFresh ? [] : replies,
      calls: progress.calls,
      failed: progress.failed,
      served: progress.served ?? context.served,
    },
    printed: progress.printed,
  };
}

/** The call that the process carries out now; undefined when all that is open waits for something to happen. */
export function present({ calls }: HandlerContext): Call | undefined {
  return calls.find(({ sync }) => sync) ?? calls.find((call) => !isWait(call));
}

function isWait({ fn }: Call): boolean {
  return fn === 'next' || fn === 'sleep' || fn === 'every';
}

/** The channels that the program receives from. */
export function channelsOf({ calls }: HandlerContext): readonly ('Events' | 'Errors')[] {
  return calls.flatMap((call) => (call.fn === 'next' ? [call.channel] : []));
}

/** A timer that the program has running; `every 3` is its name, as choices show it. */
export interface ProgramTimer {
  readonly id: number;
  readonly name: string;
  readonly ms: number;
}

/** The timers that the program has running. */
export function timersOf({ calls }: HandlerContext): readonly ProgramTimer[] {
  return calls.flatMap((call) =>
    call.fn === 'sleep' || call.fn === 'every' ? [{ id: call.id, name: `${call.fn} ${call.id}`, ms: call.ms }] : [],
  );
}

/** Path of the call under way. */
export function pathOf(call: Call | undefined): string {
  return call !== undefined && 'path' in call ? call.path : '';
}

/** First half of open(2). */
export function walkCall(context: HandlerContext): SystemCall {
  return { call: 'walk', path: pathOf(present(context)) };
}

/** Second half of open(2). */
export function openCall({ walked, ...context }: HandlerContext): SystemCall {
  const call = present({ walked, ...context });
  const directory = call?.fn === 'readdir' ? O.O_DIRECTORY : 0;
  if (walked === null) return { call: 'open', path: pathOf(call), flags: O.O_RDONLY | O.O_CLOEXEC | directory };
  return { call: 'openat', at: walked.at, path: walked.name, flags: O.O_RDONLY | O.O_CLOEXEC | directory };
}

/** read(2), or getdents(2) of a directory. */
export function readCall(context: HandlerContext): SystemCall {
  const call = present(context);
  const fd = call !== undefined && 'fd' in call ? call.fd : context.fd;
  return call?.fn === 'readdir' ? { call: 'getdents', fd } : { call: 'read', fd, count: READ_BYTES };
}

/** What read(2) or getdents(2) gives the program: names in the order of strcmp(3), as libuv sorts them. */
export function contentRead(result: Result): ReplyValue {
  if ('entries' in result) return result.entries.map(({ name }) => name).sort();
  return 'data' in result ? result.data : '';
}

/** close(2) of the descriptor that the call has opened, or of the one that it names. */
export function closeCall(context: HandlerContext): SystemCall {
  const call = present(context);
  return { call: 'close', fd: call !== undefined && 'fd' in call ? call.fd : context.fd };
}

/** stat(2), lstat(2), readlink(2); for realpath(3) readlink(2) of the next component. */
export function lookCall(config: HandlerConfig, context: HandlerContext): SystemCall {
  const call = present(context);
  const path = pathOf(call);
  if (call?.fn === 'realpath') {
    const { at, rest } = context.look ?? firstLook(config, path);
    return { call: 'readlink', path: rest.length === 0 ? path : `${at}/${rest[0]}` };
  }
  return call?.fn === 'lstat' || call?.fn === 'readlink' ? { call: call.fn, path } : { call: 'stat', path };
}

/** realpath(3) starts at the mount: above it no component is a symbolic link. */
function firstLook({ mountPath }: HandlerConfig, path: string): Look {
  const isBelow = path.startsWith(`${mountPath}/`);
  return { at: isBelow ? mountPath : '', rest: componentsOf(isBelow ? path.slice(mountPath.length) : path) };
}

function componentsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

/** A look has come to something, or realpath goes on. */
export function looked(
  config: HandlerConfig,
  context: HandlerContext,
  result: Result,
): { readonly outcome: Outcome } | { readonly look: Look } {
  const call = present(context);
  if (call?.fn === 'realpath') return followed(context.look ?? firstLook(config, call.path), result);
  if ('target' in result) return { outcome: { value: result.target } };
  return { outcome: outcomeOf(result, 'kind' in result ? result : null) };
}

function followed({ at, rest: [head = '', ...rest] }: Look, result: Result) {
  // readlink(2) answers EINVAL for anything but a symbolic link: the component is real.
  if ('errno' in result && result.errno !== 'EINVAL') return { outcome: { error: result.errno } };
  const target = 'target' in result ? result.target : null;
  const parts = componentsOf(target ?? '');
  const from = target === null ? `${at}/${head}` : target.startsWith('/') ? '' : at;
  const look = { at: from, rest: [...parts, ...rest] };
  return look.rest.length === 0 ? { outcome: { value: from } } : { look };
}

/** The reply to the call under way. */
export function replyTo(context: HandlerContext, outcome: Outcome): Reply {
  return { id: present(context)?.id ?? 0, ...outcome };
}

/** What a system call comes to. */
export function outcomeOf(result: Result, value: ReplyValue): Outcome {
  return 'errno' in result ? { error: result.errno } : { value };
}

/** What is held once what was given to `serve` is in force; a file that is not named stays away. */
export function swapped(config: HandlerConfig, { served }: HandlerContext): Held {
  const entries = Object.entries(served ?? {});
  return Object.fromEntries(
    entries.map(([file, bytes]) => [file, bytes === null ? null : parsed(config.contents, bytes)]),
  );
}

/** A value comes over a channel: what the program does from now on, it does because of it. */
export function received({ calls }: HandlerContext, delivery: Delivery): Answer {
  const call = calls.find((each) => each.fn === 'next' && each.channel === delivery.channel);
  const id = call?.id ?? 0;
  if (delivery.channel === 'Errors') {
    const trigger: Trigger = { trigger: 'event', op: 'ERROR', name: delivery.error };
    return { reply: { id, value: delivery.error }, changes: { trigger, loading: false } };
  }
  const { op, name } = delivery.event;
  return { reply: { id, value: { name, op } }, changes: { trigger: { trigger: 'event', op, name }, loading: false } };
}

/** A timer has run out; the tick of a poll is a cause of its own, a sleep goes on with what was under way. */
export function elapsed(context: HandlerContext, name: string): Answer {
  const id = timersOf(context).find((each) => each.name === name)?.id ?? 0;
  const isTick = context.calls.some((call) => call.id === id && call.fn === 'every');
  const reply = { id, value: null };
  return isTick ? { reply, changes: { trigger: { trigger: 'poll' }, loading: false } } : { reply };
}

/** A trigger as the facts of the trace tell it. */
export function aboutTrigger(trigger: Trigger): Fact['about'] {
  return { ...trigger };
}
