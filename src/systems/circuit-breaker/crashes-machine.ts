// Whatever kills the process: the kernel's OOM killer, a failed liveness probe, a person.
//
// Leaves out: the back-off of a container that keeps crashing. Rule B12.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';
import type { CircuitBreakerConfig } from './schema.ts';

export interface CrashesContext {
  /** Which one comes next. */
  readonly next: number;
}

/** Creates it: one SIGKILL at each of the moments. */
export function createCrashes({ crashes }: CircuitBreakerConfig) {
  const times = [...crashes].sort((a, b) => a - b);
  return setup({
    types: { context: {} as CrashesContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: { noneLeft: ({ context }) => context.next >= times.length },
    delays: { untilCrash: ({ context }) => (times[context.next] ?? 0) - (times[context.next - 1] ?? 0) },
  }).createMachine({
    id: 'crashes',
    context: { next: 0 },
    initial: 'deciding',
    states: {
      deciding: { always: [{ guard: 'noneLeft', target: 'over' }, { target: 'waiting' }] },
      waiting: { after: { untilCrash: 'killing' } },
      killing: {
        entry: { type: 'operate', params: { op: 'kill', args: null } },
        exit: assign({ next: ({ context }) => context.next + 1 }),
        on: { operated: 'deciding' },
      },
      over: {},
    },
  });
}
