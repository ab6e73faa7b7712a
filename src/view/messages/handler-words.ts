// What is said where a person writes a reload handler of their own; part of the catalog of messages.

export interface HandlerWords {
  /** The button that opens the pane, and its title. */
  readonly title: string;
  readonly open: string;
  readonly about: string;
  /** Label of the field with the program. */
  readonly source: string;
  readonly from: string;
  /** Brings back what an example has taken the place of. */
  readonly undo: string;
  /** `simulation` is the title of what is open. */
  readonly use: (simulation: string) => string;
  /** Nothing is run yet. */
  readonly loaded: string;
  readonly trying: string;
  readonly running: (simulation: string) => string;
  readonly mistake: (line: number, column: number, message: string) => string;
  /** It is the run that was opened before that is shown. */
  readonly kept: string;
  readonly silent: (seconds: number) => string;
  readonly broken: (why: string) => string;
  /** What the search in its thread is ended for. */
  readonly checkSilent: (seconds: number) => string;
  readonly tooLong: (bytes: number) => string;
  /** What the program has said and how it ended, in the present run. */
  readonly said: string;
  readonly nothingSaid: string;
  readonly ended: (message: string, line: number | null) => string;
  readonly step: (step: number) => string;
  readonly goToLine: (line: number) => string;
  readonly verdicts: string;
  readonly bounds: string;
}
