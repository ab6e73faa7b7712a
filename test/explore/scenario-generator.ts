// Small scenarios from a seed: strategies × watchers × writers × stories, all of them decided in well under a second.
import type { Strategy } from '../../src/actors/app/strategy.ts';
import { watcherLibraries } from '../../src/actors/watcher/libraries.ts';
import type { Scenario, StoryItem } from '../../src/world/scenario.ts';
import { randomNumbers } from '../../src/world/schedulers.ts';
import { shippedCatalog } from '../shipped.ts';
import { scenarioWith } from '../world/scenarios.ts';

const BYTES = ['groupBuy: true\n', 'groupBuy: false\n', 'groupBuy: [\n', ''];
const CONTENTS: Scenario['contents'] = {
  'groupBuy: true\n': { status: 'valid', rootKeys: ['groupBuy'] },
  'groupBuy: false\n': { status: 'valid', rootKeys: ['groupBuy'] },
  'groupBuy: [\n': { status: 'invalid', rootKeys: [] },
  '': { status: 'empty', rootKeys: [] },
};

/** The scenario of a seed; the same on every machine. */
export function scenarioOf(seed: number): Scenario {
  const next = randomNumbers(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  const writer = pick(['kubelet', 'in-place', 'rename-over'] as const);
  const files = pick([['a.yaml'], ['a.yaml'], ['a.yaml', 'b.yaml']]);
  const data = (): Record<string, string> => Object.fromEntries(files.map((file) => [file, pick(BYTES)]));
  const story = Array.from({ length: pick([1, 1, 2]) }, (_, index): StoryItem => {
    const atMs = 1000 + index * pick([0, 300, 70_000]);
    return next() < 0.15 ? { atMs, do: 'annotate-pod' } : { atMs, do: 'apply', data: data() };
  });
  return scenarioWith({
    name: `generated-${seed}`,
    cluster: { syncFrequencyMs: pick([2000, 60_000]), changeDetection: pick(['Watch', 'Cache', 'Get'] as const) },
    configMap: { name: 'flags', data: Object.fromEntries(files.map((file) => [file, BYTES[0] ?? ''])) },
    mount: { writer },
    kernel: { maxQueuedEvents: pick([16384, 16384, 2]) },
    app: { watcher: pick(Object.keys(watcherLibraries)), strategy: bounded(pick(STRATEGIES)), files },
    story,
    contents: CONTENTS,
  });
}

const STRATEGIES: readonly Strategy[] = shippedCatalog().strategies;

/** A poll is rare, so that few of its ticks lie before the horizon. */
function bounded(strategy: Strategy): Strategy {
  const { poll } = strategy;
  return poll === null ? strategy : { ...strategy, poll: { ...poll, everyMs: Math.max(poll.everyMs, 30_000) } };
}
