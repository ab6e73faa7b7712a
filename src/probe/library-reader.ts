// One watcher of a library in the probe, with its reader goroutine stopped wherever the probe leaves it.
// The reader reads a batch, translates record by record and blocks on an unbuffered channel until the program
// receives, as src/actors/watcher/reader-machine.ts does in a simulation. A watcher is a value; every function here
// returns the next one together with the kernel. Left out: closing a watcher.

import type { Delivery, Sys, WatcherLibrary } from '../actors/watcher/library.ts';
import { type Kernel, syscall } from '../kernel/kernel.ts';
import type { InotifyEvent, SystemCall } from '../kernel/system-call.ts';
import type { InstanceId } from '../kernel/vocabulary.ts';

export interface Watcher {
  readonly library: WatcherLibrary<unknown>;
  readonly tables: unknown;
  readonly instance: InstanceId;
  /** Records that read(2) returned and that are not translated yet. */
  readonly batch: readonly InotifyEvent[];
  /** What the reader wants to send; it is blocked on the first. */
  readonly sends: readonly Delivery[];
}

export interface WatcherStep {
  readonly kernel: Kernel;
  readonly watcher: Watcher;
}

/** Runs `body` with a `Sys` over the kernel, and returns what it returned with the kernel after it. */
function withSys<T>(kernel: Kernel, body: (sys: Sys) => T): { readonly kernel: Kernel; readonly value: T } {
  let current = kernel;
  const value = body((call: SystemCall) => {
    const outcome = syscall(current, call);
    current = outcome.kernel;
    return outcome.result;
  });
  return { kernel: current, value };
}

/** NewWatcher of a library, or its error. */
export function newWatcher(kernel: Kernel, library: WatcherLibrary<unknown>): WatcherStep | { readonly error: string } {
  let instance: InstanceId = 0;
  const made = withSys(kernel, (sys) =>
    library.newWatcher((call) => {
      const result = sys(call);
      if ('instance' in result) instance = result.instance;
      return result;
    }),
  );
  if ('error' in made.value) return made.value;
  const { tables } = made.value;
  return { kernel: made.kernel, watcher: { library, tables, instance, batch: [], sends: [] } };
}

/** Watcher.Add or Watcher.Remove; `err` is an errno's name or the library's text. */
export function callWatcher(
  kernel: Kernel,
  watcher: Watcher,
  name: 'Add' | 'Remove',
  path: string,
): WatcherStep & { readonly err: string | null } {
  const { library, tables } = watcher;
  const called = withSys(kernel, (sys) =>
    name === 'Add' ? library.add(tables, path, sys) : library.remove(tables, path, sys),
  );
  const { error } = called.value;
  return { kernel: called.kernel, watcher: { ...watcher, tables: called.value.tables }, err: error };
}

/** Lets the reader go on until it blocks on a channel, or in read(2) with nothing left to translate. */
export function runReader(kernel: Kernel, watcher: Watcher): WatcherStep {
  let step: WatcherStep = { kernel, watcher };
  for (let next = stepReader(step); next !== undefined; next = stepReader(step)) step = next;
  return step;
}

/** The reader's next read(2), or its next record; undefined when it blocks on a channel or would wait in read(2). */
export function stepReader(step: WatcherStep): WatcherStep | undefined {
  if (step.watcher.sends.length > 0) return undefined;
  const [raw, ...batch] = step.watcher.batch;
  return raw === undefined ? readBatch(step) : translate(step, raw, batch);
}

/** read(2) into the library's buffer; undefined when the reader would wait. */
export function readBatch({ kernel, watcher }: WatcherStep): WatcherStep | undefined {
  const { instance, library } = watcher;
  const { kernel: after, result } = syscall(kernel, {
    call: 'inotify_read',
    instance,
    bufferBytes: library.bufferBytes,
  });
  if (!('events' in result)) return undefined;
  return { kernel: after, watcher: { ...watcher, batch: [...watcher.batch, ...result.events] } };
}

function translate({ kernel, watcher }: WatcherStep, raw: InotifyEvent, batch: readonly InotifyEvent[]): WatcherStep {
  const { library, tables } = watcher;
  const { kernel: after, value } = withSys(kernel, (sys) => library.translate(tables, raw, sys));
  return { kernel: after, watcher: { ...watcher, tables: value.tables, sends: value.sends, batch } };
}

/** The program receives what the reader is blocked on; undefined when it is not blocked. */
export function receive(watcher: Watcher): { readonly watcher: Watcher; readonly delivery: Delivery } | undefined {
  const [delivery, ...sends] = watcher.sends;
  return delivery === undefined ? undefined : { watcher: { ...watcher, sends }, delivery };
}
