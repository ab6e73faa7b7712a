// The shipped strategies against facts/strategies.md: which version is served after three updates.
//
// Section 3.2 has the table by version of fsnotify, for an application that handles each event at once (`app-first`)
// and one that lets the reader drain the queue first (`writer-first`); section 5 and 6 have the rest.
import { describe, expect, test } from 'vitest';
import { loadSimulation } from '../../src/simulation/parse.ts';
import { withStrategy } from '../../src/simulation/simulation.ts';
import { createModel } from '../../src/world/model.ts';
import { runToEnd } from '../../src/world/run.ts';
import { createScheduler, type Policy } from '../../src/world/schedulers.ts';
import { servedNow } from '../../src/world/served.ts';
import { CATALOG } from './shipped.ts';

const THREE_UPDATES = `
title: Three updates
why: Each is complete before the next one begins.
configMap: { data: { app.yaml: "groupBuy: 1" } }
app: { strategy: dir-data-create }
story:
  - { at: 5s, apply: { app.yaml: "groupBuy: 2" } }
  - { at: 95s, apply: { app.yaml: "groupBuy: 3" } }
  - { at: 185s, apply: { app.yaml: "groupBuy: 4" } }
`;

/** The version served at the end: 1 never reloaded, 2 the first update only, 4 all. */
function servedInTheEnd(strategyName: string, fsnotify: string, policy: Policy): string {
  const text = THREE_UPDATES.replace('app: {', `app: { watcher: fsnotify@${fsnotify},`);
  const loaded = loadSimulation(text, 'three-updates.yaml', CATALOG.strategies);
  const strategy = CATALOG.strategies.find(({ name }) => name === strategyName);
  if ('diagnostics' in loaded || strategy === undefined)
    throw new Error(`${strategyName} on ${fsnotify} does not load`);
  const model = createModel(withStrategy(loaded.simulation, strategy).scenario, 'prompt');
  const { first, steps } = runToEnd(model, createScheduler(policy, 1));
  return servedNow(model, steps.at(-1)?.world ?? first).version;
}

const NEVER = '1';
const FIRST_ONLY = '2';
const ALL = '4';
const VERSIONS = ['1.4.9', '1.5.4', '1.5.0', '1.6.0', '1.7.0', '1.8.0', '1.9.0', '1.10.1'] as const;

/** One letter for each of VERSIONS: n never, f first only, a all; where two, app-first and reader-ahead differ. */
const BY_VERSION: readonly (readonly [strategy: string, appFirst: string, readerAhead: string])[] = [
  ['watch-file-write', 'nnnnnnnn', 'nnnnnnnn'],
  ['watch-file-chmod', 'ffnfffff', 'ffnfffff'],
  ['article-four-steps', 'ffnfffff', 'ffnfffff'],
  ['chmod-readd', 'ffnaaaaa', 'aanaaaaa'],
  ['chmod-readd-same-name', 'ffnfaaaa', 'aanaaaaa'],
  ['remove-readd', 'aaaaaaaa', 'aaaaaaaa'],
  ['apiserver', 'aaaaaaaa', 'aaaaaaaa'],
  ['dir-and-file', 'aaaaannn', 'aaaaannn'],
  ['traefik-filename', 'ffffffff', 'ffffffff'],
];
const WORD: Readonly<Record<string, string>> = { n: NEVER, f: FIRST_ONLY, a: ALL };

describe('section 3.2: by version of fsnotify', () => {
  test.each(BY_VERSION)('%s', (strategy, appFirst, readerAhead) => {
    const seen = (policy: Policy) => VERSIONS.map((version) => servedInTheEnd(strategy, version, policy));
    expect(seen('app-first')).toEqual([...appFirst].map((letter) => WORD[letter]));
    expect(seen('writer-first')).toEqual([...readerAhead].map((letter) => WORD[letter]));
  });
});

const NEVER_FIRES = [
  'watch-file-write',
  'watch-file-write-debounced',
  'dir-basename',
  'poll-lstat-mtime',
  'viper-1.2',
  'kube-proxy',
];
const FIRST_UPDATE_ONLY = [
  'watch-file-chmod',
  'article-four-steps',
  'watch-data',
  'watch-resolved-directory',
  'traefik-filename',
];
/** Served versions lag behind, but each update leads to a load: see its `why`. */
const ONE_BEHIND = ['dir-any-debounce-leading'];
const UPGRADED_AWAY = ['dir-and-file'];

describe('sections 5 and 6: three updates on fsnotify 1.10.1', () => {
  const groups = { NEVER_FIRES, FIRST_UPDATE_ONLY, ONE_BEHIND, UPGRADED_AWAY };
  const bad = Object.values(groups).flat();
  const good = CATALOG.strategies.filter(({ name, dontFollow }) => !bad.includes(name) && !dontFollow);

  test.each(NEVER_FIRES)('%s never fires', (name) => {
    expect(servedInTheEnd(name, '1.10.1', 'app-first')).toBe(NEVER);
  });
  test.each(FIRST_UPDATE_ONLY)('%s sees the first update only', (name) => {
    expect(servedInTheEnd(name, '1.10.1', 'app-first')).toBe(FIRST_ONLY);
  });
  test.each(ONE_BEHIND)('%s serves one version behind', (name) => {
    expect(servedInTheEnd(name, '1.10.1', 'app-first')).toBe('3');
  });
  test.each(UPGRADED_AWAY)('%s is broken by fsnotify 1.8', (name) => {
    expect([servedInTheEnd(name, '1.7.0', 'app-first'), servedInTheEnd(name, '1.10.1', 'app-first')]).toEqual([
      ALL,
      NEVER,
    ]);
  });
  test.each(good.map(({ name }) => name))('%s sees them all', (name) => {
    expect(servedInTheEnd(name, '1.10.1', 'app-first')).toBe(ALL);
  });
});
