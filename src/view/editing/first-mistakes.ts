// Which mistakes of a text are worth telling: what is wrong with its form as YAML makes most of the rest.
import type { Mistake } from './reading.ts';

export interface FirstMistakes {
  readonly mistakes: readonly Mistake[];
  /** There are others, which are not told because they may come of the last one that is. */
  readonly hasMore: boolean;
}

/** Those of a file up to the first that is one of syntax. */
export function firstMistakes(found: readonly Mistake[]): FirstMistakes {
  const broken = found.findIndex(({ code }) => code === 'yaml-syntax');
  const mistakes = broken < 0 ? found : found.slice(0, broken + 1);
  return { mistakes, hasMore: mistakes.length < found.length };
}
