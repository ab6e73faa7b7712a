// Counts the faults that have happened, and ends those that last: a frozen application thaws, a held file is closed, a
// wrong apply is put right.
//
// What a fault does to the world is in src/world/faults; this machine only remembers. Rules E3 to E6, E11.
// Leaves out: chance. Whether and when a fault happens is a choice like any other.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions, type Message } from '../effects.ts';
import type { FaultName, FaultSpec, Mistake } from './fault-names.ts';

export interface FaultsContext {
  /** How often each fault may still happen. */
  readonly left: Readonly<Partial<Record<FaultName, number>>>;
  /** The application's process does not run. */
  readonly frozen: boolean;
  /** Descriptors that somebody holds, and mistakes that nobody has noticed yet, in the order of happening. */
  readonly held: readonly number[];
  readonly mistakes: readonly Mistake[];
}

/** Ends of faults that last. */
type TimerEvent = { readonly type: 'thaw' } | { readonly type: 'release' } | { readonly type: 'notice' };

/** Creates the actor that keeps count of the faults of a scenario. */
export function createFaults(specs: readonly FaultSpec[]) {
  const pieces = setup({
    types: { context: {} as FaultsContext, events: {} as ActorEvent | TimerEvent },
    actions: {
      ...effectActions,
      forget: assign({ mistakes: ({ context }: { readonly context: FaultsContext }) => context.mistakes.slice(1) }),
    },
    guards: {
      isStillWrong: ({ context: { mistakes }, event }) =>
        event.type === 'object' && JSON.stringify(event.object.data) === JSON.stringify(mistakes[0]?.wrong),
    },
  });
  return pieces.createMachine({
    id: 'faults',
    context: {
      left: Object.fromEntries(specs.map(({ fault, times }) => [fault, times])),
      frozen: false,
      held: [],
      mistakes: [],
    },
    initial: 'waiting',
    on: {
      injected: {
        actions: pieces.enqueueActions(({ context, event, enqueue }) => {
          if (event.type !== 'injected') return;
          const { fault, lasting } = event;
          const left = (context.left[fault] ?? 1) - 1;
          const end = { delay: specs.find((spec) => spec.fault === fault)?.forMs ?? 0 };
          enqueue.assign({ left: { ...context.left, [fault]: left } });
          if (fault === 'slow-app') {
            enqueue.assign({ frozen: true });
            enqueue.raise({ type: 'thaw' }, { ...end, id: 'thaw' });
          }
          if (lasting.fd !== undefined) {
            enqueue.assign({ held: [...context.held, lasting.fd] });
            enqueue.raise({ type: 'release' }, { ...end, id: `release ${fault} ${left}` });
          }
          if (lasting.mistake !== undefined) {
            enqueue.assign({ mistakes: [...context.mistakes, lasting.mistake] });
            enqueue.raise({ type: 'notice' }, { ...end, id: `notice ${fault} ${left}` });
          }
        }),
      },
      thaw: { actions: assign({ frozen: false }) },
    },
    states: {
      waiting: { on: { release: 'releasing', notice: 'looking' } },
      releasing: {
        entry: { type: 'syscall', params: ({ context }) => ({ call: { call: 'close', fd: context.held[0] ?? -1 } }) },
        on: {
          returned: { target: 'waiting', actions: assign({ held: ({ context }) => context.held.slice(1) }) },
        },
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
                  params: ({ context }): { to: 'api'; message: Message } => ({
                    to: 'api',
                    message: { type: 'put', data: context.mistakes[0]?.before ?? {} },
                  }),
                },
                'forget',
              ],
            },
            { target: 'waiting', actions: 'forget' },
          ],
        },
      },
    },
  });
}
