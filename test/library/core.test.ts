// `reload-sim/core`: no file is read, and `enabled` and `step` are enough for an explorer of one's own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  check,
  createModel,
  enabled,
  type Model,
  parseSimulation,
  parseStrategy,
  serves,
  step,
  type World,
  worldKey,
} from 'reload-sim/core';
import { describe, expect, test } from 'vitest';

const SIMULATIONS = join(import.meta.dirname, '..', '..', 'simulations');
const textOf = (name: string) => ({ name, text: readFileSync(join(SIMULATIONS, name), 'utf8') });

const strategy = parseStrategy(textOf('strategies/watch-file-write.yaml'));
const incident = parseSimulation(textOf('incident.yaml'), [strategy]);

test('a system comes with all that it needs; a handler is refused, for nothing here runs it', () => {
  expect(check(parseSimulation(textOf('drain-unsafe-flag.yaml'))).unexpected).toEqual([]);
  const { text } = textOf('incident.yaml');
  const own = text.replace(/strategy: [\w-]+/, 'handler: setTimeout(f)');
  expect(() => parseSimulation({ name: 'own.yaml', text: own })).toThrow('own.yaml: app.handler: found a handler');
});

/** Every world that can be reached, by breadth-first search: an explorer in a dozen lines. */
function reachable(model: Model): readonly World[] {
  const found = new Map([[worldKey(model.first), model.first]]);
  for (const world of found.values()) {
    for (const choice of enabled(model, world)) {
      const next = step(model, world, choice).world;
      const key = worldKey(next);
      if (!found.has(key)) found.set(key, next);
    }
  }
  return [...found.values()];
}

describe('an explorer of one’s own', () => {
  const model = createModel(incident, 'any');
  const worlds = reachable(model);
  const result = check(incident, { timing: 'any' });

  test('finds as many worlds as check', () => {
    expect(worlds).toHaveLength(result.covered.states);
  });

  test('and an empty configuration served, as check does', () => {
    expect(result.violated).toContain('never-empty');
    expect(worlds.some((world) => serves(model, world)?.version === 'empty')).toBe(true);
  });
});

test('a model starts before anything is served, under the timing of its file', () => {
  const { timing, first, horizonMs } = createModel(incident);
  expect([timing, first.nowMs]).toEqual(['prompt', 0]);
  expect(horizonMs).toBeGreaterThan(5000);
  expect(serves(createModel(incident), first)).toBeNull();
});

test('a step leaves the world as it was, and tells what happened', () => {
  const model = createModel(incident);
  const key = worldKey(model.first);
  const [choice] = enabled(model, model.first);
  const { world, events } = step(model, model.first, choice ?? { kind: 'receive' });
  expect(events).not.toEqual([]);
  expect(worldKey(world)).not.toBe(key);
  expect(worldKey(model.first)).toBe(key);
});

test('a name that was not given is unknown', () => {
  expect(() => parseSimulation(textOf('incident.yaml'))).toThrow(/^incident.yaml:\d+:\d+: app.strategy: /);
});
