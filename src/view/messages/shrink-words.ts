// What `shrink` says: the form that every language fills in.
import type { PropertyName } from '../../properties/names.ts';
import type { RunVerdict } from '../../properties/property.ts';
import type { Timing } from '../../world/scenario.ts';
import type { Policy } from '../../world/schedulers.ts';

export interface ShrinkWords {
  /** How the run came about. */
  readonly byToken: string;
  readonly byPolicy: (policy: Policy) => string;
  /** `tried`: seeds up to and with this one. */
  readonly byRandom: (seed: number, tried: number) => string;
  readonly given: (origin: string, timing: Timing, steps: number) => string;
  readonly violatedAt: (property: PropertyName, step: number, clause: string) => string;
  readonly nothing: (what: Exclude<RunVerdict, 'violated'>, property: PropertyName | null) => string;
  readonly noneOfSeeds: (seeds: number) => string;
  readonly noClock: string;
  readonly shortened: (property: PropertyName, before: number, after: number, candidates: number) => string;
  /** The property is judged on the schedule and `more` steps that a policy adds. */
  readonly completed: (property: PropertyName, policy: Policy, more: number) => string;
  readonly notNeeded: (property: PropertyName, policy: Policy) => string;
  readonly proof: (property: PropertyName, count: number) => string;
  /** What happens to the `others` choices when one is left out: `taken` are possible, `first` is not. */
  readonly leftOut: (taken: number, others: number, first: number | null) => string;
  readonly noneIsShorter: (count: number) => string;
  readonly checkIsShorter: (count: number) => string;
  readonly checkCounts: (count: number) => string;
  readonly checkFindsNone: string;
  readonly checkIsOpen: (states: string) => string;
  readonly others: (properties: string) => string;
}
