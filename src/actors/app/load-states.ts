// Reading the files, checking the bytes, swapping them in. open(2) is two steps, the walk and the last component,
// because a reader races with RemoveAll there (recorded: ENOENT in 1 of some 30 000 reads).
// Rules S5 to S8, V7.
import { assign } from 'xstate';
import {
  type AppConfig,
  bytesOf,
  committed,
  describeEvent,
  errnoOf,
  fileAt,
  judge,
  mayBeMissing,
  mustWalk,
  openCall,
  readEnvironment,
  readFailure,
  swapped,
  unsetVariable,
  walkCall,
  zeroValue,
} from './app-context.ts';
import { type AppSetup, type Args, fact, READ_BYTES } from './app-setup.ts';

/** Reading, checking, swapping. */
export function loadStates(app: AppSetup, config: AppConfig) {
  const { strategy } = config;
  return {
    // Reading
    loading: app.createStateConfig({
      entry: [
        { type: 'observe', params: ({ context }) => fact('S5', 'reload-started', describeEvent(context)) },
        assign({ fresh: {}, fileIndex: 0, walked: null, attempts: 0 }),
      ],
      always: [
        { guard: () => config.environment !== null, target: 'gettingEnvironment' },
        { guard: () => strategy.swap === 'clear-then-load', target: 'clearing' },
        { target: 'walking' },
      ],
    }),
    // The process's own memory: what was put there when it was started (V7).
    gettingEnvironment: app.createStateConfig({
      entry: { type: 'compute', params: { label: 'getenv' } },
      on: {
        computed: {
          target: 'gotEnvironment',
          actions: assign({ fresh: ({ context }) => readEnvironment(config, context) }),
        },
      },
    }),
    gotEnvironment: app.createStateConfig({
      always: [
        {
          guard: ({ context }) => unsetVariable(config, context) !== null,
          target: 'loadFailed',
          actions: assign({ failure: ({ context }) => `${unsetVariable(config, context)}: not set` }),
        },
        { target: 'judging' },
      ],
    }),
    clearing: app.createStateConfig({
      entry: { type: 'compute', params: { label: 'config = empty' } },
      on: {
        computed: {
          target: 'walking',
          actions: [
            assign({ held: zeroValue(config) }),
            { type: 'observe', params: fact('S7', 'zeroed', { before: 'the load' }) },
          ],
        },
      },
    }),
    walking: app.createStateConfig({
      entry: { type: 'syscall', params: ({ context }) => ({ call: walkCall(config, context) }) },
      on: {
        returned: [
          {
            guard: ({ event }) => errnoOf(event.result) !== null,
            target: 'unreadable',
            actions: assign(({ context, event }) => readFailure(config, context, errnoOf(event.result))),
          },
          {
            target: 'opening',
            actions: assign({
              walked: ({ context, event }) =>
                'at' in event.result ? { at: event.result.at, name: event.result.name } : context.walked,
            }),
          },
        ],
      },
    }),
    opening: app.createStateConfig({
      entry: { type: 'syscall', params: ({ context }) => ({ call: openCall(config, context) }) },
      on: {
        returned: [
          {
            guard: ({ event }) => errnoOf(event.result) !== null,
            target: 'unreadable',
            actions: assign(({ context, event }) => readFailure(config, context, errnoOf(event.result))),
          },
          {
            target: 'reading',
            actions: assign({
              fd: ({ context, event }) => ('fd' in event.result ? event.result.fd : context.fd),
            }),
          },
        ],
      },
    }),
    reading: app.createStateConfig({
      entry: {
        type: 'syscall',
        params: ({ context }) => ({ call: { call: 'read', fd: context.fd, count: READ_BYTES } }),
      },
      on: {
        returned: {
          target: 'closing',
          actions: assign({
            fresh: ({ context, event }) => ({
              ...context.fresh,
              [fileAt(config, context)]: 'data' in event.result ? event.result.data : '',
            }),
          }),
        },
      },
    }),
    closing: app.createStateConfig({
      entry: { type: 'syscall', params: ({ context }) => ({ call: { call: 'close', fd: context.fd } }) },
      on: {
        returned: [
          { guard: 'moreFiles', target: 'nextFile' },
          { target: 'judging', actions: assign({ fd: -1, walked: null }) },
        ],
      },
    }),
    // A file that may be missing is passed over when it is.
    unreadable: app.createStateConfig({
      always: [
        { guard: ({ context }) => !mayBeMissing(config, context), target: 'loadFailed' },
        { guard: 'moreFiles', target: 'nextFile' },
        { target: 'judging', actions: assign({ fd: -1, walked: null }) },
      ],
    }),
    nextFile: app.createStateConfig({
      entry: assign({ fileIndex: ({ context }) => context.fileIndex + 1, fd: -1 }),
      always: [{ guard: ({ context }) => mustWalk(config, context), target: 'walking' }, { target: 'opening' }],
    }),
    readingLater: app.createStateConfig({ after: { readDelay: 'walking' }, on: { tick: { actions: 'tickAgain' } } }),
    // Checking and swapping
    judging: app.createStateConfig({
      always: [
        {
          guard: ({ context }) => judge(config, context) !== null,
          target: 'loadFailed',
          actions: assign({ failure: ({ context }) => judge(config, context) ?? '' }),
        },
        {
          guard: ({ context }) => strategy.skipSameContent && bytesOf(context) === context.lastBytes,
          target: 'next',
          actions: [
            assign(({ context }) => committed(context)),
            { type: 'observe', params: fact('S6', 'reload-skipped', { why: 'same content' }) },
          ],
        },
        { target: 'swapping', actions: assign({ fileIndex: 0 }) },
      ],
    }),
    swapping: app.createStateConfig({
      entry: {
        type: 'compute',
        params: ({ context }) => ({
          label: strategy.swap === 'atomic' ? 'swap the pointer' : `assign ${fileAt(config, context)}`,
        }),
      },
      on: {
        computed: [
          {
            guard: ({ context }) => strategy.swap !== 'atomic' && context.fileIndex + 1 < config.files.length,
            target: 'swapping',
            reenter: true,
            actions: assign(({ context }) => ({
              held: swapped(config, context, context.fileIndex),
              fileIndex: context.fileIndex + 1,
            })),
          },
          {
            target: 'swapped',
            actions: assign(({ context }) => ({
              held: swapped(config, context, strategy.swap === 'atomic' ? null : context.fileIndex),
              lastBytes: bytesOf(context),
              ...committed(context),
            })),
          },
        ],
      },
    }),
    swapped: app.createStateConfig({
      entry: { type: 'observe', params: ({ context }) => fact('S7', 'reload-applied', describeEvent(context)) },
      always: { target: 'next', actions: assign({ serving: true, fresh: {}, fileIndex: 0, attempts: 0 }) },
    }),
    loadFailed: app.createStateConfig({
      entry: [
        {
          type: 'observe',
          params: ({ context }: Args) =>
            fact('S8', 'reload-failed', { why: context.failure, policy: strategy.onLoadError }),
        },
        assign({ serving: true }),
      ],
      always: [
        {
          guard: 'retriesRead',
          target: 'readingLater',
          actions: assign(({ context }) => ({
            attempts: context.attempts + 1,
            fresh: {},
            fileIndex: 0,
            walked: null,
          })),
        },
        { guard: () => strategy.onLoadError === 'zero', target: 'zeroing' },
        { guard: () => strategy.onLoadError === 'exit-loop', target: 'loopExited' },
        { guard: () => strategy.onLoadError === 'exit-process', target: 'exited' },
        { target: 'next', actions: assign({ fresh: {}, fileIndex: 0, walked: null }) },
      ],
    }),
    zeroing: app.createStateConfig({
      entry: { type: 'compute', params: { label: 'config = empty' } },
      on: {
        computed: {
          target: 'next',
          actions: [
            assign({ held: zeroValue(config), fresh: {}, fileIndex: 0, walked: null }),
            { type: 'observe', params: fact('S8', 'zeroed', { before: 'going on' }) },
          ],
        },
      },
    }),
  };
}
