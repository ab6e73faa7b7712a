// The way of an update to the volume: the API server, the node that hears of it, the sync that finds it, the writer's steps.
//
// Source: facts/kubelet.md 1 to 3; src/actors/kubelet. Rules O10 to O12.
import type { ActorId, Fact, Message } from '../../../actors/effects.ts';
import { ATOMIC_WRITER_STEPS } from '../../../actors/kubelet/atomic-writer-steps.ts';
import type { RunStep } from '../../../world/run.ts';
import { storedVersions } from '../../../world/served.ts';
import type { World } from '../../../world/world.ts';
import { beginRoot, beginUnder, endSpan, type Service, type Span } from './spans.ts';
import { presentOf, reached, rest, type Telling, takePosted, work } from './telling.ts';

const RESOURCE_VERSION = 'reload_sim.resource_version';

/** The messages of a person that ask for another version. */
const UPDATES: readonly Message['type'][] = ['put', 'deleteConfigMap', 'rollOut'];

/** A message is on its way; a person's update begins a trace. */
export function posted(telling: Telling, from: ActorId, to: ActorId, message: Message): void {
  const { spans, updates, model } = telling;
  if (from !== 'operator' || !UPDATES.includes(message.type)) {
    telling.posted.push({ to, type: message.type, span: presentOf(telling, from) });
    if (from === 'atomicWriter') rest(telling, from);
    return;
  }
  const root = beginRoot(spans, updates.length, {
    service: 'operator',
    kind: 'internal',
    name: `update ${model.scenario.configMap.name}`,
    attributes: { 'k8s.namespace.name': 'default', 'reload_sim.configmap.name': model.scenario.configMap.name },
  });
  updates.push({ root, version: null, stage: 'sent', refused: null });
  telling.posted.push({ to, type: message.type, span: root });
}

/** A message has come. */
export function delivered(telling: Telling, to: ActorId, message: Message): void {
  const cause = takePosted(telling, to, message.type);
  if (to === 'api') {
    asked(telling, message, cause);
    return;
  }
  if (to === 'volumeManager') {
    managed(telling, message);
    return;
  }
  if (message.type === 'write' && cause !== null) {
    work(telling, to, cause, { service: 'kubelet', kind: 'internal', name: 'AtomicWriter.Write' });
    return;
  }
  if (message.type !== 'modified' && message.type !== 'deleted' && message.type !== 'object') return;
  const { resourceVersion } = message.object;
  const source = telling.stored.get(resourceVersion);
  if (source === undefined || telling.brought.has(resourceVersion)) return;
  const how = message.type === 'object' ? 'GET' : `WATCH ${message.type.toUpperCase()}`;
  brought(telling, to, source, how, resourceVersion);
}

/** A version reaches a node: the kubelet's cache, or a sidecar, which writes it at once. */
function brought(telling: Telling, to: ActorId, source: Span, how: string, resourceVersion: number): void {
  const isSidecar = to === 'sidecar';
  const service: Service = isSidecar ? 'sidecar' : 'kubelet';
  const attributes = { [RESOURCE_VERSION]: resourceVersion };
  const span = work(telling, to, source, { service, kind: 'consumer', name: `${how} configmaps`, attributes });
  telling.brought.set(resourceVersion, span);
  const update = reached(telling, span, isSidecar ? 'published' : 'watched');
  if (!isSidecar) rest(telling, to);
  else if (update !== null && update.version !== null) telling.published.set(update.version, span);
}

function asked(telling: Telling, message: Message, cause: Span | null): void {
  if (cause === null || !UPDATES.includes(message.type)) return;
  const method = message.type === 'deleteConfigMap' ? 'DELETE' : 'PUT';
  const name = `${method} /api/v1/namespaces/{namespace}/configmaps/{name}`;
  const attributes = { 'http.request.method': method };
  work(telling, 'api', cause, { service: 'kube-apiserver', kind: 'server', name, attributes });
}

/** The volume manager hears of an object, and of the end of its writing. */
function managed(telling: Telling, message: Message): void {
  if (message.type === 'object') {
    const { resourceVersion } = message.object;
    const sync = syncOf(telling, resourceVersion);
    if (sync === null) return;
    const attributes = { [RESOURCE_VERSION]: resourceVersion };
    work(telling, 'volumeManager', sync, { service: 'kubelet', kind: 'internal', name: 'SetUpAt', attributes });
  }
  if (message.type === 'written') {
    const resourceVersion = telling.busy.get('volumeManager')?.attributes[RESOURCE_VERSION];
    if (typeof resourceVersion === 'number') telling.setUp.add(resourceVersion);
  }
  if (message.type !== 'written' && message.type !== 'writeFailed') return;
  rest(telling, 'volumeManager', message.type === 'written' ? null : `${message.step}: ${message.errno}`);
}

/**
 * What a version's way into the volume stands under: the sync that found it in the cache, itself under what had brought it
 * there (O12). A sync that was under way before that is not its effect: then what brought it is.
 */
function syncOf({ spans, brought, setUp, sync, ...telling }: Telling, resourceVersion: number): Span | null {
  const source = brought.get(resourceVersion);
  if (source === undefined || setUp.has(resourceVersion)) return null;
  reached(telling, source, 'synced');
  if (sync.startUs < source.startUs) return source;
  const span = beginUnder(spans, source, { service: 'kubelet', kind: 'internal', name: 'syncPod', ...sync });
  span.endUs = sync.startUs + 1;
  return span;
}

const TITLES = new Map<string, string>(
  ATOMIC_WRITER_STEPS.flatMap(({ state, number, title }) => (number === null ? [] : [[state, `${number}. ${title}`]])),
);

/** A writer goes from one of its steps to the next. */
export function moved(telling: Telling, actor: ActorId, to: string): void {
  if (to === 'down') {
    // Its mailbox goes with it.
    telling.posted = telling.posted.filter((each) => each.to !== actor);
    rest(telling, actor, 'killed');
    return;
  }
  if (actor === 'sidecar' && to === 'waiting') {
    rest(telling, actor);
    return;
  }
  const around = telling.busy.get(actor);
  if (around === undefined || (actor !== 'sidecar' && actor !== 'atomicWriter')) return;
  endSpan(telling.spans, telling.writerStep.get(actor));
  telling.writerStep.delete(actor);
  const name = actor === 'sidecar' ? to : TITLES.get(to);
  if (name === undefined) return;
  const beginning = { service: around.service, kind: 'internal', name, startUs: telling.spans.nowUs + 1 } as const;
  telling.writerStep.set(actor, beginUnder(telling.spans, around, beginning));
}

/** A process of the cluster tells of something. */
export function toldBy(telling: Telling, actor: ActorId, fact: Fact, { choice, world }: RunStep): void {
  if (fact.kind === 'sync') {
    const trigger = choice.kind === 'timer' ? 'timer' : 'pod updated';
    telling.sync = { startUs: telling.spans.nowUs, attributes: { 'reload_sim.trigger': trigger } };
  }
  const span = presentOf(telling, actor);
  if (span === null) return;
  if (actor === 'api') {
    answered(telling, span, fact, world);
    return;
  }
  if (fact.kind !== 'published') return;
  const update = reached(telling, span, 'published');
  if (update !== null && update.version !== null) telling.published.set(update.version, span);
}

/** The API server has stored an update, refused it, or found nothing to change. */
function answered(telling: Telling, span: Span, { kind, about }: Fact, world: World): void {
  const update = telling.updates[span.update];
  if (update === undefined || (kind !== 'stored' && kind !== 'rejected' && kind !== 'unchanged')) return;
  const status = kind === 'rejected' ? Number(about.status) : 200;
  const error = kind === 'rejected' ? `${status}: ${String(about.reason)}` : null;
  span.attributes = { ...span.attributes, 'http.response.status_code': status };
  endSpan(telling.spans, span, error);
  if (kind !== 'stored') {
    update.root.attributes = { ...update.root.attributes, 'reload_sim.stage': kind };
    endSpan(telling.spans, update.root, error === null ? null : `refused by the API server: ${error}`);
    return;
  }
  const resourceVersion = Number(about.resourceVersion);
  update.version = storedVersions(world);
  update.root.attributes = { ...update.root.attributes, [RESOURCE_VERSION]: resourceVersion };
  telling.stored.set(resourceVersion, span);
  reached(telling, span, 'stored');
}
