// A file that follows its schema → the plain records of the layers below.
import type { Strategy } from '../actors/app/strategy.ts';
import { FAULT_LASTS_MS, type FaultSpec } from '../actors/faults/fault-names.ts';
import { assert } from '../kernel/assert.ts';
import { PROPERTY_NAMES } from '../properties/names.ts';
import { DEFAULT_PARAMETERS, type PropertyParameters } from '../properties/property.ts';
import type { Scenario, StoryItem } from '../world/scenario.ts';
import { contentsOf } from './contents.ts';
import type { SourceDocument } from './document.ts';
import { handlerFile, type Sources } from './handler-source.ts';
import type { SimulationFile } from './schema.ts';
import { type Expectation, type Simulation, watcherFor } from './simulation.ts';
import { PLAIN_VERBS, type PlainVerb } from './story-words.ts';
import { type InlineStrategy, inlineStrategySchema, type StrategyFile } from './strategy-schema.ts';

/** `simulations/x1-single-update.yaml` → `x1-single-update`. */
export function nameOfFile(fileName: string): string {
  const base = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  return base.replace(/\.ya?ml$/, '');
}

/** The simulation of a file without mistakes. */
export function buildSimulation(
  document: SourceDocument,
  file: SimulationFile,
  strategies: readonly Strategy[],
  sources: Sources,
): Simulation {
  return {
    file: document.file,
    scenario: buildScenario(file, nameOfFile(document.file), chosenStrategy(file, strategies, sources)),
    timing: file.timing,
    schedule: file.schedule,
    seed: file.seed,
    expect: buildExpectations(file.expect),
    parameters: buildParameters(file.expect),
    insteadOf: null,
    hazard: file.hazard ?? null,
    chapter: file.chapter ?? null,
    form: file.form ?? null,
    positions: Object.fromEntries([...document.places].map(([pointer, place]) => [pointer, place.value])),
  };
}

function buildScenario(file: SimulationFile, name: string, strategy: Strategy): Scenario {
  const { cluster, configMap, mount, app } = file;
  const items = mount.items === undefined ? null : Object.fromEntries(mount.items.map(({ key, path }) => [key, path]));
  const story = file.story.map(buildStoryItem);
  const versions = [configMap.data ?? {}, ...story.flatMap((item) => ('data' in item ? [item.data] : []))];
  return {
    name,
    title: file.title,
    why: file.why,
    ...(file.zh === undefined ? {} : { zh: file.zh }),
    cluster: {
      kubelet: cluster.kubelet,
      changeDetection: cluster.changeDetection,
      syncFrequencyMs: cluster.syncFrequency,
      ttlMs: cluster.ttl,
      syncJitter: cluster.syncJitter,
    },
    configMap: {
      name: configMap.name,
      data: configMap.data,
      immutable: configMap.immutable,
      isShared: configMap.shared,
    },
    mount: {
      path: mount.path,
      kind: mount.kind,
      writer: mount.writer,
      fsGroup: mount.fsGroup ?? null,
      defaultMode: mount.defaultMode,
      items,
      subPath: mount.subPath ?? null,
      optional: mount.optional,
      ...(mount.source === undefined ? {} : { source: mount.source }),
    },
    kernel: file.kernel,
    app: {
      watcher: watcherFor(strategy, app.watcher),
      strategy,
      files:
        app.files ?? defaultFiles({ ...(configMap.data ?? versions[1]), ...mount.source?.data }, items, mount.subPath),
      optionalFiles: app.optionalFiles,
      runAsUser: app.runAsUser ?? null,
      ...probesOf(app),
    },
    story,
    faults: file.faults.map(buildFault),
    contents: contentsOf([...versions, mount.source?.data ?? {}]),
  };
}

function probesOf({ startupProbe, readinessProbe }: SimulationFile['app']): Pick<Scenario['app'], 'probes'> {
  if (startupProbe === undefined && readinessProbe === undefined) return {};
  return { probes: { startup: startupProbe ?? null, readiness: readinessProbe ?? null } };
}

function buildFault(item: SimulationFile['faults'][number]): FaultSpec {
  const { fault, times = 1, for: forMs = null } = typeof item === 'string' ? { fault: item } : item;
  return { fault, times, forMs: forMs ?? FAULT_LASTS_MS[fault] ?? null };
}

function buildStoryItem({
  at: atMs,
  apply,
  immutable,
  applySource,
  rollOut,
  mistake,
  ...verbs
}: SimulationFile['story'][number]): StoryItem {
  if (apply !== undefined) {
    return { atMs, do: 'apply', data: apply, ...given(immutable), ...(mistake ? { mistake } : {}) };
  }
  if (applySource !== undefined) return { atMs, do: 'apply-source', data: applySource };
  if (rollOut !== undefined) {
    return { atMs, do: 'roll-out', name: rollOut.name, data: rollOut.data, ...given(rollOut.immutable) };
  }
  const [verb] = Object.keys(verbs);
  assert(verb !== undefined && verb in PLAIN_VERBS, 'an item of a story has a verb');
  return { atMs, do: PLAIN_VERBS[verb as PlainVerb] };
}

function given(immutable: boolean | undefined): { readonly immutable?: boolean } {
  return immutable === undefined ? {} : { immutable };
}

/** Every file of the first version, or of `items`; the one that is bound, in a subPath mount. */
function defaultFiles(
  data: Readonly<Record<string, string>>,
  items: Readonly<Record<string, string>> | null,
  subPath: string | undefined,
): readonly string[] {
  if (subPath !== undefined) return [subPath];
  return items === null ? Object.keys(data) : Object.values(items);
}

function chosenStrategy(
  { app, title, why, zh }: SimulationFile,
  strategies: readonly Strategy[],
  sources: Sources,
): Strategy {
  const { strategy, handler } = app;
  if (handler !== undefined) {
    const source = handlerFile(handler) === null ? handler : sources[handler];
    assert(source !== undefined, 'the file of the handler was found');
    const record = inlineStrategySchema.parse({ title, why, zh });
    return { ...buildRecord(record, handlerFile(handler) ?? 'own handler'), handler: { source } };
  }
  assert(strategy !== undefined, 'an application has a strategy or a handler');
  if (typeof strategy !== 'string') return buildRecord({ title, why, zh, ...strategy }, 'inline');
  const named = strategies.find(({ name }) => name === strategy);
  assert(named !== undefined, 'the name of the strategy was checked');
  return named;
}

/** What stands for a strategy where there is no application, but a system. */
export function noStrategy(system: string, title: string, why: string): Strategy {
  return buildRecord(inlineStrategySchema.parse({ title, why }), system);
}

/** The strategy of a file without mistakes. */
export function buildStrategy(file: StrategyFile, fileName: string): Strategy {
  return buildRecord(file, nameOfFile(fileName));
}

function buildRecord(file: InlineStrategy, name: string): Strategy {
  const {
    startDelay,
    sleep,
    debounce,
    read,
    onRearmError,
    poll,
    title = '',
    why = '',
    zh,
    on,
    watcher,
    ...same
  } = file;
  return {
    name,
    ...same,
    ...(watcher === undefined ? {} : { watcher }),
    title,
    why,
    ...(zh === undefined ? {} : { zh }),
    on: on.map((rule) => ({ ...rule, if: rule.if ?? null })),
    startDelayMs: startDelay,
    sleepMs: sleep,
    debounce: debounce === undefined ? null : { kind: debounce.kind, ms: debounce.delay },
    read: { how: read.how, retries: read.retries, delayMs: read.delay },
    onRearmError: { policy: onRearmError.policy, retries: onRearmError.retries, delayMs: onRearmError.delay },
    poll: poll === undefined ? null : { everyMs: poll.every, if: poll.if ?? null, do: poll.do },
  };
}

function buildExpectations(expect: SimulationFile['expect']): readonly Expectation[] {
  return PROPERTY_NAMES.flatMap((property) => {
    const expected = expect[property];
    if (expected === undefined) return [];
    return [{ property, verdict: typeof expected === 'string' ? expected : expected.verdict }];
  });
}

function buildParameters(expect: SimulationFile['expect']): PropertyParameters {
  const staleness = expect['bounded-staleness'];
  const storm = expect['no-reload-storm'];
  return {
    stalenessMs: typeof staleness === 'object' ? staleness.within : DEFAULT_PARAMETERS.stalenessMs,
    reloadsPerUpdate: typeof storm === 'object' ? storm.reloadsPerUpdate : DEFAULT_PARAMETERS.reloadsPerUpdate,
  };
}
