// What a handler's process does for one call of its program: system calls, and calls on the watcher library.
//
// open(2) is two steps (decision 4). The library's calls are one step each, as for every application (rule M5); NewWatcher is
// called with the first Add. Rules H2, H3.
import { assign } from 'xstate';
import { fact } from '../app/app-setup.ts';
import { NIL_DEREFERENCE } from '../watcher/go-error.ts';
import {
  closeCall,
  contentRead,
  type HandlerConfig,
  type HandlerContext,
  lookCall,
  looked,
  openCall,
  outcomeOf,
  pathOf,
  present,
  readCall,
  replyTo,
  walkCall,
} from './handler-context.ts';
import { type Args, advance, asks, type HandlerEvent, type HandlerSetup, resultOf } from './handler-setup.ts';

/** System calls and calls on the library. */
export function callStates(app: HandlerSetup, config: HandlerConfig) {
  const isErrno = ({ event }: { readonly event: HandlerEvent }): boolean => 'errno' in resultOf(event);
  const isError = ({ event }: { readonly event: HandlerEvent }): boolean => errorOf(event) !== null;
  const failed = advance(app, config, (context, event) => ({
    reply: replyTo(context, outcomeOf(resultOf(event), null)),
  }));
  const added = advance(app, config, (context, event) => {
    const error = errorOf(event);
    return { reply: replyTo(context, error === null ? { value: null } : { error }) };
  });
  const tellFailure = {
    type: 'observe',
    params: ({ event }: { readonly event: HandlerEvent }) => fact('H3', 'arm-failed', { error: errorOf(event) ?? '' }),
  } as const;
  const goesOn = (context: HandlerContext, event: HandlerEvent) => looked(config, context, resultOf(event));
  return {
    walking: app.createStateConfig({
      entry: { type: 'syscall', params: ({ context }) => ({ call: walkCall(context) }) },
      on: {
        returned: [
          { guard: isErrno, target: 'next', actions: failed },
          {
            target: 'opening',
            actions: assign({
              walked: ({ event }) => ('at' in event.result ? { at: event.result.at, name: event.result.name } : null),
            }),
          },
        ],
      },
    }),
    opening: app.createStateConfig({
      entry: { type: 'syscall', params: ({ context }) => ({ call: openCall(context) }) },
      on: {
        returned: [
          { guard: isErrno, target: 'next', actions: failed },
          {
            guard: asks('open'),
            target: 'next',
            actions: advance(app, config, (context, event) => ({ reply: replyTo(context, { value: fdOf(event) }) })),
          },
          { target: 'reading', actions: assign({ fd: ({ event }) => fdOf(event) }) },
        ],
      },
    }),
    reading: app.createStateConfig({
      entry: { type: 'syscall', params: ({ context }) => ({ call: readCall(context) }) },
      on: {
        returned: [
          {
            guard: asks('read'),
            target: 'next',
            actions: advance(app, config, (context, event) => {
              const result = resultOf(event);
              return { reply: replyTo(context, outcomeOf(result, contentRead(result))) };
            }),
          },
          {
            target: 'closing',
            actions: assign({ read: ({ event }) => outcomeOf(event.result, contentRead(event.result)) }),
          },
        ],
      },
    }),
    closing: app.createStateConfig({
      entry: { type: 'syscall', params: ({ context }) => ({ call: closeCall(context) }) },
      on: {
        returned: [
          { guard: asks('close'), target: 'next', actions: failed },
          {
            target: 'next',
            actions: advance(app, config, (context) => ({ reply: replyTo(context, context.read ?? { value: null }) })),
          },
        ],
      },
    }),
    looking: app.createStateConfig({
      entry: { type: 'syscall', params: ({ context }) => ({ call: lookCall(config, context) }) },
      on: {
        returned: [
          {
            guard: ({ context, event }) => 'look' in goesOn(context, event),
            target: 'looking',
            reenter: true,
            actions: assign(({ context, event }) => {
              const on = goesOn(context, event);
              return 'look' in on ? { look: on.look } : {};
            }),
          },
          {
            target: 'next',
            actions: advance(app, config, (context, event) => {
              const on = goesOn(context, event);
              return { reply: 'outcome' in on ? replyTo(context, on.outcome) : null };
            }),
          },
        ],
      },
    }),
    openingWatcher: app.createStateConfig({
      entry: { type: 'library', params: { call: { fn: 'newWatcher' } } },
      on: {
        libraryReturned: [
          { guard: isError, target: 'next', actions: [tellFailure, added] },
          {
            target: config.alsoWatches === null ? 'adding' : 'addingNeighbour',
            actions: assign({ watcherOpen: true }),
          },
        ],
      },
    }),
    addingNeighbour: app.createStateConfig({
      entry: {
        type: 'library',
        params: { call: { fn: 'add', path: config.alsoWatches ?? '', dontFollow: false } },
      },
      on: { libraryReturned: 'adding' },
    }),
    adding: app.createStateConfig({
      entry: {
        type: 'library',
        params: ({ context }) => ({ call: { fn: 'add', path: pathOf(present(context)), dontFollow: false } }),
      },
      on: {
        libraryReturned: [
          { guard: isError, target: 'next', actions: [tellFailure, added] },
          {
            target: 'next',
            actions: [
              {
                type: 'observe',
                params: ({ context }: Args) => fact('H3', 'armed', { path: pathOf(present(context)) }),
              },
              added,
            ],
          },
        ],
      },
    }),
    unwatching: app.createStateConfig({
      entry: {
        type: 'library',
        params: ({ context }) => ({ call: { fn: 'remove', path: pathOf(present(context)) } }),
      },
      // fsnotify 1.8 and later panic in Remove of a path whose watch goes by another name.
      on: {
        libraryReturned: [
          { guard: ({ event }) => event.error === NIL_DEREFERENCE, target: 'exited' },
          { target: 'next', actions: added },
        ],
      },
    }),
    closingWatcher: app.createStateConfig({
      entry: { type: 'library', params: { call: { fn: 'close' } } },
      on: {
        libraryReturned: {
          target: 'next',
          actions: advance(app, config, (context) => ({
            reply: replyTo(context, { value: null }),
            changes: { watcherOpen: false },
          })),
        },
      },
    }),
  };
}

function errorOf(event: HandlerEvent): string | null {
  return event.type === 'libraryReturned' ? event.error : null;
}

function fdOf(event: HandlerEvent): number {
  const result = resultOf(event);
  return 'fd' in result ? result.fd : -1;
}
