// Processes that share state, in the smallest system there can be: a lock, a holder and one who waits for it (rule M9).
import { expect, test } from 'vitest';
import { assign, setup } from 'xstate';
import { z } from 'zod';
import { type ActorEvent, effectActions, type Plain } from '../../src/actors/effects.ts';
import { check } from '../../src/explore/check.ts';
import { defineSystem, type SystemWords } from '../../src/systems/system.ts';
import { disabled, enabled } from '../../src/world/enabled.ts';
import { createModel, type Model } from '../../src/world/model.ts';
import type { Timing } from '../../src/world/scenario.ts';
import { step } from '../../src/world/step.ts';
import { momentOf } from '../../src/world/system-model.ts';
import { choiceKey, type World } from '../../src/world/world.ts';
import { agreesWithReference, agreesWithRuns } from '../explore/agreement.ts';
import { scenarioWith } from './scenarios.ts';

interface Shared {
  readonly heldBy: string | null;
}

function customer(select: boolean) {
  return setup({
    types: { context: {} as { gaveUp: boolean }, events: {} as ActorEvent },
    actions: effectActions,
    delays: { patience: 1000, work: 5000 },
  }).createMachine({
    context: { gaveUp: false },
    initial: 'locking',
    states: {
      locking: {
        entry: { type: 'operate', params: { op: 'lock', args: null, select } },
        on: { operated: 'working' },
        ...(select ? { after: { patience: { target: 'done', actions: assign({ gaveUp: true }) } } } : {}),
      },
      working: { after: { work: 'unlocking' } },
      unlocking: { entry: { type: 'operate', params: { op: 'unlock', args: null } }, on: { operated: 'done' } },
      done: {},
    },
  });
}

const words: SystemWords<{ readonly select: boolean }, Shared> = {
  name: 'lock',
  process: (id) => id.slice(1),
  operation: (op) => op,
  mark: (op) => op,
  why: (op) => `${op}.`,
  fact: () => ({ mark: '', sentence: '', role: null }),
  option: (_, option) => option,
  timer: (id) => id,
  properties: {},
  picture: () => [],
};

const lock = defineSystem<{ readonly select: boolean }, Shared>({
  name: 'lock',
  schema: z.strictObject({ select: z.boolean() }),
  processes: ({ select }) => [
    { id: '@a', machine: customer(false) },
    { id: '@b', machine: customer(select) },
  ],
  shared: () => ({ heldBy: null }),
  operations: {
    lock: {
      rule: 'M9',
      perform: ({ heldBy }, _, by) => (heldBy === null ? { shared: { heldBy: by }, result: true } : null),
    },
    unlock: { rule: 'M9', perform: () => ({ shared: { heldBy: null }, result: null }) },
  },
  horizonMs: () => 60_000,
  properties: [
    {
      name: 'b-works',
      when: 'at-end',
      bad: (_, { processes }) => (gaveUp(processes['@b']?.context) ? 'gave-up' : null),
    },
    { name: 'never-held', when: 'always', bad: (_, { shared }) => (shared.heldBy === null ? null : 'held') },
    { name: 'untested', when: 'always', bad: () => null, exercised: () => false },
  ],
  words: { en: words, zh: words },
});

function gaveUp(context: unknown): boolean {
  return (context as { gaveUp?: boolean } | undefined)?.gaveUp === true;
}

function modelOf(select: boolean, timing: Timing = 'prompt'): Model {
  const config: Plain = { select };
  return createModel({ ...scenarioWith({}), system: { name: 'lock', config, source: config } }, timing, lock);
}

/** Takes the choices that these keys name, one after the other. */
function taking(model: Model, ...keys: readonly string[]): World {
  return keys.reduce((world, key) => {
    const choice = enabled(model, world).find((each) => choiceKey(each) === key);
    if (choice === undefined) throw new Error(`${key} is not enabled`);
    return step(model, world, choice).world;
  }, model.first);
}

const choicesIn = (model: Model, world: World): readonly string[] => enabled(model, world).map(choiceKey);

test('M9: who cannot do an operation waits, and goes on when it can be done', () => {
  const model = modelOf(false);
  expect(choicesIn(model, model.first)).toEqual(['run @a', 'run @b']);
  const held = taking(model, 'run @a');
  expect(momentOf(held).shared).toEqual({ heldBy: '@a' });
  expect(disabled(model, held)).toContainEqual({ actor: '@b', reason: 'has-to-wait', dueMs: null });
  // Only time can pass: the lock is given back after 5 s.
  const [timer, ...more] = choicesIn(model, held);
  expect([timer, more]).toEqual([expect.stringContaining('timer @a'), []]);
  const free = taking(model, 'run @a', timer ?? '', 'run @a');
  expect([free.nowMs, choicesIn(model, free)]).toEqual([5000, ['run @b']]);
});

test('M9: with `select` a timer may come before the operation', () => {
  const model = modelOf(true);
  const held = taking(model, 'run @a');
  const [timer] = choicesIn(model, held);
  expect(timer).toContain('timer @b');
  const impatient = taking(model, 'run @a', timer ?? '');
  expect([impatient.nowMs, momentOf(impatient).processes['@b']]).toEqual([
    1000,
    { state: 'done', context: { gaveUp: true } },
  ]);
});

test('the step leaves the world before as it was, and tells what was done', () => {
  const model = modelOf(false);
  const [choice] = enabled(model, model.first);
  if (choice === undefined) throw new Error('somebody can lock');
  const { events } = step(model, model.first, choice);
  expect(model.first.shared).toEqual({ heldBy: null });
  expect(events).toContainEqual({ kind: 'operated', actor: '@a', op: 'lock', args: null, result: true });
});

test.each([
  { select: false, timing: 'prompt' as const, verdicts: ['holds', 'violated', 'holds'] },
  { select: true, timing: 'prompt' as const, verdicts: ['violated', 'violated', 'holds'] },
  { select: true, timing: 'any' as const, verdicts: ['violated', 'violated', 'holds'] },
])('properties of moments and of ends are decided on every interleaving: %o', ({ select, timing, verdicts }) => {
  const model = modelOf(select, timing);
  const found = agreesWithReference(model);
  agreesWithRuns(model, timing === 'prompt' ? found : { ...found, verdicts: [] }, 0);
  expect(found.verdicts.map(({ verdict }) => verdict)).toEqual(verdicts);
  expect(found.verdicts.at(-1)?.vacuous).toBe('not-exercised');
});

test('a model of a system is not made without that system', () => {
  const config: Plain = { select: false };
  const scenario = { ...scenarioWith({}), system: { name: 'another', config, source: config } };
  expect(() => createModel(scenario, 'prompt', lock)).toThrow('comes with that system');
  expect(check(modelOf(false), { properties: ['b-works'] }).verdicts).toHaveLength(1);
});
