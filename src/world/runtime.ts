// The container runtime: what becomes of processes and mounts when the kubelet stops and starts the container.
//
// Source: kubernetes/kubernetes pkg/kubelet/kuberuntime (killContainer, startContainer), pkg/volume/util/subpath
// (doBindSubPath); facts/kubelet.md 4. A container that is started has its mounts made anew: the volume directory that is
// there now, and a subPath bound to what its path resolves to now. Rules V5 to V7, K61.
// Leaves out: SIGTERM and the grace period, images, init containers, the time that all of this takes.
import type { ActorId, RuntimeCall } from '../actors/effects.ts';
import { failed } from '../kernel/system-call.ts';
import { stateName } from './actor-state.ts';
import { call, controlOf, type Draft, give } from './draft.ts';
import { kill } from './faults/kill.ts';
import { closeInstance } from './library-step.ts';
import { volumeOf } from './mounted-volume.ts';
import { isEnvironment } from './scenario.ts';

/** Carries out what `by` asks of the runtime; what went wrong, or null. */
export function runtime(draft: Draft, by: ActorId, request: RuntimeCall): string | null {
  switch (request.fn) {
    case 'stop':
      endContainer(draft);
      if (request.replace) unmount(draft, by);
      return null;
    case 'start': {
      // One that runs by now is left alone: what was known of its end was about an earlier one.
      if (!isDown(draft)) return null;
      const error = mountAgain(draft, by);
      if (error === null) give(draft, 'app', { type: 'containerStarted', environment: request.environment });
      return error;
    }
  }
}

/** SIGKILL to the container's process; its instance of inotify goes with it. */
export function endContainer(draft: Draft): void {
  if (isDown(draft)) return;
  closeInstance(draft);
  kill(draft, 'app', ['app']);
}

function isDown(draft: Draft): boolean {
  return stateName(controlOf(draft, 'app').snapshot) === 'down';
}

function unmount(draft: Draft, by: ActorId): void {
  const { mount } = draft.model.scenario;
  if (!isEnvironment(mount.kind)) call(draft, by, { call: 'umount', target: volumeOf(draft.model.scenario).target });
}

function mountAgain(draft: Draft, by: ActorId): string | null {
  const { scenario } = draft.model;
  if (isEnvironment(scenario.mount.kind)) return null;
  const { source, target, readOnly } = volumeOf(scenario);
  unmount(draft, by);
  const mounted = call(draft, by, { call: 'mount', type: 'bind', source, target, readOnly });
  return failed(mounted) ? `mount ${source}: ${mounted.errno}` : null;
}
