// How many pods each replica set gets: CalculateReplicaCountsForBasicCanary of Argo Rollouts, for two replica sets.
//
// Source: argoproj/argo-rollouts utils/replicaset/canary.go (approximateWeightedCanaryStableReplicaCounts and what calls
// it; before 1.2 shares were only rounded up); maxSurge and maxUnavailable are the defaults, 25 %.
// Leaves out: traffic routing, setCanaryScale, older replica sets, minReadySeconds, and the last correction of counts beyond
// the limits (adjustReplicaWithinLimits), which a single rollout does not reach. Rules R2, R3.

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

interface Option {
  readonly canary: number;
  readonly total: number;
}

/** Canary pods among `replicas` or one more; at a tie between rounding up and down only the former counts. */
function optionsFor(replicas: number, weight: number): readonly Option[] {
  const exact = (replicas * weight) / 100;
  const [up, down] = [Math.ceil(exact), Math.floor(exact)];
  const all = weight === 0 || weight === 100;
  const isTied = (total: number): boolean => ((total * weight) / 100) % 1 === 0.5;
  const among = (total: number): readonly Option[] => [
    ...(up < total || all ? [{ canary: up, total }] : []),
    ...(!isTied(total) && (down > 0 || all) ? [{ canary: down, total }] : []),
  ];
  return [...among(replicas), ...among(replicas + 1)];
}

/**
 * The pods that come nearest to a weight. Rule R2: neither replica set is left without a pod, unless the weight is 0 or
 * 100; the two may be one pod more than `replicas`.
 */
export function desiredCounts(replicas: number, weight: number): Counts {
  const delta = ({ canary, total }: Option): number => Math.abs((canary * 100) / total - weight);
  const best = optionsFor(replicas, weight).reduce((nearest, each) => (delta(each) < delta(nearest) ? each : nearest));
  return { canary: best.canary, stable: best.total - best.canary };
}

/** What counts of a replica set that may be scaled down. */
function forScaleDown({ spec, available }: Scale, ignoreAvailability: boolean): number {
  return spec < available || ignoreAvailability ? spec : available;
}

/** Both replica sets with what may be added within the surge: stable pods first. */
function scaledUp(desired: Counts, canary: Scale, stable: Scale, most: number): Counts {
  const room = Math.max(0, most - canary.spec - stable.spec);
  const stableUp = Math.min(room, Math.max(0, desired.stable - stable.spec));
  const canaryUp = Math.min(room - stableUp, Math.max(0, desired.canary - canary.spec));
  return { canary: canary.spec + canaryUp, stable: stable.spec + stableUp };
}

/**
 * The counts that the controller sets next. Rule R3: stable pods are added first. While the canary grows only the stable
 * replica set is scaled down, else only the canary, and never so far that fewer than `replicas` less maxUnavailable are
 * left; the pods of the one that shrinks count for that whether they are available or not.
 */
export function nextCounts(replicas: number, weight: number, canary: Scale, stable: Scale): Counts {
  const desired = desiredCounts(replicas, weight);
  const up = scaledUp(desired, canary, stable, replicas + Math.ceil(replicas * MAX_SURGE));
  const grows = desired.canary >= canary.spec;
  const counted = forScaleDown(canary, !grows) + forScaleDown(stable, grows);
  const spare = Math.max(0, counted - (replicas - Math.floor(replicas * MAX_UNAVAILABLE)));
  if (grows) return { ...up, stable: Math.min(up.stable, Math.max(desired.stable, stable.spec - spare)) };
  return { ...up, canary: Math.min(up.canary, Math.max(desired.canary, canary.spec - spare)) };
}
