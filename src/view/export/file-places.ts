// Which line of a simulation's file something in a run is about, for reports that point into the file.
//
// A strategy of its own has a line for each of its parts; one that is named, or given in place of the file's, has only
// the line that names it.

import { matchingRule } from '../../actors/app/matching.ts';
import type { FaultName } from '../../actors/faults/fault-names.ts';
import type { PropertyName } from '../../properties/names.ts';
import type { Position } from '../../simulation/diagnostics.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import type { Model } from '../../world/model.ts';
import type { RunStep } from '../../world/run.ts';
import { actorOfChoice } from '../folding.ts';
import { type Lane, laneOf } from '../lane.ts';

const STRATEGY = '/app/strategy';

/** Where the file says what it expects of a property; null when it says nothing. */
export function expectPlace({ positions }: Simulation, property: PropertyName): Position | null {
  return positions[`/expect/${property}`] ?? null;
}

/** Where the file has or names its strategy. */
export function strategyPlace(simulation: Simulation): Position {
  return firstPlace(simulation, []);
}

/** The part of the strategy that decided how these steps ended: what it did with the last event, else what it watches. */
export function reactionPlace(simulation: Simulation, model: Model, steps: readonly RunStep[]): Position {
  const parts = [...reactionParts(model, steps), `${STRATEGY}/watch`, `${STRATEGY}/poll`];
  return firstPlace(simulation, isOwnStrategy(simulation, model) ? parts : []);
}

/** The line about the last of these steps. */
export function stepPlace(simulation: Simulation, model: Model, steps: readonly RunStep[]): Position {
  const last = steps.at(-1);
  if (last?.choice.kind === 'fault') return firstPlace(simulation, [faultItem(model, last.choice.fault), '/faults']);
  const lane: Lane = last === undefined ? 'api' : laneOf(actorOfChoice(last.choice));
  switch (lane) {
    case 'api':
      return firstPlace(simulation, [storyItem(model, steps), '/story']);
    case 'kubelet':
    case 'sidecar':
      return firstPlace(simulation, ['/mount', '/configMap']);
    default:
      return reactionPlace(simulation, model, steps);
  }
}

function firstPlace({ positions }: Simulation, pointers: readonly string[]): Position {
  const places = [...pointers, STRATEGY, '/app', '/title'].flatMap((pointer) => positions[pointer] ?? []);
  return places[0] ?? { line: 1, column: 1 };
}

/** A strategy that is written in the file takes its name from there. */
function isOwnStrategy({ positions }: Simulation, { scenario }: Model): boolean {
  return positions[`${STRATEGY}/watch`] !== undefined && scenario.app.strategy.name === 'inline';
}

/** The rule that the last event met, or the list of rules that had none for it. */
function reactionParts({ scenario }: Model, steps: readonly RunStep[]): readonly string[] {
  const { strategy, files } = scenario.app;
  const events = steps.flatMap((step) => step.events);
  const last = events.flatMap((event) => (event.kind === 'received' ? [event.delivery] : [])).at(-1);
  if (last === undefined) return [];
  if (last.channel === 'Errors') return [`${STRATEGY}/onWatchError`];
  const index = matchingRule(strategy.on, last.event, { mountPath: scenario.mount.path, files }, 0);
  return [...(index === -1 ? [] : [`${STRATEGY}/on/${index}`]), `${STRATEGY}/on`];
}

/** The item that switches a fault on. */
function faultItem({ scenario }: Model, name: FaultName): string {
  return `/faults/${scenario.faults.findIndex(({ fault }) => fault === name)}`;
}

/** The item of the story whose ConfigMap the API server has taken last. */
function storyItem({ scenario }: Model, steps: readonly RunStep[]): string {
  const facts = steps.flatMap(({ events }) =>
    events.flatMap((event) => (event.kind === 'fact' ? [event.fact.kind] : [])),
  );
  const taken = facts.filter((kind) => kind === 'stored' || kind === 'rejected').length;
  const items = scenario.story.flatMap((item, index) => (item.do === 'apply' ? [index] : []));
  return `/story/${items[Math.max(0, taken - 1)] ?? 0}`;
}
