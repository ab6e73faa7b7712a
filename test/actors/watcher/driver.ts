// Drives one watcher library over the real kernel model: operations in, deliveries out, as lines of text.
//
// `drain` is the reader goroutine with a program that receives at once. Every path is absolute; the tree starts with
// the directory /m. Leaves out: a program that reacts to what it receives (test/probe has those).
import { errorText } from '../../../src/actors/watcher/go-error.ts';
import { findLibrary } from '../../../src/actors/watcher/libraries.ts';
import type { AddOptions, Delivery } from '../../../src/actors/watcher/library.ts';
import { assert } from '../../../src/kernel/assert.ts';
import { bootKernel, syscall } from '../../../src/kernel/kernel.ts';
import type { KernelLimits } from '../../../src/kernel/limits.ts';
import { failed, type SystemCall } from '../../../src/kernel/system-call.ts';
import { O } from '../../../src/kernel/vocabulary.ts';

type Change =
  | readonly ['file' | 'append' | 'mkdir' | 'unlink' | 'rmdir' | 'chmod' | 'tmpfs' | 'umount', path: string]
  | readonly ['link' | 'symlink' | 'rename', from: string, to: string];

/** One step: a call of the program on the library, or a change of the tree by somebody else. */
export type Step =
  | readonly ['Add', path: string]
  | readonly ['Remove', path: string]
  | readonly ['drain']
  | readonly ['list']
  | Change;

export interface Setting {
  readonly limits?: Partial<KernelLimits>;
  readonly options?: AddOptions;
}

/** Runs the steps and returns what Add, Remove, the channels and WatchList said, one line each. */
export function drive(id: string, steps: readonly Step[], setting: Setting = {}): readonly string[] {
  const library = findLibrary(id);
  assert(library !== undefined, `${id} is a library`);
  const lines: string[] = [];
  let kernel = bootKernel(setting.limits);
  const sys = (call: SystemCall) => {
    const outcome = syscall(kernel, call);
    kernel = outcome.kernel;
    return outcome.result;
  };
  sys({ call: 'mkdir', path: '/m', mode: 0o755 });
  const opened = library.newWatcher(sys);
  if ('error' in opened) return [`NewWatcher: ${opened.error}`];
  let tables = opened.tables;

  const drain = () => {
    const { instance } = tables as { readonly instance: number };
    const read = sys({ call: 'inotify_read', instance, bufferBytes: library.bufferBytes });
    if (!('events' in read)) return;
    for (const raw of read.events) {
      const translated = library.translate(tables, raw, sys);
      tables = translated.tables;
      lines.push(...translated.sends.map(formatDelivery));
    }
    drain();
  };
  for (const step of steps) {
    if (step[0] === 'drain') drain();
    else if (step[0] === 'list') lines.push(`list: ${library.watchList(tables).join(' ')}`);
    else if (step[0] === 'Add' || step[0] === 'Remove') {
      const called =
        step[0] === 'Add' ? library.add(tables, step[1], sys, setting.options) : library.remove(tables, step[1], sys);
      tables = called.tables;
      if (called.error !== null) lines.push(`${step[0]} ${step[1]}: ${errorText(called.error)}`);
    } else change(step, sys);
  }
  return lines;
}

function change(step: Change, sys: (call: SystemCall) => object): void {
  if (step[0] === 'tmpfs') sys({ call: 'mkdir', path: step[1], mode: 0o755 });
  const result = sys(changeCall(step));
  assert(!failed(result), `${step.join(' ')} succeeds`);
  if (!('fd' in result) || typeof result.fd !== 'number') return;
  if (step[0] === 'append') sys({ call: 'write', fd: result.fd, data: 'x' });
  sys({ call: 'close', fd: result.fd });
}

function changeCall(step: Change): SystemCall {
  const [op, path] = step;
  switch (op) {
    case 'file':
      return { call: 'open', path, flags: O.O_WRONLY | O.O_CREAT | O.O_EXCL, mode: 0o644 };
    case 'append':
      return { call: 'open', path, flags: O.O_WRONLY | O.O_APPEND };
    case 'mkdir':
      return { call: 'mkdir', path, mode: 0o755 };
    case 'chmod':
      return { call: 'chmod', path, mode: 0o600 };
    case 'tmpfs':
      return { call: 'mount', type: 'tmpfs', target: path };
    case 'umount':
      return { call: 'umount', target: path };
    case 'symlink':
      return { call: 'symlink', target: path, path: step[2] };
    case 'link':
    case 'rename':
      return { call: op, from: path, to: step[2] };
    default:
      return { call: op, path };
  }
}

function formatDelivery(delivery: Delivery): string {
  if (delivery.channel === 'Errors') return `Errors: ${delivery.error}`;
  return `${delivery.event.op} ${JSON.stringify(delivery.event.name)}`;
}
