// Whole programs against the model: which updates did a strategy on a real library notice, and does the model agree?
//
// The recordings app-* ran real programs on the real AtomicWriter. Here the same payloads are handed to the modelled
// AtomicWriter, with the preset that describes the program, under both fixed policies and a number of random schedules.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadStrategy } from '../src/simulation/parse.ts';
import { createModel, type Model } from '../src/world/model.ts';
import { runToEnd } from '../src/world/run.ts';
import type { Scenario } from '../src/world/scenario.ts';
import { createScheduler, type Policy } from '../src/world/schedulers.ts';
import type { World } from '../src/world/world.ts';
import { scenarioWith } from './world/scenarios.ts';

const RECORDED = join(import.meta.dirname, 'recorded');

interface AppRecording {
  readonly id: string;
  readonly strategy: string;
  readonly atomicWriter: string;
  readonly fsGroup: number | null;
  readonly gapMs: number;
  readonly writes: readonly { readonly payload: Readonly<Record<string, string>> }[];
  readonly runs: { readonly n: number; readonly noticed: readonly number[]; readonly converged: number };
}

/** The preset that describes each recorded program, and the library under it. */
const PROGRAMS: Readonly<Record<string, readonly [preset: string, watcher: string]>> = {
  'file-write': ['watch-file-write', 'fsnotify@1.9.0'],
  'file-chmod': ['watch-file-chmod', 'fsnotify@1.9.0'],
  'file-chmod-readd': ['chmod-readd', 'fsnotify@1.9.0'],
  'file-remove-readd': ['remove-readd', 'fsnotify@1.9.0'],
  'dir-basename': ['dir-basename', 'fsnotify@1.9.0'],
  'dir-data-create': ['dir-data-create', 'fsnotify@1.9.0'],
  'dir-realpath': ['viper', 'fsnotify@1.9.0'],
  'poll-hash': ['poll-hash', 'fsnotify@1.9.0'],
  WatchConfig: ['viper', 'fsnotify@1.6.0'],
  'WatchConfig; key removed, then re-added, then changed': ['viper', 'fsnotify@1.6.0'],
  'fs.watchFile': ['poll-mtime', 'fsnotify@1.9.0'],
};

const KUBELET: Readonly<Record<string, string>> = { 'master-2e09081': '1.37', 'v1.25.0': '1.25' };

const strategyOf = (preset: string): Scenario['app']['strategy'] => {
  const file = `simulations/strategies/${preset}.yaml`;
  const loaded = loadStrategy(readFileSync(file, 'utf8'), file);
  if ('diagnostics' in loaded) throw new Error(loaded.diagnostics[0]?.message ?? file);
  return loaded.strategy;
};

function scenarioOf(recording: AppRecording): Scenario {
  const [preset, watcher] = PROGRAMS[recording.strategy] ?? ['', ''];
  const first = { 'config.yaml': 'v: 1\n', 'app.properties': 'k=1\n' };
  const payloads = [first, ...recording.writes.map(({ payload }) => payload)];
  return scenarioWith({
    cluster: { kubelet: KUBELET[recording.atomicWriter] ?? '' },
    configMap: { data: first },
    mount: { fsGroup: recording.fsGroup },
    app: { strategy: strategyOf(preset), watcher, files: ['config.yaml'] },
    story: recording.writes.map(({ payload }, index) => ({ atMs: 1e9 + index, do: 'apply' as const, data: payload })),
    contents: Object.fromEntries(
      payloads.flatMap((each) => Object.values(each)).map((bytes) => [bytes, { status: 'valid', rootKeys: ['v'] }]),
    ),
  });
}

function withWrites(world: World, writes: AppRecording['writes']): World {
  const writer = world.actors.atomicWriter;
  if (writer === undefined) throw new Error('kubelet writes here');
  const mail = writes.map(({ payload }) => ({ type: 'write' as const, payload }));
  return { ...world, actors: { ...world.actors, atomicWriter: { ...writer, mailbox: [...writer.mailbox, ...mail] } } };
}

interface Played {
  /** Was there a load after each update (or burst of updates)? */
  readonly noticed: readonly boolean[];
  readonly held: string | null;
}

/** Writes as recorded: one after the other once all is quiet, or all at once when there was no gap. */
function play(recording: AppRecording, policy: Policy, seed: number): Played {
  const model = createModel(scenarioOf(recording));
  const scheduler = createScheduler(policy, seed);
  const pollMs = model.scenario.app.strategy.poll?.everyMs ?? 0;
  const settle = (world: World) => {
    const until: Model = { ...model, horizonMs: world.nowMs + 2 * pollMs + 1000 };
    return runToEnd(until, scheduler, world);
  };
  const start = settle(model.first);
  let world = start.steps.at(-1)?.world ?? model.first;
  const bursts = recording.gapMs === 0 ? [recording.writes] : recording.writes.map((write) => [write]);
  const noticed = bursts.map((burst) => {
    const run = settle(withWrites(world, burst));
    world = run.steps.at(-1)?.world ?? world;
    return run.steps.some(({ events }) =>
      events.some((event) => event.kind === 'fact' && event.fact.kind === 'reload-applied'),
    );
  });
  return { noticed, held: world.actors.app?.snapshot.context.held['config.yaml'] ?? null };
}

const recordings = (existsSync(RECORDED) ? readdirSync(RECORDED) : [])
  .filter((file) => file.startsWith('app-'))
  .map((file) => JSON.parse(readFileSync(join(RECORDED, file), 'utf8')) as AppRecording)
  .filter(({ strategy }) => strategy in PROGRAMS);

const SCHEDULES: readonly (readonly [Policy, number])[] = [
  ['app-first', 0],
  ['writer-first', 0],
  ...Array.from({ length: 20 }, (_, seed) => ['random', seed] as const),
];

test('the recordings are there', () => {
  expect(recordings.length).toBeGreaterThanOrEqual(17);
});

test.each(recordings.map((recording) => [recording.id, recording] as const))('%s', (_, recording) => {
  const { runs, writes, gapMs } = recording;
  const newest = writes.at(-1)?.payload['config.yaml'] ?? null;
  const always = (count: number): boolean | null => (count === runs.n ? true : count === 0 ? false : null);
  // With no gap between the updates there is one burst, and only whether it was noticed at all can be compared.
  const noticed = gapMs > 0 ? runs.noticed.map(always) : [true];
  const converged = always(runs.converged);

  for (const [policy, seed] of SCHEDULES) {
    const played = play(recording, policy, seed);
    const compared = played.noticed.map((each, index) => (noticed[index] === null ? null : each));
    expect([policy, seed, compared]).toEqual([policy, seed, noticed]);
    // A program that loaded nothing has not converged in the recordings' sense, even if nothing had changed.
    const has = played.held === newest && played.noticed.includes(true);
    if (converged !== null) expect([policy, seed, has]).toEqual([policy, seed, converged]);
  }
});
