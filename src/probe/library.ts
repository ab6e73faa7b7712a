// Watcher libraries in the probe: the seam, and which libraries there are.
// A library is a value: each call returns the next one. It reaches the kernel through system calls only.
// The libraries themselves live in src/actors/watcher. Left out: a program that calls Add or Remove because of what it
// received (library-app.ts), and one that is slow to receive (boundary/fsnotify.ts).

import { findLibrary } from '../actors/watcher/libraries.ts';
import type { Delivery, WatcherLibrary } from '../actors/watcher/library.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { callWatcher, newWatcher, receive, runReader, type Watcher } from './library-reader.ts';

/** What a library hands to its caller: an event, or an error from its error channel. Names are absolute paths. */
export type LibraryEvent = { readonly op: string; readonly name: string } | { readonly error: string };

export interface LibraryStep {
  readonly kernel: Kernel;
  readonly library: ProbedLibrary;
  /** The error that Add or Remove returned, an errno's name or the library's words; null when it succeeded. */
  readonly err: string | null;
  /** What was delivered during this step, in order. */
  readonly events: readonly LibraryEvent[];
}

export interface ProbedLibrary {
  readonly add: (kernel: Kernel, path: string) => LibraryStep;
  readonly remove: (kernel: Kernel, path: string) => LibraryStep;
  /** Reads all that is queued and delivers it to a caller that receives at once. */
  readonly drain: (kernel: Kernel) => LibraryStep;
}

/** A new watcher of one version, or undefined when that library or version is not modelled. */
export function openLibrary(kernel: Kernel, name: string, version: string): LibraryStep | undefined {
  const library = libraryOf(name, version);
  if (library === undefined) return undefined;
  const made = newWatcher(kernel, library);
  if ('error' in made) return { kernel, library: closed(made.error), err: made.error, events: [] };
  return stepOf(made.kernel, made.watcher, null, []);
}

/** The library that a recording names: `fsnotify` and `v1.9.0`, or `inotify` and nothing. */
export function libraryOf(name: string, version: string): WatcherLibrary<unknown> | undefined {
  return findLibrary(version === '' ? name : `${name}@${version.replace(/^v/, '')}`);
}

/** A delivery as the caller sees it, whichever channel it came from. */
export function eventOf(delivery: Delivery): LibraryEvent {
  return delivery.channel === 'Errors' ? { error: delivery.error } : delivery.event;
}

function stepOf(kernel: Kernel, watcher: Watcher, err: string | null, events: readonly LibraryEvent[]): LibraryStep {
  return { kernel, library: opened(watcher), err, events };
}

function opened(watcher: Watcher): ProbedLibrary {
  const call = (name: 'Add' | 'Remove') => (kernel: Kernel, path: string) => {
    const called = callWatcher(kernel, watcher, name, path);
    return stepOf(called.kernel, called.watcher, called.err, []);
  };
  return { add: call('Add'), remove: call('Remove'), drain: (kernel) => drain(kernel, watcher) };
}

function drain(kernel: Kernel, watcher: Watcher): LibraryStep {
  const events: LibraryEvent[] = [];
  let at = runReader(kernel, watcher);
  for (let got = receive(at.watcher); got !== undefined; got = receive(at.watcher)) {
    events.push(eventOf(got.delivery));
    at = runReader(at.kernel, got.watcher);
  }
  return stepOf(at.kernel, at.watcher, null, events);
}

/** What is left when NewWatcher failed: every call answers with that error. */
function closed(error: string): ProbedLibrary {
  const answer = (kernel: Kernel): LibraryStep => ({ kernel, library: closed(error), err: error, events: [] });
  return { add: answer, remove: answer, drain: (kernel) => ({ ...answer(kernel), err: null }) };
}
