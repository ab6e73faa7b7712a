// Rules of AtomicWriter that no recording in this repository shows on its own.
import { expect, test } from 'vitest';
import { createAtomicWriter } from '../../../src/actors/kubelet/atomic-writer-machine.ts';
import { ATOMIC_WRITER_STEPS, stepOf } from '../../../src/actors/kubelet/atomic-writer-steps.ts';
import { kubeletFeatures } from '../../../src/actors/kubelet/versions.ts';
import { syscall } from '../../../src/kernel/kernel.ts';
import { FSNOTIFY_MASK, formatMask } from '../../../src/kernel/vocabulary.ts';
import { opsOf, VOLUME } from './recording.ts';
import { emptyVolume, namesIn, outcome, readAsApp, WAYS_OF_WRITING, write } from './volume.ts';

const features = kubeletFeatures('1.34');

test('K33, K41: of a removed directory only the link goes, and a watch sees one DELETE (scenario U6b)', () => {
  const old = { 'config.yaml': 'v', 'conf.d/a.yaml': 'a', 'conf.d/deep/b.yaml': 'b' };
  const { kernel } = write(emptyVolume(), old, { features });
  const made = syscall(kernel, { call: 'inotify_init1' });
  if ('errno' in made.result) throw new Error(made.result.errno);
  const { instance } = made.result;
  const watched = syscall(made.kernel, { call: 'inotify_add_watch', instance, path: VOLUME, mask: FSNOTIFY_MASK });
  const second = write(watched.kernel, { 'config.yaml': 'v' }, { features, lastTs: 1 });
  expect(opsOf(second.calls).filter(({ op, path }) => op === 'unlink' && path === 'conf.d')).toHaveLength(1);
  const { result } = syscall(second.kernel, { call: 'inotify_read', instance, bufferBytes: 4096 });
  const events = 'events' in result ? result.events.map(({ mask, name }) => `${formatMask(mask)[0]} ${name}`) : [];
  expect(events).toEqual([
    'IN_CREATE ..ts2',
    'IN_ATTRIB ..ts2',
    'IN_CREATE ..data_tmp',
    'IN_MOVED_FROM ..data_tmp',
    'IN_MOVED_TO ..data',
    'IN_DELETE conf.d',
    'IN_DELETE ..ts1',
  ]);
});

test('K33: a directory of which one file stays keeps its link', () => {
  const { kernel } = write(emptyVolume(), { 'd/a': '1', 'd/b': '1' }, { features });
  const second = write(kernel, { 'd/a': '1' }, { features, lastTs: 1 });
  expect(outcome(second)).toBe('written');
  expect(namesIn(second.kernel)).toEqual(['..data->..ts2', '..ts2/', 'd->..data/d']);
});

test('K32, K42: an empty payload publishes an empty directory, so that there is always a ..data', () => {
  const first = write(emptyVolume(), {}, { features });
  expect(namesIn(first.kernel)).toEqual(['..data->..ts1', '..ts1/']);
  expect(outcome(write(first.kernel, {}, { features, lastTs: 1 }))).toBe('unchanged');
});

/** Every set of these paths, each with its own content. */
function payloads(content: string): readonly Readonly<Record<string, string>>[] {
  const paths = ['a', 'b', 'd/x', 'd/y'];
  return Array.from({ length: 2 ** paths.length }, (_, set) =>
    Object.fromEntries(paths.filter((_path, index) => (set & (1 << index)) !== 0).map((path) => [path, content])),
  );
}

test.each([WAYS_OF_WRITING[0]!, WAYS_OF_WRITING.at(-1)!])(
  'K36, K40, K41, K42: whatever was there, the volume shows the payload and nothing else (kubelet $version)',
  ({ features: way }) => {
    for (const before of payloads('1')) {
      const { kernel } = write(emptyVolume(), before, { features: way });
      for (const payload of [...payloads('1'), ...payloads('2')]) {
        const after = write(kernel, payload, { features: way, lastTs: 1 });
        const changed = JSON.stringify(payload) !== JSON.stringify(before);
        expect(outcome(after)).toBe(changed ? 'written' : 'unchanged');
        const ts = changed ? '..ts2' : '..ts1';
        const links = [...new Set(Object.keys(payload).map((path) => path.slice(0, 1)))];
        expect(namesIn(after.kernel)).toEqual([
          `..data->${ts}`,
          `${ts}/`,
          ...links.map((name) => `${name}->..data/${name}`),
        ]);
        for (const [path, content] of Object.entries(payload)) expect(readAsApp(after.kernel, path)).toBe(content);
      }
    }
  },
);

test('K43: up to 1.25 the fsGroup pass follows every Write, from 1.26 only one that changes something', () => {
  for (const { version, features: way } of WAYS_OF_WRITING) {
    const { kernel } = write(emptyVolume(), { a: '1' }, { features: way, fsGroup: 2000 });
    const second = write(kernel, { a: '1' }, { features: way, fsGroup: 2000, lastTs: 1 });
    expect(outcome(second)).toBe('unchanged');
    const touched = opsOf(second.calls).filter(({ op }) => op === 'lchown').length;
    expect(touched, version).toBe(way.setPerms === 'after-write' ? 5 : 0);
  }
});

test('K30: a volume directory that is gone is the first thing to fail', () => {
  const { kernel } = syscall(emptyVolume(), { call: 'rmdir', path: VOLUME });
  expect(outcome(write(kernel, { a: '1' }, { features }))).toBe('failed in step0Stat: ENOENT');
});

test('K34: one byte is enough, and a mode is not looked at', () => {
  const { kernel } = write(emptyVolume(), { a: '1' }, { features });
  expect(outcome(write(kernel, { a: '1 ' }, { features, lastTs: 1 }))).toBe('written');
  expect(outcome(write(kernel, { a: '1' }, { features, lastTs: 1, defaultMode: 0o600 }))).toBe('unchanged');
});

test('K30: every state of the machine has an entry in the table of steps', () => {
  const { states } = createAtomicWriter({ volume: VOLUME, features, defaultMode: 0o644, fsGroup: null });
  const passing = ['written', 'failing'];
  const named = Object.keys(states).filter((state) => !passing.includes(state));
  expect([...named].sort()).toEqual(ATOMIC_WRITER_STEPS.map(({ state }) => state).sort());
  expect(stepOf('step9Publish')).toMatchObject({ number: 9, title: 'publish', rule: 'K39' });
});
