// The lanes, from top to bottom the way that data takes, and a mark in one of them.
import { type ActorId, isProcess, type PodActorId, type ProcessId } from '../actors/effects.ts';
import type { Model } from '../world/model.ts';
import type { Language } from './messages/messages.ts';
import type { Role } from './rows.ts';

export const POD_LANES = ['api', 'kubelet', 'sidecar', 'volume', 'inotify', 'watcher', 'app', 'requests'] as const;
export type PodLane = (typeof POD_LANES)[number];

/** A lane of the pod, or one process of a system. */
export type Lane = PodLane | ProcessId;

/** Something that happened in a lane, in the field's own words. */
export interface Mark {
  readonly lane: Lane;
  readonly text: string;
  readonly role: Role | null;
  /** A system's own words in every language, where `text` is the English; left out where it is the same in all. */
  readonly texts?: Readonly<Record<Language, string>>;
}

const LANE_OF: Readonly<Record<PodActorId, PodLane>> = {
  operator: 'api',
  api: 'api',
  configMapManager: 'kubelet',
  podWorker: 'kubelet',
  volumeManager: 'kubelet',
  atomicWriter: 'kubelet',
  prober: 'kubelet',
  sidecar: 'sidecar',
  watcher: 'watcher',
  app: 'app',
  requests: 'requests',
  // What goes wrong comes from outside, as the operator's commands do.
  faults: 'api',
};

/** The lane of an actor. */
export function laneOf(actor: ActorId): Lane {
  return isProcess(actor) ? actor : LANE_OF[actor];
}

/** What a lane is called, given what the pod's are called. */
export function laneName(names: Readonly<Record<PodLane, string>>, lane: Lane): string {
  return isProcess(lane) ? lane.slice(1) : names[lane as PodLane];
}

/** The lanes of a scenario: a sidecar's takes the place of kubelet's where a sidecar writes. */
export function lanesOf({ scenario, system, actorIds }: Model): readonly Lane[] {
  if (system !== null) return actorIds.filter(isProcess);
  // Probes are kubelet's, whoever writes the files.
  if (scenario.mount.writer !== 'kubelet' && scenario.app.probes !== undefined) return POD_LANES;
  const absent: Lane = scenario.mount.writer === 'kubelet' ? 'sidecar' : 'kubelet';
  return POD_LANES.filter((lane) => lane !== absent);
}
