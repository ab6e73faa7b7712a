// Steps on the watcher library: what the application calls, and what the reader goroutine translates.
//
// A call is atomic, because the library holds its mutex meanwhile; the system calls it makes belong to the same step.
// The tables live with the reader goroutine, which shares them with the application's calls. Rule M5.
import type { ActorId, LibraryCall } from '../actors/effects.ts';
import type { Sys } from '../actors/watcher/library.ts';
import type { ReaderContext } from '../actors/watcher/reader-machine.ts';
import { slotAt } from '../kernel/slots.ts';
import type { InotifyEvent } from '../kernel/system-call.ts';
import { call, controlOf, type Draft, give, inotifyOf } from './draft.ts';

function reader(draft: Draft): ReaderContext {
  return controlOf(draft, 'watcher').snapshot.context as ReaderContext;
}

/** The application calls the library: NewWatcher, Add, Remove or Close. */
export function callLibrary(draft: Draft, id: ActorId, request: LibraryCall): void {
  const error = apply(draft, id, request);
  draft.events.push({ kind: 'library', call: request, error });
  give(draft, id, { type: 'libraryReturned', error });
}

function apply(draft: Draft, id: ActorId, request: LibraryCall): string | null {
  const { library } = draft.model;
  const sys: Sys = (each) => call(draft, id, each);
  switch (request.fn) {
    case 'newWatcher':
      return open(draft, sys);
    case 'close':
      return close(draft, sys);
    case 'add': {
      const { dontFollow } = request;
      const { tables, error } = library.add(reader(draft).tables, request.path, sys, { dontFollow });
      give(draft, 'watcher', { type: 'tables', tables });
      return error;
    }
    case 'remove': {
      const { tables, error } = library.remove(reader(draft).tables, request.path, sys);
      give(draft, 'watcher', { type: 'tables', tables });
      return error;
    }
  }
}

function open(draft: Draft, sys: Sys): string | null {
  let instance = 0;
  const made = draft.model.library.newWatcher((each) => {
    const result = sys(each);
    if ('instance' in result) instance = result.instance;
    return result;
  });
  if ('error' in made) return made.error;
  give(draft, 'watcher', { type: 'opened', instance, tables: made.tables });
  return null;
}

/** The kernel closes the instance of a process that ends: its watches and its queue go with it. */
export function closeInstance(draft: Draft): void {
  close(draft, (each) => call(draft, 'watcher', each));
}

function close(draft: Draft, sys: Sys): null {
  const { instance } = reader(draft);
  if (instance !== null && slotAt(inotifyOf(draft), instance) !== undefined) {
    sys({ call: 'inotify_close', instance });
  }
  give(draft, 'watcher', { type: 'closed' });
  return null;
}

/** The reader goroutine takes one raw record: table lookups, its system calls, and what it will send. */
export function translate(draft: Draft, raw: InotifyEvent): void {
  const sys: Sys = (each) => call(draft, 'watcher', each);
  const { tables, sends } = draft.model.library.translate(reader(draft).tables, raw, sys);
  draft.events.push({ kind: 'translated', raw, sends });
  give(draft, 'watcher', { type: 'translated', tables, sends });
}
