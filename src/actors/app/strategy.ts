// The reload strategy record: how an application watches, reacts, reads, checks and swaps its configuration.
//
// Source: facts/strategies.md sections 4, 5 and 9 (40 real programs, naive forms N1 to N18). It is data: presets are
// YAML files in simulations/strategies/, and one XState machine (strategy-machine.ts) runs every one of them.
// Leaves out: strategies with several goroutines of their own, HTTP webhooks to another process.
import type { WatcherLibraryId } from '../watcher/libraries.ts';

/** What is watched, relative to the mount and the first configured file. */
export const WATCH_TARGETS = ['directory', 'file', 'data', 'resolved-file', 'resolved-directory'] as const;
export type WatchTarget = (typeof WATCH_TARGETS)[number];

/** fsnotify's operations, in its own words. */
export const WATCH_OPS = ['Create', 'Write', 'Remove', 'Rename', 'Chmod'] as const;
export type WatchOp = (typeof WATCH_OPS)[number];

/** How a rule compares the event's name with the configured path. */
export const NAME_MATCHES = ['any', 'path', 'base', 'suffix', 'data'] as const;
export type NameMatch = (typeof NAME_MATCHES)[number];

/** A comparison with what the application remembers; each costs the system calls it needs. */
export const CONDITIONS = [
  'mtime-changed',
  'mtime-after',
  'lstat-mtime-changed',
  'data-link-changed',
  'real-path-changed',
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** What a rule does, in order. */
export const ACTIONS = ['reload', 'rearm', 'unwatch', 'sleep', 'exit-loop', 'exit-process'] as const;
export type Action = (typeof ACTIONS)[number];

/** The first rule that matches an event decides; an event that matches none is ignored. */
export interface Rule {
  readonly ops: readonly WatchOp[] | 'any';
  readonly name: NameMatch;
  readonly if: Condition | null;
  readonly do: readonly Action[];
}

export const START_ORDERS = ['read-then-watch', 'watch-then-read', 'read-watch-read'] as const;
export const DEBOUNCE_KINDS = ['leading', 'trailing'] as const;
export const READ_MODES = ['each-file', 'pinned-directory'] as const;
export const SWAP_MODES = ['atomic', 'in-place', 'clear-then-load'] as const;
export const LOAD_ERROR_POLICIES = ['keep', 'zero', 'exit-loop', 'exit-process'] as const;
export const WATCH_ERROR_POLICIES = ['ignore', 'unread', 'as-change', 'rewatch', 'exit-loop', 'exit-process'] as const;
export const REARM_ERROR_POLICIES = ['ignore', 'retry', 'exit-loop', 'exit-process'] as const;

/** What something is about, in one language. */
export interface Prose {
  readonly title: string;
  readonly why: string;
}

/** How an application watches, reacts, reads, checks and swaps its configuration. */
export interface Strategy {
  readonly name: string;
  readonly title: string;
  /** Who does this in practice, and what becomes of it. */
  readonly why: string;
  /** Title and reason in 简体中文; left out, there are none. */
  readonly zh?: Prose;
  /** N1 … N18, S01 …, or empty. */
  readonly id: string;
  /** The library that it is written for; left out, any will do. */
  readonly watcher?: WatcherLibraryId;
  /** A program of a person's own in place of all that follows, which then says nothing (actors/handler). */
  readonly handler?: { readonly source: string };
  readonly watch: readonly WatchTarget[];
  /** IN_DONT_FOLLOW on every watch (raw inotify only; fsnotify has no such option). */
  readonly dontFollow: boolean;
  readonly start: (typeof START_ORDERS)[number];
  /** Time in ms that the process needs between its first read and its first watch (caches, connections). */
  readonly startDelayMs: number;
  readonly on: readonly Rule[];
  /** Delay in ms of the `sleep` action. */
  readonly sleepMs: number;
  readonly debounce: { readonly kind: (typeof DEBOUNCE_KINDS)[number]; readonly ms: number } | null;
  readonly read: {
    readonly how: (typeof READ_MODES)[number];
    /** Further attempts after a failed read, `delayMs` apart. */
    readonly retries: number;
    readonly delayMs: number;
  };
  readonly verify: {
    /** Empty content is an error (otherwise it parses to a zero value, as in Go). */
    readonly nonEmpty: boolean;
    readonly parse: boolean;
    /** Root keys that the parsed file must have. */
    readonly requiredKeys: readonly string[];
  };
  /** Skip a load whose bytes equal the last ones. */
  readonly skipSameContent: boolean;
  /** When the remembered mtime, path or bytes are updated: as soon as seen, or only after a successful load. */
  readonly remember: 'when-seen' | 'after-success';
  readonly swap: (typeof SWAP_MODES)[number];
  readonly onLoadError: (typeof LOAD_ERROR_POLICIES)[number];
  readonly onWatchError: (typeof WATCH_ERROR_POLICIES)[number];
  readonly onRearmError: {
    readonly policy: (typeof REARM_ERROR_POLICIES)[number];
    readonly retries: number;
    readonly delayMs: number;
  };
  /** Fallback poll; `rearm` adds the watches again at each tick. */
  readonly poll: {
    readonly everyMs: number;
    readonly if: Condition | null;
    readonly do: readonly Action[];
  } | null;
}
