// memfs as the judge: of a volume at rest, a handler is told what memfs tells of the same files. Rule H2.
//
// The volume is made in memfs from every world of a run (volume-files.ts), never by rename; the answers come from the calls
// of a handler, carried out by the simulated kernel. What changes while a call is under way memfs cannot show (decision 10).
import { Volume } from 'memfs';
import { expect, test } from 'vitest';
import { loadEngine } from '../../src/handler/load-engine.ts';
import { type VolumeFile, volumeFiles } from '../../src/handler/volume-files.ts';
import { assert } from '../../src/kernel/assert.ts';
import { loadSimulation } from '../../src/simulation/parse.ts';
import { createModel } from '../../src/world/model.ts';
import { runToEnd } from '../../src/world/run.ts';
import { createScheduler } from '../../src/world/schedulers.ts';

const engine = await loadEngine();

/** Below the mount. */
const ASKED = ['', '/a.yaml', '/b', '/..data', '/..data/a.yaml', '/missing', '/a.yaml/below', '/..data/dir', '/dir/b'];

/** Asks everything about these paths, and prints one line for each answer. */
const ASKING = `
const asked = ${JSON.stringify(ASKED)};
const calls = {
  readFile: (path) => fs.readFile(path, 'utf8'),
  readdir: (path) => fs.readdir(path).then((names) => names.join()),
  stat: (path) => fs.stat(path).then((stats) => [stats.isFile(), stats.isDirectory()].join()),
  lstat: (path) => fs.lstat(path).then((stats) => [stats.isFile(), stats.isDirectory(), stats.isSymbolicLink()].join()),
  readlink: (path) => fs.readlink(path),
  realpath: (path) => fs.realpath(path),
};
for (const below of asked) for (const [name, call] of Object.entries(calls)) {
  console.log(name, below, await call(mountPath + below).catch(({ code }) => code));
}`;

function written(files: readonly VolumeFile[]): Volume {
  const disk = new Volume();
  for (const file of files) {
    if (file.make === 'mkdir') disk.mkdirSync(file.path, { recursive: true });
    else if (file.make === 'symlink') disk.symlinkSync(file.target, file.path);
    else disk.writeFileSync(file.path, file.content);
  }
  return disk;
}

test('H2 a handler is told of a volume at rest what memfs tells of it', async () => {
  const text = `title: t\nwhy: w\nconfigMap: { data: { a.yaml: "a: 1", k: "b: 1" } }\nmount: { items: [{ key: a.yaml, path: a.yaml }, { key: k, path: dir/b }] }\napp: { files: [a.yaml], handler: ask.js }`;
  const loaded = loadSimulation(text, 'x.yaml', [], { 'ask.js': ASKING });
  assert('simulation' in loaded, 'the simulation has no mistakes');
  const { scenario } = loaded.simulation;
  const model = createModel(scenario, 'prompt', engine);
  const run = runToEnd(model, createScheduler('app-first', 1));
  const printed = run.steps.flatMap(({ events }) =>
    events.flatMap((event) => (event.kind === 'fact' && event.fact.kind === 'printed' ? [event.fact.about.text] : [])),
  );
  const disk = written(volumeFiles(run.first.kernel, scenario.mount.path)).promises;
  const lines: string[] = [];
  const told = async (name: string, below: string, ask: (path: string) => Promise<unknown>): Promise<void> => {
    const answer = await ask(scenario.mount.path + below).catch(({ code }: { readonly code: string }) => code);
    lines.push(`${name} ${below} ${String(answer)}`);
  };
  for (const below of ASKED) {
    await told('readFile', below, (path) => disk.readFile(path, 'utf8'));
    await told('readdir', below, async (path) => ((await disk.readdir(path)) as string[]).join());
    await told('stat', below, async (path) => {
      const stats = await disk.stat(path);
      return [stats.isFile(), stats.isDirectory()].join();
    });
    await told('lstat', below, async (path) => {
      const stats = await disk.lstat(path);
      return [stats.isFile(), stats.isDirectory(), stats.isSymbolicLink()].join();
    });
    await told('readlink', below, (path) => disk.readlink(path));
    await told('realpath', below, (path) => disk.realpath(path));
  }
  expect(printed).toHaveLength(54);
  expect(printed).toEqual(lines);
});
