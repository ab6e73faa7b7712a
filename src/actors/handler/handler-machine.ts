// The process of a handler that a person wrote: one XState machine that carries out what its program asks for.
//
// The program says which calls are open (program.ts); the machine makes the system calls of the first of them, one step
// each, and hands the answer back. JavaScript has one thread: what a program does between two replies is done at once, and
// calls that are open together are carried out one after the other, oldest first. States have the names of strategy-machine's,
// so that whoever shows or judges an application need not know what it runs.
// Leaves out: libuv's pool of threads (calls that overtake each other), preemption inside one assignment. Rules H1 to H9.
import { assign } from 'xstate';
import { fact } from '../app/app-setup.ts';
import { NIL_DEREFERENCE } from '../watcher/go-error.ts';
import { callStates } from './call-states.ts';
import {
  aboutTrigger,
  channelsOf,
  elapsed,
  firstContext,
  type HandlerConfig,
  received,
  swapped,
  timersOf,
} from './handler-context.ts';
import { type Args, advance, asks, cancelTimers, handlerSetup } from './handler-setup.ts';

/** Creates the process of a handler. */
export function createHandlerMachine(config: HandlerConfig) {
  const app = handlerSetup(config);
  const tellLoad = {
    type: 'observe',
    params: ({ context }: Args) => fact('H4', 'reload-started', aboutTrigger(context.trigger)),
  } as const;
  const timeIsUp = advance(app, config, (context, event) =>
    elapsed(context, event.type === 'elapsed' ? event.name : ''),
  );
  return app.createMachine({
    id: 'app',
    context: firstContext(config),
    initial: config.startsLater ? 'down' : 'starting',
    on: { killed: { target: '.down', actions: cancelTimers(app) } },
    states: {
      starting: { always: { target: 'next', actions: advance(app, config, () => ({ reply: null })) } },
      // What does the program want?
      next: {
        always: [
          { guard: ({ context }) => context.failed !== null, target: 'exited' },
          { guard: ({ context }) => context.served !== null, target: 'swapping' },
          { guard: 'startsLoad', target: 'walking', actions: [tellLoad, assign({ loading: true })] },
          { guard: asks('readFile', 'open', 'readdir'), target: 'walking' },
          { guard: asks('read'), target: 'reading' },
          { guard: asks('close'), target: 'closing' },
          { guard: asks('stat', 'lstat', 'readlink', 'realpath'), target: 'looking' },
          { guard: ({ context }) => asks('add')({ context }) && !context.watcherOpen, target: 'openingWatcher' },
          { guard: asks('add'), target: 'adding' },
          { guard: asks('remove'), target: 'unwatching' },
          { guard: asks('closeWatcher'), target: 'closingWatcher' },
          { guard: ({ context }) => channelsOf(context).length > 0, target: 'waiting' },
          { guard: ({ context }) => timersOf(context).length > 0, target: 'sleeping' },
          { target: 'loopExited' },
        ],
      },
      ...callStates(app, config),
      swapping: {
        entry: { type: 'compute', params: { label: 'serve' } },
        on: {
          computed: {
            target: 'next',
            actions: [
              {
                type: 'observe',
                params: ({ context }: Args) => {
                  const isEmpty = Object.values(swapped(config, context)).every((bytes) => bytes === null);
                  return isEmpty
                    ? fact('H4', 'zeroed', { before: 'going on' })
                    : fact('H4', 'reload-applied', aboutTrigger(context.trigger));
                },
              },
              assign(({ context }) => ({
                held: swapped(config, context),
                served: null,
                serving: true,
                loading: false,
              })),
            ],
          },
        },
      },
      waiting: {
        entry: [
          assign({ serving: true }),
          { type: 'receive', params: ({ context }) => ({ channels: channelsOf(context) }) },
        ],
        on: {
          received: {
            target: 'next',
            actions: advance(app, config, (context, event) =>
              event.type === 'received' ? received(context, event.delivery) : { reply: null },
            ),
          },
          elapsed: { target: 'next', actions: timeIsUp },
        },
      },
      // A program that polls is up, even where it has read nothing yet.
      sleeping: {
        entry: assign({ serving: ({ context }) => context.serving || context.calls.some(({ fn }) => fn === 'every') }),
        on: { elapsed: { target: 'next', actions: timeIsUp } },
      },
      // Nothing will wake the program again; its process goes on serving what it holds, as one with a server does.
      loopExited: { entry: { type: 'observe', params: fact('H5', 'loop-exited', {}) } },
      down: { entry: assign(firstContext(config)), on: { containerStarted: 'starting' } },
      exited: {
        entry: {
          type: 'observe',
          params: ({ context }: Args) => {
            const { message, line } = context.failed ?? { message: NIL_DEREFERENCE, line: null };
            return fact('H5', 'crashed', { message, ...(line === null ? {} : { line }) });
          },
        },
      },
    },
  });
}
