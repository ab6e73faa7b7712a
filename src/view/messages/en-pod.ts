// English: what becomes of ConfigMaps, of the pod and of its container, besides updates.
import type { PodFacts } from './messages.ts';

export const podFactsEn: PodFacts = {
  deleted: () => 'The ConfigMap is deleted. What is mounted, and what kubelet has in its store, stays for now.',
  annotated: ({ about }) =>
    about('immutable') === 'true'
      ? 'The ConfigMap is immutable from now on; its data is what it was.'
      : "Only the ConfigMap's metadata changes: allowed, immutable or not, and nothing mounted changes by it.",
  'watch-stopped': () =>
    'kubelet reads an immutable ConfigMap and stops watching it: it will not learn what becomes of that name.',
  'pod-replaced': () => 'The old pod is gone with its volume and its reference; kubelet begins with the new one.',
  'container-stopped': () => 'The container is killed. Its pod stays, and so does the volume.',
  'container-started': () => 'A container is started: its mounts and its environment are made of what kubelet has now.',
  'container-waits': ({ about }) => `The container cannot be created: ${about('why')}. kubelet tries again later.`,
  probed: ({ about }) => probed(about('probe'), about('outcome')),
};

function probed(probe: string, outcome: string): string {
  if (outcome === 'started') return 'The startup probe succeeds, and never looks again.';
  if (outcome === 'ready') return 'The readiness probe succeeds: the pod is an endpoint of the Service.';
  if (outcome === 'unready') return 'The readiness probe has failed too often: the pod is taken out of the Service.';
  return outcome === 'restart'
    ? `The ${probe} probe has failed too often: the container is killed.`
    : `The ${probe} probe fails.`;
}
