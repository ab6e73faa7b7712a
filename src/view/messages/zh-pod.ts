// 简体中文: what becomes of ConfigMaps, of the pod and of its container, besides updates.
import type { PodFacts } from './messages.ts';

export const podFactsZh: PodFacts = {
  deleted: () => 'ConfigMap 被删除。已挂载的内容，以及 kubelet 存储中的副本，暂时保持不变。',
  annotated: ({ about }) =>
    about('immutable') === 'true'
      ? '该 ConfigMap 从此不可变；它的数据仍是原来的。'
      : '只改了 ConfigMap 的元数据：不论是否不可变都允许，挂载的内容不因此而变。',
  'watch-stopped': () => 'kubelet 读到一个不可变的 ConfigMap，便停止监视它：这个名字以后的变化，它不会知道。',
  'pod-replaced': () => '旧 Pod 连同它的卷和引用都已消失；kubelet 开始处理新的 Pod。',
  'container-stopped': () => '容器被杀死。它的 Pod 还在，卷也还在。',
  'container-started': () => '容器启动：它的挂载和环境变量由 kubelet 此刻所有的内容构成。',
  'container-waits': ({ about }) => `容器无法创建：${about('why')}。kubelet 稍后再试。`,
  probed: ({ about }) => probed(about('probe'), about('outcome')),
};

const PROBES: Readonly<Record<string, string>> = { startup: '启动', readiness: '就绪' };

function probed(probe: string, outcome: string): string {
  if (outcome === 'started') return '启动探针成功，以后不再查看。';
  if (outcome === 'ready') return '就绪探针成功：该 Pod 成为 Service 的端点。';
  if (outcome === 'unready') return '就绪探针失败次数过多：该 Pod 被移出 Service。';
  const name = PROBES[probe] ?? probe;
  return outcome === 'restart' ? `${name}探针失败次数过多：容器被杀死。` : `${name}探针失败。`;
}
