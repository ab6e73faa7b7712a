// Whoever runs kubectl: plays the story of a simulation, one command after the other.
//
// Leaves out: waiting for a command to succeed, and any other client of the API. Rule K52.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions, type Message } from '../effects.ts';

/** One command of the story; `atMs` counts from time 0. */
export type OperatorItem =
  | { readonly atMs: number; readonly do: 'apply'; readonly data: Readonly<Record<string, string>> }
  | { readonly atMs: number; readonly do: 'annotate-pod' };

export interface OperatorContext {
  /** Which command comes next. */
  readonly next: number;
}

/** Creates the operator; commands of one moment are given in the order of the story. */
export function createOperator(story: readonly OperatorItem[]) {
  const items = [...story].sort((a, b) => a.atMs - b.atMs);

  return setup({
    types: { context: {} as OperatorContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: { storyIsOver: ({ context }) => context.next >= items.length },
    delays: {
      untilNext: ({ context }) => (items[context.next]?.atMs ?? 0) - (items[context.next - 1]?.atMs ?? 0),
    },
  }).createMachine({
    id: 'operator',
    context: { next: 0 },
    initial: 'deciding',
    states: {
      deciding: { always: [{ guard: 'storyIsOver', target: 'done' }, { target: 'waiting' }] },
      waiting: { after: { untilNext: 'commanding' } },
      commanding: {
        entry: [
          { type: 'post', params: ({ context }) => ({ to: 'api', message: messageOf(items[context.next]) }) },
          assign({ next: ({ context }) => context.next + 1 }),
        ],
        always: 'deciding',
      },
      done: {},
    },
  });
}

function messageOf(item: OperatorItem | undefined): Message {
  return item?.do === 'apply' ? { type: 'put', data: item.data } : { type: 'annotatePod' };
}
