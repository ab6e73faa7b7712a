// Configuration updates: what the reload does besides loading, to the orders in flight.
//
// Source: chapter 3.1 of the article. Its reloadConfig is two statements: `cancel()`, then `activeCtx, cancel =
// context.WithTimeout(context.Background(), 30*time.Second)`; an order that begins between them is given the
// cancelled context. Its diagram drains and stops the server on every change.
// Leaves out: how the update reaches the process, loading, and the race on the two variables. Rules D9, D11, D12.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';
import type { DrainConfig } from './schema.ts';
import type { DrainOp } from './shared.ts';

export interface UpdatesContext {
  /** Which update comes next. */
  readonly next: number;
}

/** The statements of one update. */
const STATEMENTS: Readonly<Record<DrainConfig['onUpdate'], readonly [DrainOp, ...DrainOp[]]>> = {
  swap: ['swap'],
  cancel: ['cancel', 'new context'],
  'cancel-and-time-out': ['cancel', 'new context'],
  drain: ['ask for drain'],
};

/** Creates whoever calls reloadConfig, at each of the moments given. */
export function createUpdates({ updates, onUpdate }: DrainConfig) {
  const times = [...updates].sort((a, b) => a - b);
  const [first, second] = STATEMENTS[onUpdate];
  return setup({
    types: { context: {} as UpdatesContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      noneLeft: ({ context }) => context.next >= times.length,
      processEnded: ({ event }) => event.type === 'operated' && event.result === 'ended',
    },
    delays: { untilUpdate: ({ context }) => (times[context.next] ?? 0) - (times[context.next - 1] ?? 0) },
  }).createMachine({
    id: 'updates',
    context: { next: 0 },
    initial: 'deciding',
    states: {
      deciding: { always: [{ guard: 'noneLeft', target: 'done' }, { target: 'waiting' }] },
      waiting: { after: { untilUpdate: 'reloading' } },
      reloading: {
        entry: [
          { type: 'operate', params: { op: first, args: null } },
          assign({ next: ({ context }) => context.next + 1 }),
        ],
        on: {
          operated: [
            { guard: 'processEnded', target: 'done' },
            { target: second === undefined ? 'deciding' : 'assigning' },
          ],
        },
      },
      assigning: {
        entry: { type: 'operate', params: { op: second ?? first, args: null } },
        on: { operated: [{ guard: 'processEnded', target: 'done' }, { target: 'deciding' }] },
      },
      done: {},
    },
  });
}
