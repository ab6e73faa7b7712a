// From a scenario to a model: the machines of every process, and the first world.
//
// At time 0 kubelet has just set up the volume (it holds the container back until then), the container starts, and the
// application has run nothing yet. The volume is first written by the same AtomicWriter machine as ever after; nobody is
// watching it. Rules M1 to M6.
import type { AnyStateMachine } from 'xstate';
import type { Admission } from '../actors/api/admission.ts';
import { createApiServer, firstStored } from '../actors/api/api-server-machine.ts';
import { historyOf, sameData } from '../actors/api/stored.ts';
import { createStrategyMachine } from '../actors/app/strategy-machine.ts';
import { type ActorId, type ConfigMapObject, POD_ACTOR_IDS } from '../actors/effects.ts';
import { createFaults } from '../actors/faults/faults-machine.ts';
import { createHandlerMachine } from '../actors/handler/handler-machine.ts';
import type { ProgramEngine } from '../actors/handler/program.ts';
import { createAtomicWriter } from '../actors/kubelet/atomic-writer-machine.ts';
import { createConfigMapManager } from '../actors/kubelet/configmap-manager-machine.ts';
import type { Payload } from '../actors/kubelet/payload.ts';
import { createPodWorker } from '../actors/kubelet/pod-worker-machine.ts';
import { createProber } from '../actors/kubelet/prober-machine.ts';
import { isKubeletVersion, type KubeletFeatures, kubeletFeatures } from '../actors/kubelet/versions.ts';
import { createVolumeManager } from '../actors/kubelet/volume-manager-machine.ts';
import { createOperator } from '../actors/operator/operator-machine.ts';
import { createRequestMachine } from '../actors/requests/request-machine.ts';
import { findLibrary } from '../actors/watcher/libraries.ts';
import type { WatcherLibrary } from '../actors/watcher/library.ts';
import { createPollMachine } from '../actors/watcher/poll-machine.ts';
import { createReaderMachine } from '../actors/watcher/reader-machine.ts';
import { createInPlaceWriter } from '../actors/writers/in-place-machine.ts';
import { createRenameOverWriter } from '../actors/writers/rename-over-machine.ts';
import { assert } from '../kernel/assert.ts';
import type { AnySystem } from '../systems/system.ts';
import { type Control, startActor } from './actor-state.ts';
import { draftOf, settle, worldOf } from './draft.ts';
import { type Engine, programOf, systemOf } from './engine.ts';
import { EMPTY_VALUE, INVALID_VALUE } from './faults/payload-faults.ts';
import { type ModelStore, stored } from './model-store.ts';
import {
  hasNeighbour,
  mountedKernel,
  NEIGHBOUR_DIRECTORY,
  payloadFor,
  type Volume,
  volumeOf,
  waitsAtStart,
} from './mounted-volume.ts';
import { isEnvironment, type Scenario, type StoryItem, type Timing } from './scenario.ts';
import { createSystemModel } from './system-model.ts';
import type { World } from './world.ts';

/** RestartSec of kubeadm's kubelet.service. */
const KUBELET_RESTART_MS = 10_000;
/** Interval of the stat poller (Node's fs.watchFile, 5007 ms). */
const POLL_INTERVAL_MS = 5007;

export interface Model {
  readonly scenario: Scenario;
  readonly timing: Timing;
  /** What runs the application's handler, or is the system; null where there is neither. */
  readonly engine: Engine | null;
  /** The system that is played in place of a pod; null in a pod. */
  readonly system: AnySystem | null;
  /** Everybody that may take part, in the fixed order in which choices are listed. */
  readonly actorIds: readonly ActorId[];
  readonly machines: Readonly<Partial<Record<ActorId, AnyStateMachine>>>;
  readonly library: WatcherLibrary<unknown>;
  /** Payloads by version: number n (resourceVersion n, glyph ⓝ) is at n - 1; what is refused comes last, without one. */
  readonly versions: readonly Payload[];
  /** What a parser makes of every content that may be read. */
  readonly contents: Scenario['contents'];
  /** Data of one more version than the story has, to ask whether a further update would be noticed. */
  readonly further: Payload;
  readonly first: World;
  /** When a run may end, in ms: the story is told, and kubelet and every poll have had time to see its end. */
  readonly horizonMs: number;
  /** Until when faults may happen, in ms: what they do has its time too before the horizon. */
  readonly faultsUntilMs: number;
}

type Make = <C>(create: (config: C) => AnyStateMachine, config: C) => AnyStateMachine;

/**
 * Builds the model of a scenario. The scenario is valid: the simulation layer has seen to that. Models that are created
 * with the same store share what they have in common. `engine` runs the handler of an application that has one, or is
 * the system that the scenario names.
 */
export function createModel(
  scenario: Scenario,
  timing: Timing = 'prompt',
  engine: Engine | null = null,
  store: ModelStore = new Map(),
): Model {
  if (scenario.system !== undefined) return createSystemModel(scenario, timing, systemOf(engine));
  assert(isKubeletVersion(scenario.cluster.kubelet), `kubelet ${scenario.cluster.kubelet} is modelled`);
  const library = findLibrary(scenario.app.watcher);
  assert(library !== undefined, `watcher ${scenario.app.watcher} is modelled`);
  const features = kubeletFeatures(scenario.cluster.kubelet);
  const volume = volumeOf(scenario);
  const machines = createMachines(scenario, timing, features, volume, library, programOf(engine), store);
  // The volume is there before the application is.
  const setUp = { ...scenario, app: null };
  const mounted = stored(store, mountedKernel, setUp, () => mountedKernel(scenario, volume, machines));
  const { kernel, writer } = mounted;
  const model: Model = {
    scenario,
    timing,
    engine,
    system: null,
    actorIds: POD_ACTOR_IDS,
    machines,
    library,
    versions: versionsOf(scenario),
    contents: contentsOf(scenario),
    further: furtherData(scenario),
    first: { nowMs: 0, kernel, shared: null, actors: {}, timers: [] },
    horizonMs: horizonOf(scenario) + recoveryOf(scenario),
    faultsUntilMs: horizonOf(scenario),
  };
  return { ...model, first: firstWorld(model, writer) };
}

/** Every actor as it starts; the writer, if it could, has already written once. */
export function firstWorld(
  model: Model,
  writer: { readonly id: ActorId; readonly control: Control } | null = null,
): World {
  const draft = draftOf(model, model.first);
  const moves = model.actorIds.flatMap((id) => {
    const machine = model.machines[id];
    return machine === undefined ? [] : [{ id, moved: startActor(machine) }];
  });
  for (const { id } of moves) draft.mailboxes[id] = [];
  for (const { id, moved } of moves) settle(draft, id, moved);
  if (writer !== null) draft.controls[writer.id] = writer.control;
  return worldOf(draft);
}

function createMachines(
  scenario: Scenario,
  timing: Timing,
  features: KubeletFeatures,
  volume: Volume,
  library: WatcherLibrary<unknown>,
  engine: ProgramEngine | null,
  store: ModelStore,
): Model['machines'] {
  const made: Make = (create, config) => stored(store, create, config, create);
  const { story, cluster, mount, faults } = scenario;
  const { name, data, immutable } = scenario.configMap;
  const object: ConfigMapObject = { resourceVersion: 1, data, ...(immutable ? { immutable } : {}) };
  const byKubelet = mount.writer === 'kubelet';
  const watching: ActorId[] = byKubelet
    ? cluster.changeDetection === 'Watch'
      ? ['configMapManager']
      : []
    : ['sidecar'];
  return {
    operator: made(createOperator, story),
    ...(faults.length === 0 ? {} : { faults: made(createFaults, { specs: faults, hasPodWorker: byKubelet }) }),
    api: made(createApiServer, {
      name,
      object,
      source: sourceOf(scenario),
      subscribers: watching,
      hasPodWorker: byKubelet,
      ...admissionOf(scenario),
    }),
    ...(byKubelet
      ? kubelet(made, scenario, timing, features, volume, object)
      : { sidecar: sidecar(made, scenario, volume) }),
    ...prober(made, scenario, byKubelet),
    watcher:
      library.id === 'poll'
        ? made(createPollMachine, POLL_INTERVAL_MS)
        : made(createReaderMachine, library.bufferBytes),
    app: application(made, scenario, engine),
    requests: made(createRequestMachine, null),
  };
}

/** The second ConfigMap of a projected volume as it is at time 0; null where there is none. */
function sourceOf({ mount }: Pick<Scenario, 'mount'>): ConfigMapObject | null {
  return mount.source === undefined ? null : { resourceVersion: 1, data: mount.source.data };
}

/** What the API server asks before it stores an update, without what a file says of it. */
function admissionOf({ admission }: Scenario): { readonly admission?: Admission } {
  if (admission === undefined) return {};
  const { file: _, ...asked } = admission;
  return { admission: asked };
}

function prober(made: Make, scenario: Scenario, hasPodWorker: boolean): Model['machines'] {
  const { probes } = scenario.app;
  if (probes === undefined) return {};
  const runsAtStart = waitsAtStart(scenario) === null;
  return { prober: made(createProber, { mountPath: scenario.mount.path, ...probes, hasPodWorker, runsAtStart }) };
}

/** The process of the application: its strategy, or the handler that stands in place of one. */
function application(made: Make, scenario: Scenario, engine: ProgramEngine | null): AnyStateMachine {
  const { app, mount } = scenario;
  const config = {
    ...app,
    mountPath: mount.path,
    contents: contentsOf(scenario),
    alsoWatches: hasNeighbour(scenario) ? NEIGHBOUR_DIRECTORY : null,
    environment: isEnvironment(mount.kind) ? payloadFor(scenario, scenario.configMap.data ?? {}) : null,
    startsLater: waitsAtStart(scenario) !== null,
  };
  const { handler } = app.strategy;
  if (handler === undefined) return made(createStrategyMachine, config);
  assert(engine !== null, 'a scenario with a handler comes with an engine that runs it');
  return createHandlerMachine({ ...config, source: handler.source, engine });
}

function kubelet(
  made: Make,
  scenario: Scenario,
  timing: Timing,
  features: KubeletFeatures,
  volume: Volume,
  object: ConfigMapObject,
): Model['machines'] {
  const { cluster, mount, faults, configMap } = scenario;
  const { changeDetection, ttlMs, syncFrequencyMs, syncJitter } = cluster;
  const { syncDropsCache } = features;
  const { items, optional } = mount;
  const relistMs = faults.find(({ fault }) => fault === 'watch-delay')?.forMs ?? 0;
  const hasVolume = !isEnvironment(mount.kind);
  return {
    configMapManager: made(createConfigMapManager, {
      changeDetection,
      ttlMs,
      syncDropsCache,
      object,
      relistMs,
      isShared: configMap.isShared,
      source: sourceOf(scenario),
    }),
    podWorker: made(createPodWorker, {
      syncFrequencyMs,
      restartMs: KUBELET_RESTART_MS,
      // Where a timer may fire at any time, its length is no choice.
      syncJitter: timing === 'any' ? [1] : syncJitter,
      hasVolume,
      environment: hasVolume ? null : { configMap: configMap.name, items, optional },
      waitsFor: waitsAtStart(scenario),
      isProbed: scenario.app.probes !== undefined,
    }),
    ...(hasVolume ? volumeActors(made, scenario, features, volume) : {}),
  };
}

function volumeActors(made: Make, scenario: Scenario, features: KubeletFeatures, { root }: Volume): Model['machines'] {
  const { items, optional, defaultMode, fsGroup } = scenario.mount;
  const isAwaited = waitsAtStart(scenario) !== null;
  const { removeAll } = features;
  const hasSource = scenario.mount.source !== undefined;
  return {
    volumeManager: made(createVolumeManager, { volume: root, items, removeAll, optional, hasSource, isAwaited }),
    atomicWriter: made(createAtomicWriter, { volume: root, features, defaultMode, fsGroup, exploreMapOrder: true }),
  };
}

function sidecar(made: Make, { mount }: Scenario, { root }: Volume): AnyStateMachine {
  const config = { directory: root, defaultMode: mount.defaultMode, written: {} };
  return mount.writer === 'in-place'
    ? made(createInPlaceWriter, { ...config, chunks: 1 })
    : made(createRenameOverWriter, config);
}

/** The payload of every version; those that are refused as invalid come last, and have no number. */
function versionsOf(scenario: Scenario): readonly Payload[] {
  const stored = storedBy(scenario);
  const asked = scenario.story.flatMap((item) => (item.do === 'apply' || item.do === 'roll-out' ? [item.data] : []));
  const holds = (version: Payload, data: Payload): boolean => sameData({ ...version, ...data }, version);
  const refused = asked.filter((data) => !stored.some((version) => holds(version, data)));
  return [...stored, ...refused].map((data) => payloadFor(scenario, data));
}

/** The data of every version that the API server stores, in the order of the story. */
function storedBy({ configMap, mount, story }: Scenario): readonly Payload[] {
  const { name, data, immutable } = configMap;
  const object: ConfigMapObject = { resourceVersion: 1, data, ...(immutable ? { immutable } : {}) };
  return historyOf(firstStored({ name, object, source: sourceOf({ mount }) }), story);
}

/** Appended to the values of the story's last good version, a comment makes new bytes of the same meaning. */
const FURTHER = '# one more version\n';

function furtherData(scenario: Scenario): Payload {
  const good = (data: Payload): boolean =>
    Object.values(data).every((bytes) => scenario.contents[bytes]?.status === 'valid');
  const stored = storedBy(scenario).filter((data) => Object.keys(data).length > 0);
  const base = stored.findLast(good) ?? stored[0] ?? {};
  return Object.fromEntries(Object.entries(base).map(([key, bytes]) => [key, bytes + FURTHER]));
}

/** What the faults of a payload write. */
const DAMAGED: Scenario['contents'] = {
  [INVALID_VALUE]: { status: 'invalid', rootKeys: [] },
  [EMPTY_VALUE]: { status: 'empty', rootKeys: [] },
};

function contentsOf({ contents }: Scenario): Scenario['contents'] {
  const further = Object.entries(contents).map(([bytes, found]) => [bytes + FURTHER, found]);
  return { ...DAMAGED, ...contents, ...Object.fromEntries(further) };
}

function horizonOf(scenario: Scenario): number {
  const { story, cluster, app } = scenario;
  const last = Math.max(0, ...story.map((item) => item.atMs));
  const sync = 1.5 * cluster.syncFrequencyMs;
  const cache = cluster.changeDetection === 'Cache' ? cluster.ttlMs + sync : 0;
  const { poll, debounce, sleepMs } = app.strategy;
  const appDelay = (poll?.everyMs ?? 0) + (debounce?.ms ?? 0) + sleepMs;
  const watcher = app.watcher === 'poll' ? POLL_INTERVAL_MS : 0;
  const restart = story.some((item) => RESTARTS.includes(item.do)) ? sync : 0;
  const waiting = waitsAtStart(scenario) === null ? 0 : SET_UP_BACK_OFF_MAX_MS;
  const webhook = scenario.admission?.call?.timeoutMs ?? 0;
  return last + sync + cache + appDelay + watcher + restart + waiting + webhook + SLACK_MS;
}

/** Commands after which the pod is to be set up and synced anew. */
const RESTARTS: readonly StoryItem['do'][] = ['roll-out', 'delete-pod', 'restart-container'];
/** Longest pause between two attempts to set a volume up. */
const SET_UP_BACK_OFF_MAX_MS = 122_000;

/** How long the end of the last fault, and all that follows from it, may take. */
function recoveryOf(scenario: Scenario): number {
  if (scenario.faults.length === 0) return 0;
  const last = Math.max(0, ...scenario.story.map((item) => item.atMs));
  const longest = Math.max(KUBELET_RESTART_MS, ...scenario.faults.map(({ forMs }) => forMs ?? 0));
  return longest + horizonOf(scenario) - last;
}

/** Ticks and retries of kubelet and application that a horizon must leave room for. */
const SLACK_MS = 10_000;

/**
 * The same world with one more version on its way to the API server, and a model that knows that version and in which
 * nothing goes wrong any more.
 */
export function withOneMoreVersion(model: Model, world: World): { readonly model: Model; readonly world: World } {
  const { api } = world.actors;
  assert(api !== undefined, 'every scenario has an API server');
  const put = { type: 'put', data: model.further } as const;
  const version = payloadFor(model.scenario, model.further);
  const lastStoryMs = Math.max(0, ...model.scenario.story.map((item) => item.atMs));
  return {
    model: {
      ...model,
      scenario: { ...model.scenario, faults: [] },
      versions: [...model.versions, version],
      horizonMs: world.nowMs + model.horizonMs - lastStoryMs,
    },
    world: { ...world, actors: { ...world.actors, api: { ...api, mailbox: [...api.mailbox, put] } } },
  };
}
