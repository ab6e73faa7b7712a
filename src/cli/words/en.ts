// English. The help is written where the flags are, in program.ts.
import type { CliWords } from './cli-words.ts';

const ENDS = {
  quiet: 'nothing is left that could happen',
  horizon: 'the story is told, and what it began has had its time',
  'steps-max': 'cut off there, so what is not violated is not decided',
} as const;

const VERDICTS = {
  violated: 'violated',
  'not-violated': 'not violated in this run',
  vacuous: 'not violated: nothing happened in this run that could have',
  inconclusive: 'not decided by this run',
} as const;

export const en: CliWords = {
  ran: (steps, end) => `${steps} steps: ${ENDS[end]}.`,
  step: 'A step is one system call, message or timer; the playground counts those that belong together as one.',
  shows: 'What this run shows (one run can witness a violation, not prove that there is none):',
  notModelled: (file) => `Not modelled: see ${file}.`,
  finding: (verdict, atStep, clause, agreement) =>
    VERDICTS[verdict] +
    (atStep === null ? '' : ` at step ${atStep}`) +
    (clause === '' ? '' : `: ${clause}`) +
    (agreement === '' ? '' : `; ${agreement}`),
  asExpected: 'as expected',
  notAsExpected: (expected) => `NOT AS EXPECTED: ${expected}`,
  notWitnessed: 'expected violated, not witnessed by this run',
  invitation: (line) => `In a terminal, \`${line}\` steps through it.`,
  sections: {
    simulations: 'Simulations',
    systems: 'Systems, and what each is asked',
    handlers: 'Simulations with a handler in JavaScript',
    strategies: 'Strategies',
    properties: 'Properties',
    watchers: 'Watchers',
    kubelet: 'Kubelet',
  },
  range: (first, last) => `${first} to ${last}`,
  help: null,
};
