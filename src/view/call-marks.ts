// What a writer's system calls amount to, in one mark: `mkdir ..ts2`, `write feature.yaml`, `rename ..data`,
// `rm ..ts1`.
//
// Only calls that change something count. A directory that is made and then given its mode is one mkdir, a
// file that is opened, written and closed is one write, a directory that is emptied and removed is one rm. A
// file that is opened with O_TRUNC and not written yet is called that: it is empty at that moment.
import type { ActorId } from '../actors/effects.ts';
import { dentryAt, openFileAt } from '../kernel/file-system.ts';
import { failed, type Result, type SystemCall } from '../kernel/system-call.ts';
import { O } from '../kernel/vocabulary.ts';
import type { Model } from '../world/model.ts';
import type { TraceEvent } from '../world/trace.ts';
import type { World } from '../world/world.ts';
import { seenFromMount } from './calls.ts';
import { laneOf, type Mark } from './lane.ts';

const WRITERS: readonly ActorId[] = ['volumeManager', 'atomicWriter', 'sidecar'];

type CallEvent = TraceEvent & { readonly kind: 'syscall' };

/** One change of the volume, in the word that a shell user would use. */
interface Change {
  readonly verb:
    | 'mkdir'
    | 'open O_TRUNC'
    | 'write'
    | 'truncate'
    | 'symlink'
    | 'rename'
    | 'rm'
    | 'chmod'
    | 'chown'
    | 'link';
  readonly path: string;
}

/**
 * The marks of the writers' calls among these events, the last of which led to `after`: its main change, one
 * a writer.
 */
export function callMarks(model: Model, events: readonly TraceEvent[], after: World): readonly Mark[] {
  return WRITERS.flatMap((actor) => {
    const calls = events.filter((event): event is CallEvent => event.kind === 'syscall' && event.actor === actor);
    const text = summary(model, calls, after);
    return text === null ? [] : [{ lane: laneOf(actor), text, role: null }];
  });
}

function summary(model: Model, calls: readonly CallEvent[], after: World): string | null {
  const refused = calls.findLast(({ call, result }) => isRefused(result) && changeOf(call, after) !== null);
  if (refused !== undefined && failed(refused.result)) {
    return `${changeOf(refused.call, after)?.verb}: ${refused.result.errno}`;
  }
  const changes = calls.flatMap(({ call, result }) => (failed(result) ? [] : (changeOf(call, after) ?? [])));
  const main = mainChanges(changes);
  const [first] = main;
  if (first === undefined) return null;
  return main.length === 1 ? `${first.verb} ${seenFromMount(model, first.path)}` : `${first.verb} ${main.length} files`;
}

/**
 * RemoveAll tries unlink(2) and rmdir(2) to learn what it has in front of it; those failures are its way of
 * asking.
 */
function isRefused(result: Result): boolean {
  return failed(result) && !['EISDIR', 'ENOTEMPTY', 'ENOENT'].includes(result.errno);
}

/** The change that a call makes, or null when it changes nothing. */
export function changeOf(call: SystemCall, after: World): Change | null {
  switch (call.call) {
    case 'mkdir':
    case 'symlink':
    case 'chmod':
    case 'truncate':
      return { verb: call.call, path: call.path };
    case 'lchown':
      return { verb: 'chown', path: call.path };
    case 'open':
    case 'openat':
      return (call.flags & (O.O_CREAT | O.O_TRUNC)) === 0 ? null : { verb: 'open O_TRUNC', path: call.path };
    case 'write':
      return { verb: 'write', path: openPath(after, call.fd) };
    case 'link':
      return { verb: 'link', path: call.to };
    case 'rename':
      return { verb: 'rename', path: call.to };
    case 'unlink':
    case 'rmdir':
      return { verb: 'rm', path: call.path };
    default:
      return null;
  }
}

/** The name of the file behind a descriptor; empty once it is closed. */
export function openPath({ kernel }: World, fd: number): string {
  const file = openFileAt(kernel.fs, fd);
  return file === undefined ? '' : dentryAt(kernel.fs, file.dentry).name;
}

/** The changes that matter most, without those that only belong to another one. */
function mainChanges(changes: readonly Change[]): readonly Change[] {
  const removed = changes.filter(({ verb }) => verb === 'rm');
  if (removed.length > 0) return removed.slice(-1);
  const made = changes.filter(({ verb }) => verb !== 'chmod' && verb !== 'chown');
  const opened = made.filter(({ verb }) => verb === 'open O_TRUNC');
  const written = made.some(({ verb }) => verb === 'write');
  if (opened.length > 0) return written ? opened.map(({ path }) => ({ verb: 'write', path })) : opened;
  return made.length > 0 ? made : changes;
}
