// English: the sentences of `shrink`.
import type { ShrinkWords } from './shrink-words.ts';

const steps = (count: number): string => `${count} ${count === 1 ? 'step' : 'steps'}`;
const choices = (count: number): string => `${count} ${count === 1 ? 'choice' : 'choices'}`;

export const enShrink: ShrinkWords = {
  byToken: 'the run of the token',
  byPolicy: (policy) => `the run of policy ${policy}`,
  byRandom: (seed, tried) => `random run with seed ${seed}${tried > 1 ? `, after ${tried - 1} that do not` : ''}`,
  given: (origin, timing, count) => `${origin} (${timing} timing): ${steps(count)}`,
  violatedAt: (property, step, clause) => `violates ${property} at step ${step}${clause === '' ? '' : `: ${clause}`}`,
  nothing: (what, property) => {
    const who = property ?? 'anything';
    if (what === 'inconclusive') return `Nothing to shorten: this run does not decide whether it violates ${who}.`;
    const why = what === 'vacuous' ? ', and nothing happened in it that could have' : '';
    return `Nothing to shorten: this run does not violate ${who}${why}.`;
  },
  noneOfSeeds: (seeds) => `Nor does any other of the ${seeds} seeds tried.`,
  noClock: 'Without a clock a run has no end: what is judged at its end is not judged under any timing.',
  shortened: (property, before, after, candidates) =>
    `Shortened for ${property}: ${choices(before)} → ${after}, ${candidates} shorter ${candidates === 1 ? 'schedule' : 'schedules'} tried`,
  completed: (property, policy, more) =>
    `${property} is judged at the end of a run. So each schedule is completed by policy ${policy}, this one by ` +
    `${steps(more)}.`,
  notNeeded: (property, policy) =>
    `No choice is needed: policy ${policy} violates ${property} by itself, so it takes no unlucky order.`,
  proof: (property, count) =>
    `Each of the ${choices(count)} is needed: without it, and what is not possible without it, ${property} is not violated.`,
  leftOut: (taken, others, first) =>
    first === null
      ? `without it the other ${others} still happen, and it is not violated`
      : `without it ${taken} of the other ${others} still happen, not step ${first}, and it is not violated`,
  noneIsShorter: (count) => `No schedule is shorter: check's shortest has ${steps(count)}.`,
  checkIsShorter: (count) => `There is a shorter one in another order: check's shortest has ${steps(count)}.`,
  checkCounts: (count) => `check's shortest schedule up to such an end has ${steps(count)}, all of them counted.`,
  checkFindsNone: 'check finds no schedule that violates it within its horizon.',
  checkIsOpen: (states) => `check stopped at ${states} states and knows of no schedule that violates it.`,
  others: (properties) => `--property shortens the run for another property that it violates: ${properties}.`,
};
