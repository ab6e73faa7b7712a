// The configuration centre: how it answers from when on, and what it holds.
//
// Leaves out: its own replication, long polling. Rule B1.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions, type Plain } from '../../actors/effects.ts';
import { inOrder } from './contents.ts';
import type { CircuitBreakerConfig } from './schema.ts';

export interface CentreContext {
  /** Which change comes next. */
  readonly next: number;
}

/** Creates the centre; publications are numbered from 1. */
export function createCentre({ centre }: CircuitBreakerConfig) {
  const changes = inOrder(centre).map(({ at }, index) => ({ at, args: argsOf(centre, index) }));
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

/** The part of the centre that a change replaces. */
function argsOf(centre: CircuitBreakerConfig['centre'], index: number): Plain {
  const changes = inOrder(centre);
  const { is, publishes } = changes[index] ?? {};
  const version = changes.slice(0, index + 1).filter((each) => each.publishes !== undefined).length;
  return { ...(is === undefined ? {} : { is }), ...(publishes === undefined ? {} : { version }) };
}
