// A keyboard that types what a test tells it to.
import { EventEmitter } from 'node:events';

/** What Ink takes for a keyboard. */
export class Keyboard extends EventEmitter {
  readonly isTTY = true;
  #pending: string[] = [];
  setRawMode(): this {
    return this;
  }
  setEncoding(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  read(): string | null {
    return this.#pending.shift() ?? null;
  }
  type(keys: string): void {
    this.#pending.push(keys);
    this.emit('readable');
  }
}
