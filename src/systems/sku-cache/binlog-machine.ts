// The consumer of the binlog: does to Redis again what each update did or failed to do, row by row, in the order of commits.
//
// Source: the article, chapter 3.2 ("a compensating task listens to the binlog and retries"). It is given more than the
// article says: it acts on every row, not only on those whose command was lost, and never gives up. Rule Q6.
import { setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';
import type { SkuCacheConfig } from './schema.ts';

/** Creates the consumer. */
export function createBinlogConsumer({ redis, stamp }: SkuCacheConfig) {
  return setup({
    types: { events: {} as ActorEvent },
    actions: effectActions,
  }).createMachine({
    id: 'binlog',
    initial: 'consuming',
    states: {
      consuming: {
        entry: { type: 'operate', params: { op: 'consume', args: { how: redis.update, stamp } } },
        on: { operated: { target: 'consuming', reenter: true } },
      },
    },
  });
}
