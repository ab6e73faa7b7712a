// Schedule tokens: the same run again from a short text, and never another one.
import { describe, expect, test } from 'vitest';
import { decodeBase64url, encodeBase64url } from '../../src/explore/base64url.ts';
import { canonicalJson, FNV_START, fnvText } from '../../src/explore/fnv.ts';
import {
  describeTokenProblem,
  digestScenario,
  follow,
  formatToken,
  MODEL_VERSION,
  parseToken,
  replay,
  type Schedule,
} from '../../src/explore/token.ts';
import { formatDiagnostic } from '../../src/simulation/diagnostics.ts';
import { loadSimulation } from '../../src/simulation/parse.ts';
import type { Simulation } from '../../src/simulation/simulation.ts';
import { createModel, type Model } from '../../src/world/model.ts';
import { type Run, runToEnd } from '../../src/world/run.ts';
import { createScheduler, POLICIES, randomNumbers } from '../../src/world/schedulers.ts';
import { modelOf, shippedCatalog } from '../shipped.ts';

const { simulations } = shippedCatalog();

function named(name: string): Simulation {
  const found = simulations.find(({ scenario }) => scenario.name === name);
  if (found === undefined) throw new Error(`there is a simulation ${name}`);
  return found;
}

/** A story of the test's own, so that only the model can change its token. */
const GOLDEN = `
title: A second update
why: The watch ends with the inode.
cluster: { kubelet: "1.34", syncFrequency: 60s }
configMap: { name: flags, data: { a.yaml: "on: true", b.yaml: "on: true" } }
app: { watcher: fsnotify@1.9.0, strategy: { watch: [file], on: [{ ops: [Chmod, Remove], do: [reload] }] } }
story:
  - { at: 5s, apply: { a.yaml: "on: false", b.yaml: "on: true" } }
  - { at: 95s, apply: { a.yaml: "on: true", b.yaml: "on: false" } }
`;

const incident = createModel(named('incident').scenario, 'prompt');
const second = createModel(named('x2-second-update').scenario, 'prompt');
const runOf = (model: Model, seed = 1): Run => runToEnd(model, createScheduler('random', seed));

function scheduleOf(token: string): Schedule {
  const parsed = parseToken(token);
  if ('problem' in parsed) throw new Error(describeTokenProblem(parsed));
  return parsed;
}

/** A token of the same steps with something else in it; its sum is right. */
function altered(schedule: Schedule, model: Model, steps: Run['steps']): string {
  const changed = steps.map((step, at) => ({ ...step, index: schedule.choices[at] ?? step.index }));
  return formatToken(model, changed);
}

describe('a token', () => {
  test.each(simulations.flatMap(({ scenario }) => POLICIES.map((policy) => [scenario.name, policy] as const)))(
    'makes the run of %s under %s again',
    (name, policy) => {
      const model = modelOf(named(name), 'prompt');
      const run = runToEnd(model, createScheduler(policy, 7));
      const token = formatToken(model, run.steps);
      expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(replay(model, scheduleOf(token), createScheduler('app-first', 0))).toEqual(run);
    },
  );

  test('makes random runs under `any` timing again, stopping where it ends', () => {
    const model = createModel(named('x2-second-update').scenario, 'any');
    for (let seed = 1; seed <= 20; seed += 1) {
      const { steps } = runToEnd(model, createScheduler('random', seed), model.first, 40 * seed);
      expect(follow(model, scheduleOf(formatToken(model, steps)))).toEqual(steps);
    }
  });

  test('of every beginning of a run is followed and gone on from', () => {
    const { steps } = runOf(second);
    for (let length = 0; length <= steps.length; length += 5) {
      const schedule = scheduleOf(formatToken(second, steps.slice(0, length)));
      const run = replay(second, schedule, createScheduler('app-first', 0));
      if ('problem' in run) throw new Error(describeTokenProblem(run));
      expect(run.steps.slice(0, length)).toEqual(steps.slice(0, length));
      expect(run.end).toBe('horizon');
    }
  });

  test('is short', () => {
    const { steps } = runToEnd(second, createScheduler('app-first', 0));
    expect(steps.length).toBeGreaterThan(100);
    expect(formatToken(second, steps).length).toBeLessThan(80);
  });

  test('stays as it is while the model is the same; else raise MODEL_VERSION', () => {
    const loaded = loadSimulation(GOLDEN, 'golden.yaml', []);
    if ('diagnostics' in loaded) throw new Error(loaded.diagnostics.map(formatDiagnostic).join('\n'));
    const model = createModel(loaded.simulation.scenario, 'prompt');
    const { steps } = runToEnd(model, createScheduler('app-first', 0));
    expect(MODEL_VERSION).toBe(3);
    expect(formatToken(model, steps)).toMatchInlineSnapshot(
      `"AQMAo9DW5bEBQAGYAxFKCUIByAUFdAtrS6uLEysEWdvs7Ozs7Ozq4mLi_bOO"`,
    );
  });

  test('holds positions far down the list of choices', () => {
    const choices = [0, 0, 7, 7, 300, 6, 8, 8, 8];
    const steps = choices.map((index) => ({
      choice: { kind: 'receive' } as const,
      index,
      world: incident.first,
      events: [],
    }));
    expect(scheduleOf(formatToken(incident, steps)).choices).toEqual(choices);
  });
});

describe('a token that does not fit', () => {
  const run = runOf(incident);
  const token = formatToken(incident, run.steps);

  test.each(['', 'abc', 'not a token', '💥', `${token}A`, token.slice(0, -1), token.slice(4), token.toLowerCase()])(
    'is not a token: %j',
    (text) => {
      expect(parseToken(text)).toEqual({ problem: 'not-a-token' });
    },
  );

  test('is refused after any change of one character', () => {
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'A' ? 'B' : 'A';
      const mistyped = token.slice(0, at) + other + token.slice(at + 1);
      expect(parseToken(mistyped), mistyped).toHaveProperty('problem');
    }
  });

  test('never breaks the reader, whatever the bytes', () => {
    const next = randomNumbers(1);
    for (let count = 0; count < 5000; count += 1) {
      const bytes = Array.from({ length: Math.floor(next() * 40) }, () => Math.floor(next() * 256));
      const parsed = parseToken(encodeBase64url([1, ...bytes]));
      expect('problem' in parsed || parsed.choices.length <= 20_000).toBe(true);
    }
  });

  test('was made for another simulation', () => {
    expect(follow(second, scheduleOf(token))).toEqual({ problem: 'other-simulation' });
  });

  test('was made under another timing', () => {
    const any = createModel(named('incident').scenario, 'any');
    expect(follow(any, scheduleOf(token))).toEqual({ problem: 'other-simulation' });
  });

  test('names a choice that is not there', () => {
    const schedule = scheduleOf(token);
    const choices = schedule.choices.with(6, 2);
    const found = follow(incident, scheduleOf(altered({ ...schedule, choices }, incident, run.steps)));
    expect(found).toMatchObject({ problem: 'no-such-choice', step: 7, choice: 3 });
    expect('problem' in found && describeTokenProblem(found)).toMatch(/^the model changed at step 7: choice 3 of \d/);
  });

  test('takes choices that are there but mean something else now', () => {
    const other = runOf(incident, 2);
    const schedule = { ...scheduleOf(formatToken(incident, other.steps)), checks: scheduleOf(token).checks };
    const found = follow(incident, schedule);
    expect(found).toMatchObject({ problem: 'other-choice' });
    expect('problem' in found && describeTokenProblem(found)).toMatch(/^the model changed between step \d+ and step/);
  });
});

describe('the digest of a scenario', () => {
  const { scenario } = named('incident');

  test('does not depend on names and prose', () => {
    const strategy = { ...scenario.app.strategy, title: 'x', why: 'y', name: 'z', id: 'N99' };
    const other = { ...scenario, name: 'a', title: 'b', why: 'c', app: { ...scenario.app, strategy } };
    expect(digestScenario(other)).toBe(digestScenario(scenario));
  });

  test('depends on all that influences a run', () => {
    const others = [
      { ...scenario, story: [] },
      { ...scenario, app: { ...scenario.app, watcher: 'fsnotify@1.9.0' } },
      { ...scenario, app: { ...scenario.app, strategy: { ...scenario.app.strategy, sleepMs: 1 } } },
      { ...scenario, kernel: { ...scenario.kernel, maxQueuedEvents: 1 } },
    ];
    const digests = [scenario, ...others].map(digestScenario);
    expect(new Set(digests).size).toBe(digests.length);
  });

  test('is FNV-1a over canonical JSON', () => {
    // "a" as UTF-16, low byte first: 61 00.
    expect(fnvText(FNV_START, 'a')).toBe(0x2b24d044);
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
  });
});

describe('base64url', () => {
  test.each([
    ['', []],
    ['Zg', [0x66]],
    ['Zm8', [0x66, 0x6f]],
    ['Zm9v', [0x66, 0x6f, 0x6f]],
    ['Zm9vYmFy', [0x66, 0x6f, 0x6f, 0x62, 0x61, 0x72]],
    ['-_8', [0xfb, 0xff]],
  ])('RFC 4648: %j', (text, bytes) => {
    expect(encodeBase64url(bytes)).toBe(text);
    expect(decodeBase64url(text)).toEqual(bytes);
  });

  test.each(['A', 'Zh', 'Zm9', 'Zg==', 'a b', 'é'])('%j is nothing that was written', (text) => {
    expect(decodeBase64url(text)).toBeNull();
  });
});
