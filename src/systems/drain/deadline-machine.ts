// The timer of context.WithTimeout: it closes Done when the time is up, although nothing is wrong.
//
// Source: Go context (WithDeadline, timerCtx): the timer runs from the call on and is stopped by cancel.
// Leaves out: a parent other than context.Background. Rule D10.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';
import type { DrainConfig } from './schema.ts';

export interface DeadlineContext {
  /** The context that it belongs to. */
  readonly generation: number;
}

/** Creates the timer of the context that the service has; each new context sets it anew. */
export function createDeadline({ contextTimeout }: DrainConfig) {
  return setup({
    types: { context: {} as DeadlineContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: { processEnded: ({ event }) => event.type === 'operated' && event.result === 'ended' },
    delays: { contextTimeout },
  }).createMachine({
    id: 'deadline',
    context: { generation: 1 },
    initial: 'armed',
    states: {
      armed: {
        entry: {
          type: 'operate',
          params: ({ context }) => ({ op: 'await renewal', args: context.generation, select: true }),
        },
        on: {
          operated: [
            { guard: 'processEnded', target: 'done' },
            {
              target: 'armed',
              reenter: true,
              actions: assign({ generation: ({ event }) => Number(event.result) }),
            },
          ],
        },
        after: { contextTimeout: 'expiring' },
      },
      expiring: {
        entry: { type: 'operate', params: ({ context }) => ({ op: 'expire', args: context.generation }) },
        on: { operated: [{ guard: 'processEnded', target: 'done' }, { target: 'expired' }] },
      },
      expired: {
        entry: { type: 'operate', params: ({ context }) => ({ op: 'await renewal', args: context.generation }) },
        on: {
          operated: [
            { guard: 'processEnded', target: 'done' },
            { target: 'armed', actions: assign({ generation: ({ event }) => Number(event.result) }) },
          ],
        },
      },
      done: {},
    },
  });
}
