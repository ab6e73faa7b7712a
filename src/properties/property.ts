// What a property is, and what it can say about one run.
//
// A single run can witness a violation; it can never prove that a property holds. So a run's verdict is `violated`,
// `not-violated` or, when nothing happened that could have violated it, `vacuous`. Proofs are the explorer's.

import type { Model } from '../world/model.ts';
import type { Run } from '../world/run.ts';
import type { World } from '../world/world.ts';
import { isReload } from './loads.ts';
import type { PropertyName } from './names.ts';

/** Numbers that some properties are stated with. */
export interface PropertyParameters {
  /** bounded-staleness: longest time in ms that an older version may be served after a newer one was stored. */
  readonly stalenessMs: number;
  /** no-reload-storm: most loads that one update may cause. */
  readonly reloadsPerUpdate: number;
}

/** Kubelet's longest sync period (1.5 × 60 s) with its ticks, and one load per update. */
export const DEFAULT_PARAMETERS: PropertyParameters = { stalenessMs: 95_000, reloadsPerUpdate: 1 };

export const RUN_VERDICTS = ['violated', 'not-violated', 'vacuous', 'inconclusive'] as const;
export type RunVerdict = (typeof RUN_VERDICTS)[number];

export interface Judgement {
  readonly property: PropertyName;
  readonly verdict: RunVerdict;
  /** Number of the step (from 1) after which it is violated; 0 is the first world; null otherwise. */
  readonly atStep: number | null;
  /** What the sentence about it needs; the sentence is the view's. */
  readonly about: Readonly<Record<string, string | number>>;
}

export interface Property {
  readonly name: PropertyName;
  /** What it asks, in one sentence. */
  readonly asks: string;
  /** For safety properties: what is wrong in this world, or null. */
  readonly badState: ((model: Model, world: World) => string | null) | null;
  /** Is it violated by where a run ends up, so that a schedule must be completed before it can be judged? */
  readonly isOfTheEnd: boolean;
  readonly judge: (model: Model, run: Run, parameters: PropertyParameters) => Judgement;
}

/** The worlds of a run with the number of the step that led to each. */
export function worldsOf(run: Run): readonly { readonly world: World; readonly at: number }[] {
  return [{ world: run.first, at: 0 }, ...run.steps.map(({ world }, index) => ({ world, at: index + 1 }))];
}

/** The last world of a run. */
export function lastWorld(run: Run): World {
  return run.steps.at(-1)?.world ?? run.first;
}

/** A property that is violated as soon as one world is bad. */
export function safetyProperty(
  name: PropertyName,
  asks: string,
  badState: (model: Model, world: World) => string | null,
): Property {
  return {
    name,
    asks,
    badState,
    isOfTheEnd: false,
    judge: (model, run) => {
      for (const { world, at } of worldsOf(run)) {
        const bad = badState(model, world);
        if (bad !== null) return { property: name, verdict: 'violated', atStep: at, about: { what: bad } };
      }
      const verdict = run.end === 'steps-max' ? 'inconclusive' : nothingLoaded(run) ? 'vacuous' : 'not-violated';
      return { property: name, verdict, atStep: null, about: {} };
    },
  };
}

/** Did no load ever take place after the start? Then nothing could have gone wrong with one. */
function nothingLoaded(run: Run): boolean {
  return !run.steps.some(({ events }) => events.some(isReload));
}
