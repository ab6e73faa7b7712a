// What may come of a property, from every state, in the plainest way: whole worlds under string keys, sets of what can be
// reached, no interning, no graph algorithms. For small simulations under `prompt` timing.
//
// A property is told by what one must remember along a path and by which places are violations.
import type { Fate } from '../../src/explore/oracle.ts';
import { servesNewest } from '../../src/properties/converges.ts';
import { isLoad, isReload, isUpdate } from '../../src/properties/loads.ts';
import type { PropertyName } from '../../src/properties/names.ts';
import { isNeedless } from '../../src/properties/no-needless-reload.ts';
import { findProperty } from '../../src/properties/properties.ts';
import type { PropertyParameters } from '../../src/properties/property.ts';
import { enabled } from '../../src/world/enabled.ts';
import { type Model, withOneMoreVersion } from '../../src/world/model.ts';
import { endDetector, type RunStep, takeStep } from '../../src/world/run.ts';
import { momentOf } from '../../src/world/system-model.ts';
import type { Choice, World } from '../../src/world/world.ts';
import { worldKey } from '../../src/world/world-key.ts';

/** What a path has left to remember: a count, a time, a flag; null: nothing. */
type Memory = number | null;

interface Told {
  readonly first: (world: World) => Memory;
  readonly next: (memory: Memory, before: World, step: RunStep) => Memory;
  readonly isBad: (world: World, memory: Memory, isEnd: boolean) => boolean;
}

export interface ReferenceNode {
  readonly key: string;
  readonly fate: Fate;
  /** Steps to the nearest violation; null: none can be reached. */
  readonly distance: number | null;
  /** Keys after each choice. */
  readonly next: readonly string[];
}

/** A run that is fair owes nobody a fault: they come last among the choices. */
const isFair = ({ kind }: Choice): boolean => kind !== 'fault';

const nothing = { first: () => null, next: () => null };

function toldOf(model: Model, property: PropertyName, parameters: PropertyParameters): Told {
  const badState = findProperty(model, property)?.badState ?? null;
  if (badState !== null) return { ...nothing, isBad: (world) => badState(model, world) !== null };
  const ofSystem = model.system?.properties.find(({ name }) => name === property);
  if (ofSystem !== undefined) {
    const { config = null } = model.scenario.system ?? {};
    return { ...nothing, isBad: (world, _memory, isEnd) => isEnd && ofSystem.bad(config, momentOf(world)) !== null };
  }
  const hasUpdate = model.versions.length > 1;
  const isStale = (world: World): boolean => hasUpdate && !servesNewest(model, world);
  switch (property) {
    case 'converges':
      return { ...nothing, isBad: (world, _memory, isEnd) => isEnd && isStale(world) };
    case 'stays-armed':
      return { ...nothing, isBad: (world, _memory, isEnd) => isEnd && mayMissOneMore(model, world) };
    case 'no-reload-storm':
      return {
        first: () => 0,
        next: (loads, _before, { events }) =>
          (events.some(isUpdate) ? 0 : (loads ?? 0)) + Number(events.some(isReload)),
        isBad: (_world, loads) => (loads ?? 0) > parameters.reloadsPerUpdate,
      };
    case 'no-needless-reload':
      return {
        first: () => 0,
        next: (seen, before, { events, world }) => Number(seen === 1 || isNeedless(before, events, world)),
        isBad: (_world, seen) => seen === 1,
      };
    default:
      return {
        first: (world) => (isStale(world) ? world.nowMs : null),
        next: (since, _before, { world }) => (isStale(world) ? (since ?? world.nowMs) : null),
        isBad: (world, since, isEnd) => {
          if (since === null) return false;
          const untilMs = isEnd ? model.horizonMs : world.nowMs;
          const isForEver = isEnd && !enabled(model, world).some(isFair);
          return isForEver || untilMs - since > parameters.stalenessMs;
        },
      };
  }
}

interface Found {
  readonly next: readonly string[];
  /** Those of them that no fault leads to. */
  readonly fair: readonly string[];
  readonly isBad: boolean;
}

/** Every place that is reached without a violation, and the violations themselves, by key; the first one comes first. */
export function referenceOutlook(
  model: Model,
  property: PropertyName,
  parameters: PropertyParameters,
): ReadonlyMap<string, ReferenceNode> {
  const found = placesOf(model, toldOf(model, property, parameters));
  const reach = new Map([...found.keys()].map((key) => [key, fairlyReachable(found, key)] as const));
  // A bottom component without a violation: from everything that can be reached one can come back.
  const isGoodEnd = (key: string): boolean =>
    [...(reach.get(key) ?? [])].every((other) => !found.get(other)?.isBad && reach.get(other)?.has(key) === true);
  const goodEnds = [...found.keys()].filter(isGoodEnd);
  return new Map(
    [...found].map(([key, { next }]) => {
      const distance = distanceFrom(found, key);
      const avoids = goodEnds.some((end) => reach.get(key)?.has(end));
      return [key, { key, next, distance, fate: fateOf(distance, avoids) }];
    }),
  );
}

function fateOf(distance: number | null, avoids: boolean): Fate {
  if (distance === null) return 'safe';
  return distance === 0 ? 'violated' : avoids ? 'at-risk' : 'doomed';
}

function placesOf(model: Model, told: Told): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  const keyOf = (world: World, memory: Memory): string => `${world.nowMs} ${memory} ${worldKey(world)}`;
  const queue: { readonly world: World; readonly memory: Memory }[] = [
    { world: model.first, memory: told.first(model.first) },
  ];
  for (const { world, memory } of queue) {
    const key = keyOf(world, memory);
    if (found.has(key)) continue;
    const choices = enabled(model, world);
    // Where only faults are left nobody has to go on, and somebody may.
    const isEnd = !choices.some(isFair) || (choices.every(isFair) && endDetector(model)(world, choices));
    const isBad = told.isBad(world, memory, isEnd);
    const after = (isBad || (isEnd && choices.every(isFair)) ? [] : choices).map((_, index) => {
      const step = takeStep(model, world, choices, index);
      return { world: step.world, memory: told.next(memory, world, step) };
    });
    const next = after.map((each) => keyOf(each.world, each.memory));
    found.set(key, { isBad, next, fair: next.filter((_, index) => isFair(choices[index] as Choice)) });
    queue.push(...after);
  }
  return found;
}

function fairlyReachable(found: ReadonlyMap<string, Found>, from: string): ReadonlySet<string> {
  const reached = new Set([from]);
  for (const key of reached) for (const next of found.get(key)?.fair ?? []) reached.add(next);
  return reached;
}

function distanceFrom(found: ReadonlyMap<string, Found>, from: string): number | null {
  const seen = new Set([from]);
  let level: readonly string[] = [from];
  for (let distance = 0; level.length > 0; distance += 1) {
    if (level.some((key) => found.get(key)?.isBad)) return distance;
    level = level.flatMap((key) => found.get(key)?.next ?? []).filter((key) => !seen.has(key) && seen.add(key));
  }
  return null;
}

/** With one more version on its way, is there a schedule to an end on which no load begins? */
function mayMissOneMore(model: Model, end: World): boolean {
  const { model: further, world: first } = withOneMoreVersion(model, end);
  const seen = new Set<string>();
  const queue = [first];
  for (let world = queue.pop(); world !== undefined; world = queue.pop()) {
    const key = `${world.nowMs} ${worldKey(world)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const choices = enabled(further, world);
    if (choices.length === 0 || endDetector(further)(world, choices)) return true;
    for (const [index] of choices.entries()) {
      const taken = takeStep(further, world, choices, index);
      if (!taken.events.some(isLoad)) queue.push(taken.world);
    }
  }
  return false;
}
