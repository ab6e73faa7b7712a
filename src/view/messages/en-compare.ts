// English: two strategies on the same schedule.
import type { CompareWords } from './compare-words.ts';

export const enCompare: CompareWords = {
  title: 'Compare strategies',
  open: 'Compare two strategies on this schedule',
  what: 'Both see the same writes at the same times; only the reload code differs.',
  first: 'One',
  second: 'The other',
  shared: 'the same for both',
  picture: (a, b, columns) =>
    `Lanes of ${a} above those of ${b}, in ${columns} columns; the sentences above tell where they differ.`,
  firstLabel: 'first difference',
  servedLabel: 'users notice',
  atStart: 'at the start',
  after: (who, mark, time) => `after “${who}: ${mark}” at ${time}`,
  does: {
    served: (what) => (what === '' ? 'has answered nobody' : `answers ${what}`),
    reload: (what) => (what === '' ? 'reloads nothing' : `has “${what}”`),
    event: (what) => (what === '' ? 'receives no event' : `receives ${what}`),
  },
  which: { first: 'First difference', served: 'First difference to users', lasting: 'Apart for good' },
  sentence: (which, step, a, doesA, b, doesB) => `${which}, ${step}: ${a} ${doesA}, ${b} ${doesB}.`,
  none: 'No difference: both receive the same events, reload the same and answer the same on this schedule.',
  sameAnswers: 'Users get the same answers from both on this schedule.',
  sameEnd: (answer) => `Both end at ${answer}; they differ on the way.`,
  ends: (a, answerA, b, answerB) => `${a} ends at ${answerA}, ${b} ends at ${answerB}.`,
  link: 'Link to this comparison',
};
