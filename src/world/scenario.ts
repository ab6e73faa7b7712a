// A scenario: everything that is fixed before the first step. Plain data, not yet a world.
//
// The simulation layer turns YAML into a Scenario; `createModel` (model.ts) turns a Scenario into machines and a first
// World. Names are those of the Kubernetes API, KubeletConfiguration and inotify(7).
// Leaves out: several pods in one scenario.
import type { Admission } from '../actors/api/admission.ts';
import type { ContentClass } from '../actors/app/content.ts';
import type { Prose, Strategy } from '../actors/app/strategy.ts';
import type { Plain } from '../actors/effects.ts';
import type { FaultSpec } from '../actors/faults/fault-names.ts';
import type { Probe } from '../actors/kubelet/prober-machine.ts';
import type { OperatorItem } from '../actors/operator/operator-machine.ts';

export const CHANGE_DETECTION = ['Watch', 'Cache', 'Get'] as const;
export type ChangeDetection = (typeof CHANGE_DETECTION)[number];

export const MOUNT_KINDS = ['volume', 'projected', 'subPath', 'env', 'envFrom'] as const;
export type MountKind = (typeof MOUNT_KINDS)[number];

/** Is the ConfigMap the container's environment, and no volume? */
export function isEnvironment(kind: MountKind): boolean {
  return kind === 'env' || kind === 'envFrom';
}

/** Who writes the files: kubelet's AtomicWriter, or a sidecar of the two unsafe sorts. */
export const WRITERS = ['kubelet', 'in-place', 'rename-over'] as const;
export type WriterKind = (typeof WRITERS)[number];

export const TIMINGS = ['prompt', 'any'] as const;
/** The meaning of time: nobody is slow but by a timer of its own, or every process as slow as you like. */
export type Timing = (typeof TIMINGS)[number];

/** What the operator does. */
export type StoryItem = OperatorItem;

/** Which system of src/systems is played, and how it is set up: what its schema made of the file. */
export interface SystemSpec {
  readonly name: string;
  readonly config: Plain;
  /** The same as the file has it: what a link or another file carries on. */
  readonly source: Plain;
}

export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly why: string;
  /** Title and reason in 简体中文; left out, there are none. */
  readonly zh?: Prose;
  /** A system in place of a pod: then nothing is mounted, and all that follows stands empty. Left out, it is a pod. */
  readonly system?: SystemSpec;
  readonly cluster: {
    /** "1.34": decides AtomicWriter's order, see actors/kubelet/versions.ts. */
    readonly kubelet: string;
    readonly changeDetection: ChangeDetection;
    readonly syncFrequencyMs: number;
    /** node.alpha.kubernetes.io/ttl, for `Cache`. */
    readonly ttlMs: number;
    /** Where in U[1, 1.5) × syncFrequency the next sync may fall; the scheduler picks one. */
    readonly syncJitter: readonly number[];
  };
  readonly configMap: {
    readonly name: string;
    /** At time 0; null where it does not exist yet. */
    readonly data: Readonly<Record<string, string>> | null;
    readonly immutable: boolean;
    /** Another pod of the node refers to it, and stays. */
    readonly isShared: boolean;
  };
  readonly mount: {
    readonly path: string;
    readonly kind: MountKind;
    readonly writer: WriterKind;
    readonly fsGroup: number | null;
    readonly defaultMode: number;
    /** key → path below the mount; null mounts every key under its own name. */
    readonly items: Readonly<Record<string, string>> | null;
    /** The key bound by a subPath mount. */
    readonly subPath: string | null;
    /** A ConfigMap or a key that is not there is no error. */
    readonly optional: boolean;
    /** What is projected into the volume beside the ConfigMap; left out, nothing is. */
    readonly source?: { readonly name: string; readonly data: Readonly<Record<string, string>> } | undefined;
  };
  readonly kernel: {
    readonly maxQueuedEvents: number;
    readonly maxUserWatches: number;
    readonly maxUserInstances: number;
  };
  readonly app: {
    /** A watcher library id: "fsnotify@1.10.1", "inotify", "poll". */
    readonly watcher: string;
    readonly strategy: Strategy;
    /** Files read, below the mount; the first is the one watched by `file`. */
    readonly files: readonly string[];
    /** Those of `files` that the application can do without: a missing one is no error, it is just not held. */
    readonly optionalFiles: readonly string[];
    /** `securityContext.runAsUser`; null is root. Its only supplementary group is `fsGroup`. */
    readonly runAsUser: number | null;
    /** What kubelet looks at to tell whether it has started and is ready; left out, it looks at nothing. */
    readonly probes?: { readonly startup: Probe | null; readonly readiness: Probe | null };
  };
  readonly story: readonly StoryItem[];
  /** What is asked before an update is stored; left out, nothing is. `file` is how a file says it. */
  readonly admission?: Admission & { readonly file: Readonly<Record<string, unknown>> };
  /** What may go wrong, each at most so often; nothing unless it is switched on. */
  readonly faults: readonly FaultSpec[];
  /** Every content that may be read, by its bytes. */
  readonly contents: Readonly<Record<string, ContentClass>>;
}
