import { describe, expect, test } from 'vitest';
import type { Strategy } from '../../src/actors/app/strategy.ts';
import { PROPERTY_NAMES, type PropertyName } from '../../src/properties/names.ts';
import { judgeRun, properties } from '../../src/properties/properties.ts';
import { DEFAULT_PARAMETERS } from '../../src/properties/property.ts';
import { createModel } from '../../src/world/model.ts';
import { runToEnd } from '../../src/world/run.ts';
import type { Scenario } from '../../src/world/scenario.ts';
import { createScheduler } from '../../src/world/schedulers.ts';
import { strategyWith } from '../actors/app/strategies.ts';
import { scenarioWith, V1, V2 } from '../world/scenarios.ts';

const V3 = 'groupBuy: maybe\n';
const put = (atMs: number, ...values: readonly string[]) => ({
  atMs,
  do: 'apply' as const,
  data: { 'feature.yaml': values[0] ?? '', ...(values[1] === undefined ? {} : { 'app.properties': values[1] }) },
});
const contents = {
  [V3]: { status: 'valid', rootKeys: ['groupBuy'] },
  'a: [': { status: 'invalid', rootKeys: [] },
} as const;
const onData = [{ ops: ['Create'], name: 'data', if: null, do: ['reload'] }] as const;
const onChmod = [{ ops: ['Chmod'], name: 'any', if: null, do: ['reload'] }] as const;

/** A scenario whose application watches the mount and reacts to Create of ..data, unless changed. */
function withApp(strategy: Partial<Strategy>, changes: Parameters<typeof scenarioWith>[0] = {}): Scenario {
  const full = strategyWith({ watch: ['directory'], on: onData, ...strategy });
  return scenarioWith({ contents, ...changes, app: { ...changes.app, strategy: full } });
}

function verdict(property: PropertyName, scenario: Scenario, parameters = DEFAULT_PARAMETERS): string {
  const model = createModel(scenario);
  const run = runToEnd(model, createScheduler('app-first', 0));
  const judged = judgeRun(model, run, parameters).find((each) => each.property === property);
  return judged?.verdict ?? 'missing';
}

const inPlace = withApp(
  { watch: ['file'], on: [{ ops: ['Write'], name: 'any', if: null, do: ['reload'] }] },
  {
    mount: { writer: 'in-place' },
  },
);
const deaf = withApp({ watch: ['file'], on: [{ ops: ['Write'], name: 'any', if: null, do: ['reload'] }] });
const chmodOnce = withApp({ watch: ['file'], on: onChmod });
const twoUpdates = [put(5000, V2), put(150_000, V3)];

test('every property of the list has a name, in the order of the names', () => {
  expect(properties.map(({ name }) => name)).toEqual(PROPERTY_NAMES);
});

describe('each property is violated by one run and not by another', () => {
  test.each<[PropertyName, Scenario, string]>([
    ['never-empty', inPlace, 'violated'],
    ['never-empty', withApp({}), 'not-violated'],
    ['never-empty', deaf, 'vacuous'],
    [
      'never-torn',
      withApp(
        { swap: 'in-place' },
        {
          configMap: { data: { 'feature.yaml': V1, 'app.properties': V1 } },
          story: [put(5000, V2, V2)],
          app: { files: ['app.properties', 'feature.yaml'] },
        },
      ),
      'violated',
    ],
    ['never-torn', withApp({}), 'not-violated'],
    ['never-invalid', withApp({}, { story: [put(5000, 'a: [')] }), 'violated'],
    ['never-invalid', withApp({}), 'not-violated'],
    [
      'never-crashes',
      withApp(
        { verify: { nonEmpty: true, parse: true, requiredKeys: [] }, onLoadError: 'exit-process' },
        { story: [put(5000, 'a: [')] },
      ),
      'violated',
    ],
    ['never-crashes', withApp({}), 'not-violated'],
    ['converges', deaf, 'violated'],
    ['converges', chmodOnce, 'not-violated'],
    ['converges', withApp({ watch: ['file'], on: onChmod }, { story: twoUpdates }), 'violated'],
    ['converges', withApp({}, { story: [] }), 'vacuous'],
    ['stays-armed', chmodOnce, 'violated'],
    ['stays-armed', withApp({}), 'not-violated'],
    ['bounded-staleness', deaf, 'violated'],
    ['bounded-staleness', withApp({}), 'not-violated'],
    ['no-reload-storm', withApp({ on: [{ ops: 'any', name: 'any', if: null, do: ['reload'] }] }), 'violated'],
    ['no-reload-storm', withApp({}), 'not-violated'],
    ['no-needless-reload', withApp({ on: [{ ops: 'any', name: 'any', if: null, do: ['reload'] }] }), 'violated'],
    ['no-needless-reload', withApp({}), 'not-violated'],
  ])('%s', (property, scenario, expected) => {
    expect(verdict(property, scenario)).toBe(expected);
  });
});

test('an invalid version is not waited for: the newest valid one is what converges means', () => {
  const careful = { verify: { nonEmpty: true, parse: true, requiredKeys: [] } };
  expect(verdict('converges', withApp(careful, { story: [put(5000, V2), put(150_000, 'a: [')] }))).toBe('not-violated');
});

test('bounds are parameters', () => {
  const scenario = withApp({ on: [{ ops: 'any', name: 'any', if: null, do: ['reload'] }] });
  expect(verdict('no-reload-storm', scenario, { ...DEFAULT_PARAMETERS, reloadsPerUpdate: 6 })).toBe('not-violated');
  expect(verdict('bounded-staleness', withApp({}), { ...DEFAULT_PARAMETERS, stalenessMs: 1000 })).toBe('violated');
});

test('a run that was cut off decides nothing that it has not seen', () => {
  const model = createModel(withApp({}));
  const run = runToEnd(model, createScheduler('app-first', 0), model.first, 5);
  expect(run.end).toBe('steps-max');
  expect(new Set(judgeRun(model, run).map(({ verdict: each }) => each))).toEqual(new Set(['inconclusive']));
});
