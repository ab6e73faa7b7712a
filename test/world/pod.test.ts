// What the runtime does to processes and mounts, and what becomes of a pod whose ConfigMap is not a plain, mounted one.
import { describe, expect, test } from 'vitest';
import { check } from '../../src/explore/check.ts';
import { createModel, type Model } from '../../src/world/model.ts';
import { waitsAtStart } from '../../src/world/mounted-volume.ts';
import { runToEnd } from '../../src/world/run.ts';
import type { StoryItem } from '../../src/world/scenario.ts';
import { createScheduler } from '../../src/world/schedulers.ts';
import { servedNow } from '../../src/world/served.ts';
import type { World } from '../../src/world/world.ts';
import { strategyWith } from '../actors/app/strategies.ts';
import { scenarioWith, V1, V2 } from './scenarios.ts';

const poll = strategyWith({ watch: [], on: [], poll: { everyMs: 30_000, if: null, do: ['reload'] } });
const apply: StoryItem = { atMs: 5000, do: 'apply', data: { 'feature.yaml': V2 } };

/** What is served at these times, by the policy `app-first`. */
function servedAt(model: Model, ...times: readonly number[]): readonly string[] {
  const { first, steps } = runToEnd(model, createScheduler('app-first', 0));
  const worlds: readonly World[] = [first, ...steps.map(({ world }) => world)];
  return times.map((ms) => servedNow(model, worlds.findLast(({ nowMs }) => nowMs <= ms) ?? first).version);
}

describe('V6: a container that is restarted', () => {
  const restart = (atMs: number): StoryItem => ({ atMs, do: 'restart-container' });

  test('serves nothing for a second, and then what the volume holds', () => {
    const model = createModel(scenarioWith({ app: { strategy: poll }, story: [apply, restart(100_000)] }));
    expect(servedAt(model, 99_000, 100_500, 102_000)).toEqual(['2', 'down', '2']);
  });

  test('K61: has its subPath bound anew, to what the path leads to then', () => {
    const mount = { kind: 'subPath', subPath: 'feature.yaml' } as const;
    const at = (atMs: number) =>
      createModel(scenarioWith({ mount, app: { strategy: poll }, story: [apply, restart(atMs)] }));
    expect(servedAt(at(10_000), 150_000)).toEqual(['1']);
    expect(servedAt(at(100_000), 99_000, 150_000)).toEqual(['1', '2']);
  });
});

test('V6: where no kubelet writes the volume, a container that crashes is started again all the same', () => {
  const scenario = scenarioWith({ mount: { writer: 'rename-over' }, app: { strategy: poll }, story: [apply] });
  const model = createModel({ ...scenario, faults: [{ fault: 'container-crash', times: 1, forMs: null }] });
  const { verdicts } = check(model, { properties: ['never-empty', 'never-crashes', 'stays-armed'] });
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['holds', 'holds', 'holds']);
});

test('V5, V6: a crash that is noticed after the pod was replaced does not touch the new container', () => {
  const story: readonly StoryItem[] = [apply, { atMs: 10_000, do: 'delete-pod' }];
  const scenario = scenarioWith({ story, app: { strategy: poll } });
  const model = createModel({ ...scenario, faults: [{ fault: 'container-crash', times: 1, forMs: null }] });
  const { verdicts } = check(model, { properties: ['never-empty', 'never-crashes', 'converges'] });
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['holds', 'holds', 'holds']);
});

describe('V5: a pod that is deleted', () => {
  test('leaves a volume and a container of its own to the next one', () => {
    const story: readonly StoryItem[] = [apply, { atMs: 10_000, do: 'delete-pod' }];
    const model = createModel(scenarioWith({ story }));
    expect(servedAt(model, 9000, 10_100, 11_000)).toEqual(['1', 'down', '2']);
  });

  test('V8: the next one may name another ConfigMap', () => {
    const rollOut = (atMs: number, name: string, bytes: string): StoryItem => ({
      atMs,
      do: 'roll-out',
      name,
      data: { 'feature.yaml': bytes },
    });
    const story = [rollOut(5000, 'flags-2', V2), rollOut(100_000, 'flags', V1)];
    for (const changeDetection of ['Watch', 'Cache', 'Get'] as const) {
      const model = createModel(scenarioWith({ story, cluster: { changeDetection } }));
      expect([changeDetection, ...servedAt(model, 4000, 99_000, 150_000)]).toEqual([changeDetection, '1', '2', '3']);
    }
  });

  test('V4: a neighbour on the node keeps the copy of an immutable ConfigMap', () => {
    const story: readonly StoryItem[] = [
      { atMs: 1000, do: 'delete-config-map' },
      apply,
      { atMs: 10_000, do: 'delete-pod' },
    ];
    const served = [true, false].map((isShared) =>
      servedAt(createModel(scenarioWith({ configMap: { immutable: true, isShared }, story })), 150_000),
    );
    expect(served).toEqual([['1'], ['3']]);
  });
});

describe('V7: an environment', () => {
  const configMap = { data: { FLAG: V1 } };
  const app = { strategy: poll, files: ['FLAG'] };
  const change: StoryItem = { atMs: 5000, do: 'apply', data: { FLAG: V2 } };

  test('is never updated while the process runs', () => {
    const model = createModel(scenarioWith({ configMap, mount: { kind: 'envFrom' }, app, story: [change] }));
    expect(servedAt(model, 1000, 150_000)).toEqual(['1', '1']);
    expect(check(model, { properties: ['converges'] }).verdicts[0]?.verdict).toBe('violated');
  });

  test('is made anew with every container, whoever ends the old one', () => {
    const story: readonly StoryItem[] = [change, { atMs: 10_000, do: 'restart-container' }];
    const scenario = scenarioWith({ configMap, mount: { kind: 'envFrom' }, app, story });
    expect(servedAt(createModel(scenario), 150_000)).toEqual(['2']);
    const crashing = createModel({
      ...scenario,
      story: [change],
      faults: [{ fault: 'container-crash', times: 1, forMs: null }],
    });
    expect(
      check(crashing, { properties: ['never-empty', 'never-crashes'] }).verdicts.map(({ verdict }) => verdict),
    ).toEqual(['holds', 'holds']);
  });

  test('a variable that is not set fails the load, unless the program can do without it', () => {
    const mount = { kind: 'env', items: { OTHER: 'FLAG' }, optional: true } as const;
    const model = createModel(scenarioWith({ configMap, mount, app, story: [change] }));
    expect(servedAt(model, 1000)).toEqual(['empty']);
    const can = createModel(
      scenarioWith({ configMap, mount, app: { ...app, optionalFiles: ['FLAG'] }, story: [change] }),
    );
    expect(servedAt(can, 1000)).toEqual(['1']);
  });
});

describe('V9, V10: what is not there at the start', () => {
  test.each([
    [null, false, 'volume', 'volume'],
    [null, true, 'volume', null],
    [{}, false, 'volume', 'volume'],
    [{}, true, 'volume', null],
    [null, false, 'env', 'environment'],
    [{ a: 'x' }, false, 'env', null],
  ] as const)('data %j, optional %s, %s: the container waits for %s', (data, optional, kind, waits) => {
    const scenario = scenarioWith({ configMap: { data }, mount: { kind, optional, items: { a: 'a' } } });
    expect(waitsAtStart(scenario)).toBe(waits);
  });

  test('V10: the container starts on the file as soon as a retry finds it', () => {
    const model = createModel(scenarioWith({ configMap: { data: null }, story: [apply] }));
    expect(servedAt(model, 1000, 8000, 150_000)).toEqual(['down', 'down', '2']);
  });

  test('V9: an optional one is an empty volume, and fills later', () => {
    const strategy = strategyWith({
      watch: ['directory'],
      on: [{ ops: 'any', name: 'any', if: null, do: ['reload'] }],
    });
    const app = { strategy, optionalFiles: ['feature.yaml'] };
    const scenario = scenarioWith({ configMap: { data: null }, mount: { optional: true }, app, story: [apply] });
    expect(servedAt(createModel(scenario), 1000, 150_000)).toEqual(['1', '2']);
  });
});
