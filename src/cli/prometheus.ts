// The exposition text of Prometheus, written by its client library for Node (prom-client).
//
// A registry of its own, without the library's default metrics: these would tell of this process and start a timer.
// Leaves out: timestamps, which client libraries do not write: the one who scrapes knows when it did.
import { Counter, Gauge, Registry } from 'prom-client';
import { METRICS, type Metric, type Sample } from '../view/export/reload-metrics.ts';

/** The text of one scrape. */
export async function expositionText(samples: readonly Sample[]): Promise<string> {
  const registry = new Registry();
  for (const metric of METRICS) {
    const own = samples.filter(({ name }) => name === metric.name);
    if (own.length > 0) register(registry, metric, own);
  }
  return registry.metrics();
}

function register(registry: Registry, { name, help, type }: Metric, samples: readonly Sample[]): void {
  const labelNames = Object.keys(samples[0]?.labels ?? {});
  const options = { name, help, labelNames, registers: [registry] };
  const metric = type === 'counter' ? new Counter(options) : new Gauge(options);
  for (const { labels, value } of samples) metric.inc(labels, value);
}
