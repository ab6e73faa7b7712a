import { describe, expect, test } from 'vitest';
import { disabled, enabled } from '../../src/world/enabled.ts';
import { createModel, type Model } from '../../src/world/model.ts';
import { type Run, runToEnd } from '../../src/world/run.ts';
import { createScheduler } from '../../src/world/schedulers.ts';
import { choiceKey, type World } from '../../src/world/world.ts';
import { strategyWith } from '../actors/app/strategies.ts';
import { scenarioWith } from './scenarios.ts';

const keys = (model: Model, world: World): readonly string[] => enabled(model, world).map(choiceKey);
const worlds = (run: Run): readonly World[] => [run.first, ...run.steps.map(({ world }) => world)];

describe('M1 choices', () => {
  test('at the start only the application can move: nobody else has anything to do at time 0', () => {
    const model = createModel(scenarioWith({}));
    expect(keys(model, model.first)).toEqual(['run app']);
  });

  test('are listed in the order of the actors, whatever happened before', () => {
    const model = createModel(scenarioWith({}));
    for (const seed of [1, 2, 3]) {
      for (const world of worlds(runToEnd(model, createScheduler('random', seed)))) {
        const ready = enabled(model, world).filter(({ kind }) => kind === 'run' || kind === 'deliver');
        const ranks = ready.map((choice) => Object.keys(world.actors).indexOf('actor' in choice ? choice.actor : ''));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      }
    }
  });

  test('every actor either has a choice or a reason why not', () => {
    const model = createModel(scenarioWith({}));
    for (const world of worlds(runToEnd(model, createScheduler('app-first', 0)))) {
      const moving = new Set(enabled(model, world).map((each) => ('actor' in each ? each.actor : 'watcher')));
      const resting = disabled(model, world).map(({ actor }) => actor);
      expect([...moving, ...resting].toSorted()).toEqual(Object.keys(world.actors).toSorted());
    }
  });
});

test('M1 a loop that has ended says so', () => {
  const strategy = strategyWith({ on: [{ ops: 'any', name: 'any', if: null, do: ['exit-loop'] }] });
  const model = createModel(scenarioWith({ app: { strategy } }));
  const last = worlds(runToEnd(model, createScheduler('app-first', 0))).at(-1) as World;
  expect(disabled(model, last).find(({ actor }) => actor === 'app')?.reason).toBe('ended');
});

describe('M2 prompt timing', () => {
  test('the clock moves only when nothing is ready, and never back', () => {
    const model = createModel(scenarioWith({}));
    const run = runToEnd(model, createScheduler('random', 7));
    for (const [index, { choice, world }] of run.steps.entries()) {
      const before = worlds(run)[index] as World;
      expect(world.nowMs).toBeGreaterThanOrEqual(before.nowMs);
      if (world.nowMs > before.nowMs) {
        expect(enabled(model, before).every(({ kind }) => kind === 'timer')).toBe(true);
        expect(choice.kind).toBe('timer');
      }
    }
  });

  test('timers that are due at the same moment are all offered', () => {
    const story = [
      { atMs: 60_000, do: 'annotate-pod' as const },
      { atMs: 90_000, do: 'annotate-pod' as const },
    ];
    const model = createModel(scenarioWith({ story }));
    const both = worlds(runToEnd(model, createScheduler('app-first', 0))).filter(
      (world) => enabled(model, world).length === 2 && enabled(model, world).every(({ kind }) => kind === 'timer'),
    );
    expect(both.map(({ timers }) => timers.slice(0, 2).map(({ actor }) => actor))).toEqual([['operator', 'podWorker']]);
  });
});

describe('M3 any timing', () => {
  test('a timer may fire before ready work, and no time passes', () => {
    const model = createModel(scenarioWith({}), 'any');
    expect(keys(model, model.first).map((key) => key.split(' ').slice(0, 2).join(' '))).toEqual([
      'run app',
      'timer operator',
      'timer podWorker',
    ]);
    const run = runToEnd(model, createScheduler('app-first', 0));
    expect(run.end).toBe('horizon');
    expect(new Set(worlds(run).map(({ nowMs }) => nowMs))).toEqual(new Set([0]));
  });
});

describe('M4 mail and timers', () => {
  test('reach an actor only when it is not in the middle of a call', () => {
    const strategy = strategyWith({ poll: { everyMs: 1000, if: null, do: ['reload'] } });
    const model = createModel(scenarioWith({ app: { strategy } }), 'any');
    const run = runToEnd(model, createScheduler('random', 3), model.first, 400);
    for (const world of worlds(run)) {
      const offered = keys(model, world).includes('timer app tick');
      const waiting = world.actors.app?.waiting ?? null;
      const armed = world.timers.some(({ actor, id }) => actor === 'app' && id === 'tick');
      expect(offered).toBe(armed && (waiting === null || waiting.type === 'receive'));
    }
  });
});
