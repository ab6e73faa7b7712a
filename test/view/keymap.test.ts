import { describe, expect, test } from 'vitest';
import { COMMAND_IDS, commandOfKey, findCommands, KEYMAP } from '../../src/view/keymap.ts';
import { linearBlock, spoken } from '../../src/view/linear.ts';
import { MENUS, menuItems, menuRows } from '../../src/view/menus.ts';
import { en } from '../../src/view/messages/en.ts';
import { plainText } from '../../src/view/rows.ts';
import { CATALOG, consulted, play } from './playing.ts';

describe('the key map', () => {
  test('gives every command a key, and every key one command', () => {
    expect(KEYMAP.map(({ id }) => id).sort()).toEqual([...COMMAND_IDS].sort());
    const keys = KEYMAP.flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { id, keys: own, only = 'terminal' } of KEYMAP) {
      for (const key of own) expect(commandOfKey(key, only)).toBe(id);
    }
  });

  test('has keys that only one face has: there is nothing to quit on a page, and nobody to present to in a terminal', () => {
    const ids = (kind: 'terminal' | 'page') => findCommands(en, '', kind).map(({ id }) => id);
    expect(ids('page').filter((id) => !ids('terminal').includes(id))).toEqual(['present']);
    expect(ids('terminal').filter((id) => !ids('page').includes(id))).toEqual(['quit', 'verdicts', 'pane']);
    expect([commandOfKey('q', 'page'), commandOfKey('P', 'terminal')]).toEqual([undefined, undefined]);
  });

  test('leaves the digits to the choices', () => {
    expect(KEYMAP.flatMap(({ keys }) => keys).filter((key) => /^\d$/.test(key))).toEqual([]);
  });

  test.each([
    ['branch', ['take', 'branches', 'next-branch']],
    ['skip ahead', ['jump']],
    ['next inotify event', ['jump-inotify']],
    ['q', ['quit', 'jump-inotify', 'jump-request']],
    ['no such thing', []],
  ])('is searched for %s', (query, ids) => {
    expect(findCommands(en, query, 'terminal').map(({ id }) => id)).toEqual(expect.arrayContaining([...ids]));
    expect(findCommands(en, query, 'terminal').length > 0).toBe(ids.length > 0);
  });
});

describe('menus', () => {
  const session = consulted(play('incident'));
  const context = {
    kind: 'terminal' as const,
    isSystem: false,
    catalog: () => CATALOG,
    simulation: 'incident',
    strategy: session.get().strategy,
    policy: 'app-first',
    branches: session.branches,
    counterexamples: session.get().counterexamples,
  };

  test.each(MENUS)('%s has items, and a query that nothing contains leaves none', (menu) => {
    expect(menuItems(en, menu, context, '').length).toBeGreaterThan(0);
    expect(menuItems(en, menu, context, 'xyzzy')).toEqual([]);
  });

  test('every word of a query must be there', () => {
    const names = menuItems(en, 'simulation', context, 'second WATCH').map(({ id }) => id);
    const both = ['x2-second-update-data-create', 'x2-second-update'];
    expect(names).toEqual([...both, 'x3-two-updates-slow-app', 'x17-published-before-readable']);
  });

  test('the present one is marked, the one pointed at too, and the list scrolls', () => {
    const items = menuItems(en, 'policy', context, '');
    expect(plainText(menuRows(en, items, 1, 60, 5))).toMatchInlineSnapshot(`
      " ● app-first     the application is as fast as it can be
      ▸  writer-first  the writer ends before anybody looks
         random        anybody may be next"
    `);
    expect(plainText(menuRows(en, items, 2, 60, 1))).toContain('random');
  });
});

describe('linear mode', () => {
  test('says signs in words', () => {
    expect(spoken(en, '503 ∅ → ① · wd 1 — I4')).toBe('503 empty to v1, wd 1, I4');
    expect(spoken(en, '[select] serves 200 ②')).toBe('select, serves 200 v2');
  });

  test('a step is a block: place, what happened, why, how things stand, choices', () => {
    expect(linearBlock(en, play('incident', { openAt: 'violation' }).get())).toMatchInlineSnapshot(`
      [
        "",
        "incident, 5/15, 5s",
        "api: put v2",
        "Chapter 1, The incident, and four steps against it: what goes wrong.",
        "A group-buying service reloads on Write. Whoever updates the file truncates it first and writes it second, so the first Write finds it empty; empty YAML parses without error to switched-off flags, and orders fail with 503. Here the second Write heals it at once. Why it lasted all night is incident-debounced.",
        "Opened before: sidecar: truncate feature.yaml, which leads to never-empty. Press right arrow.",
        "Verdicts: stays-armed: not violated",
        "Application: select, serves 200 v1 holds feature.yaml v1",
        "inotify queue: empty",
        "Volume: 12 1 v1 feature.yaml watch wd 1",
        "Next:",
        "1. sidecar: truncate feature.yaml. (Enter or right arrow)",
      ]
    `);
  });
});
