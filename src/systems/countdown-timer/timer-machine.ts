// What Go's runtime does for one timer: sleeps until it is due, takes it off the heap, and brings what was asked for.
//
// Sources: runtime/time.go. A timer that is stopped or given another duration meanwhile is looked at again; what counts
// at the end is whether it still is the one that was waited for. Rules T1, T2.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';

export interface TimerContext {
  /** The number of the duration that is waited for; 0 while there is none. */
  readonly setting: number;
}

/** Creates the runtime's side of a timer, of which the first runs from the start; `durations` in ms, by the number of the duration. */
export function createTimer(timer: number, durations: readonly number[]) {
  return setup({
    types: { context: {} as TimerContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: { isSending: ({ event }) => event.type === 'operated' && event.result === 'sending' },
    delays: { untilDue: ({ context }) => durations[context.setting] ?? 0 },
  }).createMachine({
    id: 'timer',
    context: { setting: 0 },
    initial: timer === 0 ? 'running' : 'stopped',
    states: {
      stopped: {
        entry: [assign({ setting: 0 }), { type: 'operate', params: { op: 'wake', args: { timer } } }],
        on: { operated: { target: 'running', actions: assign({ setting: ({ event }) => Number(event.result) }) } },
      },
      running: {
        entry: {
          type: 'operate',
          params: ({ context: { setting } }) => ({ op: 'changed', args: { timer, setting }, select: true }),
        },
        on: { operated: 'stopped' },
        after: { untilDue: 'expiring' },
      },
      expiring: {
        entry: {
          type: 'operate',
          params: ({ context: { setting } }) => ({ op: 'expire', args: { timer, setting } }),
        },
        on: { operated: [{ guard: 'isSending', target: 'sending' }, { target: 'stopped' }] },
      },
      sending: {
        entry: { type: 'operate', params: { op: 'send', args: { timer } } },
        on: { operated: 'stopped' },
      },
    },
  });
}
