// A kernel to type system calls at: tests read as a short session. Calls that must succeed crash when they fail.

import { bootKernel, type Kernel, syscall } from '../../src/kernel/kernel.ts';
import type { KernelLimits } from '../../src/kernel/limits.ts';
import {
  type Credentials,
  type Failure,
  failed,
  type Notification,
  ROOT,
  type Success,
  type SystemCall,
} from '../../src/kernel/system-call.ts';
import { buildTree, type NewTreeEntry } from '../../src/kernel/tree.ts';
import { formatMask, IN_ALL_EVENTS, O } from '../../src/kernel/vocabulary.ts';

/** The one mutable thing in the kernel's tests: the present state of a session. */
export class Shell {
  kernel: Kernel;
  notifications: readonly Notification[] = [];
  cred: Credentials = ROOT;

  constructor(entries: readonly NewTreeEntry[] = [], limits: Partial<KernelLimits> = {}) {
    this.kernel = bootKernel(limits, buildTree(0o755, entries));
  }

  /** Makes a call and gives its result, errno or not. */
  try<C extends SystemCall>(call: C): Success[C['call']] | Failure {
    const outcome = syscall(this.kernel, call, this.cred);
    this.kernel = outcome.kernel;
    this.notifications = outcome.notifications;
    return outcome.result;
  }

  /** Makes a call that must succeed. */
  do<C extends SystemCall>(call: C): Success[C['call']] {
    const result = this.try(call);
    if (failed(result)) throw new Error(`${JSON.stringify(call)}: ${result.errno}`);
    return result;
  }

  /** The errno of a call that must fail. */
  errno(call: SystemCall): string {
    const result = this.try(call);
    return failed(result) ? result.errno : 'success';
  }

  open(path: string, flags: number = O.O_RDONLY): number {
    return this.do({ call: 'open', path, flags, mode: 0o644 }).fd;
  }

  write(path: string, data: string): void {
    const fd = this.open(path, O.O_WRONLY | O.O_CREAT | O.O_TRUNC);
    this.do({ call: 'write', fd, data });
    this.do({ call: 'close', fd });
  }

  read(path: string): string {
    const fd = this.open(path);
    const { data } = this.do({ call: 'read', fd, count: 1 << 20 });
    this.do({ call: 'close', fd });
    return data;
  }

  instance(): number {
    return this.do({ call: 'inotify_init1' }).instance;
  }

  watch(instance: number, path: string, mask: number = IN_ALL_EVENTS): number {
    return this.do({ call: 'inotify_add_watch', instance, path, mask }).wd;
  }

  /** Everything that is queued, as `1 IN_MOVED_TO name`. */
  events(instance: number): readonly string[] {
    const result = this.try({ call: 'inotify_read', instance, bufferBytes: 1 << 20 });
    if (failed(result)) return [];
    return result.events.map(({ wd, mask, name }) => `${wd} ${formatMask(mask).join('|')} ${name}`.trim());
  }
}

export const file = (path: string, content: string = '', mode: number = 0o644) =>
  ({ path, type: 'file', mode, content }) as const;
export const dir = (path: string, mode: number = 0o755) => ({ path, type: 'dir', mode }) as const;
export const link = (path: string, target: string) => ({ path, type: 'symlink', mode: 0o777, target }) as const;
