// The kubelet stops the pod's container: preStop hook, SIGTERM, SIGKILL when the grace period is over.
//
// Source: pkg/kubelet/kuberuntime/kuberuntime_container.go (killContainer, executePreStopHook): the hook's time is
// taken off the grace period, a hook that is still running when it ends is not waited for, and at least
// minimumGracePeriodInSeconds (2) lie between the signals.
// Leaves out: several containers, a hook that fails, --grace-period=0. Rules D1 to D3.
import { setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';
import type { DrainConfig } from './schema.ts';

/** minimumGracePeriodInSeconds. */
const GRACE_MIN_MS = 2000;

/** Creates the kubelet; without `deleteAt` it has nothing to do. */
export function createKubelet({ deleteAt, preStop, terminationGracePeriod, onSignal }: DrainConfig) {
  const hookMs = Math.min(preStop, terminationGracePeriod);
  return setup({
    types: { events: {} as ActorEvent },
    actions: effectActions,
    delays: {
      untilDeletion: deleteAt ?? 0,
      preStopHook: hookMs,
      gracePeriod: Math.max(terminationGracePeriod - hookMs, GRACE_MIN_MS),
    },
  }).createMachine({
    id: 'kubelet',
    initial: deleteAt === undefined ? 'done' : 'running',
    states: {
      running: { after: { untilDeletion: 'deleting' } },
      deleting: {
        entry: { type: 'operate', params: { op: 'delete pod', args: null } },
        on: { operated: hookMs > 0 ? 'preStop' : 'stopping' },
      },
      preStop: { after: { preStopHook: 'stopping' } },
      stopping: {
        entry: { type: 'operate', params: { op: 'SIGTERM', args: onSignal } },
        on: { operated: 'waiting' },
      },
      waiting: {
        entry: { type: 'operate', params: { op: 'await exit', args: null, select: true } },
        on: { operated: 'done' },
        after: { gracePeriod: 'killing' },
      },
      killing: {
        entry: { type: 'operate', params: { op: 'SIGKILL', args: null } },
        on: { operated: 'done' },
      },
      done: {},
    },
  });
}
