// Where a top-level loop begins a turn, the program may be saved, and gone on with: the hooks that the compiler writes.
// Rules H7, H8.
import { fail, fromJson, numberAfresh, tell, toJson } from 'sandbox/calls';
import { isIntact } from 'sandbox/intact';
import { restored, saved } from 'sandbox/state';

const { ownKeys } = Reflect;

/** Where the program goes on from: `loop` is a number of the compiler's. */
let resume = null;
let values = [];

function takeResume(loop) {
  if (resume?.loop !== loop) return false;
  resume = null;
  return true;
}

let turns = [];

/** A turn of a top-level loop begins; `variables` gives what its surroundings hold, `functions` what they can call. */
function turn(loop, variables, functions, held) {
  return new Promise((resolve) => {
    turns.push(resolve);
    const state = isIntact() && functions().every(isBare) ? saved([held, ...variables()]) : null;
    tell(toJson({ kind: 'turn', loop, state }));
  });
}

const FUNCTION_KEYS = ['length', 'name', 'prototype', 'arguments', 'caller', 'constructor'];

/** Has a function nothing of its own that it could remember something in? */
function isBare(fn) {
  const holders = fn.prototype === undefined ? [fn] : [fn, fn.prototype];
  return holders.every((each) => ownKeys(each).every((key) => FUNCTION_KEYS.includes(key)));
}

class Turns {
  constructor(loop, iterable, variables, functions, isFirst) {
    this.loop = loop;
    this.iterable = iterable;
    this.variables = variables;
    this.functions = functions;
    this.isFirst = isFirst;
    const make = iterable[Symbol.asyncIterator] ?? iterable[Symbol.iterator];
    this.iterator = make.call(iterable);
  }
  async next() {
    if (!this.isFirst) await turn(this.loop, this.variables, this.functions, this.iterable);
    this.isFirst = false;
    return this.iterator.next();
  }
  async return(value) {
    return this.iterator.return === undefined ? { value, done: true } : this.iterator.return(value);
  }
  [Symbol.asyncIterator]() {
    return this;
  }
}

export const hooks = {
  /** `for await (… of iterable)` at top level. */
  each: (loop, iterable, variables, functions) => {
    const isResumed = takeResume(loop);
    return new Turns(loop, isResumed ? values[0] : iterable(), variables, functions, isResumed);
  },
  /** The condition of a `while` at top level: it held before, where the program goes on within a turn. */
  again: (loop) => resume?.loop === loop,
  /** The beginning of a turn of such a loop. */
  turn: async (loop, variables, functions) => {
    if (!takeResume(loop)) await turn(loop, variables, functions, null);
  },
  value: (index) => values[index + 1],
  /** What a statement calls and does not wait for: a rejection ends the process, as in Node. */
  floating: (value) => {
    if (typeof value?.then === 'function') value.then(undefined, fail);
  },
};

/** Sets where the program is to go on from, before it is run. */
export const begin = (checkpoint) => {
  resume = fromJson(checkpoint);
  values = restored(resume.state);
};

/** Lets the turns that have begun go on; `isFresh`: calls are numbered from 1 again. */
export const goOn = (isFresh) => {
  if (isFresh) numberAfresh();
  const waiting = turns;
  turns = [];
  for (const resolve of waiting) resolve();
};
