// The pod worker as it starts containers and replaces pods; the volume manager and the ConfigMap manager with it.
import { describe, expect, test } from 'vitest';
import type { ConfigMapObject } from '../../../src/actors/effects.ts';
import {
  type ConfigMapManagerConfig,
  createConfigMapManager,
} from '../../../src/actors/kubelet/configmap-manager-machine.ts';
import { environmentOf } from '../../../src/actors/kubelet/environment.ts';
import { makePayload } from '../../../src/actors/kubelet/payload.ts';
import { createPodWorker, type PodWorkerConfig } from '../../../src/actors/kubelet/pod-worker-machine.ts';
import { createVolumeManager } from '../../../src/actors/kubelet/volume-manager-machine.ts';
import { begin, give } from '../drive.ts';
import { drive } from '../transcript.ts';
import { emptyVolume } from './volume.ts';

const SYNC = 'xstate.after.resync.podWorker.waiting';
const RELIST = 'xstate.after.relist.podWorker.relisting';
const BACK_OFF = 'xstate.after.backOff.podWorker.backingOff';
const fine = { type: 'ran', error: null } as const;
const names = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => line.replace(/ [-+]xstate\S*( \d+ms)?/g, ''));

function worker(config: Partial<PodWorkerConfig> = {}) {
  const kubelet = { syncFrequencyMs: 60_000, syncJitter: [1], restartMs: 10_000 };
  return drive(
    createPodWorker({ ...kubelet, hasVolume: true, isProbed: false, environment: null, waitsFor: null, ...config }),
  );
}

describe('V6: a container', () => {
  test('that is killed is started by the sync that follows when its end is noticed', () => {
    expect(names(worker().give({ type: 'containerUnhealthy' }, fine, { type: RELIST }, fine))).toEqual([
      'stopping [container-stopped] runtime',
      'relisting',
      'startingContainer [sync] [post markRemountRequired to volumeManager] runtime',
      'waiting [container-started]',
    ]);
  });

  test('that ended while kubelet was down is started when it runs again', () => {
    const down = worker();
    down.give({ type: 'killed' }, { type: 'containerDied' });
    expect(names(down.give({ type: 'xstate.after.restart.podWorker.down' }))[0]).toMatch(
      /^startingContainer .* runtime$/,
    );
  });

  test('that cannot be started is tried again ten seconds later', () => {
    const starting = worker();
    starting.give({ type: 'containerDied' });
    expect(starting.give({ type: 'ran', error: 'mount: ENOENT' })).toEqual([
      `backingOff [container-waits] +${BACK_OFF} 10000ms`,
    ]);
    expect(names(starting.give({ type: BACK_OFF }))[0]).toMatch(/^startingContainer \[sync\]/);
  });
});

test('V11: its prober is told of every container that runs and that ends', () => {
  const pod = worker({ isProbed: true });
  expect(names(pod.give({ type: 'containerDied' }, fine))).toEqual([
    'startingContainer [post containerStopped to prober] [sync] [post markRemountRequired to volumeManager] runtime',
    'waiting [container-started] [post containerRunning to prober]',
  ]);
  expect(pod.give({ type: 'podDeleted' }, fine)[1]).toContain('[post containerStopped to prober]');
  pod.give({ type: 'killed' });
  expect(pod.give({ type: 'xstate.after.restart.podWorker.down' })[0]).toContain('[post kubeletStarted to prober]');
});

describe('V5: a pod that is deleted', () => {
  test('ends, then its volume goes, then another one is set up, and only then a container starts', () => {
    expect(names(worker().give({ type: 'podDeleted' }, fine, { type: 'tornDown' }, { type: 'mounted' }, fine))).toEqual(
      [
        'terminating runtime',
        'tearingDown [post tearDown to volumeManager]',
        'mounting [post podReplaced to configMapManager] [pod-replaced] [post markRemountRequired to volumeManager]',
        'startingContainer runtime',
        'waiting [container-started]',
      ],
    );
  });

  test.each([
    ['terminating', [{ type: 'podDeleted' }], 'terminating runtime'],
    ['new', [{ type: 'podDeleted' }, fine, { type: 'tornDown' }], 'mounting [post podReplaced'],
  ])('is %s still when kubelet runs again', (_, before, then) => {
    const pod = worker();
    pod.give(...before, { type: 'killed' });
    const [line = ''] = names(pod.give({ type: 'xstate.after.restart.podWorker.down' }));
    expect(line.replace(/\[post kubeletStarted to \w+\] /g, '')).toContain(then);
  });

  test('may be deleted again before it has come; the name that was given last counts', () => {
    const config = {
      syncFrequencyMs: 60_000,
      syncJitter: [1],
      restartMs: 1,
      environment: null,
      isProbed: false,
      hasVolume: true,
    } as const;
    const waiting = begin(createPodWorker({ ...config, waitsFor: 'volume' }), emptyVolume());
    expect(waiting.state.snapshot.value).toBe('mounting');
    const pod = drive(createPodWorker({ ...config, waitsFor: 'volume' }));
    pod.give(
      { type: 'podDeleted', name: 'flags-2' },
      fine,
      { type: 'podDeleted', name: 'flags-3' },
      { type: 'tornDown' },
    );
    expect(pod.state().snapshot.context).toMatchObject({ phase: 'new', name: 'flags-3' });
  });

  test('takes its volume with it, between two operations on it', () => {
    const config = {
      volume: '/etc/config',
      items: null,
      removeAll: 'nofollow',
      optional: false,
      hasSource: false,
      isAwaited: false,
    } as const;
    const mounted = begin(createVolumeManager(config), emptyVolume());
    const gone = give(mounted, { type: 'tearDown' });
    expect([gone.state.snapshot.value, gone.posts]).toEqual(['unmounted', [{ type: 'tornDown' }]]);
    const ticking = give(mounted, { type: 'markRemountRequired' });
    expect(give(ticking, { type: 'tearDown' }).state.snapshot.value).toBe('unmounted');
    const marks = ['populatorTick', 'reconcilerTick'].map((tick) => ({
      type: `xstate.after.${tick}.volumeManager.${tick}`,
    }));
    const reading = drive(createVolumeManager(config));
    reading.give({ type: 'markRemountRequired' }, ...marks);
    expect(reading.give({ type: 'tearDown' })).toEqual(['getConfigMap']);
  });
});

test('V10: a volume that a pod waits for is tried until it can be set up, and then told', () => {
  const config = {
    volume: '/etc/config',
    items: null,
    removeAll: 'nofollow',
    optional: false,
    hasSource: false,
    isAwaited: true,
  } as const;
  const manager = drive(createVolumeManager(config));
  const reconciled = { type: 'xstate.after.reconcilerTick.volumeManager.reconcilerTick' };
  manager.give({ type: 'xstate.after.populatorTick.volumeManager.populatorTick' }, reconciled);
  const missing = { type: 'object', object: { resourceVersion: 1, data: null } } as const;
  expect(manager.give(missing)[0]).toContain('backOff [write-failed]');
  manager.give({ type: 'xstate.after.backOff.volumeManager.backOff' }, reconciled);
  const there = { type: 'object', object: { resourceVersion: 2, data: { a: '1' } } } as const;
  manager.give(there, { type: 'returned', result: { done: true } });
  expect(manager.give({ type: 'written', changed: true })).toEqual(['mounted [post mounted to podWorker]']);
});

describe('V7: the environment', () => {
  const source = { configMap: 'flags', items: { a: 'A' }, optional: false };

  test('is read whenever a container is created', () => {
    const pod = worker({ hasVolume: false, environment: source });
    const object = { type: 'object', object: { resourceVersion: 2, data: { a: '2' } } } as const;
    expect(names(pod.give({ type: 'containerDied' }, object, fine))).toEqual([
      'creating [sync] [post get to configMapManager]',
      'startingContainer runtime',
      'waiting [container-started]',
    ]);
    pod.give({ type: SYNC }, { type: 'containerDied' }, object);
    expect(pod.state().waiting).toEqual({ type: 'runtime', call: { fn: 'start', environment: { A: '2' } } });
  });

  test('V10: without its key, or its ConfigMap, no container is created', () => {
    const pod = worker({ hasVolume: false, environment: source, waitsFor: 'environment' });
    pod.give({ type: 'object', object: { resourceVersion: 1, data: {} } });
    expect(pod.facts()).toEqual([
      {
        rule: 'V10',
        kind: 'container-waits',
        about: { why: "couldn't find key a in ConfigMap default/flags" },
      },
    ]);
    expect(environmentOf(source, null).problem).toBe('configmap "flags" not found');
  });

  test('V9: what is optional and not there is left out', () => {
    expect(environmentOf({ ...source, optional: true }, null)).toEqual({ environment: {}, problem: null });
    expect(environmentOf({ ...source, items: null }, { a: '1' })).toEqual({ environment: { a: '1' }, problem: null });
    expect(environmentOf(null, { a: '1' })).toEqual({ environment: null, problem: null });
    expect(makePayload({ b: '2' }, { a: 'x', b: 'y' }, true)).toEqual({ payload: { y: '2' } });
    expect(makePayload({ b: '2' }, { a: 'x', b: 'y' })).toEqual({ missingKey: 'a' });
  });
});

describe('V3, V4: the store of an immutable object', () => {
  const V1: ConfigMapObject = { resourceVersion: 1, data: { a: '1' }, immutable: true };
  const V2: ConfigMapObject = { resourceVersion: 3, data: { a: '2' } };
  const get = { type: 'get', from: 'volumeManager' } as const;
  const recreated = [
    { type: 'deleted', object: { resourceVersion: 2, data: null } },
    { type: 'modified', object: V2 },
  ] as const;

  function manager(changes: Partial<ConfigMapManagerConfig> = {}) {
    const config = { changeDetection: 'Watch', ttlMs: 0, syncDropsCache: false, object: V1, relistMs: 30_000 } as const;
    return begin(createConfigMapManager({ ...config, isShared: false, ...changes }), emptyVolume());
  }

  test('V3: it is stopped by the read that finds it immutable', () => {
    const mutable = manager({ object: { resourceVersion: 1, data: { a: '1' } } });
    const told = give(mutable, { type: 'modified', object: V1 });
    expect(told.state.snapshot.value).toBe('watching');
    const read = give(told, get);
    expect([read.state.snapshot.value, read.posts, read.facts[0]?.rule]).toEqual([
      'stopped',
      [{ type: 'object', object: V1 }],
      'V3',
    ]);
  });

  test('V4: what is deleted and made again under its name is not seen', () => {
    const after = recreated.reduce((driven, event) => give(driven, event), manager());
    expect(give(after, get).posts).toEqual([{ type: 'object', object: V1 }]);
  });

  test('V3: with Cache and Get it is read as any other', () => {
    for (const changeDetection of ['Cache', 'Get'] as const) {
      const asked = give(manager({ changeDetection }), get);
      expect(asked.posts).toEqual([{ type: 'get', from: 'configMapManager' }]);
    }
  });

  test('V4: it goes with the last pod of the node that refers to it', () => {
    const listed = give(manager(), { type: 'podReplaced' });
    expect(listed.posts).toEqual([{ type: 'get', from: 'configMapManager' }]);
    const read = give(give(listed, get), { type: 'object', object: V2 });
    expect([read.state.snapshot.value, read.posts]).toEqual(['watching', [{ type: 'object', object: V2 }]]);
  });

  test('V4: it stays while another pod of the node refers to it', () => {
    const replaced = give(manager({ isShared: true }), { type: 'podReplaced' });
    expect([replaced.state.snapshot.value, replaced.posts]).toEqual(['stopped', []]);
    expect(give(replaced, get).posts).toEqual([{ type: 'object', object: V1 }]);
  });

  test('V4: a kubelet that is started again reads it anew', () => {
    const started = give(give(manager(), { type: 'killed' }), { type: 'kubeletStarted' });
    expect(started.posts).toEqual([{ type: 'get', from: 'configMapManager' }]);
  });

  test('V8: another name is asked for, and an answer about the old one is not taken', () => {
    const asked = give(give(manager({ isShared: true }), { type: 'podReplaced', name: 'flags-2' }), get);
    expect(give(asked, { type: 'object', object: V1 }).posts).toEqual([]);
    const answered = give(asked, { type: 'object', object: { ...V2, immutable: true }, name: 'flags-2' });
    expect([answered.state.snapshot.value, answered.posts]).toEqual([
      'stopped',
      [{ type: 'object', object: { ...V2, immutable: true } }],
    ]);
  });
});
