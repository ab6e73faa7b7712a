// One thing that a verification looked at, in a recording or in one of its cases.

/** What was compared and the lines that differ; or, undecided, the reason why nothing was. */
export type Check =
  | { readonly checked: string; readonly differences: readonly string[] }
  | { readonly undecided: string };
