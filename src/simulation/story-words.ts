// What an operator may do: one key of a story's item for each, in the order in which they are told of.
import { z } from 'zod';
import type { PLAIN_COMMANDS } from '../actors/operator/operator-machine.ts';
import { configMapData, objectName } from './schema-words.ts';

const immutable = z
  .boolean()
  .optional()
  .describe('`immutable` of that version; left out, it stays as it is, and a new ConfigMap is not.');

/** Things that are done or not. */
export const PLAIN_VERBS = {
  annotatePod: 'annotate-pod',
  annotateConfigMap: 'annotate-config-map',
  deleteConfigMap: 'delete-config-map',
  deletePod: 'delete-pod',
  restartContainer: 'restart-container',
} as const satisfies Record<string, (typeof PLAIN_COMMANDS)[number]>;
export type PlainVerb = keyof typeof PLAIN_VERBS;

/** Verbs that are about the pod, which only a kubelet runs. */
export const POD_VERBS: readonly string[] = ['rollOut', 'deletePod', 'restartContainer'];

const done = z.literal(true).optional();

/** The fields of an item, `at` apart. */
export const storyVerbs = {
  apply: configMapData
    .optional()
    .describe("`kubectl apply`: the ConfigMap's whole data from now on; a key left out is removed."),
  applySource: configMapData
    .optional()
    .describe('`kubectl apply` of the second ConfigMap of a projected volume: its whole data from now on.'),
  rollOut: z
    .strictObject({
      name: objectName.describe("The new ConfigMap's name."),
      data: configMapData.describe('Its data.'),
      immutable: immutable.describe('`immutable` of the new ConfigMap.'),
    })
    .optional()
    .describe(
      '`kubectl apply -k`: a ConfigMap of another name, and a pod template that names it: the pod is replaced.',
    ),
  annotatePod: done.describe('`kubectl annotate pod`: kubelet syncs the pod at once; the ConfigMap stays as it is.'),
  annotateConfigMap: done.describe('`kubectl annotate configmap`: its metadata only.'),
  deleteConfigMap: done.describe('`kubectl delete configmap`.'),
  deletePod: done.describe('`kubectl delete pod`: once it is gone another one takes its place, on the same node.'),
  restartContainer: done.describe('`kubectl exec -- kill 1`, or a liveness probe that fails: the pod stays.'),
  immutable: immutable.describe('With `apply`: `immutable` from now on; left out, it stays as it is.'),
};

export const STORY_VERBS = ['apply', 'applySource', 'rollOut', ...(Object.keys(PLAIN_VERBS) as PlainVerb[])] as const;
