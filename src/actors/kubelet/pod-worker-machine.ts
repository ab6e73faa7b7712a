// The pod worker: when the kubelet syncs the pod, and so when it looks at the ConfigMap again; and how the pod's one
// container, and the pod itself, are started anew.
//
// Source: kubernetes/kubernetes pkg/kubelet/pod_workers.go (completeWork, SyncTerminatingPod, SyncTerminatedPod), kubelet.go
// (SyncPod, HandlePodUpdates), kubelet_pods.go (makeEnvironmentVariables), kuberuntime_manager.go (computePodActions);
// facts/kubelet.md 2, 4, 5. At time 0 the pod has just been synced.
// Leaves out: the 1 s tick of the sync loop and the wait for the PLEG (up to 1 s and 2 s more), other
// triggers (PLEG events of other containers, readiness), the back-off of later restarts, SIGTERM and the grace period, and
// a new pod that comes before the old one is gone. Rules K9, K10, V5 to V7, V10.
import { assign, setup } from 'xstate';
import { assert } from '../../kernel/assert.ts';
import { type ActorEvent, effectActions, type Fact, type Message } from '../effects.ts';
import { type Environment, type EnvironmentSource, environmentOf } from './environment.ts';

export interface PodWorkerConfig {
  /** KubeletConfiguration.syncFrequency, in milliseconds. */
  readonly syncFrequencyMs: number;
  /** Where in U[1, 1.5) × syncFrequency the next sync may fall; with several the scheduler picks one. */
  readonly syncJitter: readonly number[];
  /** From a crash of the kubelet to its next start, in ms. */
  readonly restartMs: number;
  /** The pod has a volume to be set up before its container starts. */
  readonly hasVolume: boolean;
  /** Its container is probed. */
  readonly isProbed: boolean;
  /** What its container's environment is made of; null where that is no ConfigMap. */
  readonly environment: EnvironmentSource | null;
  /** What the pod waits for at time 0; null: its container runs. */
  readonly waitsFor: 'volume' | 'environment' | null;
}

/** What is to be done for the pod besides syncing it; the API server and the runtime know, so it outlives a kubelet. */
export type PodPhase = 'running' | 'container-ended' | 'terminating' | 'new';

export interface PodWorkerContext {
  /** From the end of the last sync to the next. */
  readonly resyncMs: number;
  readonly phase: PodPhase;
  /** The ConfigMap that the next pod names, where that is another one. */
  readonly name: string | null;
  /** For the container that is being started; null where it takes none from a ConfigMap. */
  readonly environment: Environment | null;
  /** Why it cannot be started yet. */
  readonly problem: string | null;
}

const NOTHING_TO_START = { environment: null, problem: null };

type Args = { readonly context: PodWorkerContext };

/** workerResyncIntervalJitterFactor: wait.Jitter adds up to this share of the interval. */
const JITTER_FACTOR = 0.5;
/** genericPlegRelistPeriod: until then kubelet does not know that a container has ended. */
export const PLEG_RELIST_MS = 1000;
/** backOffPeriod: after a sync that has failed. */
const BACK_OFF_MS = 10_000;

const observe = (fact: Fact) => ({ type: 'observe', params: { fact } }) as const;
const postTo = (to: 'volumeManager' | 'configMapManager' | 'prober', message: Message) =>
  ({ type: 'post', params: { to, message } }) as const;

/** Creates the worker of the one pod. */
export function createPodWorker(config: PodWorkerConfig) {
  const delays = config.syncJitter.map((factor) => {
    assert(factor >= 1 && factor < 1 + JITTER_FACTOR, 'a jitter factor lies in [1, 1.5)');
    return Math.round(factor * config.syncFrequencyMs);
  });
  const [onlyDelay] = delays;
  assert(onlyDelay !== undefined, 'there is at least one jitter factor');
  const synced = delays.length > 1 ? 'completeWork' : 'waiting';
  const first = { volume: 'mounting', environment: 'creating' } as const;
  /** Who begins anew with the pod worker. */
  const restarted = [
    'configMapManager' as const,
    ...(config.hasVolume ? (['volumeManager', 'atomicWriter'] as const) : []),
    ...(config.isProbed ? (['prober'] as const) : []),
  ];
  const remount = config.hasVolume ? [postTo('volumeManager', { type: 'markRemountRequired' })] : [];

  const pieces = setup({
    types: { context: {} as PodWorkerContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      containerEnded: ({ context }) => context.phase === 'container-ended',
      terminating: ({ context }) => context.phase === 'terminating',
      isNew: ({ context }) => context.phase === 'new',
      takesNone: () => config.environment === null,
      hasNoVolume: () => !config.hasVolume,
      ranInVain: ({ event }) => event.type === 'ran' && event.error !== null,
    },
    delays: {
      resync: ({ context }) => context.resyncMs,
      restart: config.restartMs,
      relist: PLEG_RELIST_MS,
      backOff: BACK_OFF_MS,
    },
  });
  const tellProber = (type: 'containerRunning' | 'containerStopped') =>
    config.isProbed ? [postTo('prober', { type })] : [];
  const become = (phase: PodPhase) => pieces.assign({ phase });
  const toBeReplaced = pieces.assign(({ context, event }) => ({
    phase: 'terminating' as const,
    name: event.type === 'podDeleted' ? (event.name ?? context.name) : context.name,
  }));
  const replaced = { target: 'terminating', actions: toBeReplaced } as const;

  return pieces.createMachine({
    id: 'podWorker',
    context: { resyncMs: onlyDelay, phase: phaseAt(config.waitsFor), ...NOTHING_TO_START, name: null },
    initial: config.waitsFor === null ? synced : first[config.waitsFor],
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
        on: {
          podUpdated: 'syncPod',
          containerDied: { target: 'syncPod', actions: [become('container-ended'), ...tellProber('containerStopped')] },
          containerUnhealthy: 'stopping',
          podDeleted: replaced,
        },
      },

      // The kubelet does not run; when it does again, every pod is new to it and synced at once (E1).
      down: {
        after: { restart: 'starting' },
        on: {
          containerDied: { actions: [become('container-ended'), ...tellProber('containerStopped')] },
          podDeleted: { actions: toBeReplaced },
        },
      },
      starting: {
        entry: restarted.map((to) => ({
          type: 'post' as const,
          params: { to, message: { type: 'kubeletStarted' as const } },
        })),
        always: [
          { guard: 'terminating', target: 'terminating' },
          { guard: 'isNew', target: 'newPod' },
          { target: 'syncPod' },
        ],
      },

      // SyncPod: WaitForAttachAndMount returns at once for a mounted volume, so the remount goes on without the worker.
      syncPod: {
        entry: [observe({ rule: 'K9', kind: 'sync', about: {} }), ...remount],
        always: [{ guard: 'containerEnded', target: 'creating' }, { target: synced }],
      },

      // The container is killed; the PLEG notices, and the sync that follows starts it again (V6).
      stopping: {
        entry: [
          observe({ rule: 'V6', kind: 'container-stopped', about: {} }),
          { type: 'runtime', params: { call: { fn: 'stop', replace: false } } },
        ],
        on: { ran: { target: 'relisting', actions: [become('container-ended'), ...tellProber('containerStopped')] } },
      },
      relisting: { after: { relist: 'syncPod' }, on: { podDeleted: replaced } },

      // The pod is deleted: its container ends, its volume is removed, and only then is another pod there (V5).
      terminating: {
        entry: { type: 'runtime', params: { call: { fn: 'stop', replace: true } } },
        on: { ran: { target: 'tearingDown', actions: tellProber('containerStopped') } },
      },
      tearingDown: {
        entry: config.hasVolume ? postTo('volumeManager', { type: 'tearDown' }) : [],
        always: { guard: 'hasNoVolume', target: 'newPod' },
        on: { tornDown: 'newPod', podDeleted: { actions: toBeReplaced } },
      },
      newPod: {
        entry: [
          become('new'),
          {
            type: 'post',
            params: ({ context: { name } }) => ({
              to: 'configMapManager',
              message: { type: 'podReplaced', ...(name === null ? {} : { name }) },
            }),
          },
          observe({ rule: 'V5', kind: 'pod-replaced', about: {} }),
          ...remount,
        ],
        always: [{ guard: 'hasNoVolume', target: 'creating' }, { target: 'mounting' }],
      },

      // WaitForAttachAndMount of a pod whose volume is not there yet: ContainerCreating (V10).
      mounting: {
        on: {
          mounted: 'creating',
          podUpdated: { actions: remount },
          podDeleted: replaced,
        },
      },

      // Its environment is made when a container is, and never again (V7).
      creating: {
        entry: [
          become('container-ended'),
          ...(config.environment === null ? [] : [postTo('configMapManager', { type: 'get', from: 'podWorker' })]),
        ],
        always: { guard: 'takesNone', target: 'startingContainer' },
        on: {
          object: {
            target: 'judging',
            actions: assign(({ event }) => environmentOf(config.environment, event.object.data)),
          },
          podUpdated: { actions: remount },
          podDeleted: replaced,
        },
      },
      judging: {
        always: [
          { guard: ({ context }) => context.problem !== null, target: 'backingOff' },
          { target: 'startingContainer' },
        ],
      },
      startingContainer: {
        entry: {
          type: 'runtime',
          params: ({ context: { environment } }: Args) => ({ call: { fn: 'start' as const, environment } }),
        },
        on: {
          ran: [
            {
              guard: 'ranInVain',
              target: 'backingOff',
              actions: assign({ problem: ({ event }) => event.error ?? '' }),
            },
            {
              target: synced,
              actions: [
                pieces.assign({ phase: 'running', ...NOTHING_TO_START }),
                observe({ rule: 'V6', kind: 'container-started', about: {} }),
                ...tellProber('containerRunning'),
              ],
            },
          ],
        },
      },
      // CreateContainerConfigError, and whatever else the next sync may find in order (V10).
      backingOff: {
        entry: {
          type: 'observe',
          params: ({ context }) => ({
            fact: { rule: 'V10', kind: 'container-waits', about: { why: context.problem ?? '' } },
          }),
        },
        exit: pieces.assign(NOTHING_TO_START),
        after: { backOff: 'syncPod' },
        on: { podUpdated: 'syncPod', podDeleted: replaced },
      },
    },
  });
}

function phaseAt(waitsFor: PodWorkerConfig['waitsFor']): PodPhase {
  if (waitsFor === null) return 'running';
  return waitsFor === 'volume' ? 'new' : 'container-ended';
}
