// What is said of two strategies on the same schedule; part of the catalog of messages.
import type { DifferenceKind } from '../compare.ts';

export interface CompareWords {
  readonly title: string;
  readonly open: string;
  readonly what: string;
  readonly first: string;
  readonly second: string;
  readonly shared: string;
  /** For who cannot see the picture. */
  readonly picture: (a: string, b: string, columns: number) => string;
  readonly firstLabel: string;
  readonly servedLabel: string;
  readonly atStart: string;
  /** "after kubelet: rename ..data (60.2s)"; `who` is the name of a lane. */
  readonly after: (who: string, mark: string, time: string) => string;
  /** What one of them does; `what` is in the field's words and may be empty. */
  readonly does: Readonly<Record<DifferenceKind, (what: string) => string>>;
  readonly which: Readonly<Record<'first' | 'served' | 'lasting', string>>;
  /** `which` is one of the above. */
  readonly sentence: (which: string, step: string, a: string, doesA: string, b: string, doesB: string) => string;
  readonly none: string;
  readonly sameAnswers: string;
  /** They differed on the way. */
  readonly sameEnd: (answer: string) => string;
  readonly ends: (a: string, answerA: string, b: string, answerB: string) => string;
  readonly link: string;
}
