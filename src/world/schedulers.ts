// Scheduler policies for a single run. Only a scheduler chooses; these three are the ones that `run` and `play` know.
//
// `app-first`: whoever is nearest to the user goes first, so the application is as fast as it can be.
// `writer-first`: the writer finishes before anybody looks, so events pile up and merge.
// `random`: a seeded choice at every step; the same seed gives the same run on every machine.
import type { ActorId } from '../actors/effects.ts';
import type { Model } from './model.ts';
import type { Scheduler } from './run.ts';
import type { Choice, World } from './world.ts';

export const POLICIES = ['app-first', 'writer-first', 'random'] as const;
export type Policy = (typeof POLICIES)[number];

/** Is this the name of a policy, and not a schedule of another kind? */
export function isPolicy(text: string): text is Policy {
  return POLICIES.some((policy) => policy === text);
}

/** Prefers actors in the given order, the first choice within one actor, timers last, oldest first, and a fault never. */
function byRank(orderOf: (model: Model) => readonly ActorId[]): Scheduler {
  const rank = (order: readonly ActorId[], choice: Choice): number => {
    if (choice.kind === 'fault') return Number.POSITIVE_INFINITY;
    if (choice.kind === 'timer') return order.length;
    return order.indexOf(choice.kind === 'receive' ? 'watcher' : choice.actor);
  };
  return {
    pick: (model: Model, _world: World, choices: readonly Choice[]) => {
      const order = orderOf(model);
      const ranks = choices.map((choice) => rank(order, choice));
      return ranks.indexOf(Math.min(...ranks));
    },
  };
}

/** mulberry32: 32 bits of state, uniform enough for schedules, the same on every machine. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A fresh scheduler of this policy; `seed` matters to `random` only. */
export function createScheduler(policy: Policy, seed: number): Scheduler {
  switch (policy) {
    case 'app-first':
      return byRank(({ actorIds }) => actorIds.toReversed());
    case 'writer-first':
      return byRank(({ actorIds }) => actorIds);
    case 'random': {
      const next = randomNumbers(seed);
      return { pick: (_model, _world, choices) => Math.floor(next() * choices.length) };
    }
  }
}
