// The canary in English.
import type { Plain, SystemWords } from '../system.ts';
import { pictureOf } from './picture.ts';
import type { CanaryConfig } from './schema.ts';
import type { Fleet, PodArgs } from './shared.ts';

type Args = Readonly<Record<string, string | number | boolean>>;
const given = (args: Plain): Args => (args ?? {}) as Args;
const podArgs = (args: Plain): PodArgs => args as unknown as PodArgs;
const podName = ({ set, pod }: PodArgs): string => `${set} ${pod}`;

function operation(op: string, args: Plain): string {
  const { name = '', weight = 0 } = given(args);
  switch (op) {
    case 'applyConfigMap':
      return `kubectl apply configmap/${name}`;
    case 'applyRollout':
      return `kubectl apply rollout (its pods name ${name})`;
    case 'prune':
      return `delete configmap/${name}, which the manifests no longer have`;
    case 'askAbort':
      return 'kubectl argo rollouts abort';
    case 'begin':
      return 'sees a new pod template';
    case 'setWeight':
      return `setWeight: ${weight}`;
    case 'setFullWeight':
      return 'the last step is done: all pods';
    case 'reconcile':
      return 'compares pods and weight';
    case 'seeAbort':
      return 'sees the abort';
    case 'measure':
      return 'measures the canary pods';
    case 'promote':
      return 'the new version is the stable one';
    case 'abort':
      return 'aborts: weight 0';
    case 'sync':
      return 'syncs the volume';
    case 'evict':
      return 'kubectl drain: a stable pod is replaced';
    default:
      return 'looks after its pod';
  }
}

function podMark(result: Plain): string {
  return result === 'old' || result === 'new' ? `serves ${result}` : '';
}

function reconcileMark(result: Plain): string {
  if (result === 'settled') return 'pods are there';
  if (result === 'abort') return 'sees the abort';
  const { canary = 0, stable = 0 } = given(result);
  return `canary ${canary} stable ${stable}`;
}

function mark(op: string, args: Plain, result: Plain): string {
  switch (op) {
    case 'applyConfigMap':
      return 'apply ConfigMap';
    case 'applyRollout':
      return 'apply Rollout';
    case 'prune':
      return 'delete ConfigMap';
    case 'askAbort':
    case 'abort':
      return 'abort';
    case 'setWeight':
      return `setWeight ${given(args).weight}`;
    case 'setFullWeight':
      return 'all pods';
    case 'reconcile':
      return reconcileMark(result);
    case 'promote':
      return 'promoted';
    case 'evict':
      return 'drain';
    case 'watchPod':
    case 'start':
    case 'sync':
      return podMark(result);
    default:
      return '';
  }
}

function podWhy(args: Plain, result: Plain): string {
  const { name } = podArgs(args);
  const pod = podName(podArgs(args));
  if (result === 'waiting') return `The kubelet of ${pod} looks for the ConfigMap ${name}, and there is none.`;
  if (result === 'stale') return `The ConfigMap of ${pod} was edited; its kubelet brings that at its next sync.`;
  return `The container of ${pod} starts with what ${name} holds now: the ${result} configuration.`;
}

function reconcileWhy(result: Plain): string {
  if (result === 'settled') return 'Every pod that the weight asks for is there and available.';
  if (result === 'abort') return 'Somebody has asked for an abort; the controller sees it now.';
  return 'Pods are added up to the surge and taken away down to what must stay available.';
}

function why(op: string, args: Plain, result: Plain): string {
  switch (op) {
    case 'applyConfigMap':
      return `${given(args).name} now holds the new configuration; who names it gets it.`;
    case 'applyRollout':
      return result === true
        ? 'The pod template is a new one, and that is what starts a rollout.'
        : 'The pod template is as it was: no rollout begins, and no step is taken.';
    case 'prune':
      return 'The manifests have it no longer, so it is deleted; nobody asks whether pods still name it.';
    case 'askAbort':
      return result === true
        ? 'The rollout is to go back to the stable replica set.'
        : 'No rollout is under way: there is nothing to abort, and nothing changes.';
    case 'begin':
      return 'A new replica set is made for the new pod template; the steps begin.';
    case 'setWeight':
      return 'The share of the canary, in whole pods: as near as they come to it.';
    case 'setFullWeight':
      return 'After the last step the new replica set gets every pod.';
    case 'reconcile':
      return reconcileWhy(result);
    case 'measure':
      return 'The canary pods are measured, and nothing else is.';
    case 'promote':
      return 'The new replica set is the stable one from now on.';
    case 'abort':
      return 'The weight is 0 again: pods of the stable replica set are to take over.';
    case 'sync':
      return result === null
        ? 'There is nothing to bring any more.'
        : `The kubelet of ${podName(podArgs(args))} brings the edit into the volume, whatever the weight of the canary is.`;
    case 'evict':
      return 'The node is drained; the replica set makes another pod from the same template.';
    case 'seeAbort':
      return 'Somebody has asked for an abort; the controller sees it now.';
    default:
      return podWhy(args, result);
  }
}

function fact({ what, outcome, set, pod, mount, name }: Args) {
  if (what === 'analysis') {
    return outcome === 'failed'
      ? { mark: 'analysis ✗', sentence: 'They serve a bad configuration: the analysis fails.', role: 'bad' as const }
      : { mark: 'analysis ✓', sentence: 'They do well with what they serve.', role: 'good' as const };
  }
  const waits = `${set} ${pod} waits until there is a ConfigMap ${name}`;
  return mount === 'envFrom'
    ? { mark: 'ConfigError ✗', sentence: `CreateContainerConfigError: ${waits}.`, role: 'bad' as const }
    : { mark: 'FailedMount ✗', sentence: `FailedMount: ${waits}.`, role: 'bad' as const };
}

const PROCESSES: Readonly<Record<string, string>> = { '@drain': 'node drain' };

const TIMERS: readonly (readonly [part: string, words: string])[] = [
  ['pause', 'the pause is over'],
  ['analysis', 'the analysis has its measurements'],
  ['phase', "the kubelet's next sync"],
  ['untilAbort', 'somebody has seen enough'],
  ['untilDrain', 'the node is to be drained'],
];

export const canaryWords: SystemWords<CanaryConfig, Fleet> = {
  name: 'canary',
  process: (id) => PROCESSES[id] ?? id.slice(1).replace('-', ' '),
  operation,
  mark,
  why,
  fact,
  option: (_, option) => `drain after ${option}`,
  timer: (id) => TIMERS.find(([part]) => id.includes(part))?.[1] ?? id,
  properties: {
    'canary-contained': {
      asks: 'before an analysis has passed, a bad configuration is served by no more pods than the steps gave the canary',
      violated: { 'beyond-its-share': 'more pods serve the bad configuration than any step gave to the canary' },
    },
    'rolls-back': {
      asks: 'after an abort all pods end up with the old configuration',
      violated: {
        'serves-new': 'pods still serve the new configuration after the abort',
        'not-running': 'pods of the stable replica set cannot start after the abort',
      },
    },
    'rolls-out': {
      asks: 'without an abort all pods end up with the new configuration',
      violated: {
        'serves-old': 'pods still serve the old configuration, and nothing will change that',
        'not-running': 'pods cannot start',
      },
    },
  },
  picture: (config, moment) =>
    pictureOf(config, moment, {
      configMap: 'ConfigMap',
      missing: 'there is none',
      weight: 'weight',
      stable: 'stable pods',
      canary: 'canary pods',
      analysis: 'analysis',
      content: { old: 'old', new: 'new' },
      pod: { creating: 'starting', waiting: '✗ waiting', old: 'old', new: 'new' },
      phase: { stable: 'no rollout', progressing: 'progressing', aborted: 'aborted', promoted: 'promoted' },
      outcome: { passed: 'passed', failed: 'failed' },
    }),
};
