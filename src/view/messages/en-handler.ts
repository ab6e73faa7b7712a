// English: a reload handler of one's own.
import type { HandlerWords } from './handler-words.ts';

export const enHandler: HandlerWords = {
  title: 'Own handler',
  open: 'Write your reload handler in JavaScript, step through it and check it',
  about:
    'JavaScript with Node’s fs and a Watcher like fsnotify’s. Every call is a step; every order of the steps is checked. ' +
    'It runs apart: no network, no page, no process, no clock.',
  source: 'The handler, in JavaScript',
  from: 'Start from',
  undo: 'Back to what stood here',
  use: (simulation) => `Run it in “${simulation}”`,
  loaded: 'Loaded, not run.',
  trying: 'Trying it …',
  running: (simulation) => `It runs in “${simulation}”, and again after each pause in typing.`,
  mistake: (line, column, message) => `Line ${line}, column ${column}: ${message}`,
  kept: 'What is shown is the last one without mistakes.',
  silent: (seconds) => `It was ended: one run of it took longer than ${seconds} s. An endless loop, or too much work?`,
  broken: (why) => `Its thread has broken: ${why}`,
  checkSilent: (seconds) => `the handler’s thread was ended, it had told nothing for ${seconds} s`,
  tooLong: (bytes) => `A handler has at most ${bytes} characters.`,
  said: 'What it says in this run',
  nothingSaid: 'Nothing: it prints nothing and does not fail.',
  ended: (message, line) => `The process has ended${line === null ? '' : ` at line ${line}`}: ${message}`,
  step: (step) => `Step ${step}`,
  goToLine: (line) => `Go to line ${line}`,
  verdicts: 'Every order, from the start',
  bounds: 'Bounded: steps and memory between two calls, calls open, lines printed.',
};
