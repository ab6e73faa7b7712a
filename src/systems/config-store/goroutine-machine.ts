// A goroutine: one statement after the other, each as soon as it can be done, and what it has read.
//
// The statements are data (programs.ts), because what differs between the stores is which ones there are, not how a
// goroutine goes through them. A branch passes over statements; no form of the store needs a loop.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions, type Plain } from '../../actors/effects.ts';
import type { Field } from './memory.ts';
import type { OperationName } from './store.ts';

/** One atomic step of a goroutine. */
export interface Statement {
  readonly op: OperationName;
  readonly args: Plain;
  /** The values that it reads: the operation's result is their version. */
  readonly reads?: readonly Field[];
  /** How many of the statements after it are passed over when it has this result. */
  readonly skip?: { readonly on: Plain; readonly statements: number };
}

export interface GoroutineContext {
  /** The statement under way; after the last one, how many there were. */
  readonly at: number;
  /** The version of each value as this goroutine has read it. */
  readonly read: Readonly<Partial<Record<Field, number>>>;
}

/** Creates a goroutine; a request tells what it answers with when it is done. */
export function createGoroutine(statements: readonly Statement[]) {
  return setup({
    types: { context: {} as GoroutineContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      isLast: ({ context, event }) => event.type === 'operated' && next(context, event.result).at >= statements.length,
      isRequest: ({ context }) => Object.keys(context.read).length > 0,
    },
  }).createMachine({
    id: 'goroutine',
    context: { at: 0, read: {} },
    initial: 'running',
    states: {
      running: {
        entry: {
          type: 'operate',
          params: ({ context }) => {
            const { op, args } = statements[context.at] as Statement;
            return { op, args };
          },
        },
        on: {
          operated: [
            {
              guard: 'isLast',
              target: 'returning',
              actions: assign(({ context, event }) => next(context, event.result)),
            },
            {
              target: 'running',
              reenter: true,
              actions: assign(({ context, event }) => next(context, event.result)),
            },
          ],
        },
      },
      returning: { always: [{ guard: 'isRequest', target: 'answered' }, { target: 'done' }] },
      answered: {
        entry: {
          type: 'observe',
          params: ({ context: { read } }) => ({
            fact: {
              rule: 'C1',
              kind: 'noted',
              about: { what: 'answered', discount: read.discount ?? 0, quota: read.quota ?? 0 },
            },
          }),
        },
      },
      done: {},
    },
  });

  function next({ at, read }: GoroutineContext, result: Plain): GoroutineContext {
    const { reads = [], skip } = statements[at] as Statement;
    const skipped = skip?.on === result ? skip.statements : 0;
    const versions = reads.map((field) => [field, result] as const);
    return { at: at + 1 + skipped, read: { ...read, ...Object.fromEntries(versions) } };
  }
}
