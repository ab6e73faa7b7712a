// The configuration of the canary: a fleet, the steps of a Rollout, and how the pods name their ConfigMap.
//
// Field names are those of Argo Rollouts (`setWeight`, `pause`, `analysis`), Kubernetes (`envFrom`) and kustomize.
// Leaves out: traffic routing, setCanaryScale, background analysis, pauses without an end, experiments.
import { z } from 'zod';
import { duration, interval } from '../words-of-time.ts';

/** How a change of configuration is brought to the cluster. */
const CONFIG_MAPS = ['in-place', 'checksum', 'hashed', 'hashed-unrewritten'] as const;
export const MOUNTS = ['volume', 'envFrom'] as const;

/** More pods than anybody can follow; what is to be seen is seen with four. */
const REPLICAS_MAX = 6;
const STEPS_MAX = 12;

const step = z.strictObject({
  setWeight: z
    .int()
    .min(0)
    .max(100)
    .meta({ title: 'a weight: a whole percentage from 0 to 100' })
    .optional()
    .describe('The share of the pods that the canary gets, in percent; as near as whole pods come to it.'),
  pause: duration.optional().describe('How long to wait before the next step.'),
  analysis: interval.optional().describe('After this time the canary pods are measured; a failure aborts the rollout.'),
});
export type Step = z.output<typeof step>;

export const canarySchema = z.strictObject({
  replicas: z.int().min(1).max(REPLICAS_MAX).default(4).describe('How many pods the service has.'),
  steps: z
    .array(step)
    .min(1)
    .max(STEPS_MAX)
    .describe('The steps of the canary strategy, in order; after the last one the new version gets all pods.'),
  config: z
    .enum(['good', 'bad'])
    .default('bad')
    .describe('Is the new configuration good? Pods that serve a bad one run, and an analysis of them fails.'),
  configMap: z
    .enum(CONFIG_MAPS)
    .describe(
      'in-place: the one ConfigMap is edited. checksum: it is edited, and its checksum is an annotation of the pod template. hashed: kustomize gives it a name with a hash of its content, and the Rollout names that. hashed-unrewritten: kustomize does not know where a Rollout names a ConfigMap, so the name in it stays as it is.',
    ),
  newImage: z
    .boolean()
    .default(false)
    .describe('Does the release change the image as well, so that the pod template is a new one in any case?'),
  mount: z
    .enum(MOUNTS)
    .default('volume')
    .describe('How pods take the ConfigMap: a volume follows edits, envFrom is read when a container starts.'),
  prune: z
    .boolean()
    .default(false)
    .describe('Are objects deleted that the new manifests do not have (helm upgrade, kubectl apply --prune)?'),
  syncPhases: z
    .array(duration)
    .min(1)
    .max(REPLICAS_MAX)
    .prefault(['10s', '25s', '40s', '55s'])
    .describe('By pod, in turn: how long after an edit its kubelet next syncs it.'),
  abortAt: interval.optional().describe('When somebody aborts the rollout by hand.'),
  evictAt: z
    .array(interval)
    .min(1)
    .max(4)
    .optional()
    .describe('When the node of a stable pod is drained, and another pod takes its place: one of these times.'),
});
export type CanaryConfig = z.output<typeof canarySchema>;

const KINDS = ['setWeight', 'pause', 'analysis'] as const;

/** Steps that say nothing or two things, and an analysis of no pods. */
export function canaryMistakes({ steps }: CanaryConfig) {
  let weight = 0;
  return steps.flatMap((each, index): { path: (string | number)[]; message: string }[] => {
    const said = KINDS.filter((kind) => each[kind] !== undefined);
    weight = each.setWeight ?? weight;
    if (said.length !== 1) {
      const found = said.length === 0 ? 'none' : said.join(' and ');
      return [{ path: ['steps', index], message: `found ${found}, expected one of setWeight, pause, analysis` }];
    }
    if (each.analysis === undefined || weight > 0) return [];
    const message = 'found an analysis at weight 0, where there is no canary pod to measure';
    return [{ path: ['steps', index, 'analysis'], message }];
  });
}
