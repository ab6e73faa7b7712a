// English: the sentences of `check`'s reports.
import type { Messages } from './messages.ts';

const check: Messages['check'] = {
  subject: (strategy, watcher, writer) => `strategy ${strategy} on ${watcher}, files written by ${writer}`,
  covered: {
    complete: (states, timing) => `checked ${states} states in all interleavings (${timing} timing)`,
    'states-max': (states, timing) =>
      `checked ${states} states and stopped at the bound, so not all interleavings (${timing} timing)`,
    cancelled: (states, timing) => `stopped after ${states} states, so not all interleavings (${timing} timing)`,
  },
  verdicts: { holds: 'holds', violated: 'violated', inconclusive: 'inconclusive' },
  vacuous: {
    'no-update': 'vacuously: the story has no update',
    'no-reload': 'vacuously: no update ever made the application load',
  },
  undecided: {
    'states-max': 'the bound on states was hit (--max-states)',
    cancelled: 'the check was stopped',
    'no-clock': 'any timing has no clock to measure with',
  },
  inSteps: (count) => (count === 0 ? 'from the start' : `in ${count} ${count === 1 ? 'step' : 'steps'}`),
  asExpected: 'as expected',
  expected: (verdict) => `expected: ${verdict}`,
  notAsExpected: (expected) => `NOT AS EXPECTED: ${expected}`,
  otherExpect: 'The file’s expect speaks of its own strategy and timing and is not compared.',
  shortest: (properties, count) =>
    `Shortest schedule that violates ${properties}: ${count} ${count === 1 ? 'step' : 'steps'}`,
  lost: (step) =>
    step === 0 ? 'Lost from the start: every order ends in this violation' : `Point of no return ║: step ${step}`,
  lostUnknown: 'Point of no return: not known, because the search was cut short.',
  lostFor: (properties) => `for ${properties}`,
  ends: (step) => `Ends at step ${step}`,
  lastWatch: (step) => `The last watch dies at step ${step}`,
  noStall: 'Happens without any process being delayed.',
  someStall: (who, time, after, before) => `Needs ${who} to pause ${time} between ${after} and ${before}.`,
  slowAll: (time, after, before) =>
    `Needs several processes to be slow, each by up to ${time}, as between ${after} and ${before}.`,
  noTimes: 'No pauses were found that make this order possible in time.',
  start: 'the start',
  stepNamed: (step, what) => `step ${step} (${what})`,
};

export const enCheck = { check } as const;
