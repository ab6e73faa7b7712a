import { describe, expect, test } from 'vitest';
import type { ConfigMapObject } from '../../../src/actors/effects.ts';
import { kubeletFeatures } from '../../../src/actors/kubelet/versions.ts';
import { createVolumeManager } from '../../../src/actors/kubelet/volume-manager-machine.ts';
import { bootKernel, type Kernel, syscall } from '../../../src/kernel/kernel.ts';
import { buildTree, readTree } from '../../../src/kernel/tree.ts';
import { FSNOTIFY_MASK, formatMask } from '../../../src/kernel/vocabulary.ts';
import { begin, type Driven, give } from '../drive.ts';
import { drive } from '../transcript.ts';
import { emptyVolume, write } from './volume.ts';

const VOLUME = '/etc/config';
const POPULATOR = 'xstate.after.populatorTick.volumeManager.populatorTick';
const RECONCILER = 'xstate.after.reconcilerTick.volumeManager.reconcilerTick';
const BACK_OFF = 'xstate.after.backOff.volumeManager.backOff';
const mark = { type: 'markRemountRequired' } as const;

function manager(items: Readonly<Record<string, string>> | null = null, volume = VOLUME) {
  return createVolumeManager({
    volume,
    items,
    removeAll: 'nofollow',
    optional: false,
    hasSource: false,
    isAwaited: false,
  });
}

function object(data: ConfigMapObject['data']) {
  return { type: 'object', object: { resourceVersion: 2, data } } as const;
}

const found = {
  type: 'returned',
  result: { ino: 9, kind: 'dir', mode: 0o777, nlink: 1, uid: 0, gid: 0, size: 0, mtime: 0 },
} as const;

test('K12, K13: a mark waits for two ticks, then SetUpAt reads, looks at the directory and writes', () => {
  expect(
    drive(manager()).give(mark, { type: POPULATOR }, { type: RECONCILER }, object({ a: '1' }), found, {
      type: 'written',
      changed: true,
    }),
  ).toEqual([
    `populatorTick +${POPULATOR} 100ms`,
    `reconcilerTick -${POPULATOR} +${RECONCILER} 100ms`,
    `getConfigMap [post get to configMapManager] -${RECONCILER}`,
    'setUpDirectory stat(/etc/config)',
    'writing [post write to atomicWriter]',
    'mounted',
  ]);
});

/** A manager that has been marked and has read `data`. */
function setUp(kernel: Kernel, data: ConfigMapObject['data'], machine = manager()): Driven {
  return [mark, { type: POPULATOR }, { type: RECONCILER }, object(data)].reduce(
    (driven, event) => give(driven, event as typeof mark),
    begin(machine, kernel),
  );
}

describe('K11: MakePayload', () => {
  test('without items every key is projected under its own name', () => {
    expect(setUp(emptyVolume(), { a: '1', b: '2' }).posts).toEqual([{ type: 'write', payload: { a: '1', b: '2' } }]);
  });

  test('items name the keys and their paths', () => {
    const machine = manager({ a: 'conf.d/a.yaml' });
    expect(setUp(emptyVolume(), { a: '1', b: '2' }, machine).posts).toEqual([
      { type: 'write', payload: { 'conf.d/a.yaml': '1' } },
    ]);
  });

  test.each([
    ['a key that is not there', { b: '2' }, 'configmap references non-existent config key: a'],
    ['a ConfigMap that is not there', null, 'configmap not found'],
  ])('%s is an error before anything is touched', (_, data, errno) => {
    const driven = setUp(emptyVolume(), data, manager({ a: 'a' }));
    expect(driven.calls).toEqual([]);
    expect(driven.posts).toEqual([]);
    expect(driven.facts).toEqual([{ rule: 'K11', kind: 'write-failed', about: { step: 'makePayload', errno } }]);
    expect(driven.state.snapshot.value).toBe('backOff');
  });
});

test('K15: failures in a row are retried after 0.5 s, 1 s, 2 s … 122 s, and a success starts over', () => {
  const driven = drive(manager({ a: 'a' }));
  driven.give(mark, { type: POPULATOR });
  const pauses: number[] = [];
  for (let failures = 0; failures < 11; failures++) {
    const [, failed = ''] = driven.give({ type: RECONCILER }, object({}));
    pauses.push(Number(/(\d+)ms$/.exec(failed)?.[1]));
    driven.give({ type: BACK_OFF });
  }
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 122_000, 122_000, 122_000]);
  driven.give({ type: RECONCILER }, object({ a: '1' }), found, { type: 'written', changed: true });
  driven.give(mark, { type: POPULATOR });
  expect(driven.give({ type: RECONCILER }, object({}))[1]).toContain(`+${BACK_OFF} 500ms`);
});

describe('K16: a mark is not lost', () => {
  test('while SetUp is under way it leads to another one', () => {
    for (const early of [
      [mark, object({ a: '1' }), found],
      [object({ a: '1' }), found, mark],
    ]) {
      const driven = drive(manager());
      driven.give(mark, { type: POPULATOR }, { type: RECONCILER }, ...early);
      expect(driven.give({ type: 'written', changed: false })).toEqual([`populatorTick +${POPULATOR} 100ms`]);
    }
  });

  test('before SetUp has read the ConfigMap it adds nothing', () => {
    const driven = drive(manager());
    driven.give(mark, mark, { type: POPULATOR }, mark, { type: RECONCILER }, object({ a: '1' }), found);
    expect(driven.give({ type: 'written', changed: true })).toEqual(['mounted']);
  });
});

describe('K14: TearDown after a failed Write', () => {
  const HOST = '/var/volume';
  const features = kubeletFeatures('1.34');

  /** The volume as the kubelet has it, bind-mounted where the container sees it, with a watch on it. */
  function mountedVolume(): { readonly kernel: Kernel; readonly instance: number } {
    const tree = ['var', 'var/volume', 'etc', 'etc/config'].map((path) => ({
      path,
      type: 'dir' as const,
      mode: 0o777,
    }));
    const { kernel } = write(bootKernel({}, buildTree(0o755, tree)), { a: '1' }, { features, volume: HOST });
    const mounted = syscall(kernel, { call: 'mount', type: 'bind', source: HOST, target: VOLUME, readOnly: true });
    const made = syscall(mounted.kernel, { call: 'inotify_init1' });
    if ('errno' in made.result) throw new Error(made.result.errno);
    const { instance } = made.result;
    const watched = syscall(made.kernel, { call: 'inotify_add_watch', instance, path: VOLUME, mask: FSNOTIFY_MASK });
    return { kernel: watched.kernel, instance };
  }

  /** Names as readdir(3) lists them: it takes the ENOENT of a removed directory for its end. */
  function list(kernel: Kernel, path: string): readonly string[] | string {
    const opened = syscall(kernel, { call: 'open', path, flags: 0 });
    if (!('fd' in opened.result)) return 'errno' in opened.result ? opened.result.errno : '';
    const { result } = syscall(opened.kernel, { call: 'getdents', fd: opened.result.fd });
    return 'entries' in result ? result.entries.map(({ name }) => name).sort() : [];
  }

  const failedWrite = { type: 'writeFailed', step: 'step6WritePayload', errno: 'ENOSPC' } as const;

  test('the directory that the container holds is emptied, and stays so whatever is written later', () => {
    const { kernel, instance } = mountedVolume();
    const torn = give(setUp(kernel, { a: '2' }, manager(null, HOST)), failedWrite);
    expect(torn.state.snapshot.value).toBe('backOff');
    expect(list(torn.kernel, HOST)).toBe('ENOENT');
    expect(list(torn.kernel, VOLUME)).toEqual([]);

    const events = syscall(torn.kernel, { call: 'inotify_read', instance, bufferBytes: 4096 });
    const seen =
      'events' in events.result ? events.result.events.map(({ mask, name }) => `${formatMask(mask)[0]} ${name}`) : [];
    expect(seen.sort()).toEqual(['IN_DELETE ..data', 'IN_DELETE ..ts1', 'IN_DELETE a']);

    const retried = [{ type: BACK_OFF }, { type: RECONCILER }, object({ a: '2' })].reduce(
      (driven, event) => give(driven, event as typeof mark),
      torn,
    );
    expect(retried.calls.map(({ call }) => call.call)).toEqual(['stat', 'mkdir', 'chmod']);
    const again = write(retried.kernel, { a: '2' }, { features, volume: HOST, lastTs: 1 });
    expect(list(again.kernel, HOST)).toEqual(['..data', '..ts2', 'a']);
    expect(list(again.kernel, VOLUME)).toEqual([]);
  });

  test('the retry comes after the back-off; a TearDown that fails is only logged', () => {
    const { kernel } = mountedVolume();
    const writing = setUp(kernel, { a: '2' }, manager(null, HOST));
    const torn = give(writing, failedWrite, { fault: () => ({ errno: 'EBUSY' }) });
    expect(torn.state.snapshot.value).toBe('backOff');
    expect(readTree(torn.kernel.fs)).toEqual(readTree(kernel.fs));
  });
});
