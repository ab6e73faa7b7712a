import { describe, expect, test } from 'vitest';
import { firstStored } from '../../../src/actors/api/api-server-machine.ts';
import { putSource } from '../../../src/actors/api/stored.ts';
import type { ConfigMapObject } from '../../../src/actors/effects.ts';
import { createConfigMapManager } from '../../../src/actors/kubelet/configmap-manager-machine.ts';
import { createVolumeManager } from '../../../src/actors/kubelet/volume-manager-machine.ts';
import { check } from '../../../src/explore/check.ts';
import { createModel } from '../../../src/world/model.ts';
import { scenarioWith, V1, V2 } from '../../world/scenarios.ts';
import { begin, give } from '../drive.ts';
import { drive } from '../transcript.ts';
import { emptyVolume } from './volume.ts';

const A1: ConfigMapObject = { resourceVersion: 1, data: { a: '1' } };
const B1: ConfigMapObject = { resourceVersion: 1, data: { b: '1' } };
const B2: ConfigMapObject = { resourceVersion: 2, data: { b: '2' } };
const getSource = { type: 'getSource', from: 'volumeManager' } as const;

describe('V13: the API server', () => {
  const stored = firstStored({ name: 'a', object: A1, source: B1 });

  test('counts a version of what both hold for each update of one', () => {
    expect(putSource(stored, { b: '2' })).toEqual({
      outcome: 'stored',
      stored: {
        ...stored,
        source: B2,
        history: [
          { a: '1', b: '1' },
          { a: '1', b: '2' },
        ],
      },
    });
    expect(putSource(stored, { b: '1' }).outcome).toBe('unchanged');
    expect(putSource(stored, { '..': '' }).outcome).toBe('refused');
  });
});

describe('V13: the ConfigMap manager', () => {
  const config = { changeDetection: 'Watch', ttlMs: 0, syncDropsCache: false, object: A1, source: B1 } as const;
  const manager = begin(createConfigMapManager({ ...config, relistMs: 30_000, isShared: false }), emptyVolume());

  test('has a store for each source, which is kept up to date while the watch of the other is lost', () => {
    const lost = give(manager, { type: 'watchLost' });
    const told = give(give(lost, { type: 'modified', object: B1 }), { type: 'sourceModified', object: B2 });
    expect(give(told, getSource).posts).toEqual([{ type: 'source', object: B2 }]);
    expect(give(told, { type: 'get', from: 'volumeManager' }).posts).toEqual([{ type: 'object', object: A1 }]);
  });

  test('reads it anew when kubelet runs again', () => {
    const started = give(give(manager, { type: 'killed' }), { type: 'kubeletStarted' });
    const asked = give(started, getSource);
    expect(asked.posts).toEqual([{ type: 'getSource', from: 'configMapManager' }]);
    expect(give(asked, { type: 'source', object: B2 }).posts).toEqual([{ type: 'source', object: B2 }]);
  });
});

describe('V13: the volume manager', () => {
  const config = {
    volume: '/etc/config',
    items: null,
    removeAll: 'nofollow',
    optional: false,
    isAwaited: false,
  } as const;
  const ticks = ['populatorTick', 'reconcilerTick'].map((tick) => ({
    type: `xstate.after.${tick}.volumeManager.${tick}`,
  }));

  test('asks for one source after the other, and writes one payload', () => {
    const manager = begin(createVolumeManager({ ...config, hasSource: true }), emptyVolume());
    const asked = [{ type: 'markRemountRequired' }, ...ticks, { type: 'object', object: A1 }].reduce(
      (driven, event) => give(driven, event as typeof getSource),
      manager,
    );
    expect(asked.posts).toEqual([getSource]);
    expect(give(asked, { type: 'source', object: B2 }).posts).toEqual([{ type: 'write', payload: { a: '1', b: '2' } }]);
  });

  test('an error of one source is the error of all', () => {
    const manager = drive(createVolumeManager({ ...config, hasSource: true }));
    manager.give({ type: 'markRemountRequired' }, ...ticks, { type: 'object', object: A1 });
    const missing = { type: 'source', object: { resourceVersion: 0, data: null } } as const;
    expect(manager.give(missing)[0]).toContain('backOff [write-failed]');
  });
});

test('V13: a swap may publish a new version of one source with an old one of the other', () => {
  const scenario = scenarioWith({
    mount: { kind: 'projected', source: { name: 'limits', data: { 'limits.yaml': V1 } } },
    app: { files: ['feature.yaml', 'limits.yaml'] },
    story: [
      { atMs: 5000, do: 'apply', data: { 'feature.yaml': V2 } },
      { atMs: 5000, do: 'apply-source', data: { 'limits.yaml': V2 } },
      { atMs: 10_000, do: 'annotate-pod' },
    ],
    faults: [{ fault: 'watch-delay', times: 1, forMs: 30_000 }],
  });
  const { verdicts } = check(createModel(scenario), { properties: ['never-torn', 'converges'] });
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['violated', 'holds']);
});
