// What the command line says of its own, besides what the view says: the form that every language fills in.
//
// Mistakes in files and on the command line, and what is for machines, are English in every language (docs/limits.md).
import type { RunVerdict } from '../../properties/property.ts';
import type { ExpectedVerdict } from '../../simulation/schema.ts';
import type { RunEnd } from '../../world/run.ts';

/** Sections of `list`. */
export const SECTIONS = [
  'simulations',
  'systems',
  'handlers',
  'strategies',
  'properties',
  'watchers',
  'kubelet',
] as const;

export interface CliWords {
  readonly ran: (steps: number, end: RunEnd) => string;
  /** Why the numbers here and in the playground differ. */
  readonly step: string;
  readonly shows: string;
  readonly notModelled: (file: string) => string;
  /** `clause` and `agreement` are empty where there is nothing to say. */
  readonly finding: (verdict: RunVerdict, atStep: number | null, clause: string, agreement: string) => string;
  readonly asExpected: string;
  readonly notAsExpected: (expected: ExpectedVerdict) => string;
  /** A violation is expected, and another run may show it. */
  readonly notWitnessed: string;
  /** What to type in a terminal. */
  readonly invitation: (line: string) => string;
  readonly sections: Readonly<Record<(typeof SECTIONS)[number], string>>;
  readonly range: (first: string, last: string) => string;
  /** Null: the help stands in the program itself. */
  readonly help: HelpWords | null;
}

/** The help of a command, by the names of its arguments and the long flags of its options. */
export interface CommandHelp {
  readonly description: string;
  readonly arguments: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
  readonly after: string;
}

export interface HelpWords {
  readonly headings: Readonly<Record<string, string>>;
  readonly choices: (words: string) => string;
  readonly preset: (word: string) => string;
  readonly helpOption: string;
  readonly program: CommandHelp;
  readonly commands: Readonly<Record<string, CommandHelp>>;
}
