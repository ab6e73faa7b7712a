// What an actor may ask of the world and hear from it: the one seam between an XState machine and all else.
//
// A machine decides and names an effect with its parameters; the world performs it and answers with an event. At
// most one blocking effect is outstanding per actor (a process is in one system call at a time); the others are
// carried out within the step that emitted them. Delays are XState's own (`after`): they reach the world as data.
// Leaves out: signals, and threads within an actor (a goroutine of its own is an actor of its own).
import type { InotifyEvent, Result, SystemCall } from '../kernel/system-call.ts';
import type { FaultName, Lasting } from './faults/fault-names.ts';
import type { Delivery, WatchEvent } from './watcher/library.ts';

/** Plain data: what can be compared as text, sent to a worker and kept in a file. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** Every process of a pod and of what it depends on, in the fixed order in which choices are listed. */
export const POD_ACTOR_IDS = [
  'operator',
  'api',
  'configMapManager',
  'podWorker',
  'volumeManager',
  'atomicWriter',
  'prober',
  'sidecar',
  'watcher',
  'app',
  'requests',
  'faults',
] as const;
export type PodActorId = (typeof POD_ACTOR_IDS)[number];

/** A process of a system (src/systems): `@reader-1`. The sign keeps it apart from the actors of the pod. */
export type ProcessId = `@${string}`;

/** Every process: those of a pod, or those of a system. */
export type ActorId = PodActorId | ProcessId;

/** Is it the process of a system? */
export function isProcess(actor: string): actor is ProcessId {
  return actor.startsWith('@');
}

/** Channels of the watcher library; unbuffered, as in fsnotify. */
export const CHANNELS = ['Events', 'Errors'] as const;
export type Channel = (typeof CHANNELS)[number];

/** A call of the application on the watcher library; atomic, because the library holds its mutex meanwhile. */
export type LibraryCall =
  | { readonly fn: 'newWatcher' }
  | { readonly fn: 'add'; readonly path: string; readonly dontFollow: boolean }
  | { readonly fn: 'remove'; readonly path: string }
  | { readonly fn: 'close' };

/** What the kubelet asks of the container runtime for the one container. */
export type RuntimeCall =
  /** Kills it: `replace` when its pod goes too, and its mounts with it. */
  | { readonly fn: 'stop'; readonly replace: boolean }
  /** Makes the mounts anew and starts it; `environment` is null where it takes none from a ConfigMap. */
  | { readonly fn: 'start'; readonly environment: Readonly<Record<string, string>> | null };

/** Effects at which an actor stops until the world answers with the event named. */
export type BlockingEffect =
  /** One system call: `returned`. */
  | { readonly type: 'syscall'; readonly call: SystemCall }
  /** One call on the watcher library: `libraryReturned`. */
  | { readonly type: 'library'; readonly call: LibraryCall }
  /** The watcher's reader goroutine takes the next raw record of its batch: `translated`. */
  | { readonly type: 'translate'; readonly raw: InotifyEvent }
  /** Go's `ch <- v` on an unbuffered channel: `sent`. */
  | { readonly type: 'send'; readonly delivery: Delivery }
  /** Go's `select` over these channels: `received`. Timers and mail may come first. */
  | { readonly type: 'receive'; readonly channels: readonly Channel[] }
  /** A continuation that is not the actor's to choose (jitter, Go's map order): `chosen`. */
  | { readonly type: 'choose'; readonly question: string; readonly options: readonly string[] }
  /** A step in the process's own memory that others can see (one assignment): `computed`. */
  | { readonly type: 'compute'; readonly label: string }
  /** A request reads what the application serves now: `served`. */
  | { readonly type: 'serve' }
  /** The kubelet calls the container runtime (CRI): `ran`. */
  | { readonly type: 'runtime'; readonly call: RuntimeCall }
  /**
   * A process of a system does one of its operations on what they share, as soon as that can be done: `operated`. With
   * `select`, timers and mail may come first (Go's select with a timeout).
   */
  | { readonly type: 'operate'; readonly op: string; readonly args: Plain; readonly select?: boolean };

/** Effects carried out at once, within the step. */
export type ImmediateEffect =
  /** Asynchronous message: enters the receiver's mailbox; a later step delivers it. */
  | { readonly type: 'post'; readonly to: ActorId; readonly message: Message }
  /** Something worth telling; it changes nothing. */
  | { readonly type: 'observe'; readonly fact: Fact };

export type Effect = BlockingEffect | ImmediateEffect;
export const BLOCKING_EFFECTS = [
  'syscall',
  'library',
  'translate',
  'send',
  'receive',
  'choose',
  'compute',
  'serve',
  'runtime',
  'operate',
] as const;

/** A ConfigMap as the API server stores it; `data: null` when it does not exist. */
export interface ConfigMapObject {
  readonly resourceVersion: number;
  readonly data: Readonly<Record<string, string>> | null;
  /** Left out: it may be changed. */
  readonly immutable?: true;
}

/** Messages between actors; a mailbox holds them in order of posting. */
export type Message =
  /** kubectl apply / patch: replaces the data; `immutable` stays as it is where it is left out. */
  | { readonly type: 'put'; readonly data: Readonly<Record<string, string>>; readonly immutable?: boolean }
  /** The same of the ConfigMap that is projected beside it. */
  | { readonly type: 'putSource'; readonly data: Readonly<Record<string, string>> }
  /** kubectl delete configmap; kubectl annotate configmap: metadata only. */
  | { readonly type: 'deleteConfigMap' }
  | { readonly type: 'annotateConfigMap' }
  /** A ConfigMap of another name, and a pod template that names it. */
  | {
      readonly type: 'rollOut';
      readonly name: string;
      readonly data: Readonly<Record<string, string>>;
      readonly immutable?: boolean;
    }
  /** kubectl delete pod: another one takes its place. kubectl exec -- kill 1, or a liveness probe that fails. */
  | { readonly type: 'deletePod' }
  | { readonly type: 'restartContainer' }
  /** kubectl annotate pod: an immediate sync, no change of data. */
  | { readonly type: 'annotatePod' }
  /** GET of the ConfigMap; the answer is `object`. `name` is left out for the one it was all about from the start. */
  | { readonly type: 'get'; readonly from: ActorId; readonly name?: string }
  | { readonly type: 'object'; readonly object: ConfigMapObject; readonly name?: string }
  /** The same for the second source of a projected volume, on a watch of its own. */
  | { readonly type: 'getSource'; readonly from: ActorId }
  | { readonly type: 'source'; readonly object: ConfigMapObject }
  | { readonly type: 'sourceModified'; readonly object: ConfigMapObject }
  /** A watch event: the object was MODIFIED. */
  | { readonly type: 'modified'; readonly object: ConfigMapObject }
  /** A watch event: the object was DELETED. */
  | { readonly type: 'deleted'; readonly object: ConfigMapObject }
  | { readonly type: 'podUpdated' }
  /** The pod is to go, and one of its kind to come; `name` where the new one names another ConfigMap. */
  | { readonly type: 'podDeleted'; readonly name?: string }
  /** The container is to be killed: a liveness probe has failed, or somebody did it. */
  | { readonly type: 'containerUnhealthy' }
  /** The kubelet has noticed that the container has ended. */
  | { readonly type: 'containerDied' }
  /** The container runs; it has ended. */
  | { readonly type: 'containerRunning' }
  | { readonly type: 'containerStopped' }
  /** UnregisterPod and RegisterPod: the old pod's reference is dropped, the new pod's is there. */
  | { readonly type: 'podReplaced'; readonly name?: string }
  /** The volume of a pod that is gone is to be removed; it is; the volume of a new one is set up. */
  | { readonly type: 'tearDown' }
  | { readonly type: 'tornDown' }
  | { readonly type: 'mounted' }
  /** The kubelet runs again after a crash. */
  | { readonly type: 'kubeletStarted' }
  | { readonly type: 'markRemountRequired' }
  /** AtomicWriter.Write(payload) and its end. */
  | { readonly type: 'write'; readonly payload: Readonly<Record<string, string>> }
  | { readonly type: 'written'; readonly changed: boolean }
  | { readonly type: 'writeFailed'; readonly step: string; readonly errno: string }
  /** Between processes of a system: `mail.sigterm`. */
  | { readonly type: `mail.${string}`; readonly body: Plain };

/** Messages that only set a mark: a second one behind an undelivered first changes nothing, and is not kept. */
export const MARKS: readonly Message['type'][] = ['podUpdated', 'markRemountRequired'];

/** The world's answers to effects. */
export type Answer =
  | { readonly type: 'returned'; readonly result: Result }
  | { readonly type: 'libraryReturned'; readonly error: string | null }
  | { readonly type: 'translated'; readonly sends: readonly Delivery[]; readonly tables: unknown }
  | { readonly type: 'sent' }
  | { readonly type: 'received'; readonly delivery: Delivery }
  | { readonly type: 'chosen'; readonly option: number }
  | { readonly type: 'computed' }
  | { readonly type: 'ran'; readonly error: string | null }
  | { readonly type: 'operated'; readonly op: string; readonly result: Plain }
  | { readonly type: 'served'; readonly status: 200 | 503; readonly version: string };

/** The world tells the watcher's reader goroutine what the application did to the library it shares. */
export type Control =
  | { readonly type: 'opened'; readonly instance: number; readonly tables: unknown }
  | { readonly type: 'tables'; readonly tables: unknown }
  | { readonly type: 'closed' };

/** What the world does to a process when a fault happens (src/world/faults) or the runtime is called. */
export type FaultEvent =
  /** The runtime has started the process's container; `environment` is null where it takes none from a ConfigMap. */
  | { readonly type: 'containerStarted'; readonly environment: Readonly<Record<string, string>> | null }
  /** SIGKILL: the process ends where it is. */
  | { readonly type: 'killed' }
  /** The connection of a watch on the API server breaks. */
  | { readonly type: 'watchLost' }
  /** To the actor that counts faults: one has happened. */
  | { readonly type: 'injected'; readonly fault: FaultName; readonly lasting: Lasting };

export type ActorEvent = Message | Answer | Control | FaultEvent;

/**
 * What an actor reports for the trace: the rule of docs/model.md behind it, its kind, and what the sentence about it
 * needs. The sentence itself is the view's (src/view/messages), so that it can be said in several languages.
 */
export interface Fact {
  readonly rule: string;
  /** `noted` is told by a process of a system; `about.what` names it in the system's words. */
  readonly kind: FactKind | 'noted';
  readonly about: Readonly<Record<string, string | number | boolean>>;
}

/** Of ConfigMaps, the pod and its container, besides updates. */
export const POD_FACT_KINDS = [
  'deleted',
  'annotated',
  'watch-stopped',
  'pod-replaced',
  'container-stopped',
  'container-started',
  'container-waits',
  'probed',
] as const;
export type PodFactKind = (typeof POD_FACT_KINDS)[number];

export const FACT_KINDS = [
  'stored',
  'asked',
  'rejected',
  'sync',
  'unchanged',
  'published',
  'write-failed',
  'armed',
  'arm-failed',
  'event',
  'ignored',
  'reload-started',
  'reload-skipped',
  'reload-applied',
  'reload-failed',
  'zeroed',
  'loop-exited',
  'crashed',
  'served',
  'printed',
  ...POD_FACT_KINDS,
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/**
 * The effects as XState actions, for `setup({ actions: effectActions })`. They do nothing: `transition()` returns
 * them as data and the world carries them out.
 */
export const effectActions = {
  syscall: (_: unknown, _params: { call: SystemCall }): void => {},
  library: (_: unknown, _params: { call: LibraryCall }): void => {},
  translate: (_: unknown, _params: { raw: InotifyEvent }): void => {},
  send: (_: unknown, _params: { delivery: Delivery }): void => {},
  receive: (_: unknown, _params: { channels: readonly Channel[] }): void => {},
  choose: (_: unknown, _params: { question: string; options: readonly string[] }): void => {},
  compute: (_: unknown, _params: { label: string }): void => {},
  serve: (_: unknown, _params: Record<string, never>): void => {},
  runtime: (_: unknown, _params: { call: RuntimeCall }): void => {},
  operate: (_: unknown, _params: { op: string; args: Plain; select?: boolean }): void => {},
  post: (_: unknown, _params: { to: ActorId; message: Message }): void => {},
  observe: (_: unknown, _params: { fact: Fact }): void => {},
};

export type { Delivery, WatchEvent };
