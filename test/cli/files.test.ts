// `list`, `schema` and `init` through the binary: what a person or an editor starts from.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KUBELET_VERSIONS } from '../../src/actors/kubelet/versions.ts';
import { watcherLibraries } from '../../src/actors/watcher/libraries.ts';
import { PROPERTY_NAMES } from '../../src/properties/names.ts';
import { ROOT } from '../../src/setup.mjs';
import { CHAPTERS } from '../../src/simulation/chapters.ts';
import { findSystem, systems } from '../../src/systems/systems.ts';
import { groupHeading } from '../../src/view/chapters.ts';
import { shippedCatalog } from '../shipped.ts';
import { linesOf, reloadSim } from './reload-sim.ts';

const catalog = shippedCatalog();
const simulationNames = catalog.simulations.map(({ scenario }) => scenario.name);
const strategyNames = catalog.strategies.map(({ name }) => name);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reload-sim-files-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('list', () => {
  test('--json: everything that has a name, under names that tools rely on', () => {
    const { status, stdout, stderr } = reloadSim(['list', '--json']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const listing = JSON.parse(stdout);
    expect(Object.keys(listing)).toEqual([
      'version',
      'simulations',
      'systems',
      'handlers',
      'strategies',
      'watchers',
      'properties',
      'kubelets',
    ]);
    const names = (items: readonly { readonly name: string }[]): readonly string[] => items.map(({ name }) => name);
    expect(names(listing.simulations)).toEqual(simulationNames);
    expect(names(listing.handlers)).toEqual(['naive', 'safe']);
    expect(names(listing.systems)).toEqual(systems.map(({ name }) => name));
    for (const { name, properties } of listing.systems) {
      expect([name, names(properties)]).toEqual([name, findSystem(name)?.properties.map((property) => property.name)]);
    }
    const played = listing.simulations.find(({ name }: { name: string }) => name === 'sku-cache-article');
    expect(played).toMatchObject({
      chapter: '3.2',
      form: 'article',
      system: 'sku-cache',
      watcher: null,
      strategy: null,
    });
    expect(names(listing.strategies)).toEqual(strategyNames);
    expect(names(listing.properties)).toEqual(PROPERTY_NAMES);
    expect(listing.watchers.map(({ id }: { id: string }) => id)).toEqual(Object.keys(watcherLibraries));
    expect(listing.kubelets).toEqual(KUBELET_VERSIONS);
    expect(listing.simulations[0]).toEqual({
      name: 'incident',
      title: expect.any(String),
      why: expect.any(String),
      chapter: '1',
      form: 'unsafe',
      system: null,
      watcher: expect.stringMatching(/^fsnotify@/),
      strategy: 'watch-file-write',
      kubelet: expect.stringMatching(/^1\.\d+$/),
      expect: expect.objectContaining({ 'never-empty': 'violated' }),
    });
  });

  test('as text: by chapter, a line for each, its title beside it', () => {
    const lines = linesOf(reloadSim(['list']).stdout);
    for (const { scenario } of catalog.simulations) {
      const { name, title } = scenario;
      const line = lines.find((each) => each.startsWith(`  ${name} `));
      expect(line?.endsWith(title), name).toBe(true);
    }
    expect(lines.filter((line) => /^\S/.test(line))).toEqual([
      ...CHAPTERS.map((chapter) => groupHeading('en', chapter)),
      groupHeading('en', null),
      'Simulations with a handler in JavaScript',
      'Systems, and what each is asked',
      'Strategies',
      'Properties',
      'Watchers',
      'Kubelet',
    ]);
  });
});

describe('only what is named is read', () => {
  /** An installation with one strategy that cannot be read. */
  let cli = '';
  beforeAll(() => {
    const installed = join(folder, 'installed');
    for (const part of ['dist', 'simulations']) cpSync(join(ROOT, part), join(installed, part), { recursive: true });
    writeFileSync(join(installed, 'simulations/strategies/poll-hash.yaml'), 'title: [');
    cli = join(installed, 'dist/cli.js');
  });

  test.each(['run', 'play'])('%s does not look at the strategies that the simulation does not name', (command) => {
    const { status, stdout, stderr } = reloadSim([command, 'incident'], { cli });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(reloadSim([command, 'incident']).stdout);
  });

  test('list looks at all', () => {
    expect(reloadSim(['list'], { cli }).status).toBe(4);
  });
});

describe('every simulation', () => {
  test.each(simulationNames)('%s runs and comes out as its file expects, under its own schedule', (name) => {
    const { status, stdout, stderr } = reloadSim(['run', name]);
    expect(stderr).toBe('');
    expect(stdout).not.toContain('NOT AS EXPECTED');
    expect(status).toBe(0);
  });
});

test('schema is a JSON Schema that knows the strategies', () => {
  const { status, stdout } = reloadSim(['schema']);
  expect(status).toBe(0);
  const schema = JSON.parse(stdout);
  expect(schema.$schema).toContain('json-schema.org');
  expect(stdout).toContain('"watch-file-chmod"');
});

test('the starter file and docs/simulations.md speak only of commands that there are', () => {
  const texts = [reloadSim(['init']).stdout, readFileSync(join(ROOT, 'docs/simulations.md'), 'utf8')];
  const commands = new Set(texts.flatMap((text) => [...text.matchAll(/reload-sim ([a-z]+)/g)].map(([, word]) => word)));
  expect([...commands].sort()).toEqual(expect.arrayContaining(['init', 'play', 'run', 'schema']));
  for (const command of commands) expect(reloadSim([command ?? '', '--help']).stderr).toBe('');
});

describe('init', () => {
  test('prints a file that runs as it stands', () => {
    const { stdout } = reloadSim(['init']);
    const { status, stderr } = reloadSim(['run', '-'], { input: stdout });
    expect(stderr).toBe('');
    expect([0, 1]).toContain(status);
  });

  test('writes the same file, and says nothing', () => {
    const { status, stdout, stderr } = reloadSim(['init', 'mine.yaml'], { cwd: folder });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(folder, 'mine.yaml'), 'utf8')).toBe(reloadSim(['init']).stdout);
    expect(reloadSim(['run', 'mine.yaml'], { cwd: folder }).stderr).toBe('');
  });

  test('never writes over a file', () => {
    const path = join(folder, 'kept.yaml');
    writeFileSync(path, 'precious\n');
    const { status, stderr } = reloadSim(['init', path]);
    expect(status).toBe(3);
    expect(stderr).toBe(`${path}: the file exists and is left as it is\n`);
    expect(readFileSync(path, 'utf8')).toBe('precious\n');
  });

  test('says when it cannot write', () => {
    const { status, stderr } = reloadSim(['init', join(folder, 'no', 'folder.yaml')]);
    expect(status).toBe(3);
    expect(linesOf(stderr)).toEqual([expect.stringMatching(/no such file or folder$/)]);
  });
});
