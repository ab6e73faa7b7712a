// What the processes of a canary share: ConfigMaps, a Rollout and its two replica sets, pods and what each of them serves.
//
// Sources: Argo Rollouts "Canary", "Analysis"; Kubernetes "ConfigMaps" (mounted ones are updated automatically, those taken
// as environment variables are not); pkg/kubelet/kuberuntime (ErrCreateContainerConfig).
// Leaves out: Services and traffic, pods that crash, termination, nodes, progressDeadlineSeconds. Rules R1 to R9.
import type { Operated, Operation, Plain } from '../system.ts';
import { nameIn, type ReplicaSet } from './names.ts';
import { desiredCounts, nextCounts, type Scale } from './replica-counts.ts';
import type { CanaryConfig, MOUNTS } from './schema.ts';

export type Content = 'old' | 'new';
/** A pod: not there, to be started, without its ConfigMap, or running with the content that it has read. */
export type Pod = 'none' | 'creating' | 'waiting' | Content;

export interface Fleet {
  /** By name; a name that is not there is a ConfigMap that does not exist. */
  readonly configMaps: Readonly<Record<string, Content>>;
  /** Does the Rollout have the new pod template? */
  readonly template: Content;
  readonly phase: 'stable' | 'progressing' | 'aborted' | 'promoted';
  readonly weight: number;
  /** The most pods that a step has given to the canary so far. */
  readonly share: number;
  readonly analysis: 'passed' | 'failed' | null;
  /** Somebody has asked for an abort. */
  readonly abortAsked: boolean;
  /** By replica set: the slots of its pods. */
  readonly pods: Readonly<Record<ReplicaSet, readonly Pod[]>>;
}

/** All pods are stable and serve the old content. */
export function firstFleet(config: CanaryConfig): Fleet {
  const slots = (pod: Pod): readonly Pod[] => Array.from({ length: config.replicas }, () => pod);
  return {
    configMaps: { [nameIn(config, 'stable')]: 'old' },
    template: 'old',
    phase: 'stable',
    weight: 0,
    share: 0,
    analysis: null,
    abortAsked: false,
    pods: { stable: slots('old'), canary: slots('none') },
  };
}

export const serves = (pod: Pod): pod is Content => pod === 'old' || pod === 'new';
export const exists = (pod: Pod): boolean => pod !== 'none';

function scaleOf(pods: readonly Pod[]): Scale {
  return { spec: pods.filter(exists).length, available: pods.filter(serves).length };
}

const told = (shared: Fleet, result: Plain): Operated<Fleet> => ({ shared, result });

/** `count` pods: free slots are filled from the first; pods that serve nothing go first, then the youngest. */
function scaledTo(pods: readonly Pod[], count: number): readonly Pod[] {
  const next = [...pods];
  const last = (wanted: (pod: Pod) => boolean): number => next.findLastIndex(wanted);
  for (let missing = count - pods.filter(exists).length; missing > 0; missing -= 1)
    next[next.indexOf('none')] = 'creating';
  for (let surplus = pods.filter(exists).length - count; surplus > 0; surplus -= 1) {
    const idle = last((pod) => exists(pod) && !serves(pod));
    next[idle >= 0 ? idle : last(exists)] = 'none';
  }
  return next;
}

/** The controller compares what is with what the weight asks for. Blocked while it must wait for pods. */
function reconcile(shared: Fleet, { replicas }: { replicas: number }): Operated<Fleet> | null {
  if (shared.abortAsked && shared.phase === 'progressing') return told(shared, 'abort');
  const [canary, stable] = [scaleOf(shared.pods.canary), scaleOf(shared.pods.stable)];
  const next = nextCounts(replicas, shared.weight, canary, stable);
  if (next.canary !== canary.spec || next.stable !== stable.spec) {
    const pods = {
      canary: scaledTo(shared.pods.canary, next.canary),
      stable: scaledTo(shared.pods.stable, next.stable),
    };
    return told({ ...shared, pods }, { canary: next.canary, stable: next.stable });
  }
  const desired = desiredCounts(replicas, shared.weight);
  const settled = canary.available === desired.canary && stable.available === desired.stable;
  return settled ? told(shared, 'settled') : null;
}

/** One pod, as its kubelet sees it. */
export type PodArgs = {
  readonly set: ReplicaSet;
  /** From 1. */
  readonly pod: number;
  /** The ConfigMap that its template names. */
  readonly name: string;
  readonly mount: (typeof MOUNTS)[number];
};

const podAt = (shared: Fleet, { set, pod }: PodArgs): Pod => shared.pods[set][pod - 1] ?? 'none';

function withPod(shared: Fleet, { set, pod }: PodArgs, next: Pod): Fleet {
  const slots = shared.pods[set].map((each, index) => (index === pod - 1 ? next : each));
  return { ...shared, pods: { ...shared.pods, [set]: slots } };
}

/** Rule R6: a container starts with what its ConfigMap holds at that moment; without the ConfigMap it waits for it. */
function start(shared: Fleet, args: PodArgs): Operated<Fleet> | null {
  const pod = podAt(shared, args);
  const content = shared.configMaps[args.name];
  if (content !== undefined && (pod === 'creating' || pod === 'waiting'))
    return told(withPod(shared, args, content), content);
  return content === undefined && pod === 'creating' ? told(withPod(shared, args, 'waiting'), 'waiting') : null;
}

/** Rule R7: an edit reaches a running pod through a volume, and only there; a ConfigMap that is gone changes nothing. */
function isStale(shared: Fleet, args: PodArgs): boolean {
  const content = shared.configMaps[args.name];
  const pod = podAt(shared, args);
  return args.mount === 'volume' && content !== undefined && serves(pod) && pod !== content;
}

/** What there is to do for a pod's kubelet: start it, or sync it when its time comes. Blocked while there is nothing. */
function watchPod(shared: Fleet, args: PodArgs): Operated<Fleet> | null {
  return start(shared, args) ?? (isStale(shared, args) ? told(shared, 'stale') : null);
}

function sync(shared: Fleet, args: PodArgs): Operated<Fleet> {
  const content = shared.configMaps[args.name] ?? null;
  return content !== null && isStale(shared, args) ? told(withPod(shared, args, content), content) : told(shared, null);
}

/** Rule R8: an analysis looks at the canary pods, and at nothing else. */
function measure(shared: Fleet, { bad }: { bad: boolean }): Operated<Fleet> {
  const analysis = bad && shared.pods.canary.includes('new') ? 'failed' : 'passed';
  return told({ ...shared, analysis }, analysis);
}

/** A stable pod's node is drained; its replica set makes another pod at once. */
function evict(shared: Fleet): Operated<Fleet> {
  const index = shared.pods.stable.findIndex(exists);
  if (index < 0) return told(shared, null);
  const stable = shared.pods.stable.map((pod, at): Pod => (at === index ? 'creating' : pod));
  return told({ ...shared, pods: { ...shared.pods, stable } }, index + 1);
}

function without(configMaps: Fleet['configMaps'], name: string): Fleet['configMaps'] {
  return Object.fromEntries(Object.entries(configMaps).filter(([each]) => each !== name));
}

/** An operation whose arguments are of the one form that its machine gives it. */
function operation<Args>(
  rule: string,
  perform: (shared: Fleet, args: Args) => Operated<Fleet> | null,
): Operation<Fleet> {
  return { rule, perform: (shared, args) => perform(shared, args as unknown as Args) };
}

/** All that is done to what is shared, each in one step. */
export const canaryOperations: Readonly<Record<string, Operation<Fleet>>> = {
  applyConfigMap: operation<{ name: string }>('R4', (shared, { name }) =>
    told({ ...shared, configMaps: { ...shared.configMaps, [name]: 'new' } }, null),
  ),
  applyRollout: operation<{ name: string; changes: boolean }>('R1', (shared, { changes }) =>
    told(changes ? { ...shared, template: 'new' } : shared, changes),
  ),
  prune: operation<{ name: string }>('R9', (shared, { name }) =>
    told({ ...shared, configMaps: without(shared.configMaps, name) }, null),
  ),
  askAbort: operation('R3', (shared) => told({ ...shared, abortAsked: true }, shared.phase === 'progressing')),
  begin: operation('R1', (shared) =>
    shared.template === 'new' && shared.phase === 'stable' ? told({ ...shared, phase: 'progressing' }, null) : null,
  ),
  setWeight: operation<{ replicas: number; weight: number }>('R2', (shared, { replicas, weight }) => {
    const share = Math.max(shared.share, desiredCounts(replicas, weight).canary);
    return told({ ...shared, weight, share }, null);
  }),
  // What no step has given to the canary is not its share: whoever has no analysis promotes what nobody has measured.
  setFullWeight: operation('R2', (shared) => told({ ...shared, weight: 100 }, null)),
  reconcile: operation('R3', reconcile),
  seeAbort: operation('R3', (shared) => (shared.abortAsked ? told(shared, null) : null)),
  measure: operation('R8', measure),
  promote: operation('R2', (shared) => told({ ...shared, phase: 'promoted' }, null)),
  abort: operation('R3', (shared) => told({ ...shared, phase: 'aborted', weight: 0 }, null)),
  watchPod: operation('R6', watchPod),
  start: operation('R6', start),
  sync: operation('R7', sync),
  evict: operation('R6', evict),
};
