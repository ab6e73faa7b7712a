// A goroutine: one statement after the other, each as soon as it can be done, and what it has read.
//
// The statements are data (programs.ts), because what differs between the stores is which ones there are, not how a
// goroutine goes through them. Its states are the operations that they use, so that its chart is that of the program. A
// branch passes over statements; no form of the store needs a loop.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions, type Fact, type Plain } from '../../actors/effects.ts';
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
  const end = statements.some(({ reads = [] }) => reads.length > 0) ? 'answered' : 'done';
  const stateAt = (at: number): string => statements[at]?.op ?? end;

  const goroutine = setup({
    types: { context: {} as GoroutineContext, events: {} as ActorEvent },
    actions: {
      ...effectActions,
      goOn: assign(({ context, event }) =>
        event.type === 'operated' ? next(statements, context, event.result) : context,
      ),
    },
    guards: {
      leadsTo: ({ context, event }, { state }: { readonly state: string }) =>
        event.type === 'operated' && stateAt(next(statements, context, event.result).at) === state,
    },
  });

  const operating = (op: OperationName) => ({
    entry: {
      type: 'operate' as const,
      params: ({ context }: { readonly context: GoroutineContext }) => ({
        op,
        args: statements[context.at]?.args ?? null,
      }),
    },
    on: {
      operated: successors(statements, op).map((at) => ({
        guard: { type: 'leadsTo' as const, params: { state: stateAt(at) } },
        target: stateAt(at),
        reenter: true,
        actions: 'goOn' as const,
      })),
    },
  });

  return goroutine.createMachine({
    id: 'goroutine',
    context: { at: 0, read: {} },
    initial: stateAt(0),
    states: {
      ...Object.fromEntries(statements.map(({ op }) => [op, operating(op)])),
      [end]: end === 'done' ? {} : { entry: ANSWERED },
    },
  });
}

/** Where a goroutine stands after the statement under way has had this result. */
function next(statements: readonly Statement[], { at, read }: GoroutineContext, result: Plain): GoroutineContext {
  const { reads = [], skip } = statements[at] as Statement;
  const skipped = skip?.on === result ? skip.statements : 0;
  const versions = reads.map((field) => [field, result] as const);
  return { at: at + 1 + skipped, read: { ...read, ...Object.fromEntries(versions) } };
}

/** One statement for each operation (or the end) that may follow this one, by its place. */
function successors(statements: readonly Statement[], op: OperationName): readonly number[] {
  const places = statements.flatMap((statement, at) =>
    statement.op === op ? [at + 1, at + 1 + (statement.skip?.statements ?? 0)] : [],
  );
  const byState = new Map(places.map((at) => [statements[at]?.op, at] as const));
  return [...byState.values()];
}

const ANSWERED = {
  type: 'observe',
  params: ({ context: { read } }: { readonly context: GoroutineContext }): { fact: Fact } => ({
    fact: {
      rule: 'C1',
      kind: 'noted',
      about: { what: 'answered', discount: read.discount ?? 0, quota: read.quota ?? 0 },
    },
  }),
} as const;
