// A plain scenario for tests: one file, kubelet 1.34, one update after 5 s. Each test overrides what it is about.
import type { Scenario } from '../../src/world/scenario.ts';
import { strategyWith } from '../actors/app/strategies.ts';

export const V1 = 'groupBuy: true\n';
export const V2 = 'groupBuy: false\n';

const valid = { status: 'valid', rootKeys: ['groupBuy'] } as const;

const PLAIN: Scenario = {
  name: 'plain',
  title: 'One update',
  why: 'the smallest story',
  cluster: {
    kubelet: '1.34',
    changeDetection: 'Watch',
    syncFrequencyMs: 60_000,
    ttlMs: 0,
    syncJitter: [1],
  },
  configMap: { name: 'flags', data: { 'feature.yaml': V1 }, immutable: false, isShared: false },
  mount: {
    path: '/etc/config',
    kind: 'volume',
    writer: 'kubelet',
    fsGroup: null,
    defaultMode: 0o644,
    items: null,
    subPath: null,
    optional: false,
  },
  kernel: { maxQueuedEvents: 16384, maxUserWatches: 1024, maxUserInstances: 128 },
  app: {
    watcher: 'fsnotify@1.10.1',
    strategy: strategyWith({
      watch: ['directory'],
      on: [{ ops: ['Create'], name: 'data', if: null, do: ['reload'] }],
    }),
    files: ['feature.yaml'],
    optionalFiles: [],
    runAsUser: null,
  },
  story: [{ atMs: 5000, do: 'apply', data: { 'feature.yaml': V2 } }],
  faults: [],
  contents: { '': { status: 'empty', rootKeys: [] }, [V1]: valid, [V2]: valid },
};

/** The plain scenario with some of its parts replaced. */
export function scenarioWith(
  changes: {
    readonly [part in keyof Omit<Scenario, 'zh' | 'system' | 'admission'>]?: Scenario[part] extends
      | readonly unknown[]
      | string
      ? Scenario[part]
      : Partial<Scenario[part]>;
  },
): Scenario {
  return {
    ...PLAIN,
    ...changes,
    cluster: { ...PLAIN.cluster, ...changes.cluster },
    configMap: { ...PLAIN.configMap, ...changes.configMap },
    mount: { ...PLAIN.mount, ...changes.mount },
    kernel: { ...PLAIN.kernel, ...changes.kernel },
    app: { ...PLAIN.app, ...changes.app },
    contents: { ...PLAIN.contents, ...(changes.contents as Scenario['contents']) },
  };
}
