// Which ConfigMap is called what, before and after the change, and which of them the pods of a replica set name.
//
// Sources: kustomize configMapGenerator (the suffix is a hash of the content; references are rewritten where the
// nameReference configuration knows the field), Argo Rollouts "Kustomize Integration" (rollout-transform.yaml).
// Rules R4, R5.
import type { CanaryConfig } from './schema.ts';

/** The two replica sets of a rollout. */
export const REPLICA_SETS = ['stable', 'canary'] as const;
export type ReplicaSet = (typeof REPLICA_SETS)[number];

const PLAIN_NAME = 'app-config';
const OLD_NAME = 'app-config-5hchgdk59b';
const NEW_NAME = 'app-config-k7t2f4d9b8';

/** The ConfigMap that the pods of a replica set name. Rule R5: kustomize rewrites only references that it knows. */
export function nameIn({ configMap }: CanaryConfig, set: ReplicaSet): string {
  if (configMap !== 'hashed') return PLAIN_NAME;
  return set === 'stable' ? OLD_NAME : NEW_NAME;
}

/** The ConfigMap that the change writes. */
export function writtenName({ configMap }: CanaryConfig): string {
  return configMap === 'in-place' || configMap === 'checksum' ? PLAIN_NAME : NEW_NAME;
}

/** The ConfigMap that the new manifests no longer have; null when they have all of them. */
export function abandonedName(config: CanaryConfig): string | null {
  const before = nameIn(config, 'stable');
  return before === writtenName(config) ? null : before;
}

/** Rule R1: only a change of the pod template starts a rollout. An edit of a ConfigMap that it names is none. */
export function templateChanges({ configMap, newImage }: CanaryConfig): boolean {
  return newImage || configMap === 'checksum' || configMap === 'hashed';
}
