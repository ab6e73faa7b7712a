// One case of a boundary recording about fsnotify: its library, what was recorded, and a world to run it in.
// The watched directory stands at ROOT; names are reported relative to it, as the recorder did.
// Left out: what a single kind of case needs (the files beside this one).

import { errorText } from '../../actors/watcher/go-error.ts';
import type { Delivery } from '../../actors/watcher/library.ts';
import { assert } from '../../kernel/assert.ts';
import { bootKernel, type Kernel } from '../../kernel/kernel.ts';
import type { KernelLimits } from '../../kernel/limits.ts';
import { ERRNOS } from '../../kernel/vocabulary.ts';
import { type Fields, has, readObjects, readText } from '../json-reader.ts';
import { libraryOf } from '../library.ts';
import { callWatcher, newWatcher, receive, runReader, type Watcher, type WatcherStep } from '../library-reader.ts';
import { change } from './change.ts';

export const ROOT = '/mount';

/** One delivery, by the id of the watch where each has a Watcher of its own. */
export interface CaseLine {
  readonly w: string;
  readonly text: string;
}

/** A kernel with the empty directory ROOT. */
export function bootCase(limits: Partial<KernelLimits> = {}): Kernel {
  return change({ call: 'mkdir', path: ROOT, mode: 0o755 })(bootKernel(limits));
}

/** A Watcher of the case's release that has added one path. */
export function watchPath(kernel: Kernel, version: string, path: string): WatcherStep | undefined {
  const library = libraryOf('fsnotify', version);
  if (library === undefined) return undefined;
  const made = newWatcher(kernel, library);
  assert('watcher' in made, 'a fresh kernel has an inotify instance to give');
  const added = callWatcher(made.kernel, made.watcher, 'Add', path);
  assert(added.err === null, `${path} can be watched`);
  return added;
}

/** Everything that the Watcher has to deliver, to a program that receives from both channels at once. */
export function drainWatcher(
  kernel: Kernel,
  watcher: Watcher,
): WatcherStep & { readonly deliveries: readonly Delivery[] } {
  const deliveries: Delivery[] = [];
  let at = runReader(kernel, watcher);
  for (let got = receive(at.watcher); got !== undefined; got = receive(at.watcher)) {
    deliveries.push(got.delivery);
    at = runReader(at.kernel, got.watcher);
  }
  return { ...at, deliveries };
}

/** `CREATE ..data`, `error fsnotify queue overflow`. */
export function formatDelivery(delivery: Delivery): string {
  if (delivery.channel === 'Errors') return `error ${delivery.error}`;
  return `${delivery.event.op} ${belowRoot(delivery.event.name)}`;
}

function belowRoot(name: string): string {
  if (name === ROOT) return '.';
  return name.startsWith(`${ROOT}/`) ? name.slice(ROOT.length + 1) : name;
}

/** The recorded `events` of a case or of one of its variants, in the form of `formatDelivery`. */
export function readEvents(fields: Fields): readonly CaseLine[] {
  return readObjects(fields, 'events').map((event) => ({
    w: readText(event, 'w', ''),
    text: has(event, 'error')
      ? `error ${readText(event, 'error')}`
      : `${readText(event, 'op', '')} ${readText(event, 'name', '')}`,
  }));
}

/** An error as the recorder printed it with its Go type: `no space left on device (syscall.Errno)`. */
export function goError(error: string): string {
  return Object.hasOwn(ERRNOS, error) ? `${errorText(error)} (syscall.Errno)` : error;
}
