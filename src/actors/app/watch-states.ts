// Opening, adding and removing watches, and remembering what the disk looked like.
// Rules S1, S4, S10.
import { assign } from 'xstate';
import { NIL_DEREFERENCE } from '../watcher/go-error.ts';
import { type AppConfig, armPath, needsRealPath } from './app-context.ts';
import { type AppSetup, type Args, fact } from './app-setup.ts';
import { beginLook } from './memory.ts';

/** Opening, adding and removing watches. */
export function watchStates(app: AppSetup, config: AppConfig) {
  const { strategy } = config;
  return {
    // Watches
    closingWatcher: app.createStateConfig({
      entry: { type: 'library', params: { call: { fn: 'close' } } },
      on: { libraryReturned: { target: 'next', actions: assign({ watcherOpen: false }) } },
    }),
    openingWatcher: app.createStateConfig({
      entry: { type: 'library', params: { call: { fn: 'newWatcher' } } },
      on: {
        libraryReturned: [
          {
            guard: ({ event }) => event.error !== null,
            target: 'armFailed',
            actions: assign({ failure: ({ event }) => event.error ?? '' }),
          },
          {
            target: config.alsoWatches === null ? 'next' : 'addingNeighbour',
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
      on: { libraryReturned: 'next' },
    }),
    arming: app.createStateConfig({
      always: [
        { guard: ({ context }) => !context.watcherOpen, target: 'next' },
        {
          guard: ({ context }) => needsRealPath(config, context),
          target: 'looking',
          actions: assign({ look: beginLook('resolve', 'real-path-changed', config) }),
        },
        { target: 'adding' },
      ],
    }),
    adding: app.createStateConfig({
      entry: {
        type: 'library',
        params: ({ context }) => ({
          call: { fn: 'add', path: armPath(config, context), dontFollow: strategy.dontFollow },
        }),
      },
      on: {
        libraryReturned: [
          {
            guard: ({ event }) => event.error !== null,
            target: 'armFailed',
            actions: assign({ failure: ({ event }) => event.error ?? '' }),
          },
          {
            guard: 'moreTargets',
            target: 'arming',
            actions: [
              {
                type: 'observe',
                params: ({ context }: Args) => fact('S10', 'armed', { path: armPath(config, context) }),
              },
              assign({ armIndex: ({ context }) => context.armIndex + 1 }),
            ],
          },
          {
            target: 'next',
            actions: {
              type: 'observe',
              params: ({ context }: Args) => fact('S10', 'armed', { path: armPath(config, context) }),
            },
          },
        ],
      },
    }),
    unwatching: app.createStateConfig({
      entry: {
        type: 'library',
        params: ({ context }) => ({ call: { fn: 'remove', path: armPath(config, context) } }),
      },
      // fsnotify 1.8 and later panic in Remove of a path whose watch goes by another name.
      on: {
        libraryReturned: [
          { guard: ({ event }) => event.error === NIL_DEREFERENCE, target: 'exited' },
          { target: 'next' },
        ],
      },
    }),
    armFailed: app.createStateConfig({
      entry: {
        type: 'observe',
        params: ({ context }: Args) => fact('S10', 'arm-failed', { error: context.failure }),
      },
      always: [
        {
          guard: 'retriesArm',
          target: 'armingLater',
          actions: assign({ attempts: ({ context }) => context.attempts + 1 }),
        },
        { guard: () => strategy.onRearmError.policy === 'exit-process', target: 'exited' },
        { guard: () => strategy.onRearmError.policy === 'exit-loop', target: 'loopExited' },
        {
          guard: 'moreTargets',
          target: 'arming',
          actions: assign({ armIndex: ({ context }) => context.armIndex + 1 }),
        },
        { target: 'next' },
      ],
    }),
    armingLater: app.createStateConfig({
      after: {
        armDelay: [{ guard: ({ context }) => context.watcherOpen, target: 'arming' }, { target: 'openingWatcher' }],
      },
      on: { tick: { actions: 'tickAgain' } },
    }),
    remembering: app.createStateConfig({
      always: [
        { guard: ({ context }) => context.toRemember.length === 0, target: 'next' },
        {
          target: 'looking',
          actions: assign(({ context }) => ({
            look: beginLook('remember', context.toRemember[0] ?? 'mtime-changed', config),
            toRemember: context.toRemember.slice(1),
          })),
        },
      ],
    }),
  };
}
