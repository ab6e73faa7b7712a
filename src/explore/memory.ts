// Steps remembered from one check to the next.
//
// Models of a kind share what is remembered of steps: those with the same actors, system, timing, kernel limits, watcher
// library, volume, user and number of faults. All else in which they differ is a part of the row (parts.ts), the machine that an actor is in a state of
// included. So a step is taken once for all models in which it is the same: kubelet's way through one update is, whatever
// strategy waits for it, where the models were made with the same machines (model.ts).
import type { Model } from '../world/model.ts';
import { marksOf } from './observers.ts';
import { Transitions } from './transitions.ts';

/** What is remembered, by kind of model. Start with an empty one; it only grows. */
export type Memory = Map<string, Transitions>;

/** The transitions of a model's kind. */
export function transitionsOf(memory: Memory, model: Model): Transitions {
  const kind = kindOf(model);
  const known = memory.get(kind);
  if (known !== undefined) return known;
  const transitions = new Transitions(model, marksOf);
  memory.set(kind, transitions);
  return transitions;
}

function kindOf({ timing, library, system, first, scenario }: Model): string {
  const { mount, app, faults } = scenario;
  const actors = Object.keys(first.actors);
  const { limits } = first.kernel;
  return JSON.stringify([timing, library.id, system?.name, limits, actors, mount, app.runAsUser, faults.length]);
}
