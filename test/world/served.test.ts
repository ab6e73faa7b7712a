import { describe, expect, test } from 'vitest';
import { createModel } from '../../src/world/model.ts';
import { runToEnd } from '../../src/world/run.ts';
import type { Scenario } from '../../src/world/scenario.ts';
import { createScheduler } from '../../src/world/schedulers.ts';
import { strategyWith } from '../actors/app/strategies.ts';
import { scenarioWith, V1, V2 } from './scenarios.ts';

/** Status and version of every request of a run in which the application is as fast as it can be. */
function requests(scenario: Scenario): readonly string[] {
  const run = runToEnd(createModel(scenario), createScheduler('app-first', 0));
  return run.steps.flatMap(({ events }) =>
    events.flatMap((event) => (event.kind === 'request' ? [`${event.status} ${event.version}`] : [])),
  );
}

const bad = { 'a: [': { status: 'invalid', rootKeys: [] } } as const;
const put = (atMs: number, data: Record<string, string>) => ({ atMs, do: 'apply' as const, data });
const onData = [{ ops: ['Create'], name: 'data', if: null, do: ['reload'] }] as const;
const fileOnWrite = strategyWith({});

describe('S30 what a request is answered from', () => {
  test('the version that is held, one after the other', () => {
    expect(requests(scenarioWith({}))).toEqual(['200 1', '200 2']);
  });

  test('empty configuration: 503, until the second half of the in-place write', () => {
    const scenario = scenarioWith({ mount: { writer: 'in-place' }, app: { strategy: fileOnWrite } });
    expect(requests(scenario)).toEqual(['200 1', '503 empty', '200 2']);
  });

  test('bytes that do not parse, taken in without a check', () => {
    const scenario = scenarioWith({ story: [put(5000, { 'feature.yaml': 'a: [' })], contents: bad });
    expect(requests(scenario)).toEqual(['200 1', '503 invalid']);
  });

  test('a process that has ended', () => {
    const strategy = strategyWith({
      watch: ['directory'],
      on: onData,
      verify: { nonEmpty: true, parse: true, requiredKeys: [] },
      onLoadError: 'exit-process',
    });
    const story = [put(5000, { 'feature.yaml': 'a: [' })];
    expect(requests(scenarioWith({ story, contents: bad, app: { strategy } }))).toEqual(['200 1', '503 down']);
  });

  test('the same bytes again are the newest stored version that has them', () => {
    const story = [put(5000, { 'feature.yaml': V2 }), put(150_000, { 'feature.yaml': V1 })];
    expect(requests(scenarioWith({ story }))).toEqual(['200 1', '200 2', '200 3']);
  });

  test('two files, assigned one after the other: a request between the two sees both versions', () => {
    const files = ['app.properties', 'feature.yaml'];
    const scenario = scenarioWith({
      configMap: { data: { 'feature.yaml': V1, 'app.properties': V1 } },
      story: [put(5000, { 'feature.yaml': V2, 'app.properties': V2 })],
      app: { files, strategy: strategyWith({ watch: ['directory'], on: onData, swap: 'in-place' }) },
    });
    expect(requests(scenario)).toEqual(['200 1', '200 1+2', '200 2']);
  });
});

describe('S31 when requests come', () => {
  test('not before the first load has ended', () => {
    const model = createModel(scenarioWith({}));
    const run = runToEnd(model, createScheduler('app-first', 0));
    const first = run.steps.findIndex(({ choice }) => choice.kind === 'run' && choice.actor === 'requests');
    const swap = run.steps.findIndex(({ events }) => events.some(({ kind }) => kind === 'computed'));
    expect(first).toBe(swap + 1);
  });
});
