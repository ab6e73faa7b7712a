// The directories of the pod before the container starts: the volume, filled once, and mounted where it is seen.
//
// Source: facts/kubelet.md sections 3 and 4: the volume lies on the node's disk below /var/lib/kubelet and is bind-mounted
// into the container, read-only for a ConfigMap; a subPath is bound to the inode its path resolves to. Rules K60, K61, V10.
// Leaves out: the container's own root file system (the two share one here), tmpfs for secrets.
import type { AnyStateMachine } from 'xstate';
import type { ActorId, Message } from '../actors/effects.ts';
import { makePayload, type Payload } from '../actors/kubelet/payload.ts';
import { assert } from '../kernel/assert.ts';
import { bootKernel, type Kernel, syscall } from '../kernel/kernel.ts';
import { failed, type SystemCall } from '../kernel/system-call.ts';
import { O } from '../kernel/vocabulary.ts';
import { type Control, moveActor, startActor } from './actor-state.ts';
import { isEnvironment, type Scenario } from './scenario.ts';

/** A directory that the application also watches, and that a busy neighbour writes to (E8). */
export const NEIGHBOUR_DIRECTORY = '/var/log/app';

export function hasNeighbour({ faults }: Scenario): boolean {
  return faults.some(({ fault }) => fault === 'noisy-neighbour');
}

const VOLUMES = '/var/lib/kubelet/pods/web/volumes';

/** Where the volume is on the node, and where the container sees it. */
export interface Volume {
  /** The directory that the writer knows. */
  readonly root: string;
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** Paths of the scenario's volume. */
export function volumeOf({ mount }: Scenario): Volume {
  const byKubelet = mount.kind === 'projected' ? 'kubernetes.io~projected' : 'kubernetes.io~configmap';
  const plugin = mount.writer === 'kubelet' ? byKubelet : 'kubernetes.io~empty-dir';
  const root = `${VOLUMES}/${plugin}/config`;
  const below = mount.kind === 'subPath' ? `/${mount.subPath ?? ''}` : '';
  return {
    root,
    source: root + below,
    target: mount.path + below,
    readOnly: mount.writer === 'kubelet',
  };
}

/** What a version of the ConfigMap makes of the volume, or of the environment; nothing where that is an error. */
export function payloadFor({ mount }: Pick<Scenario, 'mount'>, data: Payload): Payload {
  const made = makePayload(data, mount.items, mount.optional);
  return 'payload' in made ? made.payload : {};
}

/** What the container waits for at time 0, because it cannot be made of the ConfigMap; null when it starts (V10). */
export function waitsAtStart({ configMap, mount }: Scenario): 'volume' | 'environment' | null {
  const { data } = configMap;
  const isMissing = data === null ? !mount.optional : 'missingKey' in makePayload(data, mount.items, mount.optional);
  if (!isMissing) return null;
  return isEnvironment(mount.kind) ? 'environment' : 'volume';
}

/** A kernel with the volume filled and mounted, if there is one by then, and the writer as it is after that first write. */
export function mountedKernel(
  scenario: Scenario,
  volume: Volume,
  machines: Readonly<Partial<Record<ActorId, AnyStateMachine>>>,
): { readonly kernel: Kernel; readonly writer: { readonly id: ActorId; readonly control: Control } | null } {
  const data = { ...scenario.configMap.data, ...scenario.mount.source?.data };
  const waits = waitsAtStart(scenario);
  const hasVolume = !isEnvironment(scenario.mount.kind);
  let kernel = makeDirectories(bootKernel(scenario.kernel), [
    waits === null && hasVolume ? volume.root : volume.root.slice(0, volume.root.lastIndexOf('/')),
    scenario.mount.path,
    ...(hasNeighbour(scenario) ? [NEIGHBOUR_DIRECTORY] : []),
  ]);
  if (!hasVolume) return { kernel, writer: null };
  if (waits !== null) return { kernel: withMountPoint(kernel, scenario, volume), writer: null };
  const byKubelet = scenario.mount.writer === 'kubelet';
  const id = byKubelet ? 'atomicWriter' : 'sidecar';
  const message: Message = byKubelet
    ? { type: 'write', payload: payloadFor(scenario, data) }
    : { type: 'modified', object: { resourceVersion: 1, data } };
  const machine = machines[id];
  assert(machine !== undefined, 'somebody writes the volume');
  let state = moveActor(machine, startActor(machine).state, message).state;
  while (state.waiting !== null) {
    const { waiting } = state;
    // Nobody is there yet to see in which order keys are written.
    if (waiting.type === 'choose') {
      state = moveActor(machine, state, { type: 'chosen', option: 0 }).state;
      continue;
    }
    assert(waiting.type === 'syscall', 'a writer makes system calls only');
    const outcome = syscall(kernel, waiting.call);
    kernel = outcome.kernel;
    state = moveActor(machine, state, { type: 'returned', result: outcome.result }).state;
  }
  return { kernel: bound(kernel, scenario, volume), writer: { id, control: state } };
}

function bound(kernel: Kernel, scenario: Scenario, volume: Volume): Kernel {
  const { source, target, readOnly } = volume;
  return must(withMountPoint(kernel, scenario, volume), { call: 'mount', type: 'bind', source, target, readOnly });
}

/** The mount point is made by the runtime: a file for a file, a directory for a directory. */
function withMountPoint(kernel: Kernel, { mount }: Scenario, { target }: Volume): Kernel {
  return mount.kind === 'subPath' ? touched(kernel, target) : kernel;
}

function touched(kernel: Kernel, path: string): Kernel {
  const { kernel: opened, result } = syscall(kernel, { call: 'open', path, flags: O.O_WRONLY | O.O_CREAT });
  assert(!failed(result), `${path} can be made`);
  return must(opened, { call: 'close', fd: result.fd });
}

function makeDirectories(kernel: Kernel, paths: readonly string[]): Kernel {
  const all = paths.flatMap((path) =>
    path.split('/').flatMap((_, depth, parts) => (depth === 0 ? [] : [parts.slice(0, depth + 1).join('/')])),
  );
  return [...new Set(all)].reduce((before, path) => must(before, { call: 'mkdir', path, mode: 0o755 }), kernel);
}

function must(kernel: Kernel, call: SystemCall): Kernel {
  const outcome = syscall(kernel, call);
  assert(!failed(outcome.result), `${call.call} succeeds while the pod is set up`);
  return outcome.kernel;
}
