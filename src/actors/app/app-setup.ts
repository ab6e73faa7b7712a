// The words that the states of the reload loop share: effects, timers, guards and delays of one strategy.
//
// Timers that outlive a state (the poll's ticker, both kinds of debounce) are delayed events with a name of their own;
// a delay that belongs to one state is an `after` of that state.
import { assign, cancel, raise, setup } from 'xstate';
import { type ActorEvent, effectActions, type Fact } from '../effects.ts';
import { type AppConfig, type AppContext, conditionAsked, reaction, type Todo } from './app-context.ts';
import type { Strategy } from './strategy.ts';

/** Enough for any file of a ConfigMap (1 MiB at most), so that one read(2) gets it all. */
export const READ_BYTES = 1 << 20;

export interface Args {
  readonly context: AppContext;
}

/** Timers of the loop, as events that only its own `raise` sends. */
type TimerEvent = { readonly type: 'tick' } | { readonly type: 'settle' } | { readonly type: 'windowOver' };

export type AppSetup = ReturnType<typeof appSetup>;

/** Parameters of an `observe` effect. */
export function fact(rule: string, kind: Fact['kind'], about: Fact['about']): { readonly fact: Fact } {
  return { fact: { rule, kind, about } };
}

/** Guard: is this what the reaction does next? */
export function head(todo: Todo) {
  return ({ context }: Args): boolean => context.todo[0] === todo;
}

/** After this many ms any pause is over, and a tick that came in it finds the loop in its select (a ticker keeps one). */
function longestPause({ sleepMs, startDelayMs, read, onRearmError }: Strategy): number {
  return Math.max(sleepMs, startDelayMs, read.delayMs, onRearmError.delayMs);
}

/** Effects, guards and delays of the reload loop of one application. */
export function appSetup(config: AppConfig) {
  const { strategy } = config;
  return setup({
    types: { context: {} as AppContext, events: {} as ActorEvent | TimerEvent },
    actions: {
      ...effectActions,
      pop: assign({ todo: ({ context }: Args) => context.todo.slice(1) }),
      react: assign({ todo: ({ context }: Args) => reaction(config, context) }),
      tickLater: raise({ type: 'tick' }, { id: 'tick', delay: strategy.poll?.everyMs ?? 0 }),
      tickAgain: raise({ type: 'tick' }, { id: 'tick', delay: longestPause(strategy) }),
      settleLater: raise({ type: 'settle' }, { id: 'settle', delay: strategy.debounce?.ms ?? 0 }),
      noTick: cancel('tick'),
      noSettle: cancel('settle'),
      noWindow: cancel('window'),
      openWindow: raise({ type: 'windowOver' }, { id: 'window', delay: strategy.debounce?.ms ?? 0 }),
    },
    guards: {
      nothingLeft: ({ context }) => context.todo.length === 0,
      trailing: () => strategy.debounce?.kind === 'trailing',
      leading: () => strategy.debounce?.kind === 'leading',
      quiet: ({ context }) => context.quiet,
      asksCondition: ({ context }) => conditionAsked(config, context) !== null,
      moreFiles: ({ context }) => context.fileIndex + 1 < config.files.length,
      unwatchesNothing: ({ context }) => context.todo[0] === 'unwatch' && !context.watcherOpen,
      moreTargets: ({ context }) => context.watcherOpen && context.armIndex + 1 < strategy.watch.length,
      retriesRead: ({ context }) => context.attempts < strategy.read.retries,
      retriesArm: ({ context }) =>
        strategy.onRearmError.policy === 'retry' && context.attempts < strategy.onRearmError.retries,
      pollIsConsidered: ({ context }) => context.rule === 'poll',
    },
    delays: {
      sleep: strategy.sleepMs,
      startDelay: strategy.startDelayMs,
      readDelay: strategy.read.delayMs,
      armDelay: strategy.onRearmError.delayMs,
    },
  });
}
