// The recordings app-* of whole programs as scenarios: the same payloads for the modelled AtomicWriter, with the preset
// that describes the program.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadStrategy } from '../src/simulation/parse.ts';
import type { Scenario, StoryItem } from '../src/world/scenario.ts';
import type { World } from '../src/world/world.ts';
import { scenarioWith } from './world/scenarios.ts';

const RECORDED = join(import.meta.dirname, 'recorded');

export interface AppRecording {
  readonly id: string;
  readonly strategy: string;
  readonly atomicWriter: string;
  readonly fsGroup: number | null;
  readonly gapMs: number;
  readonly writes: readonly { readonly payload: Readonly<Record<string, string>> }[];
  /** The loads of one run. */
  readonly events: readonly { readonly trigger: string; readonly content: string; readonly afterUpdate: number }[];
  readonly runs: {
    readonly n: number;
    readonly noticed: readonly number[];
    readonly staleLoads: readonly number[];
    readonly converged: number;
    readonly variants: readonly { readonly loads: readonly (readonly [string, string, number])[] }[] | null;
  };
}

/** The preset that describes each recorded program, and the library under it. */
const PROGRAMS: Readonly<Record<string, readonly [preset: string, watcher: string]>> = {
  'file-write': ['watch-file-write', 'fsnotify@1.9.0'],
  'file-chmod': ['watch-file-chmod', 'fsnotify@1.9.0'],
  'file-chmod-readd': ['chmod-readd', 'fsnotify@1.9.0'],
  // Of 100 runs without a gap one did not converge: it reads before it adds again.
  'file-remove-readd': ['remove-read-then-add', 'fsnotify@1.9.0'],
  'dir-basename': ['dir-basename', 'fsnotify@1.9.0'],
  'dir-data-create': ['dir-data-create', 'fsnotify@1.9.0'],
  'dir-realpath': ['viper', 'fsnotify@1.9.0'],
  'poll-hash': ['poll-hash', 'fsnotify@1.9.0'],
  WatchConfig: ['viper', 'fsnotify@1.6.0'],
  'WatchConfig; key removed, then re-added, then changed': ['viper', 'fsnotify@1.6.0'],
  'fs.watchFile': ['poll-mtime', 'fsnotify@1.9.0'],
};

/** What the volume holds at first. */
const FIRST = { 'config.yaml': 'v: 1\n', 'app.properties': 'k=1\n' };

const KUBELET: Readonly<Record<string, string>> = { 'master-2e09081': '1.37', 'v1.25.0': '1.25' };

const strategyOf = (preset: string): Scenario['app']['strategy'] => {
  const file = `simulations/strategies/${preset}.yaml`;
  const loaded = loadStrategy(readFileSync(file, 'utf8'), file);
  if ('diagnostics' in loaded) throw new Error(loaded.diagnostics[0]?.message ?? file);
  return loaded.strategy;
};

export function scenarioOf(recording: AppRecording): Scenario {
  const [preset, watcher] = PROGRAMS[recording.strategy] ?? ['', ''];
  const payloads = [FIRST, ...recording.writes.map(({ payload }) => payload)];
  return scenarioWith({
    cluster: { kubelet: KUBELET[recording.atomicWriter] ?? '' },
    configMap: { data: FIRST },
    mount: { fsGroup: recording.fsGroup },
    app: { strategy: strategyOf(preset), watcher, files: ['config.yaml'] },
    story: recording.writes.map(({ payload }, index) => ({ atMs: 1e9 + index, do: 'apply' as const, data: payload })),
    contents: Object.fromEntries(
      payloads.flatMap((each) => Object.values(each)).map((bytes) => [bytes, { status: 'valid', rootKeys: ['v'] }]),
    ),
  });
}

/** A world in which AtomicWriter is to do these Writes. */
export function withWrites(world: World, writes: AppRecording['writes']): World {
  const writer = world.actors.atomicWriter;
  if (writer === undefined) throw new Error('kubelet writes here');
  const mail = writes.map(({ payload }) => ({ type: 'write' as const, payload }));
  return { ...world, actors: { ...world.actors, atomicWriter: { ...writer, mailbox: [...writer.mailbox, ...mail] } } };
}

/** The recorded updates as kubelet gets to see them: a payload that was there already is a sync without a change. */
export function storyOf({ writes, gapMs }: AppRecording): readonly StoryItem[] {
  return writes.map(({ payload }, index) => {
    const atMs = 1000 + (gapMs === 0 ? 0 : index * 100_000);
    const before = writes[index - 1]?.payload ?? FIRST;
    const isSame = JSON.stringify(before) === JSON.stringify(payload);
    return isSame ? { atMs, do: 'annotate-pod' } : { atMs, do: 'apply', data: payload };
  });
}

/** The recordings of programs that a preset describes. */
export const programRecordings = (existsSync(RECORDED) ? readdirSync(RECORDED) : [])
  .filter((file) => file.startsWith('app-'))
  .map((file) => JSON.parse(readFileSync(join(RECORDED, file), 'utf8')) as AppRecording)
  .filter(({ strategy }) => strategy in PROGRAMS);
