// The properties of a system, judged like a pod's.
import type { Plain } from '../actors/effects.ts';
import { assert } from '../kernel/assert.ts';
import type { AnySystem, SystemProperty } from '../systems/system.ts';
import type { Model } from '../world/model.ts';
import { momentOf } from '../world/system-model.ts';
import type { World } from '../world/world.ts';
import { lastWorld, type Property, worldsOf } from './property.ts';

const known = new WeakMap<AnySystem, readonly Property[]>();

/** The properties of a system, in its order; the same objects every time. */
export function systemProperties(system: AnySystem): readonly Property[] {
  const found = known.get(system) ?? system.properties.map((each) => propertyOf(system, each));
  known.set(system, found);
  return found;
}

/** Is this property put to the test in this world? */
export function isExercised(model: Model, world: World, name: string): boolean {
  const property = model.system?.properties.find((each) => each.name === name);
  return property?.exercised?.(configOf(model), momentOf(world)) ?? true;
}

/** What is wrong in a world with a property of a system, as a key of its words; null when nothing is. */
export function wrongIn(model: Model, world: World, { bad }: SystemProperty<Plain, Plain>): string | null {
  return bad(configOf(model), momentOf(world));
}

function configOf({ scenario }: Model): Plain {
  assert(scenario.system !== undefined, 'the model of a system has its set-up');
  return scenario.system.config;
}

function propertyOf({ words }: AnySystem, property: SystemProperty<Plain, Plain>): Property {
  const { name, when } = property;
  const isOfTheEnd = when === 'at-end';
  return {
    name,
    asks: words.en.properties[name]?.asks ?? name,
    badState: isOfTheEnd ? null : (model, world) => wrongIn(model, world, property),
    isOfTheEnd,
    judge: (model, run) => {
      if (isOfTheEnd && run.end === 'steps-max')
        return { property: name, verdict: 'inconclusive', atStep: null, about: {} };
      const worlds = isOfTheEnd ? [{ world: lastWorld(run), at: run.steps.length }] : worldsOf(run);
      for (const { world, at } of worlds) {
        const what = wrongIn(model, world, property);
        if (what !== null) return { property: name, verdict: 'violated', atStep: at, about: { what } };
      }
      if (run.end === 'steps-max') return { property: name, verdict: 'inconclusive', atStep: null, about: {} };
      const isTested = worldsOf(run).some(({ world }) => isExercised(model, world, name));
      return { property: name, verdict: isTested ? 'not-violated' : 'vacuous', atStep: null, about: {} };
    },
  };
}
