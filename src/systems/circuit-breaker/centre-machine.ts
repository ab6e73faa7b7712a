// The configuration centre: how it answers from when on, and what it holds.
//
// Leaves out: its own replication, long polling. Rule B1.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';
import { changesOf } from './contents.ts';
import type { CircuitBreakerConfig } from './schema.ts';

export interface CentreContext {
  /** Which change comes next. */
  readonly next: number;
}

/** Creates the centre as it changes after time 0. */
export function createCentre(config: CircuitBreakerConfig) {
  const changes = changesOf(config).filter(({ at }) => at > 0);
  return setup({
    types: { context: {} as CentreContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: { noneLeft: ({ context }) => context.next >= changes.length },
    delays: { untilChange: ({ context }) => (changes[context.next]?.at ?? 0) - (changes[context.next - 1]?.at ?? 0) },
  }).createMachine({
    id: 'centre',
    context: { next: 0 },
    initial: 'deciding',
    states: {
      deciding: { always: [{ guard: 'noneLeft', target: 'settled' }, { target: 'waiting' }] },
      waiting: { after: { untilChange: 'changing' } },
      changing: {
        entry: {
          type: 'operate',
          params: ({ context }) => ({ op: 'centre changes', args: changes[context.next]?.args ?? {} }),
        },
        exit: assign({ next: ({ context }) => context.next + 1 }),
        on: { operated: 'deciding' },
      },
      settled: {},
    },
  });
}
