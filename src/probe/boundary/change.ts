// Changes of the tree that the boundary recordings describe in words, as steps on a kernel.
// A change is one system call, or the few calls of one library function, that nothing comes between.
// Left out: changes that fail (every one here must succeed).

import { assert } from '../../kernel/assert.ts';
import { type Kernel, syscall } from '../../kernel/kernel.ts';
import { failed, type SystemCall } from '../../kernel/system-call.ts';
import { O } from '../../kernel/vocabulary.ts';

export type Change = (kernel: Kernel) => Kernel;

/** One system call. */
export function change(call: SystemCall): Change {
  return (kernel) => {
    const outcome = syscall(kernel, call);
    assert(!failed(outcome.result), `${JSON.stringify(call)} succeeds`);
    return outcome.kernel;
  };
}

/** open(O_CREAT|O_TRUNC), write, close: what os.WriteFile and `echo > file` do; without a text nothing is written. */
export function writeFile(path: string, text: string): Change {
  return (kernel) => {
    const flags = O.O_WRONLY | O.O_CREAT | O.O_TRUNC;
    const opened = syscall(kernel, { call: 'open', path, flags, mode: 0o644 });
    assert(!failed(opened.result), `${path} can be opened`);
    const { fd } = opened.result;
    const written = text === '' ? opened.kernel : change({ call: 'write', fd, data: text })(opened.kernel);
    return change({ call: 'close', fd })(written);
  };
}

/** A kernel after several changes. */
export function applyAll(kernel: Kernel, changes: readonly Change[]): Kernel {
  return changes.reduce((next, each) => each(next), kernel);
}
