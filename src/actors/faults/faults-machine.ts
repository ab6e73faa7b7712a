// Counts the faults that have happened, and ends those that last: a frozen application thaws, a held file is closed, a
// wrong apply is put right, kubelet notices that a container has ended.
//
// What a fault does to the world is in src/world/faults; this machine only remembers. Rules E3 to E7, E11.
// Leaves out: chance. Whether and when a fault happens is a choice like any other.
import { setup } from 'xstate';
import { type ActorEvent, effectActions, type Message } from '../effects.ts';
import { PLEG_RELIST_MS } from '../kubelet/pod-worker-machine.ts';
import type { FaultName, FaultSpec, Mistake } from './fault-names.ts';

/** What somebody has to do when a fault that lasts is over: close a descriptor, or look at a wrong apply. */
type Ending =
  /** There is no kubelet in the scenario that would start the container. */
  | { readonly type: 'start' }
  | { readonly type: 'release'; readonly fd: number }
  | { readonly type: 'notice'; readonly mistake: Mistake };

export interface FaultsContext {
  /** How often each fault may still happen. */
  readonly left: Readonly<Partial<Record<FaultName, number>>>;
  /** The application's process does not run. */
  readonly frozen: boolean;
  /** What is to be ended by now, the first one just being done. */
  readonly endings: readonly Ending[];
}

type Args = { readonly context: FaultsContext };

const THAW = 'thaw';
const RELIST = 'relist';

export interface FaultsConfig {
  readonly specs: readonly FaultSpec[];
  /** Whether a kubelet starts the container again. */
  readonly hasPodWorker: boolean;
}

/** Creates the actor that keeps count of the faults of a scenario. */
export function createFaults({ specs, hasPodWorker }: FaultsConfig) {
  const pieces = setup({
    types: {
      context: {} as FaultsContext,
      events: {} as ActorEvent | Ending | { readonly type: typeof THAW | typeof RELIST },
    },
    actions: effectActions,
    guards: {
      mustRelease: ({ context }) => context.endings[0]?.type === 'release',
      mustStart: ({ context }) => context.endings[0]?.type === 'start',
      mustLook: ({ context }) => context.endings[0]?.type === 'notice',
      isStillWrong: ({ context, event }) =>
        event.type === 'object' && JSON.stringify(event.object.data) === JSON.stringify(mistakeOf(context)?.wrong),
    },
  });
  const toEnd = {
    actions: pieces.enqueueActions(({ context, event, enqueue }) => {
      if (event.type === 'release' || event.type === 'notice') {
        enqueue.assign({ endings: [...context.endings, event] });
      }
    }),
  };
  const ended = pieces.assign({ endings: ({ context }) => context.endings.slice(1) });

  return pieces.createMachine({
    id: 'faults',
    context: {
      left: Object.fromEntries(specs.map(({ fault, times }) => [fault, times])),
      frozen: false,
      endings: [],
    },
    initial: 'waiting',
    on: {
      injected: {
        actions: pieces.enqueueActions(({ context, event, enqueue }) => {
          if (event.type !== 'injected') return;
          const { fault, lasting } = event;
          const left = (context.left[fault] ?? 1) - 1;
          const delay = specs.find((spec) => spec.fault === fault)?.forMs ?? 0;
          const { fd, mistake, died = false } = lasting;
          enqueue.assign({ left: { ...context.left, [fault]: left } });
          if (fault === 'slow-app') {
            enqueue.assign({ frozen: true });
            enqueue.raise({ type: THAW }, { delay, id: THAW });
          }
          if (fault === 'container-crash') {
            // SIGKILL ends a process that is stopped, too; the next one is not.
            enqueue.assign({ frozen: false });
            enqueue.cancel(THAW);
          }
          if (died) enqueue.raise({ type: RELIST }, { delay: PLEG_RELIST_MS, id: `${RELIST} ${left}` });
          if (fd !== undefined) enqueue.raise({ type: 'release', fd }, { delay, id: `release ${fault} ${left}` });
          if (mistake !== undefined) {
            enqueue.raise({ type: 'notice', mistake }, { delay, id: `notice ${fault} ${left}` });
          }
        }),
      },
      [THAW]: { actions: pieces.assign({ frozen: false }) },
      // The PLEG's event syncs the pod (E7).
      [RELIST]: {
        actions: hasPodWorker
          ? { type: 'post', params: { to: 'podWorker', message: { type: 'containerDied' } } }
          : pieces.assign({ endings: ({ context }) => [...context.endings, { type: 'start' as const }] }),
      },
      release: toEnd,
      notice: toEnd,
    },
    states: {
      waiting: {
        always: [
          { guard: 'mustRelease', target: 'releasing' },
          { guard: 'mustStart', target: 'starting' },
          { guard: 'mustLook', target: 'looking' },
        ],
      },
      releasing: {
        entry: { type: 'syscall', params: ({ context }) => ({ call: { call: 'close', fd: fdOf(context) } }) },
        on: { returned: { target: 'waiting', actions: ended } },
      },
      starting: {
        entry: { type: 'runtime', params: { call: { fn: 'start', environment: null } } },
        on: { ran: { target: 'waiting', actions: ended } },
      },
      // Whoever notices looks first: a newer version is not undone.
      looking: {
        entry: { type: 'post', params: { to: 'api', message: { type: 'get', from: 'faults' } } },
        on: {
          object: [
            {
              guard: 'isStillWrong',
              target: 'waiting',
              actions: [
                {
                  type: 'post',
                  params: ({ context }: Args): { to: 'api'; message: Message } => ({
                    to: 'api',
                    message: { type: 'put', data: mistakeOf(context)?.before ?? {} },
                  }),
                },
                ended,
              ],
            },
            { target: 'waiting', actions: ended },
          ],
        },
      },
    },
  });
}

function mistakeOf({ endings: [first] }: FaultsContext): Mistake | null {
  return first?.type === 'notice' ? first.mistake : null;
}

function fdOf({ endings: [first] }: FaultsContext): number {
  return first?.type === 'release' ? first.fd : -1;
}
