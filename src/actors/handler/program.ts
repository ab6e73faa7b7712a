// A reload handler that a person wrote, as its process sees it: a function of the replies that it has had.
//
// What runs the JavaScript is no part of the model and is handed in (src/handler holds one, on QuickJS). All that the model
// knows is this seam: given the source and every reply so far, which calls are open now, or how the program ended. So a
// program is stepped, replayed and explored like any machine, and nothing here waits. Rules H1 to H9.
import type { WatchEvent } from '../watcher/library.ts';

/** Calls of Node's `fs` that end in one answer; `path` is absolute. */
export const PATH_CALLS = ['readFile', 'open', 'readdir', 'stat', 'lstat', 'readlink', 'realpath'] as const;
export type PathCall = (typeof PATH_CALLS)[number];

/** What a program asks of the world. */
export type Request =
  | { readonly fn: PathCall; readonly path: string }
  | { readonly fn: 'read' | 'close'; readonly fd: number }
  | { readonly fn: 'add' | 'remove'; readonly path: string }
  | { readonly fn: 'closeWatcher' }
  /** `<-watcher.Events` or `<-watcher.Errors`. */
  | { readonly fn: 'next'; readonly channel: 'Events' | 'Errors' }
  /** `sleep` goes on with what is under way, `every` is the tick of a poll: it begins something new. */
  | { readonly fn: 'sleep' | 'every'; readonly ms: number };

/** A request that has no reply yet, numbered in the order in which the program made them. */
export type Call = Request & {
  readonly id: number;
  /** The program does not go on, not even with other replies, before this one is there (`readFileSync`). */
  readonly sync: boolean;
};

/** What stat(2) tells a program; times are logical. */
export interface StatValue {
  readonly kind: string;
  readonly ino: number;
  readonly mode: number;
  readonly nlink: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtime: number;
}

export type ReplyValue = null | string | number | readonly string[] | StatValue | WatchEvent;

/** The answer to a call: a value, or the name of an errno (or the watcher library's own words). */
export type Reply = { readonly id: number } & ({ readonly value: ReplyValue } | { readonly error: string });

/** File → bytes to answer requests from; null is the zero value. */
export type Served = Readonly<Record<string, string | null>>;

/** Where a program has got to. */
export interface Progress {
  /** Calls without a reply, oldest first. Empty: nothing will ever wake it again, unless it `failed`. */
  readonly calls: readonly Call[];
  /** What the stretch of code after the last reply serves from now on; null when it leaves that as it is. */
  readonly served: Served | null;
  /** What that stretch printed. */
  readonly printed: readonly string[];
  /** Why the process ends: an uncaught error, or a bound; `line` counts from 1, null where it is not known. */
  readonly failed: { readonly message: string; readonly line: number | null } | null;
  /**
   * Set where a loop at the program's top level begins its next turn with nothing else under way: all that the rest of
   * the program depends on. From here replies are counted afresh, `calls` keeps its one call.
   */
  readonly checkpoint: string | null;
}

/** A program and where it goes on from: its beginning (null), or a checkpoint of its own. */
export interface Program {
  readonly source: string;
  /** Files read, below the mount; the first is what a bare value given to `serve` stands for. */
  readonly files: readonly string[];
  readonly mountPath: string;
}

/** Runs programs. A function of its arguments, whatever it remembers to be fast. */
export interface ProgramEngine {
  readonly advance: (program: Program, checkpoint: string | null, replies: readonly Reply[]) => Progress;
}
