// Steps of a run taken again in another model: what stays of a run when its scenario or its meaning of time is changed.
import { enabled } from '../../world/enabled.ts';
import type { Model } from '../../world/model.ts';
import { type RunStep, takeStep } from '../../world/run.ts';
import { choiceKey } from '../../world/world.ts';

/** The same choices from the first world of `model` on, up to the first that is not possible there. */
export function takenAgain(model: Model, steps: readonly RunStep[]): readonly RunStep[] {
  const again: RunStep[] = [];
  for (const { choice } of steps) {
    const world = again.at(-1)?.world ?? model.first;
    const choices = enabled(model, world);
    const index = choices.findIndex((each) => choiceKey(each) === choiceKey(choice));
    if (index === -1) break;
    again.push(takeStep(model, world, choices, index));
  }
  return again;
}
