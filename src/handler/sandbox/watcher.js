// A Watcher as fsnotify has it: Add, Remove, Close, and two channels to iterate over. Rule H3.
import { pathText } from 'sandbox/bytes';
import { call, cancel, env, open } from 'sandbox/calls';

/** The one Watcher that is not closed. */
let watching = null;

export function openWatcher() {
  return watching;
}

class Channel {
  constructor(watcher, channel) {
    this.watcher = watcher;
    this.channel = channel;
  }
  [Symbol.asyncIterator]() {
    return this;
  }
  async next() {
    if (this.watcher.closed) return { value: undefined, done: true };
    const value = await call('next', { channel: this.channel });
    return value === null ? { value: undefined, done: true } : { value, done: false };
  }
  async return() {
    return { value: undefined, done: true };
  }
}

export class Watcher {
  constructor() {
    if (watching !== null) throw new Error('a handler has one Watcher at a time: close the other one first');
    watching = this;
    this.closed = false;
    this.events = new Channel(this, 'Events');
    this.errors = new Channel(this, 'Errors');
  }
  async add(path) {
    if (this.closed) throw new Error('fsnotify: watcher already closed');
    await call('add', { path: pathText(path) });
  }
  async remove(path) {
    if (!this.closed) await call('remove', { path: pathText(path) });
  }
  async close() {
    if (this.closed) return;
    this.closed = true;
    watching = null;
    for (const [id, { fn, resolve }] of [...open]) {
      if (fn !== 'next') continue;
      cancel(id);
      resolve(null);
    }
    await call('closeWatcher', {});
  }
}

export class WatchEvent {
  constructor({ name, op }) {
    this.name = name;
    this.op = op;
  }
  has(op) {
    return this.op.split('|').some((each) => (env.opOfBit[each] ?? each) === String(op).toUpperCase());
  }
  toString() {
    return `${this.op} "${this.name}"`;
  }
}
