// One goroutine owns the timer: only it receives from the channel, only it calls Reset, and so the two never meet.
//
//   for { select { case d := <-resets: t.Reset(d); case <-t.C: end(); return } }
//
// Right since Go 1.23; before, the channel may hold a value of the duration that was just replaced. Rules T2, T3, T9.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';

export interface OwnerContext {
  /** The number of the duration that was received, on either channel; null while it selects. */
  readonly setting: number | null;
}

const CASES = ['reset', 'timer'] as const;

/** What a select or take gave. */
function got(event: ActorEvent, which: (typeof CASES)[number]): number | null {
  if (event.type !== 'operated' || event.result === null || typeof event.result !== 'object') return null;
  return (event.result as Readonly<Record<string, number>>)[which] ?? null;
}

/** Creates the owner of the timer. */
export function createOwner() {
  return setup({
    types: { context: {} as OwnerContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      gotReset: ({ event }) => got(event, 'reset') !== null,
      gotTimer: ({ event }) => got(event, 'timer') !== null,
      choseReset: ({ event }) => event.type === 'chosen' && CASES[event.option] === 'reset',
    },
  }).createMachine({
    id: 'owner',
    context: { setting: null },
    initial: 'selecting',
    states: {
      selecting: {
        entry: [assign({ setting: null }), { type: 'operate', params: { op: 'select', args: null } }],
        on: {
          operated: [
            {
              guard: 'gotReset',
              target: 'resetting',
              actions: assign({ setting: ({ event }) => got(event, 'reset') }),
            },
            { guard: 'gotTimer', target: 'ending', actions: assign({ setting: ({ event }) => got(event, 'timer') }) },
            { target: 'choosing' },
          ],
        },
      },
      choosing: {
        entry: { type: 'choose', params: { question: 'select', options: CASES } },
        on: { chosen: [{ guard: 'choseReset', target: 'takingReset' }, { target: 'takingTimer' }] },
      },
      takingReset: {
        entry: { type: 'operate', params: { op: 'take', args: { take: 'reset' } } },
        on: { operated: { target: 'resetting', actions: assign({ setting: ({ event }) => got(event, 'reset') }) } },
      },
      takingTimer: {
        entry: { type: 'operate', params: { op: 'take', args: { take: 'timer' } } },
        on: { operated: { target: 'ending', actions: assign({ setting: ({ event }) => got(event, 'timer') }) } },
      },
      resetting: {
        entry: { type: 'operate', params: ({ context: { setting } }) => ({ op: 'reset', args: { setting } }) },
        on: { operated: 'selecting' },
      },
      ending: {
        entry: { type: 'operate', params: ({ context: { setting } }) => ({ op: 'end', args: { cause: setting } }) },
        on: { operated: 'done' },
      },
      done: {},
    },
  });
}
