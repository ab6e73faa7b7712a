// The clock of a pod's LRU cache: an entry is dropped when its time to live is over, and a put begins it anew.
//
// Source: the article, chapter 3.2 (`expire=300`). Rule Q8.
import { setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';

/** Creates the clock of the LRU in `pod` (from 1). */
export function createLruClock(pod: number, ttlMs: number) {
  return setup({
    types: { events: {} as ActorEvent },
    actions: effectActions,
    delays: { ttl: ttlMs },
  }).createMachine({
    id: 'lruClock',
    initial: 'idle',
    states: {
      idle: {
        entry: { type: 'operate', params: { op: 'lookAtLru', args: { pod } } },
        on: { operated: 'counting' },
      },
      counting: {
        entry: { type: 'operate', params: { op: 'lookAtLru', args: { pod }, select: true } },
        on: { operated: { target: 'counting', reenter: true } },
        after: { ttl: 'expiring' },
      },
      expiring: {
        entry: { type: 'operate', params: { op: 'expireLru', args: { pod } } },
        on: { operated: 'idle' },
      },
    },
  });
}
