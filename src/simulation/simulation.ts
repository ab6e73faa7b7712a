// A loaded simulation: the scenario, and what its file says about how to run it and what to expect.
//
// Plain data; from here on nothing checks shapes again.
import type { Strategy } from '../actors/app/strategy.ts';
import type { WatcherLibraryId } from '../actors/watcher/libraries.ts';
import type { PropertyName } from '../properties/names.ts';
import type { PropertyParameters } from '../properties/property.ts';
import type { Engine } from '../world/engine.ts';
import type { Scenario, Timing } from '../world/scenario.ts';
import type { Chapter, Form } from './chapters.ts';
import type { Diagnostic, Position } from './diagnostics.ts';
import type { ExpectedVerdict } from './schema.ts';

/** One line of `expect`. */
export interface Expectation {
  readonly property: PropertyName;
  readonly verdict: ExpectedVerdict;
}

/** A simulation file without mistakes. */
export interface Simulation {
  /** The file as it was named. */
  readonly file: string;
  readonly scenario: Scenario;
  /**
   * What runs its handler, or is its system, if it has one; put in by the front end, because it takes time to load
   * (src/handler/load-engine.ts).
   */
  readonly engine?: Engine;
  /** The strategy that the file names, where another one has taken its place. */
  readonly insteadOf: string | null;
  /** The meaning of time for which `expect` holds. */
  readonly timing: Timing;
  /** A scheduler policy, or a schedule token. */
  readonly schedule: string;
  readonly seed: number;
  readonly expect: readonly Expectation[];
  /** The bounds of the properties that have one. */
  readonly parameters: PropertyParameters;
  /** Id of the hazard, `X4a`, whose column of the matrix this file is; null when it is none. */
  readonly hazard: string | null;
  /** The chapter of the article that the story is of, and which form of it this is; null where the file does not say. */
  readonly chapter: Chapter | null;
  readonly form: Form | null;
  /** Where each value stands in the file, by JSON pointer: `/expect/converges`. */
  readonly positions: Readonly<Record<string, Position>>;
}

/** The watcher where neither the file nor the strategy names one. */
export const DEFAULT_WATCHER = 'fsnotify@1.10.1' satisfies WatcherLibraryId;

/** The watcher that an application with this strategy uses; `named` is the file's. */
export function watcherFor(
  strategy: { readonly watcher?: WatcherLibraryId | undefined },
  named: string | undefined,
): string {
  return named ?? strategy.watcher ?? DEFAULT_WATCHER;
}

/** The watcher that the file itself names, if it does. */
export function namedWatcher({ scenario, positions }: Simulation): string | undefined {
  return positions['/app/watcher'] === undefined ? undefined : scenario.app.watcher;
}

/** Why a watcher cannot do what a strategy asks, as a sentence; null when it can. */
export function misfit(watcher: string, { dontFollow }: Pick<Strategy, 'dontFollow'>): string | null {
  if (!dontFollow || watcher === 'inotify') return null;
  return `found ${watcher}, expected inotify: the strategy sets dontFollow, which ${watcher} does not have`;
}

/** What is wrong with another strategy for this simulation, at the line that names its watcher; null when nothing is. */
export function misfitOf(simulation: Simulation, strategy: Strategy): Diagnostic | null {
  const { file, positions, scenario } = simulation;
  if (scenario.system !== undefined) {
    const place = positions['/system'] ?? { line: 1, column: 1 };
    const message = 'system: found a system, expected an application, where another reload strategy is asked for';
    return { code: 'contradiction', file, ...place, message };
  }
  const why = misfit(watcherFor(strategy, namedWatcher(simulation)), strategy);
  if (why === null) return null;
  const place = positions['/app/watcher'] ?? positions['/app'] ?? { line: 1, column: 1 };
  return { code: 'contradiction', file, ...place, message: `app.watcher: ${why}` };
}

/** The same simulation with another strategy; `misfitOf` tells beforehand whether its watcher can do it. */
export function withStrategy(simulation: Simulation, strategy: Strategy): Simulation {
  const { scenario } = simulation;
  const watcher = watcherFor(strategy, namedWatcher(simulation));
  const own = simulation.insteadOf ?? scenario.app.strategy.name;
  const insteadOf = own === strategy.name ? null : own;
  return { ...simulation, insteadOf, scenario: { ...scenario, app: { ...scenario.app, watcher, strategy } } };
}
