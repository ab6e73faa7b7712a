// What the reload loop knows, and the decisions it takes on it; the statechart is strategy-machine.ts.
//
// The context holds only what changes, as plain data, because the explorer interns it. Rules S1 to S12.

import { assert } from '../../kernel/assert.ts';
import type { Result, SystemCall, WalkedDirectory } from '../../kernel/system-call.ts';
import { O } from '../../kernel/vocabulary.ts';
import type { Delivery, WatchEvent } from '../effects.ts';
import { type ContentClass, type Held, parsed, refusal } from './content.ts';
import { matchingRule, type Places, pathOf } from './matching.ts';
import { changed, type Look, type Memory } from './memory.ts';
import type { Action, Condition, Strategy, WatchTarget } from './strategy.ts';

/** What is fixed for one application. */
export interface AppConfig extends Places {
  readonly strategy: Strategy;
  /** Those of `files` that may be missing. */
  readonly optionalFiles: readonly string[];
  /** Another directory, not of the volume, that it watches through the same library; null where there is none. */
  readonly alsoWatches: string | null;
  readonly contents: Readonly<Record<string, ContentClass>>;
  /** The environment at time 0, from which it reads in place of files; null where it reads files. */
  readonly environment: Held | null;
  /** Its container has not been started at time 0. */
  readonly startsLater: boolean;
}

/** One thing to do in the present reaction. */
export type Todo = Action | 'start-delay' | 'open-watcher' | 'remember';

export interface AppContext {
  /** What is left of the present reaction, in order. */
  readonly todo: readonly Todo[];
  /** The configuration in memory: what requests are served from. */
  readonly held: Held;
  /** The first load has ended, well or badly: from now on requests come in. */
  readonly serving: boolean;
  /** Bytes read so far by the load in progress, and the file it is at. */
  readonly fresh: Readonly<Record<string, string>>;
  readonly fileIndex: number;
  /** Where the path walk of open(2) ended: directory inode and last component. */
  readonly walked: { readonly at: WalkedDirectory; readonly name: string } | null;
  readonly fd: number;
  readonly attempts: number;
  readonly failure: string;
  /** Bytes of the last accepted load, for `skipSameContent`. */
  readonly lastBytes: string | null;
  /** The library has an inotify instance; without one no watch can be added. */
  readonly watcherOpen: boolean;
  readonly armIndex: number;
  readonly event: WatchEvent | null;
  /** What the loop is about: a rule (-1 none), its start, the fallback poll, or events that have settled. */
  readonly rule: number | 'start' | 'poll' | 'settled';
  readonly look: Look | null;
  /** Conditions still to be remembered at the start. */
  readonly toRemember: readonly Condition[];
  /** What is remembered, and what was seen but not yet committed to memory. */
  readonly memory: Memory;
  readonly seen: Memory;
  /** Trailing debounce: what to do once events have settled. */
  readonly settled: readonly Action[];
  /** Leading debounce: events are swallowed while it is open. */
  readonly quiet: boolean;
  /** What the process was started with; left out where it reads files. */
  readonly environment?: Held;
}

const START: Record<Strategy['start'], readonly Todo[]> = {
  'read-then-watch': ['reload', 'remember', 'start-delay', 'open-watcher', 'rearm'],
  'watch-then-read': ['start-delay', 'open-watcher', 'rearm', 'remember', 'reload'],
  'read-watch-read': ['reload', 'remember', 'start-delay', 'open-watcher', 'rearm', 'reload'],
};

/** The context of an application that has just been started. */
export function firstContext(config: AppConfig): AppContext {
  return {
    todo: startTodo(config.strategy),
    held: zeroValue(config),
    serving: false,
    fresh: {},
    fileIndex: 0,
    walked: null,
    fd: -1,
    attempts: 0,
    failure: '',
    lastBytes: null,
    watcherOpen: false,
    armIndex: 0,
    event: null,
    rule: 'start',
    look: null,
    toRemember: [],
    memory: {},
    seen: {},
    settled: [],
    quiet: false,
    ...startedWith(config.environment),
  };
}

/** The environment that a process keeps for as long as it runs (V7). */
export function startedWith(environment: Held | null): Pick<AppContext, 'environment'> {
  return environment === null ? {} : { environment };
}

/** What `getenv` finds for each of the files, in place of a read: what is not set is left out. */
export function readEnvironment(config: AppConfig, { environment }: AppContext): Readonly<Record<string, string>> {
  const found = config.files.map((name) => [name, environment?.[name]] as const);
  return Object.fromEntries(found.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}

/** A variable that is needed and not set; null when there is none. */
export function unsetVariable(config: AppConfig, { fresh }: AppContext): string | null {
  return config.files.find((name) => !(name in fresh) && !config.optionalFiles.includes(name)) ?? null;
}

function startTodo({ start, startDelayMs, watch }: Strategy): readonly Todo[] {
  const delays = START[start].filter((todo) => todo !== 'start-delay' || startDelayMs > 0);
  return watch.length > 0 ? delays : delays.filter((todo) => todo !== 'open-watcher' && todo !== 'rearm');
}

/** Configuration as Go's zero value: every file is there and holds nothing. */
export function zeroValue(config: AppConfig): Held {
  const needed = config.files.filter((file) => !config.optionalFiles.includes(file));
  return Object.fromEntries(needed.map((file) => [file, null]));
}

/** The errno of a failed call; null when it succeeded. */
export function errnoOf(result: Result): string | null {
  return 'errno' in result ? result.errno : null;
}

/** The condition that the present rule (or the poll) asks for. */
export function conditionAsked(config: AppConfig, context: AppContext): Condition | null {
  if (context.rule === 'poll') return config.strategy.poll?.if ?? null;
  return typeof context.rule === 'number' ? (config.strategy.on[context.rule]?.if ?? null) : null;
}

/** What the present rule (or the poll) does. */
export function reaction(config: AppConfig, context: AppContext): readonly Action[] {
  if (context.rule === 'poll') return config.strategy.poll?.do ?? [];
  return typeof context.rule === 'number' ? (config.strategy.on[context.rule]?.do ?? []) : [];
}

/** Takes an event: which rule is to be considered first. */
export function takeEvent(config: AppConfig, delivery: Delivery): Partial<AppContext> {
  if (delivery.channel === 'Errors') return { event: null, rule: -1 };
  return { event: delivery.event, rule: matchingRule(config.strategy.on, delivery.event, config, 0) };
}

/** The next rule that might match, after the present one's condition did not hold. */
export function nextRule(config: AppConfig, context: AppContext): number {
  if (typeof context.rule !== 'number' || context.event === null) return -1;
  return matchingRule(config.strategy.on, context.event, config, context.rule + 1);
}

/** Does the condition that was looked at hold? */
export function conditionHolds(context: AppContext): boolean {
  if (context.look === null) return false;
  const { condition, value = null } = context.look;
  return changed(condition, context.memory[condition], value);
}

/** Records what a look found; committed to memory at once or only after a successful load. */
export function recordSeen(context: AppContext, commit: boolean): Partial<AppContext> {
  if (context.look === null) return {};
  const { condition, value = null } = context.look;
  const memory = commit ? { ...context.memory, [condition]: value } : context.memory;
  return { look: null, seen: { ...context.seen, [condition]: value }, memory };
}

/** Commits what was seen, after a load that was accepted. */
export function committed(context: AppContext): Partial<AppContext> {
  return { memory: { ...context.memory, ...context.seen }, seen: {} };
}

/** A load that a system call ended. */
export function readFailure(config: AppConfig, context: AppContext, errno: string | null): Partial<AppContext> {
  return { failure: `${fileAt(config, context)}: ${errno ?? ''}` };
}

/** What set the loop in motion, as the trace tells it. */
export function describeEvent({ rule, event }: AppContext): Record<string, string> {
  if (event !== null) return { trigger: 'event', op: event.op, name: event.name };
  if (rule === 'settled') return { trigger: 'debounce' };
  // A tick whose condition does not hold has run out of rules by the time it is told.
  return { trigger: rule === 'start' ? 'start' : 'poll' };
}

/** The path of the watch that is being added. */
export function armPath(config: AppConfig, context: AppContext): string {
  const real = context.seen['real-path-changed'];
  const target = config.strategy.watch[context.armIndex] ?? 'directory';
  return watchPath(config, target, typeof real === 'string' ? real : null);
}

/** The file that the load in progress is at. */
export function fileAt(config: AppConfig, context: AppContext): string {
  return config.files[context.fileIndex] ?? '';
}

/** First half of open(2): the path walk. */
export function walkCall(config: AppConfig, context: AppContext): SystemCall {
  return { call: 'walk', path: pathOf(config, fileAt(config, context)) };
}

/** Second half of open(2): the last component; a pinned reader stays in the directory it walked to first. */
export function openCall(config: AppConfig, context: AppContext): SystemCall {
  assert(context.walked !== null, 'a file is opened only after its path was walked');
  const stays = config.strategy.read.how === 'pinned-directory' && context.fileIndex > 0;
  const path = stays ? fileAt(config, context) : context.walked.name;
  return { call: 'openat', at: context.walked.at, path, flags: O.O_RDONLY | O.O_CLOEXEC };
}

/** Does the next file need a walk of its own? */
export function mustWalk(config: AppConfig, context: AppContext): boolean {
  return config.strategy.read.how === 'each-file' || context.walked === null;
}

/** Why the bytes of this load are refused; null when they are accepted. */
export function judge(config: AppConfig, context: AppContext): string | null {
  for (const [file, bytes] of Object.entries(context.fresh)) {
    const why = refusal(config.strategy.verify, config.contents, bytes);
    if (why !== null) return `${file}: ${why}`;
  }
  return null;
}

/** Is the file that the load is at missing, and may it be? */
export function mayBeMissing(config: AppConfig, context: AppContext): boolean {
  return context.failure.endsWith(': ENOENT') && config.optionalFiles.includes(fileAt(config, context));
}

/** The bytes of a load as one comparable string. */
export function bytesOf(context: AppContext): string {
  return JSON.stringify(context.fresh);
}

/** The configuration after the swap of file number `index`, or of all files when `index` is null. */
export function swapped(config: AppConfig, context: AppContext, index: number | null): Held {
  const files = config.files.filter((_, each) => index === null || each === index);
  const { held, fresh } = context;
  const left = Object.entries(held).filter(([file]) => !files.includes(file));
  const read = files.filter((file) => file in fresh).map((file) => [file, parsed(config.contents, fresh[file] ?? '')]);
  return Object.fromEntries([...left, ...read]);
}

/** Is a target named by the path that a link resolves to now? */
export function needsRealPath(config: AppConfig, context: AppContext): boolean {
  const target = config.strategy.watch[context.armIndex];
  return target === 'resolved-file' || target === 'resolved-directory';
}

/** The path of the watch to be added; `real` is the resolved path of the first file. */
export function watchPath(config: AppConfig, target: WatchTarget, real: string | null): string {
  const file = pathOf(config, config.files[0] ?? '');
  switch (target) {
    case 'directory':
      return config.mountPath;
    case 'file':
      return file;
    case 'data':
      return `${config.mountPath}/..data`;
    case 'resolved-file':
      return real ?? file;
    case 'resolved-directory':
      return (real ?? file).slice(0, (real ?? file).lastIndexOf('/'));
  }
}
