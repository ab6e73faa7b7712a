// A handler put into what is open, and what it says in a run.
import { describe, expect, test } from 'vitest';
import { shippedHandlers } from '../../src/files/shipped.ts';
import { loadEngine } from '../../src/handler/load-engine.ts';
import { assert } from '../../src/kernel/assert.ts';
import { en } from '../../src/view/messages/en.ts';
import {
  handlerExamples,
  handlerSource,
  opensAnother,
  saidIn,
  unequipped,
  withEquipped,
  withHandler,
} from '../../src/view/own-handler.ts';
import { createSession } from '../../src/view/session.ts';
import { shippedCatalog } from '../shipped.ts';

const engine = await loadEngine();
const delivered = shippedCatalog();
const CATALOG = { ...delivered, simulations: [...delivered.simulations, ...shippedHandlers()] };
const [incident] = CATALOG.simulations;
assert(incident !== undefined, 'the incident is delivered');
const [example] = handlerExamples(CATALOG);
assert(example !== undefined, 'a handler is delivered');

const open = (source: string) => {
  const simulation = { ...withHandler(incident, source, example.strategy), engine };
  return createSession({ catalog: () => CATALOG, simulation, openAt: 'start', schedule: null, policy: null }, en);
};

test('the handlers delivered are the examples', () => {
  expect(handlerExamples(CATALOG).map(({ name }) => name)).toEqual(['naive', 'safe']);
});

test('a handler takes the place of the strategy: same story, same watcher, nothing is expected any more', () => {
  const made = withHandler(incident, 'await sleep(1);', example.strategy);
  expect(handlerSource(made)).toBe('await sleep(1);');
  expect(made.scenario.story).toBe(incident.scenario.story);
  expect(made.scenario.app.watcher).toBe(incident.scenario.app.watcher);
  expect(made.insteadOf).toBe('watch-file-write');
  expect(made.expect).toEqual([]);
});

test('a command that opens a handler waits for its engine, and goes on with it', () => {
  const load = { type: 'load', simulation: 'safe' } as const;
  const simulation = unequipped(load, CATALOG);
  assert(simulation !== null, 'a handler needs an engine');
  const ready = withEquipped(load, { ...simulation, engine });
  expect(ready.type).toBe('open');
  expect(unequipped(ready, CATALOG)).toBeNull();
  expect(unequipped({ type: 'load', simulation: 'incident' }, CATALOG)).toBeNull();
  expect(unequipped({ type: 'next' }, CATALOG)).toBeNull();
});

test('what opens something else ends the wait for a handler; a step does not', () => {
  expect(opensAnother({ type: 'strategy', name: 'poll-hash' })).toBe(true);
  expect(opensAnother({ type: 'next' })).toBe(false);
});

describe('what a handler says', () => {
  test('each line with its step, and at last why its process ended', () => {
    const session = open("await sleep(1);\nconsole.log('up');\nawait sleep(1);\nnull.x;");
    expect(saidIn(session.state())).toEqual([
      { step: 1, text: 'up' },
      { step: 2, text: "TypeError: cannot read property 'x' of null", endedAt: 4 },
    ]);
  });

  test('an end before the first step is at the start', () => {
    expect(saidIn(open('null.x;').state())).toEqual([
      { step: 0, text: "TypeError: cannot read property 'x' of null", endedAt: 1 },
    ]);
  });

  test('the other meaning of time runs it with the same engine', () => {
    const session = open('await sleep(1);');
    session.dispatch({ type: 'timing', timing: 'any' });
    expect(session.page().timing).toBe('any');
  });
});
