// The drain of a node: takes one stable pod away. Rule R6.
import { setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';

/** Creates the drain, at `atMs`. */
export function createNodeDrain(atMs: number) {
  return setup({
    types: { events: {} as ActorEvent },
    actions: effectActions,
    delays: { untilDrain: atMs },
  }).createMachine({
    id: 'drain',
    initial: 'waiting',
    states: {
      waiting: { after: { untilDrain: 'evicting' } },
      evicting: {
        entry: { type: 'operate', params: { op: 'evict', args: null } },
        on: { operated: 'done' },
      },
      done: {},
    },
  });
}
