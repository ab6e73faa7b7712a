// What a scrape reads of a pod after some steps of a run: the two counters that the article exports, and those it lacks.
//
// Source: the article, 4.2 (config_reload_success_total, config_parse_errors_total); Prometheus' own names for its reloads
// (cmd/prometheus/main.go: config_last_reload_successful, config_last_reload_success_timestamp_seconds);
// kube-state-metrics, docs/metrics/storage/configmap-metrics.md. Computed from what the steps tell, nothing of it is kept in
// the model. Rules O1 to O6, O9.
// Leaves out: histograms, and what Prometheus itself adds to a scrape (`up`, the labels of the target).
import type { ApiServerContext } from '../../actors/api/api-server-machine.ts';
import type { AppContext } from '../../actors/app/app-context.ts';
import type { Fact } from '../../actors/effects.ts';
import { slotEntries } from '../../kernel/slots.ts';
import type { Model } from '../../world/model.ts';
import { payloadFor } from '../../world/mounted-volume.ts';
import type { Run } from '../../world/run.ts';
import { servedNow } from '../../world/served.ts';
import type { TraceEvent } from '../../world/trace.ts';
import type { World } from '../../world/world.ts';
import { EPOCH_MS } from './epoch.ts';

/** Every metric, in the order of being printed. `of` is the process that exposes it. */
export const METRICS = [
  { name: 'config_reload_success_total', type: 'counter', of: 'app', help: 'Loads that ended without an error.' },
  { name: 'config_parse_errors_total', type: 'counter', of: 'app', help: 'Loads that ended in an error.' },
  { name: 'config_reloads_total', type: 'counter', of: 'app', help: 'Loads ended, by what set them off.' },
  { name: 'config_reload_failures_total', type: 'counter', of: 'app', help: 'Loads that ended in an error, by cause.' },
  { name: 'config_empty_loads_total', type: 'counter', of: 'app', help: 'Times that the zero value was put in force.' },
  { name: 'config_watch_errors_total', type: 'counter', of: 'app', help: 'Watches refused and events lost, by error.' },
  { name: 'config_watches', type: 'gauge', of: 'app', help: 'Watches that the inotify instance holds now.' },
  { name: 'config_last_reload_successful', type: 'gauge', of: 'app', help: 'Whether the last load was accepted.' },
  {
    name: 'config_last_reload_success_timestamp_seconds',
    type: 'gauge',
    of: 'app',
    help: 'When a load was last accepted, in Unix time.',
  },
  {
    name: 'config_info',
    type: 'gauge',
    of: 'app',
    help: 'SHA-256 of the bytes in force, files in the order of reading.',
  },
  { name: 'http_requests_total', type: 'counter', of: 'app', help: 'Requests answered, by status.' },
  {
    name: 'kube_configmap_metadata_resource_version',
    type: 'gauge',
    of: 'kube-state-metrics',
    help: 'Resource version representing a specific version of the configmap.',
  },
  {
    name: 'kube_configmap_annotations',
    type: 'gauge',
    of: 'kube-state-metrics',
    help: 'Kubernetes annotations converted to Prometheus labels.',
  },
] as const;
export type Metric = (typeof METRICS)[number];
export type MetricName = Metric['name'];

export interface Sample {
  readonly name: MetricName;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Errors of watches by the names that a label may take: few, and all there from the start (O5). */
const WATCH_ERRORS = ['ENOSPC', 'EMFILE', 'ENOENT', 'overflow', 'other'] as const;
/** What sets a load off, as the application tells it. */
const TRIGGERS = ['start', 'event', 'poll', 'debounce'] as const;
/** Why a load ends in an error. */
const CAUSES = ['read', 'empty', 'parse', 'missing-key', 'not-set'] as const;
/** Statuses of requests in the model. */
const STATUSES = ['200', '503'] as const;

type Counts = Readonly<Record<string, number>>;

/** What the process has counted since it was started. */
interface Counted {
  readonly succeeded: number;
  readonly reloads: Counts;
  /** What set off the load under way. */
  readonly trigger: string;
  readonly failures: Counts;
  readonly emptied: number;
  readonly watchErrors: Counts;
  readonly requests: Counts;
  /** The last load was accepted; null before the first has ended. */
  readonly isAccepted: boolean | null;
  readonly acceptedAtMs: number | null;
  /** The load under way has ended in an error already. */
  readonly hasFailed: boolean;
}

const NOTHING: Counted = {
  succeeded: 0,
  reloads: none(TRIGGERS),
  trigger: 'start',
  failures: none(CAUSES),
  emptied: 0,
  watchErrors: none(WATCH_ERRORS),
  requests: none(STATUSES),
  isAccepted: null,
  acceptedAtMs: null,
  hasFailed: false,
};

/**
 * What a scrape reads after these steps of a pod's run. `sha256` is the digest of a text in hex. A process that is down
 * answers no scrape: then only kube-state-metrics is heard.
 */
export function scrape(
  model: Model,
  { first, steps }: Pick<Run, 'first' | 'steps'>,
  sha256: (text: string) => string,
): readonly Sample[] {
  let counted = NOTHING;
  for (const { events, world } of steps) {
    for (const event of events) counted = after(counted, event, model, world);
  }
  const world = steps.at(-1)?.world ?? first;
  return [...samplesOfApp(model, world, counted, sha256), ...samplesOfCluster(model, world, sha256)];
}

function after(counted: Counted, event: TraceEvent, model: Model, world: World): Counted {
  switch (event.kind) {
    case 'request':
      return { ...counted, requests: more(counted.requests, String(event.status)) };
    case 'received':
      return event.delivery.channel === 'Errors'
        ? { ...counted, watchErrors: more(counted.watchErrors, errorClass(event.delivery.error)) }
        : counted;
    case 'fact':
      return event.fact.kind === 'container-started' ? NOTHING : afterFact(counted, event.fact, model, world);
    default:
      return counted;
  }
}

function afterFact(counted: Counted, { kind, about }: Fact, model: Model, world: World): Counted {
  switch (kind) {
    case 'reload-started':
      return { ...counted, hasFailed: false, trigger: String(about.trigger) };
    case 'reload-applied':
      return accepted(counted, model, world);
    case 'reload-skipped':
      return { ...ended(counted), isAccepted: true, acceptedAtMs: world.nowMs };
    case 'reload-failed': {
      const failures = more(counted.failures, causeOf(String(about.why)));
      return { ...ended(counted), hasFailed: true, isAccepted: false, failures };
    }
    case 'zeroed':
      // Before a load it is a moment only. After one that failed, the failure is counted already (S8); otherwise the
      // program has taken nothing for a configuration, and calls that a success (O2).
      if (about.before === 'the load') return counted;
      return counted.hasFailed ? { ...counted, emptied: counted.emptied + 1 } : accepted(counted, model, world);
    case 'arm-failed':
      return { ...counted, watchErrors: more(counted.watchErrors, errorClass(String(about.error))) };
    default:
      return counted;
  }
}

/** A load has ended, well or badly. */
function ended(counted: Counted): Counted {
  return { ...counted, reloads: more(counted.reloads, counted.trigger) };
}

function accepted(counted: Counted, model: Model, world: World): Counted {
  const emptied = counted.emptied + (servedNow(model, world).kind === 'empty' ? 1 : 0);
  const succeeded = counted.succeeded + 1;
  return { ...ended(counted), succeeded, emptied, isAccepted: true, acceptedAtMs: world.nowMs };
}

/** The cause of a failed load by its message: `feature.yaml: parse error`, `feature.yaml: ENOENT`. */
function causeOf(why: string): (typeof CAUSES)[number] {
  if (why.endsWith(': empty content')) return 'empty';
  if (why.endsWith(': parse error')) return 'parse';
  if (why.endsWith(': not set')) return 'not-set';
  return why.includes(': missing root key ') ? 'missing-key' : 'read';
}

function errorClass(error: string): (typeof WATCH_ERRORS)[number] {
  const texts = {
    'no space left': 'ENOSPC',
    'too many open': 'EMFILE',
    'no such file': 'ENOENT',
    overflow: 'overflow',
  } as const;
  const found = WATCH_ERRORS.find((name) => error.includes(name));
  return found ?? Object.entries(texts).find(([text]) => error.includes(text))?.[1] ?? 'other';
}

function samplesOfApp(
  model: Model,
  world: World,
  counted: Counted,
  sha256: (text: string) => string,
): readonly Sample[] {
  if (world.actors.app === undefined || servedNow(model, world).kind === 'down') return [];
  const failed = Object.values(counted.failures).reduce((sum, count) => sum + count, 0);
  return [
    one('config_reload_success_total', counted.succeeded),
    one('config_parse_errors_total', failed),
    ...each('config_reloads_total', 'trigger', counted.reloads),
    ...each('config_reload_failures_total', 'cause', counted.failures),
    one('config_empty_loads_total', counted.emptied),
    ...each('config_watch_errors_total', 'error', counted.watchErrors),
    ...samplesOfWatches(world),
    ...(counted.isAccepted === null ? [] : [one('config_last_reload_successful', counted.isAccepted ? 1 : 0)]),
    ...(counted.acceptedAtMs === null
      ? []
      : [one('config_last_reload_success_timestamp_seconds', (EPOCH_MS + counted.acceptedAtMs) / 1000)]),
    ...(counted.isAccepted === null ? [] : [one('config_info', 1, { sha256: sha256(bytesInForce(model, world)) })]),
    ...each('http_requests_total', 'code', counted.requests),
  ];
}

/** None where the process has no inotify instance: it polls, or does not look at all. */
function samplesOfWatches({ kernel }: World): readonly Sample[] {
  const instances = slotEntries(kernel.inotify);
  const watches = instances.reduce((sum, [, instance]) => sum + instance.watches.length, 0);
  return instances.length === 0 ? [] : [one('config_watches', watches)];
}

/** What is in memory: the zero value is no bytes at all. */
function bytesInForce({ scenario }: Model, { actors }: World): string {
  const context = actors.app?.snapshot.context as AppContext | undefined;
  return scenario.app.files.map((file) => context?.held[file] ?? '').join('');
}

/** The ConfigMap as kube-state-metrics tells of it; whoever applies it annotates it with the digest (O6). */
function samplesOfCluster(model: Model, world: World, sha256: (text: string) => string): readonly Sample[] {
  const stored = world.actors.api?.snapshot.context as ApiServerContext | undefined;
  if (stored === undefined || stored.object.data === null) return [];
  const { data, resourceVersion } = stored.object;
  const payload = payloadFor(model.scenario, data);
  const wanted = model.scenario.app.files.map((file) => payload[file] ?? '').join('');
  const labels = { namespace: 'default', configmap: stored.name };
  return [
    one('kube_configmap_metadata_resource_version', resourceVersion, labels),
    one('kube_configmap_annotations', 1, { ...labels, annotation_config_sha256: sha256(wanted) }),
  ];
}

function one(name: MetricName, value: number, labels: Sample['labels'] = {}): Sample {
  return { name, labels, value };
}

function each(name: MetricName, label: string, counts: Counts): readonly Sample[] {
  return Object.entries(counts).map(([value, count]) => one(name, count, { [label]: value }));
}

function none(labels: readonly string[]): Counts {
  return Object.fromEntries(labels.map((label) => [label, 0]));
}

function more(counts: Counts, label: string): Counts {
  return { ...counts, [label]: (counts[label] ?? 0) + 1 };
}
