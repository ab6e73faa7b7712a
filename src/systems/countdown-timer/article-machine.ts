// SafeReset of the article's chapter 3.3, as written: Active → Resetting → Active, with recover → Fallback.
//
//   defer func() { if r := recover(); r != nil { log.Warn(…); t.fallbackToTicker() } }()
//   if !CompareAndSwap(&t.state, Active, Resetting) { return }
//   if t.timer.Stop() { t.timer.Reset(d) } else { t.timer = time.NewTimer(d); go t.fireOnNewTimer() }
//   Store(&t.state, Active)
//
// fallbackToTicker is not printed there. Its table says that Fallback looks once a second and tries to bring the timer
// back by itself: so it is here, and each try succeeds. Rules T6 to T8.
import { setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';
import { note, type ResetConfig, resetSetup } from './reset-machines.ts';

/** The article's ticker: "once a second". */
const TICK_MS = 1000;

/** Creates one call of SafeReset. */
export function createSafeReset(config: ResetConfig) {
  const { number: setting } = config;
  return resetSetup(config).createMachine({
    id: 'reset',
    context: {},
    initial: 'waiting',
    states: {
      waiting: { after: { untilReset: 'swapping' } },
      swapping: {
        entry: { type: 'operate', params: { op: 'compare-and-swap', args: null } },
        on: {
          operated: [
            { guard: 'isFalse', target: 'dropped' },
            { guard: 'panics', target: 'panicking' },
            { target: 'stopping' },
          ],
        },
      },
      stopping: {
        entry: { type: 'operate', params: { op: 'stop', args: null } },
        on: { operated: [{ guard: 'isFalse', target: 'renewing' }, { target: 'resetting' }] },
      },
      resetting: {
        entry: { type: 'operate', params: { op: 'reset', args: { setting } } },
        on: { operated: 'activating' },
      },
      // "Already fired": but the goroutine of the old timer has its value, and ends the campaign as well.
      renewing: {
        entry: { type: 'operate', params: { op: 'new-timer', args: { setting } } },
        on: { operated: 'activating' },
      },
      activating: {
        entry: { type: 'operate', params: { op: 'activate', args: null } },
        on: { operated: 'done' },
      },
      // recover() does not ask what it has caught.
      panicking: {
        entry: { type: 'operate', params: { op: 'panic', args: { recovered: true } } },
        on: { operated: 'recovered' },
      },
      recovered: { entry: note('recovered') },
      dropped: { entry: note('dropped') },
      done: {},
    },
  });
}

/** Creates the goroutine that brings the timer back after a panic. */
export function createFallback() {
  return setup({
    types: { context: {} as Record<string, never>, events: {} as ActorEvent },
    actions: effectActions,
    delays: { nextTick: TICK_MS },
  }).createMachine({
    id: 'fallback',
    context: {},
    initial: 'idle',
    states: {
      idle: {
        entry: { type: 'operate', params: { op: 'fall-back', args: null } },
        on: { operated: 'ticking' },
      },
      ticking: { after: { nextTick: 'restoring' } },
      restoring: {
        entry: { type: 'operate', params: { op: 'activate', args: null } },
        on: { operated: 'idle' },
      },
    },
  });
}
