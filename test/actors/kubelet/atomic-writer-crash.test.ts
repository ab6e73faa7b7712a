// The kubelet is killed at every system call of a Write, and a new kubelet writes again: the table of
// facts/kubelet.md 3.
import { describe, expect, test } from 'vitest';
import { checkInvariants } from '../../../src/kernel/invariants.ts';
import type { Kernel } from '../../../src/kernel/kernel.ts';
import type { Driven } from '../drive.ts';
import { emptyVolume, namesIn, outcome, processExits, readAsApp, WAYS_OF_WRITING, write } from './volume.ts';

/** One key changed, one removed, one added. */
const OLD = { 'config.yaml': 'v: 1\n', 'gone.txt': 'x\n' };
const NEW = { 'config.yaml': 'v: 2\n', 'new.txt': 'y\n' };

interface Crash {
  readonly at: number;
  readonly killed: Driven;
  /** The volume after the crash, after another Write of the new payload, and after one of the old payload. */
  readonly left: Kernel;
  readonly again: Driven;
  readonly back: Driven;
}

function crashes({ features }: (typeof WAYS_OF_WRITING)[number], fsGroup: number | null): readonly Crash[] {
  const config = { features, fsGroup };
  const { kernel } = write(emptyVolume(), OLD, config);
  const { calls } = write(kernel, NEW, { ...config, lastTs: 1 });
  return calls.map((_, at) => {
    const killed = write(kernel, NEW, { ...config, lastTs: 1 }, { killedBefore: at });
    const left = processExits(killed.kernel);
    return {
      at,
      killed,
      left,
      again: write(left, NEW, { ...config, lastTs: 2 }),
      back: write(left, OLD, { ...config, lastTs: 2 }),
    };
  });
}

/** How far the killed Write got, seen from the volume. */
function reached({ left }: Crash): 'nothing' | 'directory' | 'link' | 'published' {
  const names = namesIn(left);
  if (names.includes('..data->..ts2')) return 'published';
  if (names.includes('..data_tmp->..ts2')) return 'link';
  return names.includes('..ts2/') ? 'directory' : 'nothing';
}

describe.each(WAYS_OF_WRITING)('kubelet $version', (way) => {
  const all = [...crashes(way, null), ...crashes(way, 2000)];
  const killedWith = (where: ReturnType<typeof reached>) => all.filter((crash) => reached(crash) === where);

  test('K46: a crash is met at every stage', () => {
    for (const stage of ['nothing', 'directory', 'link', 'published'] as const) {
      expect(killedWith(stage).length, stage).toBeGreaterThan(0);
    }
  });

  test('K39: whatever is left, the published files are whole: all old or all new', () => {
    for (const crash of all) {
      const expected = reached(crash) === 'published' ? 'v: 2\n' : 'v: 1\n';
      expect(readAsApp(crash.left, 'config.yaml'), `killed before call ${crash.at}`).toBe(expected);
      expect(checkInvariants(crash.left)).toEqual([]);
      expect(checkInvariants(crash.again.kernel)).toEqual([]);
    }
  });

  test('K46: killed before step 5, nothing is left', () => {
    for (const { left, again } of killedWith('nothing')) {
      expect(namesIn(left).filter((name) => !/^(gone.txt|config.yaml)->/.test(name))).toEqual([
        '..data->..ts1',
        '..ts1/',
      ]);
      expect(outcome(again)).toBe('written');
    }
  });

  test('K46: killed in steps 5 to 7, the new directory is an orphan for ever', () => {
    for (const { again, back } of killedWith('directory')) {
      expect(outcome(again)).toBe('written');
      expect(outcome(back)).toBe('unchanged');
      expect(namesIn(again.kernel)).toEqual(expect.arrayContaining(['..ts2/', '..data->..ts3']));
      expect(readAsApp(again.kernel, 'new.txt')).toBe('y\n');
    }
  });

  test('K46: killed between steps 8 and 9, every Write of something new fails with EEXIST', () => {
    for (const { again, back } of killedWith('link')) {
      expect(outcome(again)).toBe('failed in step8LinkDataTmp: EEXIST');
      expect(namesIn(again.kernel)).toEqual(expect.arrayContaining(['..data->..ts1', '..data_tmp->..ts2', '..ts2/']));
      expect(namesIn(again.kernel)).not.toContain('..ts3/');
      // What is published already needs no step 8, so the leftover goes unnoticed.
      expect(outcome(back)).toBe('unchanged');
      expect(namesIn(back.kernel)).toContain('..data_tmp->..ts2');
    }
  });

  test('K46, K40: killed after step 9, missing links are made again only from 1.30 on', () => {
    for (const { left, again } of killedWith('published')) {
      const madeBefore = namesIn(left).includes('new.txt->..data/new.txt');
      expect(outcome(again)).toBe('unchanged');
      expect(readAsApp(again.kernel, 'new.txt')).toBe(madeBefore || way.features.linksWhenUnchanged ? 'y\n' : 'ENOENT');
    }
  });

  test('K46, K41: killed after step 9, a dangling link and the old directory stay for ever', () => {
    for (const { left, again } of killedWith('published')) {
      const stay = ['gone.txt->..data/gone.txt', '..ts1/'].filter((name) => namesIn(left).includes(name));
      expect(namesIn(again.kernel)).toEqual(expect.arrayContaining(stay));
      if (stay.length === 2) expect(readAsApp(again.kernel, 'gone.txt')).toBe('ENOENT');
    }
  });

  test('K41: killed before a link was made, taking the key away again fails in step 11, after publishing', () => {
    for (const { left, back } of killedWith('published')) {
      const madeBefore = namesIn(left).includes('new.txt->..data/new.txt');
      expect(outcome(back)).toBe(madeBefore ? 'written' : 'failed in step11RemoveStaleLinks: ENOENT');
      expect(readAsApp(back.kernel, 'config.yaml')).toBe('v: 1\n');
    }
  });
});
