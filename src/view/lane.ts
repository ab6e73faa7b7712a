// The lanes, from top to bottom the way that data takes, and a mark in one of them.
import type { ActorId } from '../actors/effects.ts';
import type { Model } from '../world/model.ts';
import type { Role } from './rows.ts';

export const LANES = ['api', 'kubelet', 'sidecar', 'volume', 'inotify', 'watcher', 'app', 'requests'] as const;
export type Lane = (typeof LANES)[number];

/** Something that happened in a lane, in the field's own words. */
export interface Mark {
  readonly lane: Lane;
  readonly text: string;
  readonly role: Role | null;
}

const LANE_OF: Readonly<Record<ActorId, Lane>> = {
  operator: 'api',
  api: 'api',
  configMapManager: 'kubelet',
  podWorker: 'kubelet',
  volumeManager: 'kubelet',
  atomicWriter: 'kubelet',
  sidecar: 'sidecar',
  watcher: 'watcher',
  app: 'app',
  requests: 'requests',
  // What goes wrong comes from outside, as the operator's commands do.
  faults: 'api',
};

/** The lane of an actor. */
export function laneOf(actor: ActorId): Lane {
  return LANE_OF[actor];
}

/** The lanes of a scenario: a sidecar's takes the place of kubelet's where a sidecar writes. */
export function lanesOf({ scenario }: Model): readonly Lane[] {
  const absent: Lane = scenario.mount.writer === 'kubelet' ? 'sidecar' : 'kubelet';
  return LANES.filter((lane) => lane !== absent);
}
