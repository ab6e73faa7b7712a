// A client, and the pods that answer its requests one after the other: LRU, Redis, database, and the fills on the way back.
//
// Source: the article, chapter 3.2 (the version that a request carries is compared at get time). What a client has seen
// travels with its requests, as a session token does. Leaves out: requests that overlap. Rules Q7, Q9, Q10.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';
import type { SkuCacheConfig } from './schema.ts';
import type { Row } from './shared.ts';

export interface ClientContext {
  /** How many requests have been answered. */
  readonly answered: number;
  /** The newest row that this client has been shown; null before the first, and after the last request. */
  readonly seen: Row | null;
  /** What the request under way has found. */
  readonly found: Row | null;
  /** It was shown an older version after a newer one. */
  readonly wentBack: boolean;
}

const NOBODY: Row = { version: 0, stamp: 0 };

/** The context after an answer. What no later request needs is forgotten. */
function shown({ answered, seen, wentBack }: ClientContext, row: Row, last: boolean): ClientContext {
  const newest = seen === null || row.version > seen.version ? row : seen;
  const older = row.version < newest.version;
  return { answered: answered + 1, seen: last ? null : newest, found: null, wentBack: wentBack || older };
}

/** Creates the client whose requests are answered by these pods (from 1). */
export function createClient({ check, redis, lru }: SkuCacheConfig, pods: readonly number[]) {
  const rowIn = (event: ActorEvent): Row | null =>
    event.type === 'operated' ? (event.result as unknown as Row | null) : null;
  const pod = (context: ClientContext): number => pods[context.answered] ?? 1;
  const atLeast = (context: ClientContext, checked: boolean): number => (checked ? (context.seen?.stamp ?? 0) : 0);

  return setup({
    types: { context: {} as ClientContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      allAnswered: ({ context }) => context.answered >= pods.length,
      isHit: ({ event }) => rowIn(event) !== null,
    },
  }).createMachine({
    id: 'client',
    context: { answered: 0, seen: null, found: null, wentBack: false },
    initial: 'asking',
    states: {
      asking: { always: [{ guard: 'allAnswered', target: 'done' }, { target: 'readingLru' }] },

      readingLru: {
        entry: {
          type: 'operate',
          params: ({ context }) => ({
            op: 'getLru',
            args: { pod: pod(context), atLeast: atLeast(context, check !== 'nowhere') },
          }),
        },
        on: {
          operated: [
            { guard: 'isHit', target: 'answering', actions: assign({ found: ({ event }) => rowIn(event) }) },
            { target: 'readingRedis' },
          ],
        },
      },

      readingRedis: {
        entry: {
          type: 'operate',
          params: ({ context }) => ({
            op: 'getRedis',
            args: { atLeast: atLeast(context, check === 'everywhere'), lease: redis.fill === 'lease' },
          }),
        },
        on: {
          operated: [
            { guard: 'isHit', target: 'puttingLru', actions: assign({ found: ({ event }) => rowIn(event) }) },
            { target: 'selecting' },
          ],
        },
      },

      selecting: {
        entry: { type: 'operate', params: { op: 'select', args: null } },
        on: { operated: { target: 'fillingRedis', actions: assign({ found: ({ event }) => rowIn(event) }) } },
      },

      // Between SELECT and here the row may have been updated: what is found may be old by now.
      fillingRedis: {
        entry: {
          type: 'operate',
          params: ({ context }) => ({ op: 'fillRedis', args: { how: redis.fill, row: context.found ?? NOBODY } }),
        },
        on: { operated: 'puttingLru' },
      },

      puttingLru: {
        entry: {
          type: 'operate',
          params: ({ context }) => ({
            op: 'putLru',
            args: { pod: pod(context), how: lru.put, row: context.found ?? NOBODY },
          }),
        },
        on: { operated: 'answering' },
      },

      answering: {
        entry: [
          {
            type: 'observe',
            params: ({ context: { found, seen, answered } }) => ({
              fact: {
                rule: 'Q10',
                kind: 'noted',
                about: {
                  what: 'answer',
                  version: found?.version ?? 0,
                  seen: seen?.version ?? 0,
                  pod: pods[answered] ?? 1,
                },
              },
            }),
          },
          assign(({ context }) => shown(context, context.found ?? NOBODY, context.answered + 1 >= pods.length)),
        ],
        always: 'asking',
      },

      done: {},
    },
  });
}
