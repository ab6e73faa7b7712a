// What the loop does between system calls: start, wait in select, consider an event, react, end.
// Rules S1 to S4, S9, S11, S12.
import { assign, cancel } from 'xstate';
import {
  type AppConfig,
  conditionAsked,
  conditionHolds,
  describeEvent,
  firstContext,
  nextRule,
  reaction,
  recordSeen,
  startedWith,
  takeEvent,
} from './app-context.ts';
import { type AppSetup, type Args, fact, head } from './app-setup.ts';
import { beginLook, conditionsOf, lookCall, lookOn } from './memory.ts';

/** Waiting, considering, reacting, ending. */
export function loopStates(app: AppSetup, config: AppConfig) {
  const { strategy } = config;
  const channels = strategy.onWatchError === 'unread' ? (['Events'] as const) : (['Events', 'Errors'] as const);
  return {
    starting: app.createStateConfig({ always: { target: 'next' }, exit: strategy.poll === null ? [] : 'tickLater' }),
    // What is left of the reaction?
    // Whatever the last action needed while it was under way is over: remembered, it would make equal states look different.
    next: app.createStateConfig({
      entry: assign({ fresh: {}, fileIndex: 0, walked: null, fd: -1, attempts: 0, failure: '' }),
      always: [
        { guard: 'nothingLeft', target: 'waiting' },
        { guard: head('reload'), target: 'loading', actions: 'pop' },
        { guard: head('open-watcher'), target: 'openingWatcher', actions: 'pop' },
        { guard: head('rearm'), target: 'arming', actions: ['pop', assign({ armIndex: 0, attempts: 0 })] },
        { guard: 'unwatchesNothing', target: 'next', reenter: true, actions: 'pop' },
        { guard: head('unwatch'), target: 'unwatching', actions: 'pop' },
        { guard: head('sleep'), target: 'sleeping', actions: 'pop' },
        { guard: head('start-delay'), target: 'startingUp', actions: 'pop' },
        {
          guard: head('remember'),
          target: 'remembering',
          actions: ['pop', assign({ toRemember: conditionsOf(strategy) })],
        },
        { guard: head('exit-loop'), target: 'loopExited' },
        { guard: head('exit-process'), target: 'exited' },
      ],
    }),
    // select { case ev := <-Events: … case err := <-Errors: … case <-ticker.C: … }
    waiting: app.createStateConfig({
      entry: [assign({ event: null, rule: -1 }), { type: 'receive', params: { channels } }],
      on: {
        received: [
          {
            guard: ({ event }) => event.delivery.channel === 'Errors',
            target: 'watchError',
          },
          {
            target: 'considering',
            actions: assign(({ event }) => takeEvent(config, event.delivery)),
          },
        ],
        tick: {
          target: 'considering',
          actions: ['tickLater', assign({ rule: 'poll', event: null })],
        },
        settle: {
          target: 'next',
          actions: assign(({ context }) => ({ todo: context.settled, settled: [], rule: 'settled' })),
        },
      },
    }),
    considering: app.createStateConfig({
      always: [
        {
          guard: ({ context }) => context.rule === -1,
          target: 'waiting',
          actions: {
            type: 'observe',
            params: ({ context }: Args) => fact('S2', 'ignored', describeEvent(context)),
          },
        },
        {
          guard: 'asksCondition',
          target: 'looking',
          actions: assign(({ context }) => ({
            look: beginLook('compare', conditionAsked(config, context) ?? 'mtime-changed', config),
          })),
        },
        { target: 'reacting' },
      ],
    }),
    // A look at the disk: what is there now, compared or remembered.
    looking: app.createStateConfig({
      entry: {
        type: 'syscall',
        params: ({ context }) => ({
          call: lookCall(context.look ?? beginLook('compare', 'mtime-changed', config), config),
        }),
      },
      on: {
        returned: {
          target: 'looked',
          actions: assign({ look: ({ context, event }) => context.look && lookOn(context.look, event.result) }),
        },
      },
    }),
    looked: app.createStateConfig({
      always: [
        { guard: ({ context }) => context.look?.value === undefined, target: 'looking' },
        {
          guard: ({ context }) => context.look?.purpose === 'remember',
          target: 'remembering',
          actions: assign(({ context }) => recordSeen(context, true)),
        },
        {
          guard: ({ context }) => context.look?.purpose === 'resolve',
          target: 'adding',
          actions: assign(({ context }) => recordSeen(context, false)),
        },
        {
          guard: ({ context }) => conditionHolds(context),
          target: 'reacting',
          actions: assign(({ context }) => recordSeen(context, strategy.remember === 'when-seen')),
        },
        {
          target: 'considering',
          actions: assign(({ context }) => ({ look: null, rule: nextRule(config, context) })),
        },
      ],
    }),
    reacting: app.createStateConfig({
      always: [
        { guard: 'pollIsConsidered', target: 'next', actions: 'react' },
        {
          guard: 'trailing',
          target: 'waiting',
          actions: [cancel('settle'), assign({ settled: ({ context }) => reaction(config, context) }), 'settleLater'],
        },
        {
          guard: 'quiet',
          target: 'waiting',
          actions: {
            type: 'observe',
            params: ({ context }: Args) => fact('S3', 'ignored', describeEvent(context)),
          },
        },
        {
          guard: 'leading',
          target: 'next',
          actions: [assign({ quiet: true }), 'openWindow', 'react'],
        },
        { target: 'next', actions: 'react' },
      ],
    }),
    watchError: app.createStateConfig({
      entry: { type: 'observe', params: fact('S9', 'event', { error: true, policy: strategy.onWatchError }) },
      always: [
        {
          guard: () => strategy.onWatchError === 'as-change',
          target: 'next',
          actions: assign({ todo: ['reload'] }),
        },
        {
          guard: () => strategy.onWatchError === 'rewatch',
          target: 'closingWatcher',
          actions: assign({ todo: ['open-watcher', 'rearm', 'reload'] }),
        },
        { guard: () => strategy.onWatchError === 'exit-loop', target: 'loopExited' },
        { guard: () => strategy.onWatchError === 'exit-process', target: 'exited' },
        { target: 'waiting' },
      ],
    }),
    sleeping: app.createStateConfig({ after: { sleep: 'next' }, on: { tick: { actions: 'tickAgain' } } }),
    startingUp: app.createStateConfig({ after: { startDelay: 'next' }, on: { tick: { actions: 'tickAgain' } } }),
    // The goroutine has returned; the process goes on serving what it holds.
    loopExited: app.createStateConfig({ entry: { type: 'observe', params: fact('S12', 'loop-exited', {}) } }),
    // Killed, or not started yet: nothing is left of it, until its container is started.
    down: app.createStateConfig({
      entry: assign(firstContext(config)),
      on: { containerStarted: { target: 'starting', actions: assign(({ event }) => startedWith(event.environment)) } },
    }),
    // The process has ended; nothing is served.
    exited: app.createStateConfig({ entry: { type: 'observe', params: fact('S12', 'crashed', {}) } }),
  };
}
