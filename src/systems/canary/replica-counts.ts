// How many pods each replica set gets: CalculateReplicaCountsForCanary of Argo Rollouts, for two replica sets.
//
// Source: argoproj/argo-rollouts utils/replicaset/canary.go (007a38d); maxSurge and maxUnavailable are the defaults, 25 %.
// Leaves out: traffic routing, setCanaryScale, older replica sets, minReadySeconds. Rules R2, R3.

/** One replica set: how many pods it is to have, and how many of them are available. */
export interface Scale {
  readonly spec: number;
  readonly available: number;
}

export interface Counts {
  readonly canary: number;
  readonly stable: number;
}

const MAX_SURGE = 0.25;
const MAX_UNAVAILABLE = 0.25;

/** Rule R2: both shares are rounded up, so that neither is 0 unless the weight is 0 or 100. */
export function desiredCounts(replicas: number, weight: number): Counts {
  return { canary: Math.ceil((replicas * weight) / 100), stable: Math.ceil((replicas * (100 - weight)) / 100) };
}

/** What counts of a replica set that may be scaled down. */
function forScaleDown({ spec, available }: Scale, ignoreAvailability: boolean): number {
  return spec < available || ignoreAvailability ? spec : available;
}

/** The most pods that may be added now. */
function surplus(replicas: number, weight: number, canary: Scale, stable: Scale): number {
  const surge = Math.ceil(replicas * MAX_SURGE) + ((replicas * weight) % 100 === 0 ? 0 : 1);
  return Math.max(0, replicas + surge - canary.spec - stable.spec);
}

/**
 * The counts that the controller sets next. Rule R3: the stable replica set is scaled up first, and no pod is taken away
 * while fewer than `replicas - maxUnavailable` would be left; a canary that shrinks counts whether it is available or not,
 * and so does the stable replica set while the canary grows.
 */
export function nextCounts(replicas: number, weight: number, canary: Scale, stable: Scale): Counts {
  const desired = desiredCounts(replicas, weight);
  const room = surplus(replicas, weight, canary, stable);
  const stableUp = Math.min(room, Math.max(0, desired.stable - stable.spec));
  const canaryUp = Math.min(room - stableUp, Math.max(0, desired.canary - canary.spec));

  const grows = desired.canary >= canary.spec;
  const counted = forScaleDown(canary, !grows) + forScaleDown(stable, grows);
  const spare = Math.max(0, counted - (replicas - Math.floor(replicas * MAX_UNAVAILABLE)));
  const canaryDown = Math.min(spare, Math.max(0, canary.spec - desired.canary));
  const stableDown = Math.min(spare - canaryDown, Math.max(0, stable.spec - desired.stable));
  return { canary: canary.spec + canaryUp - canaryDown, stable: stable.spec + stableUp - stableDown };
}
