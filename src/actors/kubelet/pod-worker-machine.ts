// The pod worker: when the kubelet syncs the pod, and so when it looks at the ConfigMap again.
//
// Source: kubernetes/kubernetes pkg/kubelet/pod_workers.go (completeWork), kubelet.go (SyncPod,
// HandlePodUpdates); facts/kubelet.md 2. At time 0 the pod has just been synced.
// Leaves out: the 1 s tick of the sync loop and the wait for the PLEG (up to 1 s and 2 s more), other
// triggers (PLEG events, probe results), failing syncs, pod termination, a kubelet restart. Rules K9, K10.
import { assign, setup } from 'xstate';
import { assert } from '../../kernel/assert.ts';
import { type ActorEvent, effectActions } from '../effects.ts';

export interface PodWorkerConfig {
  /** KubeletConfiguration.syncFrequency, in milliseconds. */
  readonly syncFrequencyMs: number;
  /** Where in U[1, 1.5) × syncFrequency the next sync may fall; with several the scheduler picks one. */
  readonly syncJitter: readonly number[];
  /** From a crash of the kubelet to its next start, in ms. */
  readonly restartMs: number;
}

export interface PodWorkerContext {
  /** From the end of the last sync to the next. */
  readonly resyncMs: number;
}

/** Who begins anew with the pod worker. */
const RESTARTED = ['configMapManager', 'volumeManager', 'atomicWriter'] as const;

/** workerResyncIntervalJitterFactor: wait.Jitter adds up to this share of the interval. */
const JITTER_FACTOR = 0.5;

/** Creates the worker of the one pod. */
export function createPodWorker(config: PodWorkerConfig) {
  const delays = config.syncJitter.map((factor) => {
    assert(factor >= 1 && factor < 1 + JITTER_FACTOR, 'a jitter factor lies in [1, 1.5)');
    return Math.round(factor * config.syncFrequencyMs);
  });
  const [onlyDelay] = delays;
  assert(onlyDelay !== undefined, 'there is at least one jitter factor');

  return setup({
    types: { context: {} as PodWorkerContext, events: {} as ActorEvent },
    actions: effectActions,
    delays: { resync: ({ context }) => context.resyncMs, restart: config.restartMs },
  }).createMachine({
    id: 'podWorker',
    context: { resyncMs: onlyDelay },
    initial: delays.length > 1 ? 'completeWork' : 'waiting',
    on: { killed: '.down' },
    states: {
      // completeWork: workQueue.Enqueue(uid, wait.Jitter(resyncInterval, 0.5))
      completeWork: {
        entry: {
          type: 'choose',
          params: { question: 'next sync', options: delays.map((ms) => `in ${ms / 1000} s`) },
        },
        on: {
          chosen: {
            target: 'waiting',
            actions: assign({ resyncMs: ({ event }) => delays[event.option] ?? onlyDelay }),
          },
        },
      },

      waiting: {
        after: { resync: 'syncPod' },
        on: { podUpdated: 'syncPod' },
      },

      // The kubelet does not run; when it does again, every pod is new to it and synced at once (E1).
      down: { after: { restart: 'starting' } },
      starting: {
        entry: RESTARTED.map((to) => ({
          type: 'post' as const,
          params: { to, message: { type: 'kubeletStarted' as const } },
        })),
        always: 'syncPod',
      },

      // SyncPod: WaitForAttachAndMount returns at once for a mounted volume, so the remount goes on without the worker.
      syncPod: {
        entry: [
          { type: 'observe', params: { fact: { rule: 'K9', kind: 'sync', about: {} } } },
          { type: 'post', params: { to: 'volumeManager', message: { type: 'markRemountRequired' } } },
        ],
        always: delays.length > 1 ? 'completeWork' : 'waiting',
      },
    },
  });
}
