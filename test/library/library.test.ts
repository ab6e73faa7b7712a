// The library beyond what reload.test.ts uses: what it exports, what it refuses, and that it says what the command says.
import { join } from 'node:path';
import * as library from 'reload-sim';
import { check, InputError, loadSimulation, loadStrategy, simulate, simulationNames, strategyNames } from 'reload-sim';
import * as core from 'reload-sim/core';
import { describe, expect, test } from 'vitest';
import { reloadSim } from '../cli/reload-sim.ts';

const OWN = join(import.meta.dirname, 'reload.yaml');
const incident = await loadSimulation('incident');

/** What a promise is refused with. */
async function refusalOf(promise: Promise<unknown>): Promise<InputError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  return error as InputError;
}

describe('the entries', () => {
  const CORE = [
    'InputError',
    'PROPERTY_NAMES',
    'check',
    'createModel',
    'enabled',
    'parseSimulation',
    'parseStrategy',
    'serves',
    'simulate',
    'step',
    'worldKey',
  ];
  const FILES = ['loadSimulation', 'loadStrategy', 'simulationNames', 'strategyNames'];

  test('export these names and no others', () => {
    expect(Object.keys(core).toSorted()).toEqual(CORE.toSorted());
    expect(Object.keys(library).toSorted()).toEqual([...CORE, ...FILES].toSorted());
  });

  test('are the same functions, so that an InputError of one is an InputError of the other', () => {
    expect(library.check).toBe(core.check);
    expect(library.InputError).toBe(core.InputError);
  });
});

describe('check', () => {
  test('refuses a property that the simulation does not have', () => {
    expect(() => check(incident, { properties: ['never-late'] })).toThrow(
      'properties: found "never-late", expected some of never-empty, never-torn',
    );
  });

  test('decides a system as any other simulation; a handler is refused', async () => {
    const drain = check(await loadSimulation('drain-unsafe-flag'));
    expect([drain.violated.includes('drains'), drain.unexpected]).toEqual([true, []]);
    const { message } = await refusalOf(loadSimulation(join('simulations', 'handlers', 'naive.yaml')));
    expect(message).toContain('app.handler: found a handler, expected a strategy');
  });

  test('says what the command says', () => {
    const { stdout } = reloadSim(['check', 'incident', '--format', 'json']);
    const [told] = (JSON.parse(stdout) as { results: [{ file: string; counterexamples: object[] }] }).results;
    const { violated, holds, inconclusive, unexpected, text, ...rest } = check(incident);
    const counterexamples = rest.counterexamples.map(({ text: _, ...counterexample }) => counterexample);
    expect({ ...rest, counterexamples, file: told.file }).toEqual(told);
    expect([...violated, ...holds, ...inconclusive].toSorted()).toEqual(library.PROPERTY_NAMES.toSorted());
    expect([violated.length > 0, holds.length > 0, unexpected]).toEqual([true, true, []]);
    const printed = reloadSim(['check', 'incident']);
    expect(printed.stdout.startsWith(`${text}\n`)).toBe(true);
    for (const counterexample of check(incident).counterexamples) expect(text).toContain(counterexample.text);
  });

  test('is plain data, the same every time', () => {
    const result = check(incident);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(check(incident)).toEqual(result);
  });

  test('compares with `expect` under the file’s own strategy and timing only', async () => {
    expect(check(incident).unexpected).toEqual([]);
    expect(check(incident, { strategy: incident.scenario.app.strategy }).unexpected).toEqual([]);
    const strategy = await loadStrategy('dir-any-event');
    const other = check(incident, { strategy });
    expect(other.unexpected).toEqual(other.violated);
    expect(other.verdicts.map(({ expected }) => expected)).toEqual(other.verdicts.map(() => null));
    expect(other.strategy).toBe('dir-any-event');
    expect(other.counterexamples[0]?.reproduce).toContain('play incident --strategy dir-any-event --schedule');
  });

  test('decides what it is asked for, and stops where it is told to', () => {
    expect(check(incident, { properties: ['converges'] }).verdicts.map(({ property }) => property)).toEqual([
      'converges',
    ]);
    expect(check(incident, { statesMax: 10 }).inconclusive).toHaveLength(library.PROPERTY_NAMES.length);
  });

  test('tells how far it is, and ends when it is told to', async () => {
    const simulation = await loadSimulation(OWN);
    const seen: number[] = [];
    const onProgress = ({ states }: { states: number }): boolean => seen.push(states) < 2;
    const { covered, inconclusive } = check(simulation, { timing: 'any', properties: ['converges'], onProgress });
    expect(seen).toHaveLength(2);
    expect(covered.end).toBe('cancelled');
    expect(inconclusive).toEqual(['converges']);
  });
});

describe('simulate', () => {
  test('says what the command says', () => {
    const { stdout } = reloadSim(['run', 'incident', '--seed', '7', '--format', 'json']);
    const told = JSON.parse(stdout) as { verdicts: object[]; reproduce: string };
    const { verdicts, violated, text, token, reproduce, ...rest } = simulate(incident, { seed: 7 });
    expect(told).toMatchObject(rest);
    expect(told.verdicts).toMatchObject(verdicts.map(({ text: _, ...judgement }) => judgement));
    expect(violated).toEqual(verdicts.filter(({ verdict }) => verdict === 'violated').map(({ property }) => property));
    expect(told.reproduce).toContain(token);
    expect(reproduce).toBe(`reload-sim play incident --schedule ${token}`);
    expect(reloadSim(['run', 'incident', '--seed', '7']).stdout).toContain(text);
  });

  test('is plain data', () => {
    const result = simulate(incident);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  test('follows a token of `any` timing under that timing', () => {
    const lost = check(incident, { timing: 'any', properties: ['converges'] }).counterexamples[0];
    const again = simulate(incident, { schedule: lost?.token ?? '' });
    expect(again.timing).toBe('any');
    expect(again.steps).toEqual(lost?.steps);
  });

  test('asks the scheduler before every step, with what there is to choose', () => {
    const asked: string[] = [];
    const { steps, timing } = simulate(incident, {
      timing: 'any',
      schedule: (choices, { taken, nowMs, serves }) => {
        asked.push(`${taken} ${nowMs} ${serves?.version ?? 'nothing'} of ${choices.length > 0}`);
        return choices.length - 1;
      },
    });
    expect(timing).toBe('any');
    expect(asked).toHaveLength(steps.length);
    expect(asked[0]).toBe('0 0 nothing of true');
    expect(() => simulate(incident, { schedule: () => 99 })).toThrow(RangeError);
  });

  test.each([
    [{ schedule: 'AAAA' }, 'schedule: not a token: mistyped or cut short'],
    [
      { schedule: simulate(incident).token, timing: 'any' },
      'schedule: the token was made under prompt timing, not any',
    ],
  ] as const)('refuses %o', (options, message) => {
    expect(() => simulate(incident, options)).toThrow(new InputError(message));
  });

  test('refuses a token of another simulation', async () => {
    const own = await loadSimulation(OWN);
    expect(() => simulate(own, { schedule: simulate(incident).token })).toThrow(/for another simulation/);
  });
});

describe('what is refused', () => {
  test('a file’s mistakes have places, all of them at once', async () => {
    const text = 'title: Ours\nwhy: To be refused.\napp: { stratgy: viper }\n';
    const { message, diagnostics } = await refusalOf(loadSimulation({ text, name: 'ours.yaml' }));
    expect(message.split('\n')).toHaveLength(diagnostics.length);
    expect(message).toContain('ours.yaml:3:8: app.stratgy: unknown key');
    expect(diagnostics.find(({ code }) => code === 'unknown-key')).toMatchObject({
      line: 3,
      column: 8,
      file: 'ours.yaml',
    });
  });

  test.each(['incidnt', './nowhere.yaml', import.meta.dirname])('%s, which names no simulation', async (source) => {
    const { diagnostics } = await refusalOf(loadSimulation(source));
    expect(diagnostics).toEqual([]);
  });

  test('a name of a strategy that is none, with the nearest', async () => {
    const { message } = await refusalOf(loadStrategy('vipr'));
    expect(message).toContain('strategy: found "vipr"');
    expect(message).toContain('did you mean "viper"?');
  });

  test('a strategy that the watcher cannot carry out', async () => {
    const strategy = await loadStrategy('watch-data-nofollow');
    expect(() => check(incident, { strategy })).toThrow(
      /^incident:15:\d+: app.watcher: found fsnotify@1.7.0, expected inotify/,
    );
  });
});

describe('what is not loaded', () => {
  test.each([
    ['a path', 'reload.yaml', 'found "reload.yaml", expected what `await loadSimulation(…)` returns'],
    ['a promise', Promise.resolve(incident), 'found a promise, expected what `await loadSimulation(…)` returns'],
    ['nothing', undefined, 'found undefined, expected what `await loadSimulation(…)` returns'],
  ])('%s in place of a simulation', (_, given, message) => {
    for (const decide of [check, simulate]) {
      expect(() => decide(given as unknown as typeof incident)).toThrow(new InputError(message));
    }
  });

  test('a name in place of a strategy', () => {
    const options = { strategy: 'viper' as never };
    const message = 'found "viper", expected what `await loadStrategy(…)` returns';
    for (const decide of [check, simulate]) expect(() => decide(incident, options)).toThrow(new InputError(message));
  });
});

describe('names', () => {
  test('every one of them loads', async () => {
    expect(simulationNames()[0]).toBe('incident');
    for (const name of simulationNames()) expect((await loadSimulation(name)).scenario.name).toBe(name);
    for (const name of strategyNames()) expect((await loadStrategy(name)).name).toBe(name);
  });
});
