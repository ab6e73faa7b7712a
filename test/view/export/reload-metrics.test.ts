// What a scrape reads of a pod: the article's two counters, and what they do not tell.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { withStrategy } from '../../../src/simulation/simulation.ts';
import { type MetricName, type Sample, scrape } from '../../../src/view/export/reload-metrics.ts';
import { runToEnd } from '../../../src/world/run.ts';
import { createScheduler } from '../../../src/world/schedulers.ts';
import { modelOf, shippedCatalog } from '../../shipped.ts';

const { simulations, strategies } = shippedCatalog();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function runOf(name: string, strategy: string | null = null, withFaults = false) {
  const simulation = simulations.find(({ scenario }) => scenario.name === name);
  const other = strategies.find((each) => each.name === strategy);
  if (simulation === undefined) throw new Error(`no simulation ${name}`);
  const model = modelOf(other === undefined ? simulation : withStrategy(simulation, other), 'prompt');
  const own = createScheduler('app-first', 0);
  const run = runToEnd(model, {
    pick: (...given) => {
      const fault = given[2].findIndex(({ kind }) => kind === 'fault');
      return withFaults && fault >= 0 ? fault : own.pick(...given);
    },
  });
  return { model, run };
}

/** Samples at the end of a run, or after some of its steps. */
function samples(name: string, strategy: string | null = null, count = Number.POSITIVE_INFINITY): readonly Sample[] {
  const { model, run } = runOf(name, strategy);
  return scrape(model, { first: run.first, steps: run.steps.slice(0, count) }, sha256);
}

/** The value of one sample; null where there is none. */
function valueOfSample(all: readonly Sample[], name: MetricName, label: string | null = null): number | null {
  return (
    all.find((each) => each.name === name && (label === null || Object.values(each.labels).includes(label)))?.value ??
    null
  );
}

const digestIn = (all: readonly Sample[]): string | undefined =>
  all.find(({ name }) => name === 'config_info')?.labels.sha256;

describe('loads', () => {
  test('O1: count once each when they end, by what set them off', () => {
    const all = samples('x2-second-update');
    expect(valueOfSample(all, 'config_reload_success_total')).toBe(2);
    expect(valueOfSample(all, 'config_parse_errors_total')).toBe(0);
    expect(valueOfSample(all, 'config_reloads_total', 'start')).toBe(1);
    expect(valueOfSample(all, 'config_reloads_total', 'event')).toBe(1);
  });

  test('O1: every failure has its cause, and their sum is the counter of the article', () => {
    for (const { scenario } of simulations.filter(({ scenario }) => scenario.system === undefined)) {
      const all = samples(scenario.name);
      const causes = all.filter(({ name }) => name === 'config_reload_failures_total');
      if (causes.length === 0) continue;
      const sum = causes.reduce((total, { value }) => total + value, 0);
      expect([scenario.name, valueOfSample(all, 'config_parse_errors_total')]).toEqual([scenario.name, sum]);
    }
    expect(valueOfSample(samples('x7-invalid-then-valid'), 'config_reload_failures_total', 'parse')).toBe(1);
  });

  test('O2: empty bytes that parse are a success of the article, and a load that left nothing', () => {
    const all = samples('incident-debounced');
    expect(valueOfSample(all, 'config_reload_success_total')).toBe(2);
    expect(valueOfSample(all, 'config_parse_errors_total')).toBe(0);
    expect(valueOfSample(all, 'config_last_reload_successful')).toBe(1);
    expect(valueOfSample(all, 'config_empty_loads_total')).toBe(1);
  });

  test('O3: the time of the last accepted load stands still where the next is refused', () => {
    const all = samples('x17-published-before-readable');
    expect(valueOfSample(all, 'config_last_reload_successful')).toBe(0);
    expect(valueOfSample(all, 'config_last_reload_success_timestamp_seconds')).toBe(1_716_170_400);
  });

  test('O3: there is no time before the first load has ended', () => {
    const all = samples('incident', null, 2);
    expect(valueOfSample(all, 'config_last_reload_success_timestamp_seconds')).toBeNull();
    expect(valueOfSample(all, 'config_info')).toBeNull();
  });
});

describe('versions', () => {
  test('O4: the digest is of the bytes in force, and of none where the configuration is the zero value', () => {
    expect(digestIn(samples('incident'))).toBe(sha256('groupBuy: true\nflashSale: true\n'));
    expect(digestIn(samples('incident-debounced'))).toBe(sha256(''));
  });

  test('O6: kube-state-metrics tells the digest of what the ConfigMap holds, as soon as it is stored', () => {
    const all = samples('x2-second-update');
    expect(valueOfSample(all, 'kube_configmap_metadata_resource_version')).toBe(3);
    expect(valueOfSample(all, 'kube_configmap_annotations', sha256("groupBuy: 'yes'"))).toBe(1);
    expect(digestIn(all)).toBe(sha256('groupBuy: false'));
  });
});

describe('watches', () => {
  test('O5: every label is there from the start, so that the first error is an increase', () => {
    const labels = samples('incident', null, 1)
      .filter(({ name }) => name === 'config_watch_errors_total')
      .map(({ labels: { error }, value }) => [error, value]);
    expect(labels).toEqual([
      ['ENOSPC', 0],
      ['EMFILE', 0],
      ['ENOENT', 0],
      ['overflow', 0],
      ['other', 0],
    ]);
  });

  test('O5: a refused watch is counted by its errno, and a watcher that is deaf has none', () => {
    const { model, run } = runOf('fault-watch-limit', null, true);
    expect(valueOfSample(scrape(model, run, sha256), 'config_watch_errors_total', 'ENOSPC')).toBe(1);
    expect(valueOfSample(samples('x2-second-update'), 'config_watches')).toBe(0);
    expect(valueOfSample(samples('x2-second-update', 'poll-hash'), 'config_watches')).toBeNull();
  });
});

describe('the process', () => {
  test('O9: one that is down answers no scrape', () => {
    const names = samples('incident', 'kube-proxy').map(({ name }) => name);
    expect(names).toEqual(['kube_configmap_metadata_resource_version', 'kube_configmap_annotations']);
  });

  test('O9: one that was restarted counts from nothing', () => {
    const { model, run } = runOf('env-container-restarted');
    const started = run.steps.findIndex(({ events }) =>
      events.some((event) => event.kind === 'fact' && event.fact.kind === 'container-started'),
    );
    const at = (count: number) => scrape(model, { first: run.first, steps: run.steps.slice(0, count) }, sha256);
    expect(started).toBeGreaterThan(0);
    expect(valueOfSample(at(started - 1), 'config_reload_success_total') ?? 0).toBeGreaterThanOrEqual(0);
    expect(valueOfSample(at(started + 1), 'config_reload_success_total') ?? 0).toBe(0);
    expect(valueOfSample(at(run.steps.length), 'config_reload_success_total')).toBeGreaterThan(0);
  });
});
