// Why, in a system: of several operations in one step the last is told, because it says where the step ends.
import { expect, test } from 'vitest';
import { en } from '../../src/view/messages/en.ts';
import { messagesFor } from '../../src/view/messages/for-model.ts';
import { whyView } from '../../src/view/why.ts';
import { runToEnd } from '../../src/world/run.ts';
import { createScheduler } from '../../src/world/schedulers.ts';
import { modelOf, shippedCatalog } from '../shipped.ts';

test('a reload that locks, writes and unlocks is told by its last operation', () => {
  const simulation = shippedCatalog().simulations.find(({ scenario }) => scenario.name === 'config-store-safe-rwmutex');
  const model = modelOf(simulation!);
  const { first, steps } = runToEnd(model, createScheduler('writer-first', 1));
  const reload = steps.filter(({ choice }) => 'actor' in choice && choice.actor === '@reload').slice(0, 6);
  const [told] = whyView(messagesFor(en, model), { model, before: first, steps: reload, lives: [], unfolded: true });
  expect(told).toEqual({
    text: 'It gives the lock back; what it wrote is there for whoever locks next.',
    rule: 'C4',
    weight: expect.any(Number),
  });
});
