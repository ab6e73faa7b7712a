// The volume manager: from "this pod was synced" to a SetUpAt of its ConfigMap volume, and what follows a
// failure; and the removal of the volume with its pod.
//
// Source: kubernetes/kubernetes pkg/kubelet/volumemanager/{volume_manager,populator,reconciler},
// pkg/volume/configmap/configmap.go (SetUpAt, TearDown), pkg/volume/emptydir,
// pkg/util/goroutinemap/exponentialbackoff; facts/kubelet.md 2 and 3. At time 0 the volume is mounted.
// Leaves out: that a tick may come sooner than its period, several volumes at once, quota and SELinux of the
// wrapped emptyDir, and that a mark which the populator sets during a SetUp of more than 100 ms is lost.
// Rules K11 to K16, V5, V9, V10, V13.
import { assign, setup } from 'xstate';
import { failed } from '../../kernel/system-call.ts';
import { type ActorEvent, type ConfigMapObject, effectActions, type Fact, type Message } from '../effects.ts';
import { attempt } from './go-os.ts';
import { makePayload, type Payload } from './payload.ts';
import { actionOf, ask, OK, type Procedure, type Reply, replay, replyOf } from './procedure.ts';
import { type RemoveAllFlavour, removeAll } from './remove-all.ts';

export interface VolumeManagerConfig {
  /** The volume directory as the kubelet knows it, without a trailing slash. */
  readonly volume: string;
  /** key → path; null projects every key. */
  readonly items: Readonly<Record<string, string>> | null;
  readonly removeAll: RemoveAllFlavour;
  /** A ConfigMap or a key that is not there is no error. */
  readonly optional: boolean;
  /** A second ConfigMap is projected into it. */
  readonly hasSource: boolean;
  /** The volume has not been set up at time 0: its pod waits for it. */
  readonly isAwaited: boolean;
}

export interface VolumeManagerContext {
  /** The pod was synced again while a SetUp was under way. */
  readonly marked: boolean;
  /** What SetUpAt is going to write, or why it cannot. */
  readonly setUp: { readonly payload: Payload } | { readonly error: string } | null;
  /** How long the failed SetUp is held back; 0 after a success. */
  readonly backOffMs: number;
  /** Replies that the running procedure has had so far. */
  readonly replies: readonly Reply[];
  /** How that procedure stands. */
  readonly calls: 'asking' | 'done' | 'failed';
  /** The volume is not there, and a pod waits for it. */
  readonly isAwaited: boolean;
  /** Its pod has gone: it is to be removed. */
  readonly isLeaving: boolean;
}

/** desiredStateOfWorldPopulatorLoopSleepPeriod and reconcilerLoopSleepPeriod. */
const TICK_MS = 100;
/** exponentialbackoff: initialDurationBeforeRetry and maxDurationBeforeRetry. */
const BACK_OFF_FIRST_MS = 500;
const BACK_OFF_MAX_MS = 122_000;
/** emptyDir's perm: the mode of a volume directory. */
const VOLUME_MODE = 0o777;

/** wrapped.SetUpAt: the directory is there, or is made again after a TearDown (K13). */
function* setUpDirectory(volume: string): Procedure<object> {
  const found = yield* ask({ call: 'stat', path: volume });
  if (!failed(found)) return OK;
  const made = yield* attempt({ call: 'mkdir', path: volume, mode: VOLUME_MODE });
  if (failed(made)) return made;
  return yield* attempt({ call: 'chmod', path: volume, mode: VOLUME_MODE });
}

/** getConfigMap and MakePayload: all that can go wrong before anything is touched (K11). */
function payloadOf(object: ConfigMapObject, { items, optional }: VolumeManagerConfig): VolumeManagerContext['setUp'] {
  if (object.data === null && !optional) return { error: 'configmap not found' };
  const made = makePayload(object.data ?? {}, items, optional);
  return 'payload' in made ? made : { error: `configmap references non-existent config key: ${made.missingKey}` };
}

/** Both payloads as one; the first error, where there is one. */
function collected(
  first: VolumeManagerContext['setUp'],
  second: VolumeManagerContext['setUp'],
): VolumeManagerContext['setUp'] {
  if (first === null || 'error' in first) return first;
  if (second === null || 'error' in second) return second;
  return { payload: { ...first.payload, ...second.payload } };
}

/** The next pause after one more failure in a row, in milliseconds (K15). */
function nextBackOff(backOffMs: number): number {
  return backOffMs === 0 ? BACK_OFF_FIRST_MS : Math.min(2 * backOffMs, BACK_OFF_MAX_MS);
}

/** Nothing is under way. */
const REST: Omit<VolumeManagerContext, 'isAwaited' | 'isLeaving'> = {
  marked: false,
  setUp: null,
  backOffMs: 0,
  replies: [],
  calls: 'done',
};

const tellMounted = {
  type: 'post',
  params: { to: 'podWorker', message: { type: 'mounted' } },
} as const;
const tellTornDown = {
  type: 'post',
  params: { to: 'podWorker', message: { type: 'tornDown' } },
} as const;

const tellNoSetUp = {
  type: 'observe',
  params: ({ context: { setUp } }: { readonly context: VolumeManagerContext }): { fact: Fact } => ({
    fact: {
      rule: 'K11',
      kind: 'write-failed',
      about: { step: 'makePayload', errno: setUp !== null && 'error' in setUp ? setUp.error : '' },
    },
  }),
} as const;

/** Creates the manager of the one ConfigMap volume. */
export function createVolumeManager(config: VolumeManagerConfig) {
  const pieces = setup({
    types: { context: {} as VolumeManagerContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      noPayload: ({ context }) => context.setUp !== null && 'error' in context.setUp,
      marked: ({ context }) => context.marked,
      callsFailed: ({ context }) => context.calls === 'failed',
      callsDone: ({ context }) => context.calls !== 'asking',
      awaited: ({ context }) => context.isAwaited,
      leaving: ({ context }) => context.isLeaving,
    },
    delays: { populatorTick: TICK_MS, reconcilerTick: TICK_MS, backOff: ({ context }) => context.backOffMs },
  });

  /** A state that makes the system calls of a procedure. */
  const calls = (procedure: () => Procedure<object>) => {
    const run = (replyTo: (event: ActorEvent) => Reply | null) =>
      pieces.enqueueActions(({ context, event, enqueue }) => {
        const reply = replyTo(event);
        const replies = reply === null ? [] : [...context.replies, reply];
        const progress = replay(procedure(), replies);
        if (progress.status === 'asking') {
          enqueue.assign({ replies, calls: 'asking' });
          enqueue(actionOf(progress.question));
        } else {
          enqueue.assign({ replies: [], calls: failed(progress.value) ? 'failed' : 'done' });
        }
      });
    return pieces.createStateConfig({ entry: run(() => null), on: { returned: { actions: run(replyOf) } } });
  };
  // Between two operations on the volume it can be removed (V5).
  const leave = { guard: 'leaving', target: 'unmounting' } as const;
  // What is going to be done anyway needs no second mark (K16).
  const alreadyDue = { markRemountRequired: {} };

  return pieces.createMachine({
    id: 'volumeManager',
    context: { ...REST, isAwaited: config.isAwaited, isLeaving: false },
    initial: config.isAwaited ? 'populatorTick' : 'mounted',
    on: {
      markRemountRequired: { actions: assign({ marked: true }) },
      tearDown: { actions: assign({ isLeaving: true }) },
      killed: { target: '.down', actions: assign({ ...REST, isLeaving: false }) },
    },
    states: {
      mounted: { always: leave, on: { markRemountRequired: 'populatorTick' } },

      // The kubelet does not run (E1). Once it does, the volume is found mounted and marked for a remount.
      down: {
        on: {
          kubeletStarted: [{ guard: 'awaited', target: 'unmounted' }, { target: 'mounted' }],
          markRemountRequired: {},
        },
      },

      // The desired-state populator marks the volumes of the pod: MarkRemountRequired (K12).
      populatorTick: { always: leave, after: { populatorTick: 'reconcilerTick' }, on: alreadyDue },

      // The reconciler finds the mark and starts MountVolume in a goroutine of its own.
      reconcilerTick: { always: leave, after: { reconcilerTick: 'getConfigMap' }, on: alreadyDue },

      getConfigMap: {
        entry: { type: 'post', params: { to: 'configMapManager', message: { type: 'get', from: 'volumeManager' } } },
        on: {
          object: {
            target: config.hasSource ? 'getSource' : 'makePayload',
            actions: assign({ setUp: ({ event }) => payloadOf(event.object, config) }),
          },
        },
      },

      // collectData of a projected volume: source after source, each as its own store has it, into one payload (V13).
      getSource: {
        entry: {
          type: 'post',
          params: { to: 'configMapManager', message: { type: 'getSource', from: 'volumeManager' } },
        },
        on: {
          source: {
            target: 'makePayload',
            actions: assign({
              setUp: ({ context, event }) => collected(context.setUp, payloadOf(event.object, config)),
            }),
          },
        },
      },

      makePayload: {
        always: [{ guard: 'noPayload', target: 'backOff', actions: tellNoSetUp }, { target: 'setUpDirectory' }],
      },

      setUpDirectory: {
        ...calls(() => setUpDirectory(config.volume)),
        always: [
          { guard: 'callsFailed', target: 'backOff' },
          { guard: 'callsDone', target: 'writing' },
        ],
      },

      writing: {
        entry: {
          type: 'post',
          params: ({ context: { setUp } }): { to: 'atomicWriter'; message: Message } => ({
            to: 'atomicWriter',
            message: { type: 'write', payload: setUp !== null && 'payload' in setUp ? setUp.payload : {} },
          }),
        },
        on: {
          written: [
            { guard: 'awaited', target: 'mounted', actions: [assign({ ...REST, isAwaited: false }), tellMounted] },
            { guard: 'marked', target: 'populatorTick', actions: assign(REST) },
            { target: 'mounted', actions: assign(REST) },
          ],
          writeFailed: 'tearDown',
        },
      },

      // The deferred TearDown of SetUpAt removes the directory with all it holds; its own error is only logged (K14).
      tearDown: {
        ...calls(() => removeAll(config.volume, config.removeAll)),
        always: { guard: 'callsDone', target: 'backOff' },
      },

      backOff: {
        entry: assign(({ context }) => ({ ...REST, backOffMs: nextBackOff(context.backOffMs) })),
        always: leave,
        after: { backOff: 'reconcilerTick' },
        on: alreadyDue,
      },

      // TearDown of a pod that is gone; the next pod's volume is another directory (V5).
      unmounting: {
        ...calls(() => removeAll(config.volume, config.removeAll)),
        always: {
          guard: 'callsDone',
          target: 'unmounted',
          actions: [assign({ ...REST, isAwaited: true, isLeaving: false }), tellTornDown],
        },
      },
      unmounted: { on: { markRemountRequired: 'populatorTick', tearDown: { actions: tellTornDown } } },
    },
  });
}
