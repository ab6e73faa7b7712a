// Steps remembered by what they look at are the steps themselves: along random walks, on rows that have been met in
// another order before, choices, worlds and ends are those of `enabled` and `step`.
import { expect, test } from 'vitest';
import { marksOf } from '../../src/explore/observers.ts';
import { changed, Transitions } from '../../src/explore/transitions.ts';
import { enabled } from '../../src/world/enabled.ts';
import { createModel } from '../../src/world/model.ts';
import { endDetector } from '../../src/world/run.ts';
import { TIMINGS } from '../../src/world/scenario.ts';
import { randomNumbers } from '../../src/world/schedulers.ts';
import { step } from '../../src/world/step.ts';
import { worldKey } from '../../src/world/world-key.ts';
import { scenarioOf } from './scenario-generator.ts';

const WALKS = 3;
const STEPS_MAX = 150;

test.each(TIMINGS)('%s timing: a row and its world go on alike', (timing) => {
  for (let seed = 0; seed < 30; seed += 1) {
    const model = createModel(scenarioOf(seed), timing);
    const transitions = new Transitions(model, marksOf);
    const next = randomNumbers(seed);
    for (let walk = 0; walk < WALKS; walk += 1) {
      let world = model.first;
      let row = transitions.parts.rowOf(model, world);
      for (let taken = 0; taken < STEPS_MAX; taken += 1) {
        const choices = enabled(model, world);
        transitions.list(row);
        const listed = Array.from(transitions.enabled.subarray(0, transitions.count));
        expect(listed.map((choice) => transitions.choices[choice])).toEqual(choices);
        // Where a fault may happen, it is not the end that a run without it has come to.
        const isFaulty = choices.some(({ kind }) => kind === 'fault');
        const isOver = timing === 'prompt' && !isFaulty && endDetector(model)(world, choices);
        const isEnd = choices.length === 0 || isOver;
        expect(transitions.isEnd()).toBe(isEnd);
        if (isEnd) break;
        const index = Math.floor(next() * choices.length);
        world = step(model, world, choices[index] ?? { kind: 'receive' }).world;
        row = changed(row, transitions.step(row, listed[index] ?? 0).changes);
        expect(worldKey(transitions.parts.worldOf(row))).toBe(worldKey(world));
        expect(transitions.parts.rowOf(model, world)).toEqual(row);
      }
    }
  }
});
