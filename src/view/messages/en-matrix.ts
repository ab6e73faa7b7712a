// English: the sentences of the matrix.
import type { MatrixWords } from './matrix-words.ts';

const are = (count: number): string => `${count} ${count === 1 ? 'is' : 'are'}`;

export const enMatrix: MatrixWords = {
  title: 'Strategies and hazards',
  reading:
    'Each cell is `holds`, or the number of steps of the shortest schedule that violates one of the properties that the ' +
    'hazard asks about.',
  strategy: 'strategy',
  hazard: 'hazard',
  simulation: 'simulation',
  asks: 'asks',
  about: 'what happens',
  cells: { holds: 'holds', inconclusive: '?', notApplicable: 'n/a' },
  vacuously: (cell) => `(${cell})`,
  vacuous: {
    'no-update': 'holds, because the story has no update',
    'no-reload': 'holds, because no update ever makes the application take over anything',
    'not-exercised': 'holds, because nothing ever puts it to the test',
  },
  undecided: {
    'states-max': 'inconclusive: a bound was hit',
    cancelled: 'inconclusive: it was stopped',
    'no-clock': 'inconclusive: any timing has no clock to measure with',
  },
  why: {
    'other-watcher':
      'not applicable: the strategy is written for another watcher than the one that the hazard is about',
    'watches-nothing': 'not applicable: the hazard is about watches, and the strategy has none',
  },
  steps: (count) => `${count} ${count === 1 ? 'step' : 'steps'}`,
  count: (cells, holds, violated, rest) =>
    `${cells} ${cells === 1 ? 'cell' : 'cells'}: ${holds} ${holds === 1 ? 'holds' : 'hold'}, ${are(violated)} violated` +
    `${rest === 0 ? '' : `, ${are(rest)} neither`}.`,
  chapters: {
    title: 'Chapters of the article',
    reading:
      'Each story by itself: what goes wrong, what the article advises, and what survives. A number is the steps of the ' +
      'shortest schedule that violates the property.',
    chapter: 'chapter',
    form: 'form',
    story: 'story',
    found: 'what is found',
    forms: { unsafe: 'unsafe', article: 'article', safe: 'safe' },
  },
  look: (command) => `A single cell, with the schedule and its cause: ${command}`,
};
