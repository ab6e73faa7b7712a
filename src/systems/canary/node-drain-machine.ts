// The drain of a node: takes one stable pod away, at a time that is nobody's to choose. Rule R6.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';
import { formatDuration } from '../../kernel/duration.ts';

export interface NodeDrainContext {
  /** When, in ms. */
  readonly atMs: number;
}

/** Creates the drain, at one of these times (ms). */
export function createNodeDrain(timesMs: readonly number[]) {
  return setup({
    types: { context: {} as NodeDrainContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: { onlyOneTime: () => timesMs.length === 1 },
    delays: { untilDrain: ({ context }) => context.atMs },
  }).createMachine({
    id: 'nodeDrain',
    context: { atMs: timesMs[0] ?? 0 },
    initial: 'planning',
    states: {
      planning: { always: [{ guard: 'onlyOneTime', target: 'waiting' }, { target: 'choosing' }] },
      choosing: {
        entry: { type: 'choose', params: { question: 'drain', options: timesMs.map(formatDuration) } },
        on: {
          chosen: { target: 'waiting', actions: assign({ atMs: ({ event }) => timesMs[event.option] ?? 0 }) },
        },
      },
      waiting: { after: { untilDrain: 'evicting' } },
      evicting: {
        entry: { type: 'operate', params: { op: 'evict', args: null } },
        on: { operated: 'done' },
      },
      done: {},
    },
  });
}
