// Whoever runs kubectl: plays the story of a simulation, one command after the other.
//
// Leaves out: waiting for a command to succeed, and any other client of the API. Rule K52.
import { assign, setup } from 'xstate';
import { assert } from '../../kernel/assert.ts';
import { type ActorEvent, effectActions, type Message } from '../effects.ts';

type Data = Readonly<Record<string, string>>;

/** One command of the story; `atMs` counts from time 0. That a `mistake` is refused is right (A9). */
export type OperatorItem = { readonly atMs: number } & (
  | { readonly do: 'apply'; readonly data: Data; readonly immutable?: boolean; readonly mistake?: true }
  | { readonly do: 'apply-source'; readonly data: Data }
  | { readonly do: 'roll-out'; readonly name: string; readonly data: Data; readonly immutable?: boolean }
  | { readonly do: (typeof PLAIN_COMMANDS)[number] }
);

/** Commands that need no more than their name. */
export const PLAIN_COMMANDS = [
  'annotate-pod',
  'annotate-config-map',
  'delete-config-map',
  'delete-pod',
  'restart-container',
] as const;

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
  assert(item !== undefined, 'a command is given while there is one');
  switch (item.do) {
    case 'apply':
      return { type: 'put', data: item.data, ...immutability(item) };
    case 'apply-source':
      return { type: 'putSource', data: item.data };
    case 'roll-out':
      return { type: 'rollOut', name: item.name, data: item.data, ...immutability(item) };
    case 'annotate-pod':
      return { type: 'annotatePod' };
    case 'annotate-config-map':
      return { type: 'annotateConfigMap' };
    case 'delete-config-map':
      return { type: 'deleteConfigMap' };
    case 'delete-pod':
      return { type: 'deletePod' };
    case 'restart-container':
      return { type: 'restartContainer' };
  }
}

function immutability({ immutable }: { readonly immutable?: boolean }): { readonly immutable?: boolean } {
  return immutable === undefined ? {} : { immutable };
}
