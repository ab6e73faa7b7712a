// The words that the states of a handler's process share: effects, guards, and the one action by which its program moves.
import { setup } from 'xstate';
import type { Result } from '../../kernel/system-call.ts';
import { fact } from '../app/app-setup.ts';
import { type ActorEvent, effectActions } from '../effects.ts';
import {
  type Answer,
  advanced,
  type HandlerConfig,
  type HandlerContext,
  pathOf,
  present,
  timersOf,
} from './handler-context.ts';

/** As for every application: the PLEG relists each second. */

/** A timer of the program has run out. */
export interface Elapsed {
  readonly type: 'elapsed';
  readonly name: string;
}

export type HandlerEvent = ActorEvent | Elapsed;

export interface Args {
  readonly context: HandlerContext;
}

export type HandlerSetup = ReturnType<typeof handlerSetup>;

/** The result of the system call that has returned. */
export function resultOf(event: HandlerEvent): Result {
  return event.type === 'returned' ? event.result : { errno: 'EINVAL' };
}

/** Guard: is this the call that the process is at? */
export function asks(...names: readonly string[]) {
  return ({ context }: Args): boolean => names.includes(present(context)?.fn ?? '');
}

/** Effects, guards and delays of a handler's process. */
export function handlerSetup(config: HandlerConfig) {
  return setup({
    types: { context: {} as HandlerContext, events: {} as HandlerEvent },
    actions: effectActions,
    guards: {
      // Reading the files begins a load; what follows until they are served belongs to it.
      startsLoad: ({ context }) =>
        !context.loading &&
        asks('readFile', 'open')({ context }) &&
        pathOf(present(context)).startsWith(`${config.mountPath}/`),
    },
  });
}

/** Action: the program is given an answer, and runs until it waits for the next. */
export function advance(
  pieces: HandlerSetup,
  config: HandlerConfig,
  answer: (context: HandlerContext, event: HandlerEvent) => Answer,
) {
  return pieces.enqueueActions(({ context, event, enqueue }) => {
    const { reply, changes = {} } = answer(context, event);
    const { context: after, printed } = advanced(config, { ...context, ...changes }, reply);
    enqueue.assign(after);
    for (const text of printed) enqueue({ type: 'observe', params: fact('H6', 'printed', { text }) });
    // Calls are numbered afresh after a checkpoint, at which no timer runs.
    const isFresh = after.replies.length === 0;
    const running = timersOf(context).filter(({ id }) => id !== reply?.id);
    const left = timersOf(after);
    const goesOn = (id: number): boolean => !isFresh && running.some((each) => each.id === id);
    for (const { id, name } of running) {
      if (!goesOn(id) || left.every((each) => each.id !== id)) enqueue.cancel(name);
    }
    for (const { id, name, ms } of left) {
      if (!goesOn(id)) enqueue.raise({ type: 'elapsed', name }, { id: name, delay: ms });
    }
  });
}

/** Action: every timer of a process that is killed. */
export function cancelTimers(pieces: HandlerSetup) {
  return pieces.enqueueActions(({ context, enqueue }) => {
    for (const { name } of timersOf(context)) enqueue.cancel(name);
  });
}
