// The simulated kernel: one file system and the inotify instances that look at it. One system call is one step.
// What the file system notifies goes to every instance, in the order in which it happened.
// Source: the man pages of section 2, fs/notify/inotify/inotify_user.c of Linux 6.18. Rules I3 and I9.
// Left out: descriptor tables per process (one table serves all callers), user namespaces.

import { dentryAt, emptyFileSystem, type FileSystem, inodeOf, permits, ROOT_POSITION } from './file-system.ts';
import { fsCall } from './file-system-call.ts';
import { addWatch, deliver, type InotifyInstance, newInstance, readEvents, rmWatch } from './inotify.ts';
import { DEFAULT_LIMITS, type KernelLimits, STANDARD_DESCRIPTORS } from './limits.ts';
import { lookup } from './path-walk.ts';
import { countSlots, freeKey, type Slots, slotAt, withoutSlot, withSlot } from './slots.ts';
import {
  type Credentials,
  type Failure,
  type FileSystemCall,
  type InotifyCall,
  type Notification,
  type Result,
  ROOT,
  type Success,
  type SystemCall,
} from './system-call.ts';
import { IN, IN_ALL_EVENTS, type InstanceId } from './vocabulary.ts';

export interface Kernel {
  readonly fs: FileSystem;
  /** By `InstanceId`. */
  readonly inotify: Slots<InotifyInstance>;
  readonly limits: KernelLimits;
}

export interface SystemCallOutcome<C extends SystemCall> {
  readonly kernel: Kernel;
  readonly result: Result<C['call']>;
  /** What the file system told watchers, whether or not anybody watches. */
  readonly notifications: readonly Notification[];
}

/** A kernel with an empty root file system and no inotify instance. */
export function bootKernel(limits: Partial<KernelLimits> = {}, fs: FileSystem = emptyFileSystem()): Kernel {
  return { fs, inotify: [], limits: { ...DEFAULT_LIMITS, ...limits } };
}

/** What one system call did: the parts of the kernel that it changed, and nothing of the others. */
export interface KernelChange<C extends SystemCall = SystemCall> {
  readonly fs?: FileSystem;
  readonly inotify?: Slots<InotifyInstance>;
  readonly result: Result<C['call']>;
  readonly notifications: readonly Notification[];
}

/** Runs one system call for `cred`. A call that fails leaves the kernel as it was (but see I3). */
export function syscall<C extends SystemCall>(kernel: Kernel, call: C, cred: Credentials = ROOT): SystemCallOutcome<C> {
  const { result, notifications, ...changed } = kernelChange(kernel, call, cred);
  const isChanged = changed.fs !== undefined || changed.inotify !== undefined;
  return { kernel: isChanged ? { ...kernel, ...changed } : kernel, result, notifications };
}

/** What the file system makes of a call: `fsCall`, or one that remembers. */
export type ServeFileSystem = typeof fsCall;

/** The same as `syscall`, as a change. It looks at no more of the kernel than the call depends on. */
export function kernelChange<C extends SystemCall>(
  kernel: Kernel,
  call: C,
  cred: Credentials = ROOT,
  serve: ServeFileSystem = fsCall,
): KernelChange<C> {
  const change: KernelChange = isInotifyCall(call)
    ? { ...inotifyCall(kernel, call, cred), notifications: [] }
    : fileSystemCall(kernel, call, cred, serve);
  // Both halves answer each call with its own result, which the compiler cannot tie to `C`.
  return change as KernelChange<C>;
}

function isInotifyCall(call: SystemCall): call is InotifyCall {
  return call.call.startsWith('inotify_');
}

function fileSystemCall(
  kernel: Kernel,
  call: FileSystemCall,
  cred: Credentials,
  serve: ServeFileSystem,
): KernelChange<FileSystemCall> {
  const opens = call.call === 'open' || call.call === 'openat';
  if (opens && noDescriptorLeft(kernel)) return { result: { errno: 'EMFILE' }, notifications: [] };
  const { fs, result, notifications } = serve(kernel.fs, call, cred);
  const changed = fs === kernel.fs ? {} : { fs };
  if (notifications.length === 0) return { ...changed, result, notifications };
  const inotify = deliverToAll(kernel.inotify, notifications);
  return { ...changed, ...(inotify === kernel.inotify ? {} : { inotify }), result, notifications };
}

function deliverToAll(
  instances: Slots<InotifyInstance>,
  notifications: readonly Notification[],
): Slots<InotifyInstance> {
  const next = instances.map((instance) => (instance === null ? null : deliver(instance, notifications)));
  return next.every((instance, index) => instance === instances[index]) ? instances : next;
}

function noDescriptorLeft({ fs, inotify, limits }: Kernel): boolean {
  return STANDARD_DESCRIPTORS + countSlots(fs.files) + countSlots(inotify) >= limits.openFiles;
}

interface Served {
  readonly inotify?: Slots<InotifyInstance>;
  readonly result: Success[InotifyCall['call']] | Failure;
}

function inotifyCall(kernel: Kernel, call: InotifyCall, cred: Credentials): Served {
  if (call.call === 'inotify_init1') return init(kernel, cred);
  const instance = slotAt(kernel.inotify, call.instance);
  if (instance === undefined) return { result: { errno: 'EBADF' } };
  switch (call.call) {
    case 'inotify_add_watch':
      return watch(kernel, call.instance, instance, call, cred);
    case 'inotify_rm_watch': {
      const next = rmWatch(instance, call.wd);
      if (next === 'EINVAL') return { result: { errno: 'EINVAL' } };
      return { inotify: withSlot(kernel.inotify, call.instance, next), result: { done: true } };
    }
    case 'inotify_read': {
      const got = readEvents(instance, call.bufferBytes);
      if ('errno' in got) return { result: got };
      const { events, bytes } = got;
      return { inotify: withSlot(kernel.inotify, call.instance, got.instance), result: { events, bytes } };
    }
    case 'inotify_close':
      return { inotify: withoutSlot(kernel.inotify, call.instance), result: { done: true } };
  }
}

/** inotify_init1(2): EMFILE when the user has too many instances or the process too many descriptors (I9). */
function init(kernel: Kernel, cred: Credentials): Served {
  const { inotify, limits } = kernel;
  const owned = inotify.filter((instance) => instance?.uid === cred.uid).length;
  if (owned >= limits.maxUserInstances || noDescriptorLeft(kernel)) {
    return { result: { errno: 'EMFILE' } };
  }
  const id = freeKey(inotify);
  const made = withSlot(inotify, id, newInstance(cred.uid, limits.maxQueuedEvents));
  return { inotify: made, result: { instance: id } };
}

/** inotify_add_watch(2): flags first, then the path, then read permission, then the limit of the user (I9). */
function watch(
  kernel: Kernel,
  id: InstanceId,
  instance: InotifyInstance,
  { path, mask }: { readonly path: string; readonly mask: number },
  cred: Credentials,
): Served {
  const { fs, limits } = kernel;
  if (!isWatchMask(mask)) return { result: { errno: 'EINVAL' } };
  const follow = (mask & IN.IN_DONT_FOLLOW) === 0;
  const directory = (mask & IN.IN_ONLYDIR) !== 0;
  const at = lookup({ fs, cred, start: ROOT_POSITION }, path, { follow, directory });
  if ('errno' in at) return { result: at };
  if (!permits(inodeOf(fs, at.dentry), 'read', cred)) return { result: { errno: 'EACCES' } };
  const mayGrow = watchesOf(kernel, instance.uid) < limits.maxUserWatches;
  const added = addWatch(instance, dentryAt(fs, at.dentry).ino, mask, mayGrow);
  const next = added.instance === instance ? {} : { inotify: withSlot(kernel.inotify, id, added.instance) };
  return { ...next, result: typeof added.result === 'number' ? { wd: added.result } : { errno: added.result } };
}

const WATCH_BITS = Object.values(IN).reduce((bits, bit) => bits | bit, IN_ALL_EVENTS);

/** No unknown bit, at least one bit, and not both ways of treating a watch that is there (inotify_add_watch(2)). */
function isWatchMask(mask: number): boolean {
  const both = IN.IN_MASK_ADD | IN.IN_MASK_CREATE;
  return (mask & ~WATCH_BITS) === 0 && mask !== 0 && (mask & both) !== both;
}

function watchesOf({ inotify }: Kernel, uid: number): number {
  return inotify.reduce((sum, instance) => sum + (instance?.uid === uid ? instance.watches.length : 0), 0);
}
