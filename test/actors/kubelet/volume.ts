// A ConfigMap volume in the kernel model, for tests: made by the writer itself, looked at as an application
// looks at it.
import { createAtomicWriter } from '../../../src/actors/kubelet/atomic-writer-machine.ts';
import type { AtomicWriterConfig } from '../../../src/actors/kubelet/atomic-writer-procedures.ts';
import {
  KUBELET_VERSIONS,
  type KubeletFeatures,
  type KubeletVersion,
  kubeletFeatures,
} from '../../../src/actors/kubelet/versions.ts';
import { bootKernel, type Kernel, syscall } from '../../../src/kernel/kernel.ts';
import { STANDARD_DESCRIPTORS } from '../../../src/kernel/limits.ts';
import { slotEntries } from '../../../src/kernel/slots.ts';
import type { SystemCall } from '../../../src/kernel/system-call.ts';
import { buildTree, readTree } from '../../../src/kernel/tree.ts';
import { type Answers, begin, type Driven, give } from '../drive.ts';
import { VOLUME } from './recording.ts';

export type Payload = Readonly<Record<string, string>>;

/** The first release of each way of writing. */
export const WAYS_OF_WRITING: readonly { readonly version: KubeletVersion; readonly features: KubeletFeatures }[] =
  KUBELET_VERSIONS.map((version) => ({ version, features: kubeletFeatures(version) })).filter(
    ({ features }, index, all) =>
      all.findIndex((other) => wayOfWriting(other.features) === wayOfWriting(features)) === index,
  );

function wayOfWriting({ syncDropsCache: _, ...features }: KubeletFeatures): string {
  return JSON.stringify(features);
}

/** An empty volume directory. */
export function emptyVolume(): Kernel {
  return bootKernel(
    {},
    buildTree(0o755, [
      { path: 'etc', type: 'dir', mode: 0o755 },
      { path: 'etc/config', type: 'dir', mode: 0o777 },
    ]),
  );
}

/** One Write by a new writer, as every SetUp makes one; `lastTs` from the one before. */
export function write(
  kernel: Kernel,
  payload: Payload,
  config: Partial<AtomicWriterConfig> & { readonly features: KubeletFeatures },
  answers: Answers = {},
): Driven {
  const machine = createAtomicWriter({ volume: VOLUME, defaultMode: 0o644, fsGroup: null, ...config });
  return give(begin(machine, kernel), { type: 'write', payload }, answers);
}

/** How Write ended: the message to the volume manager, or that the process was killed. */
export function outcome({ posts, killed, state }: Driven): string {
  const [message] = posts;
  if (killed) return `killed in ${String(state.snapshot.value)}`;
  if (message?.type === 'written') return message.changed ? 'written' : 'unchanged';
  return message?.type === 'writeFailed' ? `failed in ${message.step}: ${message.errno}` : 'no answer';
}

/** What the kernel does for a process that is gone: its descriptors are closed. */
export function processExits(kernel: Kernel): Kernel {
  return slotEntries(kernel.fs.files).reduce(
    (now, [slot]) => syscall(now, { call: 'close', fd: slot + STANDARD_DESCRIPTORS - 1 }).kernel,
    kernel,
  );
}

/** Content as an application reads it, or the errno of open(2). */
export function readAsApp(kernel: Kernel, key: string): string {
  const call: SystemCall = { call: 'open', path: `${VOLUME}/${key}`, flags: 0 };
  const opened = syscall(kernel, call);
  if (!('fd' in opened.result)) return 'errno' in opened.result ? opened.result.errno : '';
  const read = syscall(opened.kernel, { call: 'read', fd: opened.result.fd, count: 1 << 20 });
  return 'data' in read.result ? read.result.data : '';
}

/** The names right below the volume, each link with where it leads, directories with a slash. */
export function namesIn(kernel: Kernel): readonly string[] {
  return readTree(kernel.fs)
    .entries.filter(({ path }) => /^etc\/config\/[^/]+$/.test(path))
    .map(({ path, type, target }) => {
      const name = path.slice('etc/config/'.length);
      return type === 'dir' ? `${name}/` : `${name}->${target}`;
    });
}
