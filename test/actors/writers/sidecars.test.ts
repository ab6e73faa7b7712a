import { describe, expect, test } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { createInPlaceWriter, piecesOf } from '../../../src/actors/writers/in-place-machine.ts';
import { createRenameOverWriter } from '../../../src/actors/writers/rename-over-machine.ts';
import type { Kernel } from '../../../src/kernel/kernel.ts';
import type { Result, SystemCall } from '../../../src/kernel/system-call.ts';
import { readTree } from '../../../src/kernel/tree.ts';
import { type Answers, begin, type Driven, give } from '../drive.ts';
import { emptyVolume, readAsApp } from '../kubelet/volume.ts';

const CONFIG = { directory: '/etc/config', defaultMode: 0o644, written: {} };

function modified(driven: Driven, data: Readonly<Record<string, string>>, answers: Answers = {}): Driven {
  return give(driven, { type: 'modified', object: { resourceVersion: 2, data } }, answers);
}

function started(machine: AnyStateMachine, kernel: Kernel = emptyVolume()): Driven {
  return begin(machine, kernel);
}

function shown({ call, result }: { readonly call: SystemCall; readonly result: Result }): string {
  const { call: name, ...args } = call;
  const failure = 'errno' in result ? ` = ${result.errno}` : '';
  const rest =
    'from' in args
      ? [args.from, args.to]
      : 'data' in args
        ? [JSON.stringify(args.data)]
        : 'path' in args
          ? [args.path]
          : [];
  return [name, ...rest].join(' ') + failure;
}

const BOTH = [
  ['in place', createInPlaceWriter({ ...CONFIG, chunks: 1 })],
  ['rename over', createRenameOverWriter(CONFIG)],
] as const;

describe.each(BOTH)('%s', (_, machine) => {
  test('K50, K51: the first change populates the directory with plain files', () => {
    const { kernel } = modified(started(machine), { b: '2\n', a: '1\n' });
    const files = readTree(kernel.fs).entries.filter(({ type }) => type === 'file');
    expect(files.map(({ path, content, mode }) => [path, content, mode])).toEqual([
      ['etc/config/a', '1\n', 0o644],
      ['etc/config/b', '2\n', 0o644],
    ]);
    expect(kernel.fs.files).toEqual([]);
  });

  test('K50, K51: only what changed is touched; a removed key loses its file', () => {
    const first = modified(started(machine), { a: '1', b: '1', c: '1' });
    const second = modified(first, { a: '1', b: '2' });
    expect(second.calls.some(({ call }) => 'path' in call && call.path === '/etc/config/a')).toBe(false);
    expect(['a', 'b', 'c'].map((key) => readAsApp(second.kernel, key))).toEqual(['1', '2', 'ENOENT']);
    expect(modified(second, { a: '1', b: '2' }).calls).toEqual([]);
  });

  test('K50, K51: a file that cannot be written is told, given up, and written again at the next change', () => {
    const first = modified(started(machine), { a: '1', b: '1' });
    for (const failing of ['open', 'write'] as const) {
      let armed = true;
      const second = modified(
        first,
        { a: '2', b: '2' },
        {
          fault: ({ call }) => {
            if (!armed || call !== failing) return undefined;
            armed = false;
            return { errno: 'ENOSPC' };
          },
        },
      );
      expect(second.facts).toMatchObject([{ kind: 'write-failed', about: { step: failing, errno: 'ENOSPC' } }]);
      expect(readAsApp(second.kernel, 'b')).toBe('2');
      expect(second.kernel.fs.files).toEqual([]);
      expect(readAsApp(modified(second, { a: '1', b: '2' }).kernel, 'a')).toBe('1');
    }
  });
});

test('K50: in place is open with O_TRUNC, write, close; in between the file is empty', () => {
  const machine = createInPlaceWriter({ ...CONFIG, chunks: 1 });
  const first = modified(started(machine), { a: 'one' });
  const second = modified(first, { a: 'two' });
  expect(second.calls.map(shown)).toEqual(['open /etc/config/a', 'write "two"', 'close']);
  expect([0, 1, 2].map((n) => readAsApp(modified(first, { a: 'two' }, { killedBefore: n }).kernel, 'a'))).toEqual([
    'one',
    '',
    'two',
  ]);
});

test('K50: a file written in several pieces is torn in between', () => {
  const first = modified(started(createInPlaceWriter({ ...CONFIG, chunks: 2 })), { a: 'one!' });
  expect([2, 3].map((n) => readAsApp(modified(first, { a: 'abcd' }, { killedBefore: n }).kernel, 'a'))).toEqual([
    'ab',
    'abcd',
  ]);
});

test.each([
  ['', 3, ['']],
  ['a', 3, ['a']],
  ['abcd', 2, ['ab', 'cd']],
  ['abcde', 2, ['abc', 'de']],
  ['ab😀d', 4, ['a', 'b', '😀', 'd']],
])('K50: %j in %i pieces', (content, chunks, pieces) => {
  expect(piecesOf(content, chunks)).toEqual(pieces);
});

test('K51: rename over writes a temporary file first; readers see old or new, never less', () => {
  const first = modified(started(createRenameOverWriter(CONFIG)), { a: 'one' });
  const second = modified(first, { a: 'two' });
  expect(second.calls.map(shown)).toEqual([
    'open /etc/config/a.tmp',
    'write "two"',
    'close',
    'rename /etc/config/a.tmp /etc/config/a',
  ]);
  expect([0, 1, 2, 3].map((n) => readAsApp(modified(first, { a: 'two' }, { killedBefore: n }).kernel, 'a'))).toEqual([
    'one',
    'one',
    'one',
    'one',
  ]);
  expect(readAsApp(second.kernel, 'a')).toBe('two');
});

test('K51: a rename that fails leaves the old file', () => {
  const first = modified(started(createRenameOverWriter(CONFIG)), { a: 'one' });
  const second = modified(
    first,
    { a: 'two' },
    {
      fault: ({ call }) => (call === 'rename' ? { errno: 'EACCES' } : undefined),
    },
  );
  expect(second.facts).toMatchObject([{ rule: 'K51', about: { step: 'rename', errno: 'EACCES' } }]);
  expect(readAsApp(second.kernel, 'a')).toBe('one');
});

test('K50, K51: what is there at the start is not written again', () => {
  const machine = createInPlaceWriter({ ...CONFIG, chunks: 1, written: { a: '1' } });
  const second = modified(started(machine), { a: '1', b: '2' });
  expect(second.calls.map(shown)).toEqual(['open /etc/config/b', 'write "2"', 'close']);
});
