// The goroutine that ends the campaign when its timer says so.
//
// `<-t.C; end()` waits on one timer's channel; `f` of AfterFunc runs once each time the timer expires. With an epoch it
// takes the mutex first, and does nothing when another duration was set meanwhile. Rules T1, T2, T5, T9.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';

export interface CampaignContext {
  /** The number of the duration whose expiry this goroutine acts on; null until it has one. */
  readonly cause: number | null;
}

/** Creates a goroutine that waits on the channel of one timer, and ends the campaign once. */
export function createReceiver(timer: number) {
  return setup({
    types: { context: {} as CampaignContext, events: {} as ActorEvent },
    actions: effectActions,
  }).createMachine({
    id: 'receiver',
    context: { cause: null },
    initial: 'receiving',
    states: {
      receiving: {
        entry: { type: 'operate', params: { op: 'receive', args: { timer } } },
        on: { operated: { target: 'ending', actions: assign({ cause: ({ event }) => Number(event.result) }) } },
      },
      ending: {
        entry: { type: 'operate', params: ({ context: { cause } }) => ({ op: 'end', args: { cause } }) },
        on: { operated: 'done' },
      },
      done: {},
    },
  });
}

/** Creates the goroutine in which AfterFunc runs `f` when duration number `setting` is over. */
export function createCallback(setting: number, hasEpoch: boolean) {
  return setup({
    types: { context: {} as Record<string, never>, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      hasEpoch: () => hasEpoch,
      isOutdated: ({ event }) => event.type === 'operated' && isOutdated(event.result, setting),
    },
  }).createMachine({
    id: 'callback',
    context: {},
    initial: 'starting',
    states: {
      starting: {
        entry: { type: 'operate', params: { op: 'begin', args: { setting } } },
        on: { operated: [{ guard: 'hasEpoch', target: 'locking' }, { target: 'ending' }] },
      },
      locking: {
        entry: { type: 'operate', params: { op: 'lock', args: null } },
        on: { operated: [{ guard: 'isOutdated', target: 'unlocking' }, { target: 'ending' }] },
      },
      ending: {
        entry: { type: 'operate', params: { op: 'end', args: { cause: setting } } },
        on: { operated: [{ guard: 'hasEpoch', target: 'unlocking' }, { target: 'done' }] },
      },
      unlocking: {
        entry: { type: 'operate', params: { op: 'unlock', args: null } },
        on: { operated: 'done' },
      },
      done: {},
    },
  });
}

/** Under the mutex: another duration was set, or the campaign is over. */
function isOutdated(result: unknown, setting: number): boolean {
  const { applied, isOver } = result as { readonly applied: number; readonly isOver: boolean };
  return isOver || applied !== setting;
}
