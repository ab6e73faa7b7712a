// A watcher library as the application sees it: Add, Remove, and what one raw inotify record becomes.
//
// Models the data of fsnotify and its like, without threads: the tables are plain data that the reader goroutine and
// the application share, every function is atomic (the library holds its mutex), and whatever must be asked of the
// kernel goes through `Sys`. The goroutine that calls `translate` and then blocks on a channel is reader-machine.ts.
// Leaves out: NewBufferedWatcher, recursive watches ("/..."), WithOps, Close (the world drops tables and instance).
import type { InotifyEvent, Result, SystemCall } from '../../kernel/system-call.ts';

/** `op` as the library prints it: 'CREATE', 'WRITE|CHMOD', ''; `name` as the library words the path. */
export interface WatchEvent {
  readonly name: string;
  readonly op: string;
}

/** One value on one of the two unbuffered channels. */
export type Delivery =
  | { readonly channel: 'Events'; readonly event: WatchEvent }
  | { readonly channel: 'Errors'; readonly error: string };

/** Performs one system call on the caller's kernel state now and returns its result (the caller threads the state). */
export type Sys = (call: SystemCall) => Result;

/** What a raw inotify user may ask of Add; fsnotify has no such option and ignores it. */
export interface AddOptions {
  readonly dontFollow: boolean;
}

/** The outcome of Add or Remove: `error` is an errno's name ('ENOENT') or the library's own text; null is success. */
export interface CallOutcome<Tables> {
  readonly tables: Tables;
  readonly error: string | null;
}

export interface WatcherLibrary<Tables> {
  /** 'fsnotify@1.9.0', 'inotify', … */
  readonly id: string;
  readonly version: string | null;
  /** Size in bytes of the buffer that the reader goroutine hands to read(2). */
  readonly bufferBytes: number;
  /** Tables of a fresh Watcher that holds this inotify instance; JSON-serialisable and canonical. */
  empty(instance: number): Tables;
  /** Opens an inotify instance; the error is the text the library returns. */
  newWatcher(sys: Sys): { readonly tables: Tables } | { readonly error: string };
  add(tables: Tables, path: string, sys: Sys, options?: AddOptions): CallOutcome<Tables>;
  remove(tables: Tables, path: string, sys: Sys): CallOutcome<Tables>;
  /** One raw record, when the reader gets to it: the tables after it and what is then sent, in order. */
  translate(
    tables: Tables,
    raw: InotifyEvent,
    sys: Sys,
  ): { readonly tables: Tables; readonly sends: readonly Delivery[] };
  /** Paths the library believes it watches, sorted (Go's map order is random). */
  watchList(tables: Tables): readonly string[];
}
