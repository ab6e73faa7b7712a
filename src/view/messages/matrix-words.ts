// What the matrix needs of a language.
import type { InconclusiveReason, VacuousReason } from '../../explore/verdict.ts';
import type { NotApplicable } from '../../matrix/matrix.ts';
import type { Form } from '../../simulation/chapters.ts';

export interface MatrixWords {
  readonly title: string;
  /** What a number and the words mean, for the top of a report. */
  readonly reading: string;
  readonly strategy: string;
  readonly hazard: string;
  readonly simulation: string;
  readonly asks: string;
  readonly about: string;
  readonly cells: { readonly holds: string; readonly inconclusive: string; readonly notApplicable: string };
  /** A cell in which a property holds because nothing put it to the test. */
  readonly vacuously: (cell: string) => string;
  /** What stands for what, below the table. */
  readonly vacuous: Readonly<Record<VacuousReason, string>>;
  readonly undecided: Readonly<Record<InconclusiveReason, string>>;
  readonly why: Readonly<Record<NotApplicable, string>>;
  /** A number with the property that it is about, for those who cannot see the head of the column. */
  readonly steps: (count: number) => string;
  /** How many cells there are of each kind. */
  readonly count: (cells: number, holds: number, violated: number, rest: number) => string;
  /** The second table: the stories of the article's chapters. */
  readonly chapters: {
    readonly title: string;
    readonly reading: string;
    readonly chapter: string;
    readonly form: string;
    readonly story: string;
    readonly found: string;
    readonly forms: Readonly<Record<Form, string>>;
  };
  /** How a single cell is looked at. */
  readonly look: (command: string) => string;
}
