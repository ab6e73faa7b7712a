// Who gives the countdown another end: four ways to do it in Go, each a goroutine that comes once.
//
//   naive, after-func   t.Reset(d)
//   drain               if !t.Stop() { <-t.C }; t.Reset(d)
//   owner               select { case resets <- d: case <-done: }
//   epoch               mu.Lock(); if !over { t.Stop(); epoch = k; t = time.AfterFunc(d, f) }; mu.Unlock()
//
// The article's own is article-machine.ts. Rules T3 to T6, T9.
import { setup } from 'xstate';
import { type ActorEvent, effectActions, type Fact } from '../../actors/effects.ts';

/** One reset: its number, when it comes, and whether something else in it panics. */
export interface ResetConfig {
  readonly number: number;
  readonly atMs: number;
  readonly panics: boolean;
}

/** What is shared by the set-up of every kind of reset. */
export function resetSetup({ atMs, panics }: ResetConfig) {
  return setup({
    types: { context: {} as Record<string, never>, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      panics: () => panics,
      isFalse: ({ event }) => event.type === 'operated' && event.result === false,
      isOver: ({ event }) => event.type === 'operated' && isOver(event.result),
    },
    delays: { untilReset: () => atMs },
  });
}

function isOver(result: unknown): boolean {
  return result === 'over' || (result as { readonly isOver?: boolean } | null)?.isOver === true;
}

const RULES = { refused: 'T9', dropped: 'T7', recovered: 'T6' } as const;

/** How a reset ended that did not do what it was asked for. */
export function note(what: keyof typeof RULES) {
  const fact: Fact = { rule: RULES[what], kind: 'noted', about: { what } };
  return { type: 'observe', params: { fact } } as const;
}

/** Nobody recovers: the panic ends the process (T6). */
const PANICKING = {
  entry: { type: 'operate', params: { op: 'panic', args: { recovered: false } } },
  on: { operated: 'crashed' },
} as const;

/** Creates a reset that calls Reset and nothing else. */
export function createPlainReset(config: ResetConfig) {
  const { number: setting } = config;
  return resetSetup(config).createMachine({
    id: 'reset',
    context: {},
    initial: 'waiting',
    states: {
      waiting: { after: { untilReset: [{ guard: 'panics', target: 'panicking' }, { target: 'resetting' }] } },
      resetting: {
        entry: { type: 'operate', params: { op: 'reset', args: { setting } } },
        on: { operated: 'done' },
      },
      panicking: PANICKING,
      crashed: {},
      done: {},
    },
  });
}

/** Creates a reset in the words of the documentation of Go 1.22: Stop, drain, Reset. */
export function createDrainingReset(config: ResetConfig) {
  const { number: setting } = config;
  return resetSetup(config).createMachine({
    id: 'reset',
    context: {},
    initial: 'waiting',
    states: {
      waiting: { after: { untilReset: [{ guard: 'panics', target: 'panicking' }, { target: 'stopping' }] } },
      stopping: {
        entry: { type: 'operate', params: { op: 'stop', args: null } },
        on: { operated: [{ guard: 'isFalse', target: 'draining' }, { target: 'resetting' }] },
      },
      draining: {
        entry: { type: 'operate', params: { op: 'drain', args: null } },
        on: { operated: 'resetting' },
      },
      resetting: {
        entry: { type: 'operate', params: { op: 'reset', args: { setting } } },
        on: { operated: 'done' },
      },
      panicking: PANICKING,
      crashed: {},
      done: {},
    },
  });
}

/** Creates a reset that asks the goroutine which owns the timer; it is told when the campaign is over. */
export function createAskingReset(config: ResetConfig) {
  const { number: setting } = config;
  return resetSetup(config).createMachine({
    id: 'reset',
    context: {},
    initial: 'waiting',
    states: {
      waiting: { after: { untilReset: [{ guard: 'panics', target: 'panicking' }, { target: 'asking' }] } },
      asking: {
        entry: { type: 'operate', params: { op: 'ask', args: { setting } } },
        on: { operated: [{ guard: 'isOver', target: 'refused' }, { target: 'asked' }] },
      },
      asked: {
        entry: { type: 'operate', params: { op: 'asked', args: { setting } } },
        on: { operated: [{ guard: 'isOver', target: 'refused' }, { target: 'done' }] },
      },
      refused: { entry: note('refused') },
      panicking: PANICKING,
      crashed: {},
      done: {},
    },
  });
}

/** Creates a reset under a mutex, with a timer of its own: what is still on its way finds another epoch. */
export function createEpochReset(config: ResetConfig) {
  const { number: setting } = config;
  return resetSetup(config).createMachine({
    id: 'reset',
    context: {},
    initial: 'waiting',
    states: {
      waiting: { after: { untilReset: [{ guard: 'panics', target: 'panicking' }, { target: 'locking' }] } },
      locking: {
        entry: { type: 'operate', params: { op: 'lock', args: null } },
        on: { operated: [{ guard: 'isOver', target: 'givingUp' }, { target: 'stopping' }] },
      },
      givingUp: {
        entry: { type: 'operate', params: { op: 'unlock', args: null } },
        on: { operated: 'refused' },
      },
      stopping: {
        entry: { type: 'operate', params: { op: 'stop', args: null } },
        on: { operated: 'renewing' },
      },
      renewing: {
        entry: { type: 'operate', params: { op: 'new-timer', args: { setting } } },
        on: { operated: 'unlocking' },
      },
      unlocking: {
        entry: { type: 'operate', params: { op: 'unlock', args: null } },
        on: { operated: 'done' },
      },
      refused: { entry: note('refused') },
      panicking: PANICKING,
      crashed: {},
      done: {},
    },
  });
}
