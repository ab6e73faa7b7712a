// A system call of Write fails: what Write returns, what it leaves behind, and what readers see.
import { describe, expect, test } from 'vitest';
import { checkInvariants } from '../../../src/kernel/invariants.ts';
import type { Errno } from '../../../src/kernel/vocabulary.ts';
import type { Driven } from '../drive.ts';
import { emptyVolume, namesIn, outcome, readAsApp, WAYS_OF_WRITING, write } from './volume.ts';

const OLD = { 'config.yaml': 'v: 1\n', 'gone.txt': 'x\n', 'conf.d/a.yaml': 'a: 1\n' };
const NEW = { 'config.yaml': 'v: 2\n', 'new.txt': 'y\n', 'conf.d/a.yaml': 'a: 2\n' };

interface Fault {
  /** The step that made the failing call. */
  readonly state: string;
  readonly call: string;
  readonly errno: Errno;
  readonly driven: Driven;
}

/** Every call of a Write, failing once with each errno. */
function faults(
  { features }: (typeof WAYS_OF_WRITING)[number],
  errnos: readonly Errno[],
  fsGroup: number | null = 2000,
): readonly Fault[] {
  const config = { features, fsGroup };
  const { kernel } = write(emptyVolume(), OLD, config);
  const { calls } = write(kernel, NEW, { ...config, lastTs: 1 });
  return calls.flatMap(({ call, state }, at) =>
    errnos.map((errno) => ({
      state,
      call: call.call,
      errno,
      driven: write(
        kernel,
        NEW,
        { ...config, lastTs: 1 },
        { fault: (_, index) => (index === at ? { errno } : undefined) },
      ),
    })),
  );
}

function failedStep({ posts: [message] }: Driven): string | null {
  return message?.type === 'writeFailed' ? message.step : null;
}

describe.each(WAYS_OF_WRITING)('kubelet $version', (way) => {
  const all = faults(way, ['ENOSPC', 'EACCES', 'ENOENT']);

  test('K45: every failure is answered, and nothing stays open', () => {
    for (const { call, driven } of all) {
      expect(outcome(driven)).toMatch(
        /^(written|unchanged|failed in step\d+\w+: E\w+|failed in setVolumeOwnership: E\w+)$/,
      );
      expect(driven.posts).toHaveLength(1);
      expect(driven.state.snapshot.value).toBe('idle');
      if (call !== 'close') expect(driven.kernel.fs.files, call).toEqual([]);
      expect(checkInvariants(driven.kernel)).toEqual([]);
    }
  });

  test('K45: a failure comes from the step that met it', () => {
    for (const { state, driven } of all) expect([state, null]).toContain(failedStep(driven));
  });

  test('K39: readers see all old or all new files, whichever call fails', () => {
    for (const { driven } of all) {
      const published = driven.facts.some(({ kind }) => kind === 'published');
      expect(readAsApp(driven.kernel, 'config.yaml')).toBe(published ? 'v: 2\n' : 'v: 1\n');
      expect(readAsApp(driven.kernel, 'conf.d/a.yaml')).toBe(published ? 'a: 2\n' : 'a: 1\n');
    }
  });

  test('K44: a failed step 8 or 9 removes its directory and its temporary link', () => {
    const failures = all.filter(({ driven }) => /^step[89]/.test(failedStep(driven) ?? ''));
    expect(failures.length).toBeGreaterThan(0);
    for (const { driven } of failures) {
      const names = namesIn(driven.kernel);
      expect(names).not.toContain('..ts2/');
      expect(names.some((name) => name.startsWith('..data_tmp'))).toBe(false);
      expect(names).toContain('..data->..ts1');
    }
  });

  test('K45: a failed step 5 to 7 leaves its directory, a failed step 10 to 12 leaves the old one', () => {
    for (const { driven, call } of all) {
      const step = failedStep(driven) ?? '';
      const names = namesIn(driven.kernel);
      if (/^step[67]/.test(step)) expect(names).toEqual(expect.arrayContaining(['..ts1/', '..ts2/']));
      if (/^step5/.test(step)) expect(names.includes('..ts2/')).toBe(call === 'chmod');
      const published = driven.facts.some(({ kind }) => kind === 'published');
      if (/^step1[01]/.test(step) && published) expect(names).toContain('..ts1/');
    }
  });

  test('K48: errors of lchown and chmod in the fsGroup pass are only logged', () => {
    const passes = faults(way, ['EACCES']).filter(({ call }) => call === 'lchown');
    expect(passes.length).toBeGreaterThan(0);
    for (const { driven } of passes) expect(outcome(driven)).toBe('written');
  });
});

test('K45: the failures that Write survives', () => {
  const way = WAYS_OF_WRITING.at(-1)!;
  const survived = faults(way, ['ENOSPC', 'ENOENT'])
    .filter(({ driven }) => failedStep(driven) === null)
    .map(({ state, call, errno }) => `${state}: ${call} ${errno}`);
  expect([...new Set(survived)]).toMatchInlineSnapshot(`
    [
      "step0Stat: stat ENOSPC",
      "step2ReadCurrent: readlink ENOENT",
      "step3PathsToRemove: lstat ENOSPC",
      "step3PathsToRemove: lstat ENOENT",
      "step3PathsToRemove: open ENOSPC",
      "step3PathsToRemove: open ENOENT",
      "step3PathsToRemove: getdents ENOSPC",
      "step3PathsToRemove: getdents ENOENT",
      "step3PathsToRemove: close ENOSPC",
      "step3PathsToRemove: close ENOENT",
      "step4ShouldWrite: lstat ENOSPC",
      "step4ShouldWrite: lstat ENOENT",
      "step4ShouldWrite: close ENOSPC",
      "step4ShouldWrite: close ENOENT",
      "step6WritePayload: stat ENOSPC",
      "step6WritePayload: stat ENOENT",
      "step7SetPerms: close ENOSPC",
      "step7SetPerms: close ENOENT",
      "step7SetPerms: lchown ENOSPC",
      "step7SetPerms: lchown ENOENT",
      "step7SetPerms: chmod ENOSPC",
      "step7SetPerms: chmod ENOENT",
      "step9Publish: lstat ENOSPC",
      "step9Publish: lstat ENOENT",
      "step10UserVisibleLinks: readlink ENOSPC",
      "step10UserVisibleLinks: readlink ENOENT",
      "step12RemoveOld: unlink ENOSPC",
      "step12RemoveOld: unlink ENOENT",
      "step12RemoveOld: rmdir ENOSPC",
      "step12RemoveOld: rmdir ENOENT",
      "step12RemoveOld: open ENOENT",
      "step12RemoveOld: getdents ENOENT",
      "step12RemoveOld: close ENOSPC",
      "step12RemoveOld: close ENOENT",
    ]
  `);
});

test('K41: a link that cannot be removed does not keep the others, and its error is returned', () => {
  const { features } = WAYS_OF_WRITING.at(-1)!;
  const { kernel } = write(emptyVolume(), { a: '1', b: '1', c: '1' }, { features });
  const second = write(
    kernel,
    { a: '1' },
    { features, lastTs: 1 },
    {
      fault: (call) => (call.call === 'unlink' && call.path.endsWith('/config/b') ? { errno: 'EACCES' } : undefined),
    },
  );
  expect(outcome(second)).toBe('failed in step11RemoveStaleLinks: EACCES');
  expect(namesIn(second.kernel)).toEqual(['..data->..ts2', '..ts1/', '..ts2/', 'a->..data/a', 'b->..data/b']);
});

test('K31: a path that climbs or is reserved is refused before any change', () => {
  const { features } = WAYS_OF_WRITING[0]!;
  const refused: readonly (readonly [string, string])[] = [
    ['', 'must not be empty'],
    ['/etc/passwd', 'must be relative path'],
    ['a/../b', "must not contain '..'"],
    ['..data', "must not start with '..'"],
    ['x'.repeat(256), 'filenames must be less than or equal to 255 characters'],
    [`${'x/'.repeat(2048)}y`, 'must be less than or equal to 4096 characters'],
  ];
  for (const [path, why] of refused) {
    const { posts, calls } = write(emptyVolume(), { [path]: 'x' }, { features });
    expect(posts).toEqual([{ type: 'writeFailed', step: 'step1Validate', errno: `invalid path: ${why}` }]);
    expect(calls.map(({ call }) => call.call)).toEqual(['stat']);
  }
});

test('K31: a path is cleaned before it is used', () => {
  const { features } = WAYS_OF_WRITING[0]!;
  const { kernel } = write(emptyVolume(), { './a//b': 'x' }, { features });
  expect(readAsApp(kernel, 'a/b')).toBe('x');
});
