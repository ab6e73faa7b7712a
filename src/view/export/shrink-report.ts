// What `shrink` found: the run it was given, the schedule that is left of it, and the proof; for every form of report.
import type { Shrunk } from '../../explore/shrink.ts';
import type { Covered, Verdict } from '../../explore/verdict.ts';
import type { PropertyName } from '../../properties/names.ts';
import type { Judgement } from '../../properties/property.ts';
import type { Model } from '../../world/model.ts';
import type { Run } from '../../world/run.ts';
import type { Policy } from '../../world/schedulers.ts';

/** How the run came about. */
export type RunOrigin =
  | { readonly from: 'token' }
  | { readonly from: 'policy'; readonly policy: Exclude<Policy, 'random'> }
  /** `tried`: how many seeds were tried, this one included. */
  | { readonly from: 'random'; readonly seed: number; readonly tried: number };

/** What `check` says of the same property. */
export interface ComparedWithCheck {
  readonly verdict: Verdict['verdict'];
  /** Steps of its shortest schedule; null when it has found none. */
  readonly shortest: number | null;
  readonly covered: Covered;
}

export interface ShrinkReport {
  readonly model: Model;
  readonly origin: RunOrigin;
  readonly run: Run;
  /** What every property says of the run. */
  readonly judgements: readonly Judgement[];
  /** The property that was asked for; null: whichever is violated first. */
  readonly asked: PropertyName | null;
  /** Null: there was nothing to shorten. */
  readonly shrunk: Shrunk | null;
  /** Null: not asked for. */
  readonly compared: ComparedWithCheck | null;
  /** Token of what is left, or of the whole run when there was nothing to shorten. */
  readonly token: string;
  /** The command line that plays it. */
  readonly reproduce: string;
}

/** The judgements that say violated, in the order in which they come about. */
export function violationsOf(judgements: readonly Judgement[]): readonly Judgement[] {
  return judgements
    .filter(({ verdict }) => verdict === 'violated')
    .toSorted((a, b) => (a.atStep ?? 0) - (b.atStep ?? 0));
}
