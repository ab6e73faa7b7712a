// Timers: sleep, the ticks of a poll, and setTimeout with its like. Time passes in the simulation only.
import { call, cancel, fail, lastCall, open, show } from 'sandbox/calls';

const DURATION = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/;
const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function milliseconds(given) {
  const found = typeof given === 'string' ? DURATION.exec(given) : null;
  const ms = found === null ? Number(given) : Number(found[1]) * UNITS[found[2]];
  if (Number.isFinite(ms) && ms >= 0) return Math.max(1, Math.round(ms));
  throw new TypeError(`${show(given)} is no time: give milliseconds, or a text like '10s'`);
}

export async function sleep(time, value) {
  await call('sleep', { ms: milliseconds(time) });
  return value;
}

function later(fn, ms, repeated, values) {
  const timer = { id: 0 };
  const start = () => {
    const wait = call(repeated ? 'every' : 'sleep', { ms: milliseconds(ms) });
    timer.id = lastCall();
    wait
      .then(() => {
        if (repeated) start();
        return fn(...values);
      })
      .then(undefined, fail);
  };
  start();
  return timer;
}

export const setTimeout = (fn, ms = 1, ...values) => later(fn, ms, false, values);
export const setInterval = (fn, ms = 1, ...values) => later(fn, ms, true, values);
export const clearTimer = (timer) => {
  if (open.has(timer?.id)) cancel(timer.id);
};

/** Ticks of a poll: each begins to count when it is waited for. */
export class Ticks {
  constructor(ms) {
    this.ms = ms;
  }
  [Symbol.asyncIterator]() {
    return this;
  }
  async next() {
    await call('every', { ms: this.ms });
    return { value: undefined, done: false };
  }
  async return() {
    return { value: undefined, done: true };
  }
}

export const every = (time) => new Ticks(milliseconds(time));
