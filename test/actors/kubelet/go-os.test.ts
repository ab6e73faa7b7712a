// Go's os functions against strace of a small Go program that calls them (Go 1.19.8 and 1.23.5, ext4).
import { expect, test } from 'vitest';
import { mkdirAll, mkdirTemp, remove, rename, writeFile } from '../../../src/actors/kubelet/go-os.ts';
import { type Procedure, type Reply, replay, replyOf } from '../../../src/actors/kubelet/procedure.ts';
import { type RemoveAllFlavour, removeAll } from '../../../src/actors/kubelet/remove-all.ts';
import { walkPaths } from '../../../src/actors/kubelet/walk.ts';
import { type Kernel, syscall } from '../../../src/kernel/kernel.ts';
import type { Failure, SystemCall } from '../../../src/kernel/system-call.ts';
import type { Called } from '../drive.ts';
import { type Op, opsOf, VOLUME } from './recording.ts';
import { emptyVolume } from './volume.ts';

type Answer = (call: SystemCall) => Failure | undefined;

interface Ran<T> {
  readonly kernel: Kernel;
  readonly value: T;
  readonly lines: readonly string[];
}

function run<T>(
  before: Kernel,
  procedure: () => Procedure<T>,
  order: readonly string[] = [],
  fault: Answer = () => undefined,
): Ran<T> {
  let kernel = before;
  const replies: Reply[] = [];
  const calls: Called[] = [];
  for (;;) {
    const progress = replay(procedure(), replies);
    if (progress.status === 'done') return { kernel, value: progress.value, lines: opsOf(calls).map(line) };
    if (progress.question.type !== 'syscall') throw new Error('nothing to choose here');
    const { call } = progress.question;
    const failure = fault(call);
    const made = failure === undefined ? syscall(kernel, call) : { kernel, result: failure };
    const place = (name: string) => order.indexOf(name);
    const result =
      'entries' in made.result
        ? { ...made.result, entries: [...made.result.entries].sort((a, b) => place(a.name) - place(b.name)) }
        : made.result;
    kernel = made.kernel;
    calls.push({ state: '', call, result });
    replies.push(replyOf({ type: 'returned', result })!);
  }
}

function line({ op, path, from, to, flags, mode, bytes, err }: Op): string {
  const about = [path ?? `${from} ${to}`, flags, mode, bytes, err].filter((each) => each !== undefined);
  return `${op} ${about.join(' ')}`;
}

/** The files of the program, as it made them. */
function nested(): Kernel {
  return [
    '..ts1/config.yaml',
    '..ts1/conf.d/a.yaml',
    '..ts1/conf.d/deep/b.yaml',
    '..ts1/x/y/z/c.yaml',
    '..ts1/empty',
  ].reduce((kernel, path) => {
    const directory = path.slice(0, path.lastIndexOf('/') + 1);
    const made = run(kernel, () => mkdirAll(`${VOLUME}/${directory}`, 0o777));
    return run(made.kernel, () => writeFile(`${VOLUME}/${path}`, path.endsWith('empty') ? '' : 'abc\n', 0o644)).kernel;
  }, emptyVolume());
}

test('K20: MkdirAll looks for the directory, then for its parents, and makes what is missing', () => {
  const first = run(emptyVolume(), () => mkdirAll(`${VOLUME}/..ts1/`, 0o777));
  expect(first.lines).toEqual(['stat ..ts1/ ENOENT', 'stat .', 'mkdir ..ts1/ 0777']);
  expect(run(first.kernel, () => mkdirAll(`${VOLUME}/..ts1/x/y/z/`, 0o777)).lines).toEqual([
    'stat ..ts1/x/y/z/ ENOENT',
    'stat ..ts1/x/y ENOENT',
    'stat ..ts1/x ENOENT',
    'stat ..ts1',
    'mkdir ..ts1/x 0777',
    'mkdir ..ts1/x/y 0777',
    'mkdir ..ts1/x/y/z/ 0777',
  ]);
});

test('K20: WriteFile writes even nothing', () => {
  expect(run(emptyVolume(), () => writeFile(`${VOLUME}/empty`, '', 0o644)).lines).toEqual([
    'open empty O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC 0644',
    'write empty 0',
    'close empty',
  ]);
});

test('K20: Remove tries rmdir after unlink; Rename refuses a directory; MkdirTemp looks why there is no parent', () => {
  expect(run(emptyVolume(), () => remove(`${VOLUME}/nothing`)).lines).toEqual([
    'unlink nothing ENOENT',
    'rmdir nothing ENOENT',
  ]);
  const over = run(nested(), () => rename(`${VOLUME}/..ts1/empty`, `${VOLUME}/..ts1/x`));
  expect([over.value, over.lines]).toEqual([{ errno: 'EEXIST' }, ['lstat ..ts1/x', 'lstat ..ts1/empty']]);
  expect(run(emptyVolume(), () => mkdirTemp(`${VOLUME}/nope`, 'x', 1)).lines).toEqual([
    'mkdir nope/x1 0700 ENOENT',
    'stat nope ENOENT',
  ]);
});

test('K35: MkdirTemp takes the next name when one is taken', () => {
  const { value, lines } = run(nested(), () => mkdirTemp(VOLUME, '..ts', 1));
  expect(value).toEqual({ number: 2 });
  expect(lines).toEqual(['mkdir ..ts1 0700 EEXIST', 'mkdir ..ts2 0700']);
});

test('K33: Walk goes through sorted names, a directory before what is in it', () => {
  const { value, lines } = run(nested(), () => walkPaths(`${VOLUME}/..ts1`));
  expect(value).toEqual([
    'conf.d',
    'conf.d/a.yaml',
    'conf.d/deep',
    'conf.d/deep/b.yaml',
    'config.yaml',
    'empty',
    'x',
    'x/y',
    'x/y/z',
    'x/y/z/c.yaml',
  ]);
  expect(lines.slice(0, 9)).toEqual([
    'lstat ..ts1',
    'open ..ts1 O_RDONLY|O_CLOEXEC',
    'getdents ..ts1 168',
    'getdents ..ts1 0',
    'close ..ts1',
    'lstat ..ts1/conf.d',
    'open ..ts1/conf.d O_RDONLY|O_CLOEXEC',
    'getdents ..ts1/conf.d 104',
    'getdents ..ts1/conf.d 0',
  ]);
});

/** What strace showed of RemoveAll(..ts1/conf.d) in this order of entries. */
function removalOf(flavour: RemoveAllFlavour): readonly string[] {
  const [look, flags] =
    flavour === 'lstat' ? [true, 'O_RDONLY|O_CLOEXEC'] : [false, 'O_RDONLY|O_DIRECTORY|O_NOFOLLOW|O_CLOEXEC'];
  return [
    'unlink ..ts1/conf.d EISDIR',
    'rmdir ..ts1/conf.d ENOTEMPTY',
    'open ..ts1 O_RDONLY|O_CLOEXEC',
    'unlink ..ts1/conf.d EISDIR',
    ...(look ? ['lstat ..ts1/conf.d'] : []),
    `open ..ts1/conf.d ${flags}`,
    'getdents ..ts1/conf.d 104',
    'getdents ..ts1/conf.d 0',
    'unlink ..ts1/conf.d/a.yaml',
    'unlink ..ts1/conf.d/deep EISDIR',
    ...(look ? ['lstat ..ts1/conf.d/deep'] : []),
    `open ..ts1/conf.d/deep ${flags}`,
    'getdents ..ts1/conf.d/deep 80',
    'getdents ..ts1/conf.d/deep 0',
    'unlink ..ts1/conf.d/deep/b.yaml',
    'close ..ts1/conf.d/deep',
    'rmdir ..ts1/conf.d/deep',
    'close ..ts1/conf.d',
    'rmdir ..ts1/conf.d',
    'close ..ts1',
  ];
}

test.each(['lstat', 'nofollow'] as const)('K21: RemoveAll of nested directories, by %s', (flavour) => {
  const path = `${VOLUME}/..ts1/conf.d`;
  const removed = run(nested(), () => removeAll(path, flavour), ['a.yaml', 'deep', 'b.yaml']);
  expect(removed.value).toEqual({ done: true });
  expect(removed.lines).toEqual(removalOf(flavour));
  const again = run(removed.kernel, () => removeAll(path, flavour));
  expect([again.value, again.lines]).toEqual([
    { done: true },
    ['unlink ..ts1/conf.d ENOENT', 'rmdir ..ts1/conf.d ENOENT'],
  ]);
});

test('K21: RemoveAll goes on where unlink lacks permission for a directory, and returns what stopped it', () => {
  const path = `${VOLUME}/..ts1/conf.d`;
  const refused = run(
    nested(),
    () => removeAll(path, 'nofollow'),
    ['a.yaml', 'deep', 'b.yaml'],
    (call) => (call.call === 'unlink' ? { errno: 'EACCES' } : undefined),
  );
  expect(refused.value).toEqual({ errno: 'EACCES' });
  expect(refused.lines.filter((each) => each.startsWith('open'))).toEqual([
    'open ..ts1 O_RDONLY|O_CLOEXEC',
    'open ..ts1/conf.d O_RDONLY|O_DIRECTORY|O_NOFOLLOW|O_CLOEXEC',
    'open ..ts1/conf.d/a.yaml O_RDONLY|O_DIRECTORY|O_NOFOLLOW|O_CLOEXEC ENOTDIR',
    'open ..ts1/conf.d/deep O_RDONLY|O_DIRECTORY|O_NOFOLLOW|O_CLOEXEC',
    'open ..ts1/conf.d/deep/b.yaml O_RDONLY|O_DIRECTORY|O_NOFOLLOW|O_CLOEXEC ENOTDIR',
  ]);
  expect(refused.kernel.fs.files).toEqual([]);
});
