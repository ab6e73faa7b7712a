import { describe, expect, test } from 'vitest';
import { foldsOf, takeFold } from '../../src/view/folding.ts';
import { stateName } from '../../src/world/actor-state.ts';
import { enabled } from '../../src/world/enabled.ts';
import { runToEnd } from '../../src/world/run.ts';
import { createScheduler } from '../../src/world/schedulers.ts';
import { modelOf } from '../shipped.ts';
import { CATALOG } from './playing.ts';

const models = CATALOG.simulations.map((each) => [each.scenario.name, modelOf(each, 'prompt')] as const);

describe.each(models)('folds of %s', (_, model) => {
  test.each(['app-first', 'writer-first', 'random'] as const)('%s: in order and without gaps', (policy) => {
    const { first, steps } = runToEnd(model, createScheduler(policy, 7));
    let end = 0;
    for (const { from, to } of foldsOf(first, steps)) {
      expect([from, to > from]).toEqual([end, true]);
      end = to;
    }
    expect(end).toBe(steps.length);
  });
});

test('a numbered step of AtomicWriter is one fold when nobody else moves', () => {
  const model = models.find(([name]) => name === 'incident-kubelet')![1];
  const { first, steps } = runToEnd(model, createScheduler('writer-first', 0));
  const names = foldsOf(first, steps)
    .map(({ from }) => ({ choice: steps[from]!.choice, world: steps[from - 1]?.world ?? first }))
    .filter(({ choice }) => choice.kind === 'run' && choice.actor === 'atomicWriter')
    .map(({ world }) => stateName(world.actors.atomicWriter!.snapshot));
  expect(names.slice(0, 9)).toEqual([
    'step0Stat',
    'step2ReadCurrent',
    'step3PathsToRemove',
    'step4ShouldWrite',
    'step5NewTimestampDir',
    'step6WritePayload',
    'step8LinkDataTmp',
    'step9Publish',
    'step10UserVisibleLinks',
  ]);
});

describe('taking a fold', () => {
  const model = models.find(([name]) => name === 'incident')![1];

  test('is the same every time', () => {
    expect(takeFold(model, model.first, 0)).toEqual(takeFold(model, model.first, 0));
  });

  test('reads one file from open to close', () => {
    expect(takeFold(model, model.first, 0).map(({ choice }) => choice)).toEqual(
      Array(4).fill({ kind: 'run', actor: 'app' }),
    );
  });

  test('takes nothing when there is no such choice', () => {
    expect(takeFold(model, model.first, enabled(model, model.first).length)).toEqual([]);
  });
});
