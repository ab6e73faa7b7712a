// A step that makes several system calls, written as the source writes it and run one call at a time.
//
// A procedure is a generator that yields what it asks of the world and gets the reply back. A generator
// cannot be kept in a state, so the state keeps the replies so far (plain JSON) and the procedure is run
// again from its start with them: a step is a pure function of its parameters and the replies it has had.
// Procedures call each other with `yield*`. Only what a procedure may look at is kept of a reply, so that
// states repeat.
// Leaves out: EINTR and short writes; the simulated kernel has neither.
import { assert } from '../../kernel/assert.ts';
import type { CallName, Failure, FileKind, Result, Success, SystemCall } from '../../kernel/system-call.ts';
import type { Mode } from '../../kernel/vocabulary.ts';
import type { ActorEvent, BlockingEffect } from '../effects.ts';

/** What a procedure may ask of the world. */
export type Question = Extract<BlockingEffect, { readonly type: 'syscall' | 'choose' }>;

/** What is kept of stat(2): the rest would only make equal states look different. */
export interface KeptStat {
  readonly kind: FileKind;
  readonly mode: Mode;
}

/** What is kept of getdents64(2): names, and whether there were any bytes at all. */
export interface KeptEntries {
  readonly names: readonly string[];
  readonly bytes: number;
}

/** What is kept of a successful call. */
export type Kept<C extends CallName> = C extends 'stat' | 'lstat'
  ? KeptStat
  : C extends 'getdents'
    ? KeptEntries
    : Success[C];

/** One reply: what is kept of a call's result, or which option was chosen. */
export type Reply = Kept<CallName> | Failure | { readonly option: number };

export type Procedure<T> = Generator<Question, T, Reply>;

/** How far a procedure got with the replies it has had. */
export type Progress<T> =
  | { readonly status: 'asking'; readonly question: Question }
  | { readonly status: 'done'; readonly value: T };

/** Success of a call that returns nothing. */
export const OK = { done: true } as const;
export type Ok = typeof OK;

/** One system call. */
export function* ask<C extends SystemCall>(call: C): Procedure<Kept<C['call']> | Failure> {
  const reply = yield { type: 'syscall', call };
  assert(!('option' in reply), `${call.call} is answered by its result`);
  return reply as Kept<C['call']> | Failure; // the world answers a call with that call's own result
}

/** One choice that is not the procedure's own (Go's map order); the chosen option. */
export function* choose(question: string, options: readonly string[]): Procedure<string> {
  const reply = yield { type: 'choose', question, options };
  const chosen = 'option' in reply ? options[reply.option] : undefined;
  assert(chosen !== undefined, `'${question}' is answered by one of its options`);
  return chosen;
}

/** Runs a procedure from its start with the replies so far. */
export function replay<T>(procedure: Procedure<T>, replies: readonly Reply[]): Progress<T> {
  let at = procedure.next();
  for (const reply of replies) {
    assert(at.done !== true, 'a procedure gets no more replies than it has questions');
    at = procedure.next(reply);
  }
  return at.done === true ? { status: 'done', value: at.value } : { status: 'asking', question: at.value };
}

/** A question as the action that asks it, for `enqueue`. */
export function actionOf(question: Question) {
  return question.type === 'syscall'
    ? ({ type: 'syscall', params: { call: question.call } } as const)
    : ({ type: 'choose', params: { question: question.question, options: question.options } } as const);
}

/** The reply that an answer of the world makes, or null when the event is none. */
export function replyOf(event: ActorEvent): Reply | null {
  if (event.type === 'returned') return keep(event.result);
  return event.type === 'chosen' ? { option: event.option } : null;
}

function keep(result: Result): Reply {
  if ('kind' in result) return { kind: result.kind, mode: result.mode };
  if ('entries' in result) return { names: result.entries.map((entry) => entry.name), bytes: result.bytes };
  return result;
}
