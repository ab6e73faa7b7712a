// Which process an actor belongs to, and as whom it runs: what the kernel knows of an actor.
//
// Goroutines are actors of their own and share their process's descriptors; a process that is killed loses them all.
// Rule M7.
import { type ActorId, isProcess, POD_ACTOR_IDS, type PodActorId } from '../actors/effects.ts';
import { type Credentials, ROOT } from '../kernel/system-call.ts';
import type { Scenario } from './scenario.ts';

export const PROCESSES = ['kubectl', 'apiserver', 'kubelet', 'sidecar', 'app', 'users', 'neighbour'] as const;
export type Process = (typeof PROCESSES)[number];

const PROCESS_OF: Readonly<Record<PodActorId, Process>> = {
  operator: 'kubectl',
  api: 'apiserver',
  configMapManager: 'kubelet',
  podWorker: 'kubelet',
  volumeManager: 'kubelet',
  atomicWriter: 'kubelet',
  prober: 'kubelet',
  sidecar: 'sidecar',
  watcher: 'app',
  app: 'app',
  requests: 'users',
  faults: 'neighbour',
};

/** A system's processes make no system calls; it does not matter as which process they make none. */
export function processOf(actor: ActorId): Process {
  return isProcess(actor) ? 'app' : PROCESS_OF[actor];
}

/** The goroutines of a process. */
export function actorsOf(process: Process): readonly ActorId[] {
  return POD_ACTOR_IDS.filter((actor) => PROCESS_OF[actor] === process);
}

/** The process id that the kernel files a process's descriptors under. */
export function pidOf(process: Process): number {
  return PROCESSES.indexOf(process) + 1;
}

/** As whom an actor makes its system calls. */
export function credentialsOf({ app, mount }: Scenario, actor: ActorId): Credentials {
  const process = processOf(actor);
  const pid = pidOf(process);
  if (process !== 'app' || app.runAsUser === null) return { ...ROOT, pid };
  const groups = mount.fsGroup === null ? [] : [mount.fsGroup];
  return { uid: app.runAsUser, gid: 0, groups, umask: ROOT.umask, pid };
}
