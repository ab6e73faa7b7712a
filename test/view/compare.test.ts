// Two strategies on the same kubelet schedule: what is shared, what lines up, and where they first differ.
import { describe, expect, test } from 'vitest';
import { misfitOf, type Simulation, withStrategy } from '../../src/simulation/simulation.ts';
import { compareRuns, SIDES } from '../../src/view/compare.ts';
import { comparable, comparisonOf, pairAsked, usualPair } from '../../src/view/comparison.ts';
import { type Followed, follow, followed } from '../../src/view/following.ts';
import { en } from '../../src/view/messages/en.ts';
import { zh } from '../../src/view/messages/zh.ts';
import { enabled } from '../../src/world/enabled.ts';
import type { Model } from '../../src/world/model.ts';
import { runToEnd } from '../../src/world/run.ts';
import type { Timing } from '../../src/world/scenario.ts';
import { createScheduler, POLICIES, type Policy } from '../../src/world/schedulers.ts';
import { type Choice, choiceKey } from '../../src/world/world.ts';
import { modelOf } from '../shipped.ts';
import { CATALOG, dispatch, play } from './playing.ts';

function simulationOf(name: string): Simulation {
  const simulation = CATALOG.simulations.find(({ scenario }) => scenario.name === name);
  if (simulation === undefined) throw new Error(`no simulation ${name}`);
  return simulation;
}

/** A shipped simulation with another strategy, or with its own. */
function modelWith(name: string, strategy: string | null = null, timing: Timing = 'prompt'): Model {
  const simulation = simulationOf(name);
  const found = CATALOG.strategies.find((each) => each.name === strategy);
  if (strategy !== null && found === undefined) throw new Error(`no strategy ${strategy}`);
  return modelOf(found === undefined ? simulation : withStrategy(simulation, found), timing);
}

function givenOf(model: Model, policy: Policy = 'app-first'): Followed {
  return followed(model, runToEnd(model, createScheduler(policy, 7), model.first, 400).steps);
}

/** The shared steps of a run, with when each was taken. */
function sharedSteps({ steps, shared }: Followed): readonly string[] {
  return steps.flatMap(({ choice, world }, at) =>
    shared[at] === null ? [] : [`${choiceKey(choice)} at ${world.nowMs}`],
  );
}

function keysOf({ steps }: Followed): readonly string[] {
  return steps.map(({ choice }) => choiceKey(choice));
}

/** Is it ready work of the application's side? */
function isOwn(choice: Choice): boolean {
  if (choice.kind === 'timer') return false;
  return choice.kind === 'receive' || ('actor' in choice && ['watcher', 'app', 'requests'].includes(choice.actor));
}

/** How many own steps a run takes right before it takes shared step `number` of the given run. */
function ownBefore({ shared }: Followed, number: number): number {
  const at = shared.indexOf(number);
  return at - 1 - shared.findLastIndex((each, index) => index < at && each !== null);
}

describe('following a schedule', () => {
  test.each(POLICIES)('a strategy that follows its own run does the same again: %s', (policy) => {
    for (const { scenario } of CATALOG.simulations) {
      const model = modelWith(scenario.name);
      const given = givenOf(model, policy);
      const again = follow(model, given);
      expect(keysOf(again).slice(0, given.steps.length), scenario.name).toEqual(keysOf(given));
      expect(again.shared.slice(0, given.steps.length)).toEqual(given.shared);
    }
  });

  test('without a clock too', () => {
    const model = modelWith('x2-second-update', null, 'any');
    const given = givenOf(model, 'random');
    expect(keysOf(follow(model, given))).toEqual(keysOf(given));
  });

  test('every other strategy has the same shared steps, at the same times, in the same order', () => {
    const simulation = simulationOf('x2-second-update');
    const given = givenOf(modelOf(simulation, 'prompt'));
    const wanted = sharedSteps(given);
    const fitting = CATALOG.strategies.filter((each) => misfitOf(simulation, each) === null);
    expect(fitting.length).toBeGreaterThan(20);
    for (const { name } of fitting) {
      const other = follow(modelWith('x2-second-update', name), given);
      expect(sharedSteps(other), name).toEqual(wanted);
    }
  });

  test('where the given run holds the application back, the other one gets no more steps either', () => {
    const given = givenOf(modelWith('x3-slow-reload'), 'random');
    const other = follow(modelWith('x3-slow-reload', 'dir-data-create'), given);
    let heldBack = 0;
    for (const [at, { choice }] of given.steps.entries()) {
      const before = given.steps[at - 1]?.world ?? given.model.first;
      const isReady = enabled(given.model, before).some((each) => isOwn(each));
      if (given.shared[at] === null || choice.kind === 'timer' || !isReady) continue;
      heldBack += 1;
      expect(ownBefore(other, at)).toBeLessThanOrEqual(ownBefore(given, at));
    }
    expect(heldBack).toBeGreaterThan(0);
  });

  test('where it lets the application finish, the other one finishes too', () => {
    const given = givenOf(modelWith('x2-second-update'));
    const other = follow(modelWith('x2-second-update', 'dir-data-create'), given);
    for (const [at, step] of other.steps.entries()) {
      if (other.shared[at] === null) continue;
      const before = other.steps[at - 1]?.world ?? other.model.first;
      expect(enabled(other.model, before).filter(isOwn), choiceKey(step.choice)).toEqual([]);
    }
  });
});

describe('the comparison', () => {
  test('a run does not differ from itself', () => {
    const given = givenOf(modelWith('incident'));
    const { first, served, columns } = compareRuns(given, follow(given.model, given));
    expect([first, served]).toEqual([null, null]);
    expect(columns.every(({ a, b }) => a !== null && b !== null)).toBe(true);
  });

  test('Chmod-only and ..data: they differ in an event first, and in what users get at the publication', () => {
    const given = givenOf(modelWith('x2-second-update'));
    const { first, served } = compareRuns(given, follow(modelWith('x2-second-update', 'dir-data-create'), given));
    expect(first).toMatchObject({ kind: 'event', did: { a: '', b: 'CREATE ..ts2' } });
    expect(served).toMatchObject({ kind: 'served', did: { a: '200 ①', b: '200 ②' } });
    expect(served?.after?.mark.text).toBe('rename ..data');
  });

  test('what is lined up is the same writer’s step, and nothing is lost', () => {
    const given = givenOf(modelWith('x4-key-added-old-order'));
    const other = follow(modelWith('x4-key-added-old-order', 'poll-hash'), given);
    const { columns } = compareRuns(given, other);
    for (const side of SIDES) {
      const shown = columns.flatMap((pair) => (pair[side] === null ? [] : [pair[side].from]));
      expect(shown).toEqual(shown.toSorted((left, right) => left - right));
      expect(new Set(shown).size).toBe(shown.length);
    }
    const marks = columns.flatMap(({ a, b }) => {
      const writes = (column: typeof a) =>
        column?.marks.filter(({ lane }) => lane === 'volume').map(({ text }) => text);
      return a === null || b === null ? [] : [[writes(a), writes(b)]];
    });
    expect(marks.every(([left, right]) => JSON.stringify(left) === JSON.stringify(right))).toBe(true);
  });
});

describe('the picture of a comparison', () => {
  const pair = { a: 'watch-file-chmod', b: 'dir-data-create' };

  test('three pictures stand in line, and shared lanes are drawn once', () => {
    const { shared, own } = comparisonOf(play('x2-second-update').state(), pair, en);
    const places = (picture: typeof shared) => picture.columns.map(({ x, width }) => [x, width]);
    expect(places(own.a)).toEqual(places(shared));
    expect(places(own.b)).toEqual(places(shared));
    expect(shared.bands.map(({ lane }) => lane)).toEqual(['api', 'kubelet', 'volume']);
    expect(own.b.bands.map(({ lane }) => lane)).toEqual(['inotify', 'watcher', 'app', 'requests']);
  });

  test('says where they differ, in both languages', () => {
    const state = play('x2-second-update').state();
    const { sentences, differences } = comparisonOf(state, pair, en);
    expect(sentences.map(({ text }) => text)).toEqual([
      'watch-file-chmod ends at 200 ②, dir-data-create ends at 200 ③.',
      'Apart for good, after “kubelet: rename ..data” at 120.2s: watch-file-chmod answers 200 ②, ' +
        'dir-data-create answers 200 ③.',
      'First difference, after “kubelet: sync” at 60s: watch-file-chmod receives no event, ' +
        'dir-data-create receives CREATE ..ts2.',
    ]);
    expect(sentences.map(({ difference }) => difference)).toEqual([1, 1, 0]);
    expect(differences.map(({ label }) => label)).toEqual(['first difference', 'users notice']);
    expect(
      comparisonOf(state, pair, zh)
        .sentences.map(({ text }) => text)
        .join(),
    ).toContain('第一处不同');
    expect(comparisonOf(state, { a: pair.a, b: pair.a }, en).sentences).toEqual([
      { text: en.compare.none, difference: null },
    ]);
  });

  test('a difference that passes is not taken for one that lasts', () => {
    const { sentences } = comparisonOf(play('x1-single-update').state(), pair, en);
    expect(sentences[0]).toEqual({ text: 'Both end at 200 ②; they differ on the way.', difference: null });
    expect(sentences.at(-1)?.text).toContain('First difference to users');
  });

  test('is on the run that is open: another order, another comparison', () => {
    const session = play('incident');
    const before = comparisonOf(session.state(), { a: 'watch-file-write', b: 'poll-hash' }, en);
    dispatch(session, { type: 'policy', policy: 'writer-first' });
    const after = comparisonOf(session.state(), { a: 'watch-file-write', b: 'poll-hash' }, en);
    expect(after.sentences).not.toEqual(before.sentences);
  });

  test('offers what the watcher can carry out, the open one first', () => {
    const state = play('x2-second-update').state();
    expect(comparable(state)[0]).toBe('watch-file-chmod');
    expect(usualPair(state)).toEqual(pair);
    expect(usualPair(play('x2-second-update-data-create').state()).a).toBe('dir-data-create');
  });

  test('its address opens it again', () => {
    const state = play('x2-second-update').state();
    const { address } = comparisonOf(state, pair, en);
    expect(pairAsked(`#${address}`)).toEqual(pair);
    const schedule = new URLSearchParams(address).get('schedule');
    const again = play('x2-second-update', schedule === null ? {} : { schedule });
    expect(comparisonOf(again.state(), pair, en).sentences).toEqual(comparisonOf(state, pair, en).sentences);
    expect(pairAsked('#sim=incident')).toBeNull();
  });
});
