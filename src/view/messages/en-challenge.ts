// English: a person is the scheduler.
import type { ChallengeWords } from './challenge-words.ts';

const steps = (count: number): string => `${count} ${count === 1 ? 'step' : 'steps'}`;
const hints = (count: number): string => `${count} ${count === 1 ? 'hint' : 'hints'}`;

export const enChallenge: ChallengeWords = {
  title: 'Be the scheduler',
  open: 'Be the scheduler: break it in as few steps as possible',
  what: 'You decide who goes next; ← takes one back. Counted are single steps, as “unfold” shows them.',
  choose: 'Goal',
  shipped: 'Other challenges',
  goalOf: (property, asks) => `violate ${property}: ${asks}`,
  goals: {
    'never-empty': 'Make users be served an empty configuration',
    'never-torn': 'Make users be served two versions mixed',
    'never-invalid': 'Make users be served a configuration that does not parse',
    'never-crashes': 'Make the application exit',
    converges: 'Make it stale for ever',
    'stays-armed': 'Make it deaf: leave it without a watch that would notice the next change',
    'bounded-staleness': 'Keep it stale for longer than is allowed',
    'no-reload-storm': 'Make one update load the files again and again',
    'no-needless-reload': 'Make it reload although nothing has changed',
  },
  checking: 'The checker is still looking for what can go wrong here.',
  noGoal: 'Nothing can go wrong here, whatever you do: choose another simulation.',
  begin: 'Begin at the start',
  undo: 'Take back',
  hint: (cost) => `Hint (costs ${steps(cost)})`,
  hintIs: (number, choice) => `Take ${number}: ${choice}`,
  par: (count) => `Par: ${steps(count)}`,
  soFar: (count, asked) => `${steps(count)} so far${asked === 0 ? '' : `, ${hints(asked)}`}`,
  lost: 'It cannot be done any more from here: take something back.',
  reached: (property, count, par, asked, score) =>
    `Done: ${property} is violated in ${steps(count)}, par ${par}.${asked === 0 ? '' : ` With ${hints(asked)} that counts ${score}.`}`,
  best: 'Nobody can do it in fewer.',
  token: 'Completion token',
  link: 'Link to this solution',
  again: (line) => `On a command line: ${line}`,
  verify: 'Verify',
  verifyLabel: 'Verify somebody’s completion token',
  notACompletion: 'This is no completion token: mistyped or cut short.',
  verified: (property, count, par) =>
    `Verified by playing it again: ${property} is violated in ${steps(count)}, par ${par}.`,
  refuted: (property) => `Played again, this schedule does not violate ${property}.`,
};
