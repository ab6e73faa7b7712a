import { describe, expect, test } from 'vitest';
import { createModel } from '../../src/world/model.ts';
import { runToEnd } from '../../src/world/run.ts';
import { createScheduler, POLICIES } from '../../src/world/schedulers.ts';
import { step } from '../../src/world/step.ts';
import { worldKey } from '../../src/world/world-key.ts';
import { scenarioWith } from './scenarios.ts';

describe('M5 library calls', () => {
  test('Add is one step with the system call it makes', () => {
    const model = createModel(scenarioWith({}));
    const run = runToEnd(model, createScheduler('app-first', 0));
    const add = run.steps.find(({ events }) =>
      events.some((event) => event.kind === 'library' && event.call.fn === 'add'),
    );
    expect(add?.events.map(({ kind }) => kind)).toEqual(['syscall', 'library', 'state', 'fact']);
  });
});

describe('M5 limits', () => {
  test('a NewWatcher that fails is an error of the application, not of the model', () => {
    const model = createModel(scenarioWith({ kernel: { maxUserInstances: 0 } }));
    const run = runToEnd(model, createScheduler('app-first', 0));
    const errors = run.steps.flatMap(({ events }) =>
      events.flatMap((event) => (event.kind === 'library' ? [event.error] : [])),
    );
    expect(errors).toEqual(["couldn't initialize inotify: too many open files"]);
    expect(run.end).toBe('horizon');
  });
});

describe('M6 determinism', () => {
  test.each(POLICIES)('%s: the same choices give the same worlds and events, step by step', (policy) => {
    const once = runToEnd(createModel(scenarioWith({})), createScheduler(policy, 42));
    const again = runToEnd(createModel(scenarioWith({})), createScheduler(policy, 42));
    expect(again.end).toBe(once.end);
    expect(again.steps.map(({ world }) => worldKey(world))).toEqual(once.steps.map(({ world }) => worldKey(world)));
    expect(again.steps.map(({ events }) => events)).toEqual(once.steps.map(({ events }) => events));
  });

  test('a step leaves the world it was given untouched', () => {
    const model = createModel(scenarioWith({}));
    const run = runToEnd(model, createScheduler('app-first', 0));
    let world = run.first;
    for (const { choice, world: next } of run.steps) {
      const before = worldKey(world);
      expect(worldKey(step(model, world, choice).world)).toBe(worldKey(next));
      expect(worldKey(world)).toBe(before);
      world = next;
    }
  });

  test('a choice that is not enabled is a bug, and says so', () => {
    const model = createModel(scenarioWith({}));
    expect(() => step(model, model.first, { kind: 'receive' })).toThrow('the watcher is blocked on a channel');
  });
});
