// One order: sent to the Service, taken on by a handler, worked on under the context it was given, answered or lost.
//
// Sources: net/http (a handler runs until it returns), Go context (a handler that hangs on Done returns an error
// when it is closed), sync.WaitGroup.Add (an Add from zero has to happen before Wait: the flag that is looked at too
// early).
// Leaves out: a client that tries again, an order that ignores its context. Rules D5, D6, D8, D9.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';
import { formatDuration } from '../../kernel/duration.ts';
import { type DrainConfig, type Gate, momentsOf } from './schema.ts';

export interface OrderContext {
  /** Which of its moments it is sent at. */
  readonly moment: number;
  /** The context that it was begun under; 0 while it has none. */
  readonly generation: number;
}

/** How an order ends, each a state of the machine. Only `answered` and `elsewhere` are well. */
export const ENDS = ['answered', 'elsewhere', 'refused', 'unavailable', 'cancelled', 'cutOff'] as const;

/** What comes after an accepted connection, by gate: `looking` may say no, `counting` makes a drain wait. */
const AFTER = {
  listener: { connecting: 'beginning', looking: 'beginning', refusing: 'unavailable' },
  'look-then-count': { connecting: 'looking', looking: 'counting', refusing: 'unavailable' },
  'count-then-look': { connecting: 'looking', looking: 'beginning', refusing: 'leaving' },
} as const satisfies Readonly<Record<Gate, object>>;

/** Creates one order. */
export function createOrder(order: DrainConfig['orders'][number], gate: Gate) {
  const after = AFTER[gate];
  const moments = momentsOf(order);
  return setup({
    types: { context: {} as OrderContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      resultIs: ({ event }, { result }: { result: string }) => event.type === 'operated' && event.result === result,
    },
    delays: { untilSent: ({ context }) => moments[context.moment] ?? 0, work: order.takes },
  }).createMachine({
    id: 'order',
    context: { moment: 0, generation: 0 },
    initial: moments.length > 1 ? 'deciding' : 'coming',
    states: {
      deciding: {
        entry: {
          type: 'choose',
          params: { question: 'sent at', options: moments.map(formatDuration) },
        },
        on: { chosen: { target: 'coming', actions: assign({ moment: ({ event }) => event.option }) } },
      },
      coming: {
        exit: assign({ moment: 0 }),
        after: { untilSent: 'connecting' },
      },
      connecting: {
        entry: { type: 'operate', params: { op: 'connect', args: gate !== 'look-then-count' } },
        on: {
          operated: [
            { guard: { type: 'resultIs', params: { result: 'elsewhere' } }, target: 'elsewhere' },
            { guard: { type: 'resultIs', params: { result: 'refused' } }, target: 'refused' },
            { target: after.connecting },
          ],
        },
      },
      looking: {
        entry: { type: 'operate', params: { op: 'look', args: null } },
        on: {
          operated: [
            { guard: { type: 'resultIs', params: { result: 'ended' } }, target: 'cutOff' },
            { guard: { type: 'resultIs', params: { result: 'draining' } }, target: after.refusing },
            { target: after.looking },
          ],
        },
      },
      counting: {
        entry: { type: 'operate', params: { op: 'count in', args: null } },
        on: {
          operated: [
            { guard: { type: 'resultIs', params: { result: 'ended' } }, target: 'cutOff' },
            { target: 'beginning' },
          ],
        },
      },
      leaving: {
        entry: { type: 'operate', params: { op: 'count out', args: null } },
        on: { operated: 'unavailable' },
      },
      beginning: {
        entry: { type: 'operate', params: { op: 'begin', args: null } },
        on: {
          operated: [
            { guard: { type: 'resultIs', params: { result: 'ended' } }, target: 'cutOff' },
            { target: 'working', actions: assign({ generation: ({ event }) => Number(event.result) }) },
          ],
        },
      },
      working: {
        entry: {
          type: 'operate',
          params: ({ context }) => ({ op: 'await cancel', args: context.generation, select: true }),
        },
        exit: assign({ generation: 0 }),
        on: {
          operated: [
            { guard: { type: 'resultIs', params: { result: 'ended' } }, target: 'cutOff' },
            { target: 'cancelled' },
          ],
        },
        after: { work: 'answering' },
      },
      answering: {
        entry: { type: 'operate', params: { op: 'answer', args: null } },
        on: {
          operated: [
            { guard: { type: 'resultIs', params: { result: 'ended' } }, target: 'cutOff' },
            { target: 'answered' },
          ],
        },
      },
      answered: {},
      elsewhere: {},
      refused: {},
      unavailable: {},
      cancelled: {},
      cutOff: {},
    },
  });
}
