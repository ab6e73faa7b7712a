// A simulation → the text of a file that says the same: what links and exported files carry.
//
// JSON, which is YAML too, so that whoever opens it reads it as any other file, with the same checks and the same bounds.
// The strategy is written out: a link means the same when a later version delivers another strategy under its name.
// Leaves out: comments and the bounds of properties, which a scenario does not keep.
import type { Strategy } from '../actors/app/strategy.ts';
import { FAULT_LASTS_MS, type FaultSpec } from '../actors/faults/fault-names.ts';
import { assert } from '../kernel/assert.ts';
import { formatDuration } from '../kernel/duration.ts';
import { isEnvironment, type Scenario, type StoryItem } from '../world/scenario.ts';
import { type Simulation, watcherFor } from './simulation.ts';
import { PLAIN_VERBS } from './story-words.ts';

/** The text, on one line. `loadSimulation` makes the same simulation of it, but for places and bounds. */
export function simulationText(simulation: Simulation): string {
  const { title, why, zh } = simulation.scenario;
  const { timing, schedule, seed, expect, hazard, chapter, form } = simulation;
  return JSON.stringify({
    title,
    why,
    ...(chapter === null ? {} : { chapter }),
    ...(form === null ? {} : { form }),
    ...subjectOf(simulation.scenario),
    timing,
    schedule,
    seed,
    expect: Object.fromEntries(expect.map(({ property, verdict }) => [property, verdict])),
    ...(hazard === null ? {} : { hazard }),
    ...(zh === undefined ? {} : { zh }),
  });
}

/** What is played: a system, or a pod with its story. */
function subjectOf(scenario: Scenario): object {
  const { system, cluster, configMap, kernel, story, admission, faults } = scenario;
  if (system !== undefined) return { system: { [system.name]: system.source } };
  return {
    cluster: {
      kubelet: cluster.kubelet,
      changeDetection: cluster.changeDetection,
      syncFrequency: formatDuration(cluster.syncFrequencyMs),
      ttl: formatDuration(cluster.ttlMs),
      syncJitter: cluster.syncJitter,
    },
    configMap: configMapOf(configMap),
    mount: mountOf(scenario.mount),
    kernel,
    app: appOf(scenario),
    story: story.map(storyItem),
    ...(admission === undefined ? {} : { admission: admission.file }),
    faults: faults.map(faultItem),
  };
}

function mountOf({ optional, items, path, defaultMode, ...mount }: Scenario['mount']): object {
  return withoutNull({
    // An environment has neither a place nor a mode.
    ...(isEnvironment(mount.kind) ? {} : { path, defaultMode }),
    ...mount,
    items: items && Object.entries(items).map(([key, file]) => ({ key, path: file })),
    ...(optional ? { optional } : {}),
  });
}

function appOf({ app }: Scenario): object {
  const { watcher, strategy, files, optionalFiles, runAsUser, probes } = app;
  // A watcher that is named stays when the strategy is replaced.
  const isNamed = watcher !== watcherFor(strategy, undefined);
  const { handler } = strategy;
  return {
    ...(isNamed ? { watcher } : {}),
    ...(handler === undefined ? { strategy: strategyRecord(strategy) } : { handler: handler.source }),
    files,
    optionalFiles,
    ...(runAsUser === null ? {} : { runAsUser }),
    ...(probes === undefined ? {} : withoutNull({ startupProbe: probes.startup, readinessProbe: probes.readiness })),
  };
}

/** The record as an inline strategy has it: a file's without its name. */
function strategyRecord({ name: _, title, why, startDelayMs, sleepMs, debounce, poll, ...strategy }: Strategy): object {
  const { read, onRearmError, on, ...same } = strategy;
  return {
    ...same,
    ...(title === '' ? {} : { title }),
    ...(why === '' ? {} : { why }),
    startDelay: formatDuration(startDelayMs),
    on: on.map(withoutNull),
    sleep: formatDuration(sleepMs),
    ...(debounce === null ? {} : { debounce: { kind: debounce.kind, delay: formatDuration(debounce.ms) } }),
    read: delayed(read),
    onRearmError: delayed(onRearmError),
    ...(poll === null ? {} : { poll: withoutNull({ every: formatDuration(poll.everyMs), if: poll.if, do: poll.do }) }),
  };
}

function delayed({ delayMs, ...same }: { readonly delayMs: number }): object {
  return { ...same, delay: formatDuration(delayMs) };
}

/** What is as always is left out. */
function configMapOf({ name, data, immutable, isShared }: Scenario['configMap']): object {
  return { name, data, ...(immutable ? { immutable } : {}), ...(isShared ? { shared: true } : {}) };
}

function storyItem(item: StoryItem): object {
  const at = formatDuration(item.atMs);
  switch (item.do) {
    case 'apply': {
      const { data, immutable, mistake } = item;
      return { at, apply: data, ...(immutable === undefined ? {} : { immutable }), ...(mistake ? { mistake } : {}) };
    }
    case 'apply-source':
      return { at, applySource: item.data };
    case 'roll-out': {
      const { name, data, immutable } = item;
      return { at, rollOut: { name, data, ...(immutable === undefined ? {} : { immutable }) } };
    }
    default: {
      const verb = Object.entries(PLAIN_VERBS).find(([, command]) => command === item.do)?.[0];
      assert(verb !== undefined, 'every command has a verb');
      return { at, [verb]: true };
    }
  }
}

function faultItem({ fault, times, forMs }: FaultSpec): object {
  // Only what lasts can be told how long.
  const lasts = forMs !== null && forMs !== FAULT_LASTS_MS[fault];
  return { fault, times, ...(lasts ? { for: formatDuration(forMs) } : {}) };
}

/** Null stands for what a file leaves out. */
function withoutNull(record: object): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}
