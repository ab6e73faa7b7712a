// 金丝雀，简体中文。
import type { Plain, SystemWords } from '../system.ts';
import { pictureOf } from './picture.ts';
import type { CanaryConfig } from './schema.ts';
import type { Fleet, PodArgs } from './shared.ts';

type Args = Readonly<Record<string, string | number | boolean>>;
const given = (args: Plain): Args => (args ?? {}) as Args;
const podArgs = (args: Plain): PodArgs => args as unknown as PodArgs;

const SETS = { stable: '稳定', canary: '金丝雀' } as const;
const CONTENTS = { old: '旧', new: '新' } as const;
const podName = ({ set, pod }: PodArgs): string => `${SETS[set]} ${pod}`;
const content = (result: Plain): string => CONTENTS[result === 'new' ? 'new' : 'old'];

function operation(op: string, args: Plain): string {
  const { name = '', weight = 0 } = given(args);
  switch (op) {
    case 'applyConfigMap':
      return `kubectl apply configmap/${name}`;
    case 'applyRollout':
      return `kubectl apply rollout（其 Pod 引用 ${name}）`;
    case 'prune':
      return `删除清单中不再有的 configmap/${name}`;
    case 'askAbort':
      return 'kubectl argo rollouts abort';
    case 'begin':
      return '看到新的 Pod 模板';
    case 'setWeight':
      return `setWeight: ${weight}`;
    case 'setFullWeight':
      return '最后一步已完成：所有 Pod';
    case 'reconcile':
      return '比较 Pod 与权重';
    case 'seeAbort':
      return '看到中止';
    case 'measure':
      return '测量金丝雀 Pod';
    case 'promote':
      return '新版本成为稳定版本';
    case 'abort':
      return '中止：权重 0';
    case 'sync':
      return '同步卷';
    case 'evict':
      return 'kubectl drain：一个稳定 Pod 被替换';
    default:
      return '照看自己的 Pod';
  }
}

function podMark(result: Plain): string {
  return result === 'old' || result === 'new' ? `提供${content(result)}配置` : '';
}

function reconcileMark(result: Plain): string {
  if (result === 'settled') return 'Pod 已就位';
  if (result === 'abort') return '看到中止';
  const { canary = 0, stable = 0 } = given(result);
  return `金丝雀 ${canary} 稳定 ${stable}`;
}

function mark(op: string, args: Plain, result: Plain): string {
  switch (op) {
    case 'applyConfigMap':
      return 'apply ConfigMap';
    case 'applyRollout':
      return 'apply Rollout';
    case 'prune':
      return '删除 ConfigMap';
    case 'askAbort':
    case 'abort':
      return '中止';
    case 'setWeight':
      return `setWeight ${given(args).weight}`;
    case 'setFullWeight':
      return '所有 Pod';
    case 'reconcile':
      return reconcileMark(result);
    case 'promote':
      return '已晋升';
    case 'evict':
      return '排空';
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
  if (result === 'waiting') return `${pod} 的 kubelet 寻找名为 ${name} 的 ConfigMap，但没有。`;
  if (result === 'stale') return `${pod} 的 ConfigMap 被修改了；它的 kubelet 会在下次同步时带来。`;
  return `${pod} 的容器以 ${name} 此刻的内容启动：${content(result)}配置。`;
}

function reconcileWhy(result: Plain): string {
  if (result === 'settled') return '权重所要求的每个 Pod 都在，并且可用。';
  if (result === 'abort') return '有人要求中止；控制器现在看到了。';
  return '增加的 Pod 不超过 maxSurge，减少的 Pod 不低于必须保持可用的数目。';
}

function why(op: string, args: Plain, result: Plain): string {
  switch (op) {
    case 'applyConfigMap':
      return `${given(args).name} 现在是新的配置；谁引用它，谁就得到它。`;
    case 'applyRollout':
      return result === true
        ? 'Pod 模板是新的，发布正是由此开始。'
        : 'Pod 模板没有变：不会开始发布，也不会走任何一步。';
    case 'prune':
      return '清单中不再有它，于是被删除；没有人问是否还有 Pod 引用它。';
    case 'askAbort':
      return result === true ? '发布要退回到稳定的 ReplicaSet。' : '没有正在进行的发布：没有可以中止的，什么都不变。';
    case 'begin':
      return '为新的 Pod 模板建立新的 ReplicaSet；各步开始。';
    case 'setWeight':
      return '金丝雀的份额，以整个 Pod 计，取最接近的。';
    case 'setFullWeight':
      return '最后一步之后，新的 ReplicaSet 得到所有 Pod。';
    case 'reconcile':
      return reconcileWhy(result);
    case 'measure':
      return '被测量的是金丝雀 Pod，别的都不测。';
    case 'promote':
      return '从现在起，新的 ReplicaSet 是稳定的那一个。';
    case 'abort':
      return '权重又是 0：由稳定 ReplicaSet 的 Pod 接手。';
    case 'sync':
      return result === null
        ? '已经没有什么要带来的了。'
        : `${podName(podArgs(args))} 的 kubelet 把修改带进卷里，不管金丝雀的权重是多少。`;
    case 'evict':
      return '节点被排空；ReplicaSet 用同一个模板再建一个 Pod。';
    case 'seeAbort':
      return '有人要求中止；控制器现在看到了。';
    default:
      return podWhy(args, result);
  }
}

function fact({ what, outcome, set, pod, mount, name }: Args) {
  if (what === 'analysis') {
    return outcome === 'failed'
      ? { mark: '分析 ✗', sentence: '它们提供的是坏配置：分析失败。', role: 'bad' as const }
      : { mark: '分析 ✓', sentence: '它们以所提供的配置运行良好。', role: 'good' as const };
  }
  const waits = `${set === 'stable' ? SETS.stable : SETS.canary} ${pod} 一直等到有名为 ${name} 的 ConfigMap`;
  return mount === 'envFrom'
    ? { mark: 'ConfigError ✗', sentence: `CreateContainerConfigError：${waits}。`, role: 'bad' as const }
    : { mark: 'FailedMount ✗', sentence: `FailedMount：${waits}。`, role: 'bad' as const };
}

const PROCESSES: Readonly<Record<string, string>> = {
  '@operator': '操作者',
  '@rollout': '发布控制器',
  '@drain': '排空节点',
};

function processName(id: string): string {
  const [, set, number = ''] = /^@(stable|canary)-(\d+)$/.exec(id) ?? [];
  return set === 'stable' || set === 'canary' ? `${SETS[set]} ${number}` : (PROCESSES[id] ?? id);
}

const TIMERS: readonly (readonly [part: string, words: string])[] = [
  ['pause', '暂停结束'],
  ['analysis', '分析有了测量结果'],
  ['phase', 'kubelet 的下一次同步'],
  ['untilAbort', '有人看不下去了'],
  ['untilDrain', '节点要被排空'],
];

export const canaryWordsZh: SystemWords<CanaryConfig, Fleet> = {
  name: '金丝雀',
  process: processName,
  operation,
  mark,
  why,
  fact,
  option: (_, option) => `${option} 后排空`,
  timer: (id) => TIMERS.find(([part]) => id.includes(part))?.[1] ?? id,
  properties: {
    'canary-contained': {
      asks: '在分析通过之前，提供坏配置的 Pod 不多于各步给金丝雀的份额',
      violated: { 'beyond-its-share': '提供坏配置的 Pod 多于任何一步给金丝雀的份额' },
    },
    'rolls-back': {
      asks: '中止之后，所有 Pod 最终提供旧配置',
      violated: {
        'serves-new': '中止之后仍有 Pod 提供新配置',
        'not-running': '中止之后，稳定 ReplicaSet 的 Pod 无法启动',
      },
    },
    'rolls-out': {
      asks: '没有中止时，所有 Pod 最终提供新配置',
      violated: {
        'serves-old': '仍有 Pod 提供旧配置，而且不会再有什么改变它',
        'not-running': '有 Pod 无法启动',
      },
    },
  },
  picture: (config, moment) =>
    pictureOf(config, moment, {
      configMap: 'ConfigMap',
      missing: '不存在',
      weight: '权重',
      stable: '稳定 Pod',
      canary: '金丝雀 Pod',
      analysis: '分析',
      content: CONTENTS,
      pod: { creating: '启动中', waiting: '✗ 等待', ...CONTENTS },
      phase: { stable: '没有发布', progressing: '进行中', aborted: '已中止', promoted: '已晋升' },
      outcome: { passed: '通过', failed: '失败' },
    }),
};
