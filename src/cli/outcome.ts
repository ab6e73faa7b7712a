// What a command comes to: text for stdout, lines for stderr and an exit status. Commands return it and write nothing.

/** Exit statuses, a contract with CI (design/product.md). */
export const EXIT = {
  /** Holds, or every verdict is as the file expects. */
  holds: 0,
  /** Violated, or not as the file expects. */
  violated: 1,
  /** A bound was hit first. */
  inconclusive: 2,
  /** A mistake in a file or in the command line. */
  badInput: 3,
  /** A mistake in reload-sim. */
  internal: 4,
  /** Ctrl-C, as shells count it: 128 and the number of SIGINT. */
  interrupted: 130,
} as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

export interface Outcome {
  readonly stdout: string;
  /** One mistake a line, without line breaks. */
  readonly stderr: readonly string[];
  readonly status: ExitStatus;
}

/** Something the user can put right: why a command gives nothing. */
export interface Refusal {
  readonly refusal: readonly string[];
}

/** Text on stdout and nothing to complain about. */
export function printed(stdout: string, status: ExitStatus = EXIT.holds): Outcome {
  return { stdout, stderr: [], status };
}

export function refused({ refusal }: Refusal): Outcome {
  return { stdout: '', stderr: refusal, status: EXIT.badInput };
}
