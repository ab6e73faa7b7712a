// Series as a Prometheus server stores them: a simulated pod and kube-state-metrics, scraped every 15 s of virtual time.
//
// After the run nothing happens any more, and scrapes go on for ten minutes. A series that a scrape no longer has is stale
// at once, as with a real server.
import { createHash } from 'node:crypto';
import { withStrategy } from '../../src/simulation/simulation.ts';
import { METRICS, scrape } from '../../src/view/export/reload-metrics.ts';
import type { Scheduler } from '../../src/world/run.ts';
import { runToEnd } from '../../src/world/run.ts';
import { createScheduler } from '../../src/world/schedulers.ts';
import { modelOf, shippedCatalog } from '../shipped.ts';

export const SCRAPE_S = 15;
const AFTERWARDS_S = 600;

export type Labels = Readonly<Record<string, string>>;

export interface Series {
  /** With `__name__`. */
  readonly labels: Labels;
  /** One for each scrape; null where it has none. */
  readonly values: readonly (number | null)[];
}

const catalog = shippedCatalog();

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The target that Prometheus adds to what a process exposes. */
const TARGETS: Readonly<Record<(typeof METRICS)[number]['of'], Labels>> = {
  app: { job: 'groupon-service', instance: 'web' },
  'kube-state-metrics': { job: 'kube-state-metrics' },
};

/** Lets every fault that a simulation has switched on happen as soon as it can. */
function faultsFirst({ pick }: Scheduler): Scheduler {
  return {
    pick: (model, world, choices) => {
      const at = choices.findIndex(({ kind }) => kind === 'fault');
      return at >= 0 ? at : pick(model, world, choices);
    },
  };
}

/** Scrapes of a shipped simulation, with its own strategy or another, the application as fast as it can be. */
export function seriesOf(name: string, strategy: string | null = null): readonly Series[] {
  const simulation = catalog.simulations.find(({ scenario }) => scenario.name === name);
  const other = catalog.strategies.find((each) => each.name === strategy);
  if (simulation === undefined || (strategy !== null && other === undefined)) throw new Error(`no ${name} ${strategy}`);
  const model = modelOf(other === undefined ? simulation : withStrategy(simulation, other), 'prompt');
  const { first, steps } = runToEnd(model, faultsFirst(createScheduler('app-first', simulation.seed)));
  const lastS = Math.ceil((steps.at(-1)?.world.nowMs ?? 0) / 1000) + AFTERWARDS_S;
  const series = new Map<string, { readonly labels: Labels; readonly values: (number | null)[] }>();
  for (let at = 0; at * SCRAPE_S <= lastS; at += 1) {
    const seen = steps.filter(({ world }) => world.nowMs <= at * SCRAPE_S * 1000);
    for (const { name: metric, labels: own, value } of scrape(model, { first, steps: seen }, sha256)) {
      const of = METRICS.find((each) => each.name === metric)?.of ?? 'app';
      const labels = { __name__: metric, ...TARGETS[of], ...own };
      const key = JSON.stringify(labels);
      const found = series.get(key) ?? { labels, values: [] as (number | null)[] };
      while (found.values.length < at) found.values.push(null);
      found.values.push(value);
      series.set(key, found);
    }
  }
  const scrapes = Math.floor(lastS / SCRAPE_S) + 1;
  return [...series.values()].map(({ labels, values }) => ({
    labels,
    values: [...values, ...Array.from({ length: scrapes - values.length }, () => null)],
  }));
}
