// What is said where a person is the scheduler; part of the catalog of messages.
import type { PodPropertyName } from '../../properties/names.ts';

export interface ChallengeWords {
  readonly title: string;
  readonly open: string;
  readonly what: string;
  readonly choose: string;
  readonly shipped: string;
  /** What is to be brought about, as an order. */
  readonly goals: Readonly<Record<PodPropertyName, string>>;
  /** The same for a property of a system. */
  readonly goalOf: (property: string, asks: string) => string;
  /** Why none is offered: it is not known yet, or there is none. */
  readonly checking: string;
  readonly noGoal: string;
  readonly begin: string;
  readonly undo: string;
  readonly hint: (cost: number) => string;
  readonly hintIs: (number: number, choice: string) => string;
  readonly par: (steps: number) => string;
  readonly soFar: (steps: number, hints: number) => string;
  readonly lost: string;
  /** `steps` without what the hints cost. */
  readonly reached: (property: string, steps: number, par: number, hints: number, score: number) => string;
  readonly best: string;
  readonly token: string;
  readonly link: string;
  /** `line` is a command line that shows the same. */
  readonly again: (line: string) => string;
  readonly verify: string;
  readonly verifyLabel: string;
  readonly notACompletion: string;
  readonly verified: (property: string, steps: number, par: number) => string;
  readonly refuted: (property: string) => string;
}
