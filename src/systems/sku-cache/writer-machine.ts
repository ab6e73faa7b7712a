// An update of the SKU, made in one pod: the row, then the caches, in the order that the story says.
//
// Source: the article, chapter 3.2 ("update DB, delete Redis, refresh the local LRU with the version").
// Leaves out: an update that fails in the database. Rules Q1, Q3, Q6.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';
import type { SkuCacheConfig } from './schema.ts';
import type { Row } from './shared.ts';

export interface WriterContext {
  /** How many of the stores are written. */
  readonly written: number;
  /** The row as the database has it since this update; null before, and when it is no longer needed. */
  readonly row: Row | null;
}

/** What becomes of a command sent to Redis. */
const REDIS_ANSWERS = ['arrives', 'is-lost'] as const;

/** Creates an update made in `pod` (from 1). */
export function createWriter({ order, stamp, redis, lru }: SkuCacheConfig, pod: number) {
  const isNext = (store: string) => (context: WriterContext) => order[context.written] === store;
  const [db, redisStore, lruStore] = [isNext('db'), isNext('redis'), isNext('lru')];
  const written = ({ context }: { context: WriterContext }): Partial<WriterContext> => ({
    written: context.written + 1,
    row: context.written + 1 < order.length ? context.row : null,
  });

  return setup({
    types: { context: {} as WriterContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      dbIsNext: ({ context }) => db(context),
      lruIsNext: ({ context }) => lruStore(context),
      redisIsNext: ({ context }) => redisStore(context) && !redis.mayFail,
      redisMayFail: ({ context }) => redisStore(context) && redis.mayFail,
      isLost: ({ event }) => event.type === 'chosen' && REDIS_ANSWERS[event.option] === 'is-lost',
    },
  }).createMachine({
    id: 'writer',
    context: { written: 0, row: null },
    initial: 'next',
    states: {
      next: {
        always: [
          { guard: 'dbIsNext', target: 'updating' },
          { guard: 'redisIsNext', target: 'telling' },
          { guard: 'redisMayFail', target: 'sending' },
          { guard: 'lruIsNext', target: 'putting' },
          { target: 'done' },
        ],
      },

      updating: {
        entry: { type: 'operate', params: { op: 'update', args: { stamp } } },
        on: {
          operated: {
            target: 'next',
            actions: [assign({ row: ({ event }) => event.result as unknown as Row }), assign(written)],
          },
        },
      },

      sending: {
        entry: { type: 'choose', params: { question: 'redis', options: REDIS_ANSWERS } },
        on: { chosen: [{ guard: 'isLost', target: 'losing' }, { target: 'telling' }] },
      },

      telling: {
        entry: {
          type: 'operate',
          params: ({ context }) => ({ op: 'updateRedis', args: { how: redis.update, row: context.row } }),
        },
        on: { operated: { target: 'next', actions: assign(written) } },
      },

      // The command is lost, the update goes on: it is the database's that counts.
      losing: {
        entry: {
          type: 'operate',
          params: ({ context }) => ({ op: 'lose', args: { how: redis.update, row: context.row } }),
        },
        on: { operated: { target: 'next', actions: assign(written) } },
      },

      putting: {
        entry: {
          type: 'operate',
          params: ({ context }) => ({ op: 'putLru', args: { pod, how: lru.put, row: context.row } }),
        },
        on: { operated: { target: 'next', actions: assign(written) } },
      },

      done: {},
    },
  });
}
