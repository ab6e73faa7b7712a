import { describe, expect, test } from 'vitest';
import { formatDiagnostic } from '../../src/simulation/diagnostics.ts';
import { STARTER_FILE } from '../../src/simulation/init.ts';
import { loadSimulation, loadStrategy } from '../../src/simulation/parse.ts';
import { CATALOG, SIMULATION_TEXTS } from './shipped.ts';

const { strategies } = CATALOG;

/** A file without mistakes, to which each case does one thing. */
const GOOD = `title: A title
why: A reason.
cluster: { kubelet: "1.34" }
configMap:
  data:
    feature.yaml: "groupBuy: true"
mount: { path: /etc/config }
app:
  watcher: fsnotify@1.9.0
  strategy: dir-data-create
  files: [feature.yaml]
story:
  - at: 5s
    apply: { feature.yaml: "groupBuy: false" }
expect: { converges: holds }
`;

function told(text: string): readonly string[] {
  const loaded = loadSimulation(text, 'f.yaml', strategies);
  return 'diagnostics' in loaded ? loaded.diagnostics.map(formatDiagnostic) : [];
}

function load(text: string) {
  const loaded = loadSimulation(text, 'f.yaml', strategies);
  if ('diagnostics' in loaded) throw new Error(loaded.diagnostics.map(formatDiagnostic).join('\n'));
  return loaded.simulation;
}

describe('a simulation file', () => {
  test('becomes a scenario with every default filled in', () => {
    const { scenario, expect: expected, timing, schedule, seed, parameters } = load(GOOD);
    expect(scenario.app.strategy).toBe(strategies.find(({ name }) => name === 'dir-data-create'));
    expect({ ...scenario, app: { ...scenario.app, strategy: null } }).toEqual({
      name: 'f',
      title: 'A title',
      why: 'A reason.',
      cluster: { kubelet: '1.34', changeDetection: 'Watch', syncFrequencyMs: 60_000, ttlMs: 0, syncJitter: [1] },
      configMap: {
        name: 'app-config',
        data: { 'feature.yaml': 'groupBuy: true' },
        immutable: false,
        isShared: false,
      },
      mount: {
        path: '/etc/config',
        kind: 'volume',
        writer: 'kubelet',
        fsGroup: null,
        defaultMode: 0o644,
        items: null,
        subPath: null,
        optional: false,
      },
      kernel: { maxQueuedEvents: 16384, maxUserWatches: 192536, maxUserInstances: 128 },
      app: { watcher: 'fsnotify@1.9.0', strategy: null, files: ['feature.yaml'], optionalFiles: [], runAsUser: null },
      story: [{ atMs: 5000, do: 'apply', data: { 'feature.yaml': 'groupBuy: false' } }],
      faults: [],
      contents: {
        '': { status: 'empty', rootKeys: [] },
        'groupBuy: true': { status: 'valid', rootKeys: ['groupBuy'] },
        'groupBuy: false': { status: 'valid', rootKeys: ['groupBuy'] },
      },
    });
    expect(expected).toEqual([{ property: 'converges', verdict: 'holds' }]);
    expect({ timing, schedule, seed }).toEqual({ timing: 'prompt', schedule: 'app-first', seed: 1 });
    expect(parameters).toEqual({ stalenessMs: 95_000, reloadsPerUpdate: 1 });
  });

  test('keeps the place of every value', () => {
    const { positions } = load(GOOD);
    expect(positions['/expect/converges']).toEqual({ line: 15, column: 22 });
    expect(positions['/story/0/apply/feature.yaml']).toEqual({ line: 14, column: 28 });
  });

  test('takes bounds of properties from expect', () => {
    const text = GOOD.replace(
      '{ converges: holds }',
      '{ bounded-staleness: { within: 2m, verdict: holds }, no-reload-storm: { reloadsPerUpdate: 3, verdict: violated } }',
    );
    const { parameters, expect: expected } = load(text);
    expect(parameters).toEqual({ stalenessMs: 120_000, reloadsPerUpdate: 3 });
    expect(expected).toEqual([
      { property: 'bounded-staleness', verdict: 'holds' },
      { property: 'no-reload-storm', verdict: 'violated' },
    ]);
  });

  test('reads every file of version 1 when files is left out, under the path of items', () => {
    const all = GOOD.replace('  files: [feature.yaml]\n', '');
    expect(load(all).scenario.app.files).toEqual(['feature.yaml']);
    const items = all.replace('/etc/config }', '/etc/config, items: [{ key: feature.yaml, path: conf.d/f.yaml }] }');
    expect(load(items).scenario.mount.items).toEqual({ 'feature.yaml': 'conf.d/f.yaml' });
    expect(load(items).scenario.app.files).toEqual(['conf.d/f.yaml']);
    const bound = all.replace('/etc/config }', '/etc/config, kind: subPath, subPath: feature.yaml }');
    expect(load(bound).scenario.app.files).toEqual(['feature.yaml']);
  });

  test('may hold its own strategy, which takes title and reason from it', () => {
    const inline = '{ watch: [file], on: [{ ops: [Remove], do: [rearm, reload] }], sleep: 1m30s }';
    const { strategy } = load(GOOD.replace('dir-data-create', inline)).scenario.app;
    expect(strategy).toMatchObject({ name: 'inline', title: 'A title', why: 'A reason.', sleepMs: 90_000 });
    expect(strategy.on).toEqual([{ ops: ['Remove'], name: 'any', if: null, do: ['rearm', 'reload'] }]);
  });

  test('is the same with carriage returns, a byte order mark and a schema line', () => {
    const { scenario } = load(GOOD);
    for (const text of [GOOD.replaceAll('\n', '\r\n'), `\uFEFF${GOOD}`, `# yaml-language-server: $schema=x\n${GOOD}`]) {
      expect(load(text).scenario).toEqual(scenario);
    }
  });

  test('title and reason are one line whatever the file does', () => {
    const { scenario } = load(GOOD.replace('A reason.', '|\n  Two\n  lines.\n').replace('A title', '"A\\e[31m title"'));
    expect([scenario.title, scenario.why]).toEqual(['A [31m title', 'Two lines.']);
  });

  test('the starter file of `init` loads as it stands', () => {
    expect(told(STARTER_FILE)).toEqual([]);
  });
});

describe('every mistake is told in one line: found, expected, nearest', () => {
  test.each<[string, string, string, string]>([
    [
      'an unknown key',
      'why:',
      'whi:',
      'f.yaml:2:1: whi: unknown key, expected one of title, why, chapter, form, cluster',
    ],
    ['an unknown key, with a hint', 'configMap:', 'configmap:', 'did you mean "configMap"?'],
    ['an unknown key below', 'path:', 'pth:', 'f.yaml:7:10: mount.pth: unknown key, expected one of path, kind'],
    ['a missing key', 'why: A reason.\n', '', 'f.yaml:1:1: why: missing, expected a text of 1 to 1000 characters'],
    [
      'a missing key below',
      '  strategy: dir-data-create\n',
      '',
      'f.yaml:8:1: app.strategy: missing, expected the name of',
    ],
    ['a wrong type', 'A title', '[x]', 'f.yaml:1:8: title: found a list of 1, expected a text of 1 to 120 characters'],
    ['nothing', 'A title', '', 'f.yaml:1:8: title: found nothing, expected a text'],
    [
      'a number for a version',
      '"1.34"',
      '1.30',
      'f.yaml:3:21: cluster.kubelet: found the number 1.30, expected one of',
    ],
    ['how to write a version', '"1.34"', '1.30', '; put it in quotes'],
    [
      'an unknown version',
      '"1.34"',
      '"1.99"',
      'f.yaml:3:21: cluster.kubelet: found "1.99", expected one of 1.18, 1.19,',
    ],
    ['an unknown watcher', 'fsnotify@1.9.0', 'fsnotfy@1.9.0', 'did you mean "fsnotify@1.9.0"?'],
    [
      'an unknown strategy',
      'dir-data-create\n',
      'dir-data-creat\n',
      'app.strategy: found "dir-data-creat", expected a strat',
    ],
    ['an unknown strategy, with a hint', 'dir-data-create\n', 'dir-data-creat\n', 'did you mean "dir-data-create"?'],
    [
      'the path of a strategy',
      'dir-data-create\n',
      './mine.yaml\n',
      '; one in a file of its own is given with --strategy',
    ],
    [
      'a wrong duration',
      '5s',
      '5 s',
      'f.yaml:13:9: story[0].at: found "5 s", expected a duration such as 200ms, 5s, 3m',
    ],
    ['a number for a duration', '5s', '5', 'f.yaml:13:9: story[0].at: found the number 5, expected a duration'],
    ['a duration beyond a week', '5s', '169h', 'story[0].at: found "169h", expected a duration such as'],
    ['an unknown property', 'converges', 'convergs', 'f.yaml:15:11: expect.convergs: unknown key, expected one of'],
    [
      'an unknown verdict',
      'converges: holds',
      'converges: hold',
      'f.yaml:15:22: expect.converges: found "hold", expected',
    ],
    [
      'a bound without a verdict',
      'converges: holds',
      'bounded-staleness: { within: 5s }',
      '.verdict: missing, expected',
    ],
    ['a relative mount path', '/etc/config', 'etc/config', 'mount.path: found "etc/config", expected an absolute path'],
    [
      'a value that is no text',
      '"groupBuy: true"',
      'true',
      'configMap.data["feature.yaml"]: found the boolean true, exp',
    ],
    [
      'a reserved key',
      '    feature',
      '    ..feature',
      'configMap.data["..feature.yaml"]: found the key "..feature.yaml"',
    ],
    [
      'a file that never is',
      '[feature.yaml]',
      '[features.yaml]',
      'f.yaml:11:11: app.files[0]: found "features.yaml", expected',
    ],
    [
      'a file twice',
      '[feature.yaml]',
      '[feature.yaml, feature.yaml]',
      'found "feature.yaml" a second time, expected it once',
    ],
    [
      'an optional file that is not read',
      'files:',
      'optionalFiles: [x.yaml]\n  files:',
      'app.optionalFiles[0]: found "x.yaml"',
    ],
    [
      'a story out of order',
      'expect:',
      '  - { at: 4s, annotatePod: true }\nexpect:',
      'f.yaml:15:11: story[1].at: found "4s", expected 5s or later (line 13)',
    ],
    [
      'a story entry without deed',
      'expect:',
      '  - { at: 6s }\nexpect:',
      'story[1]: found none of them, expected one of apply, applySource, rollOut',
    ],
    [
      'a story entry with two',
      '    apply:',
      '    annotatePod: true\n    apply:',
      'story[0]: found apply and annotatePod, expected one of apply, applySource, rollOut',
    ],
    [
      'subPath without a file',
      '/etc/config }',
      '/etc/config, kind: subPath }',
      'mount.kind: found subPath, expected the fi',
    ],
    ['a file in a volume mount', '/etc/config }', '/etc/config, subPath: feature.yaml }', 'expected kind: subPath'],
    [
      'a bound file that is not there',
      '/etc/config }',
      '/etc/config, kind: subPath, subPath: g }',
      'mount.subPath: found "g", exp',
    ],
    [
      'items of a missing key',
      '/etc/config }',
      '/etc/config, items: [{ key: g, path: g }] }',
      'items[0].key: found "g", expected',
    ],
    [
      'items with a sidecar',
      '/etc/config }',
      '/etc/config, writer: in-place, items: [{ key: feature.yaml, path: feature.yaml }] }',
      'mount.items: found it with writer in-place, expected it with writer kubelet only',
    ],
    [
      'dontFollow on fsnotify',
      'dir-data-create\n',
      '{ watch: [data], dontFollow: true }\n',
      'app.watcher: found fsnotify@1.9.0, expected inotify: the strategy sets dontFollow',
    ],
    [
      'rules without a watch',
      'dir-data-create\n',
      '{ on: [{ do: [reload] }] }\n',
      'app.strategy.on: found rules for events but nothing watched',
    ],
    [
      'sleep without a length',
      'dir-data-create\n',
      '{ watch: [file], on: [{ do: [sleep] }] }\n',
      'do[0]: found sleep without a length',
    ],
    [
      'an action after the end',
      'dir-data-create\n',
      '{ watch: [file], on: [{ do: [exit-loop, reload] }] }\n',
      'do[1]: found an action after exit-loop',
    ],
    [
      'an unknown op',
      'dir-data-create\n',
      '{ watch: [file], on: [{ ops: [Creat], do: [reload] }] }\n',
      'app.strategy.on[0].ops[0]: found "Creat", expected one of Create, Write, Remove, Rename, Chmod; did you mean "Create"?',
    ],
    [
      'an op outside a list',
      'dir-data-create\n',
      '{ watch: [file], on: [{ ops: Write, do: [reload] }] }\n',
      'ops: found "Write", expected any or a list of words out of',
    ],
    [
      'a word where a list is wanted',
      'dir-data-create\n',
      '{ watch: file }\n',
      'watch: found "file", expected a list of words out of directory, file, data, resolved-file, resolved-directory, at most 5 entries; write [file]',
    ],
    [
      'a word where a list or a word is wanted',
      'dir-data-create\n',
      '{ watch: [file], on: [{ ops: Remove, do: [reload] }] }\n',
      'Chmod, 1 to 5 entries; write [Remove]',
    ],
    [
      'one action without brackets',
      'dir-data-create\n',
      '{ watch: [file], on: [{ do: reload }] }\n',
      '1 to 8 entries; write [reload]',
    ],
    ['a misspelt word without brackets', 'dir-data-create\n', '{ watch: dir }\n', '; write [directory]'],
    [
      'a fault without brackets',
      'story:\n',
      'faults: kubelet_crash\nstory:\n',
      'at most 12 entries; write [kubelet-crash]',
    ],
    ['a file without brackets', '[feature.yaml]', 'feature.yaml', '1 to 16 entries; write [feature.yaml]'],
    ['a library without its version', 'fsnotify@1.9.0', 'fsnotify', 'did you mean "fsnotify@1.10.1"?'],
    ['a library without its patch version', 'fsnotify@1.9.0', 'fsnotify@1.10', 'did you mean "fsnotify@1.10.1"?'],
    ['a library newer than any known', 'fsnotify@1.9.0', 'fsnotify@1.11.0', 'did you mean "fsnotify@1.10.1"?'],
    ['a release of Kubernetes', '"1.34"', 'v1.34.2', 'did you mean "1.34"?'],
    ['a release of a cloud', '"1.34"', '"v1.33.5-gke.1201000"', 'did you mean "1.33"?'],
    ['an abbreviation', 'dir-data-create\n', '{ watch: [dir] }\n', 'did you mean "directory"?'],
    ['the same in other words', 'dir-data-create\n', '{ watch: [mount] }\n', 'did you mean "directory"?'],
    [
      'an operation in other words',
      'dir-data-create\n',
      '{ watch: [file], on: [{ ops: [Move], do: [reload] }] }\n',
      'did you mean "Rename"?',
    ],
    [
      'a required root key that no version has',
      'dir-data-create\n',
      '{ watch: [file], verify: { requiredKeys: [groupBuy, grouBuy] } }\n',
      'f.yaml:10:65: app.strategy.verify.requiredKeys[1]: found "grouBuy", expected a root key that some version of ' +
        'feature.yaml has (groupBuy); did you mean "groupBuy"?',
    ],
    [
      'a schedule that is none',
      'expect:',
      'schedule: app-frist\nexpect:',
      'schedule: found "app-frist", expected one of app-first, writer-first, random or a schedule token',
    ],
    [
      'staleness without a clock',
      '{ converges: holds }',
      '{ bounded-staleness: holds }\ntiming: any',
      'expect.bounded-staleness: found it with timing any',
    ],
    [
      'a seed out of range',
      'expect:',
      'seed: -1\nexpect:',
      'seed: found the number -1, expected a whole number from 0 to 4294967295',
    ],
    [
      'too much data',
      '"groupBuy: false"',
      `"${'x'.repeat(1_048_577)}"`,
      'found 1048577 bytes of values, expected at most 1048576 (1 MiB)',
    ],
    [
      'a key twice',
      'mount:',
      'title: again\nmount:',
      'f.yaml:7:1: found the key "title" a second time, expected it once',
    ],
    [
      'a list at the top',
      GOOD,
      '- a\n',
      'f.yaml:1:1: found a list of 1, expected a mapping with title, why, configMap, app',
    ],
    ['an empty file', GOOD, '', 'f.yaml:1:1: found nothing, expected a mapping with title, why, configMap, app'],
  ])('%s', (_, part, mistake, line) => {
    expect(GOOD).toContain(part);
    const lines = told(GOOD.replace(part, mistake));
    expect(lines.join('\n')).toContain(line);
    for (const each of lines) expect(each).toMatch(/^f\.yaml:[1-9]\d*:[1-9]\d*: [^\p{Cc}]+$/u);
  });

  test('a root key that a named strategy requires and a file has in no version, at its name', () => {
    const keyless = GOOD.replace('groupBuy: true', 'timeout=30').replace('groupBuy: false', 'timeout=60');
    const line =
      'f.yaml:10:13: app.strategy: article-four-steps requires the root key "groupBuy", expected a root key that some ' +
      'version of feature.yaml has (it has none)';
    expect(told(keyless.replace('dir-data-create', 'article-four-steps'))).toEqual([line]);
    const later = keyless.replace('timeout=60', 'groupBuy: false').replace('dir-data-create', 'article-four-steps');
    expect(told(later)).toEqual([]);
  });

  test('a tab in the indentation of any line of any file: that one line, and nothing that follows from it', () => {
    const positions = Object.values(SIMULATION_TEXTS).flatMap((text) => {
      const lines = text.split('\n');
      return lines.flatMap((line, index) => {
        const column = line.search(/\S/) - 1;
        if (column < 1 || !line.startsWith('  ')) return [];
        const tabbed = lines.with(index, `${line.slice(0, column - 1)}\t${line.slice(column + 1)}`).join('\n');
        return [
          { lines: told(tabbed), place: `f.yaml:${index + 1}:${column}: found a tab as indentation, expected spaces` },
        ];
      });
    });
    expect(positions.length).toBeGreaterThan(100);
    for (const { lines, place } of positions) expect(lines).toEqual([place]);
  });

  test('tabs all over: the first one', () => {
    for (const text of Object.values(SIMULATION_TEXTS)) {
      const tabbed = text.replaceAll(/^ +/gm, (spaces) => '\t'.repeat(spaces.length / 2));
      const line = tabbed.split('\n').findIndex((each) => each.startsWith('\t')) + 1;
      expect(told(tabbed)).toEqual([`f.yaml:${line}:1: found a tab as indentation, expected spaces`]);
    }
  });

  test('mistakes of form and of sense together, in the order of the text', () => {
    const text = GOOD.replace('title:', 'titel:')
      .replace('"1.34"', '"1.99"')
      .replace('dir-data-create', 'nope')
      .replace('[feature.yaml]', '[feture.yaml]')
      .replace('5s', '5x')
      .replace('converges', 'converge');
    const where = told(text).map((line) => line.split(': ', 2).join(': '));
    expect(where).toEqual([
      'f.yaml:1:1: title',
      'f.yaml:1:1: titel',
      'f.yaml:3:21: cluster.kubelet',
      'f.yaml:10:13: app.strategy',
      'f.yaml:11:11: app.files[0]',
      'f.yaml:13:9: story[0].at',
      'f.yaml:15:11: expect.converge',
    ]);
  });

  test('after a syntax error only what stands before it is judged', () => {
    const lines = told(GOOD.replace('A title', '[x]').replace('app:', 'app: ['));
    expect(lines[0]).toContain('f.yaml:1:8: title: found a list of 1');
    expect(lines.slice(1).every((line) => line.includes('not YAML') || line.includes('found a '))).toBe(true);
    expect(lines.join('\n')).not.toContain(': missing, expected');
  });

  test('no more than a hundred mistakes, and a line that counts the rest', () => {
    const many = Array.from({ length: 150 }, (_, index) => `x${index}: 1`).join('\n');
    const lines = told(`${GOOD}${many}\n`);
    expect(lines).toHaveLength(101);
    expect(lines.at(-1)).toContain('50 more mistakes');
  });
});

/** A strategy that could be given in place of a simulation. */
const STRATEGY = 'title: T\nwhy: W\nwatch: [file]\non: [{ ops: [Write], do: [reload] }]\n';
const MANIFEST = `apiVersion: v1
kind: ConfigMap
metadata: { name: our-flags }
data: { feature.yaml: "groupBuy: true" }
`;

describe('a file of another kind is told in one line', () => {
  test.each([
    ['a ConfigMap', MANIFEST, 'found a Kubernetes manifest of kind ConfigMap, expected a simulation: '],
    ['several manifests', `---\n${MANIFEST}---\n${MANIFEST}`, 'found a Kubernetes manifest of kind ConfigMap'],
    ['a strategy', STRATEGY, 'found a strategy, expected a simulation: '],
    ['a strategy with mistakes', STRATEGY.replace('title', 'titel'), 'found a strategy, expected a simulation: '],
  ])('%s in place of a simulation', (_, text, line) => {
    expect(told(text)).toEqual([expect.stringContaining(line)]);
  });

  test.each([
    ['a simulation', GOOD, 'f.yaml:1:1: found a simulation, expected a strategy: '],
    ['a ConfigMap', MANIFEST, 'f.yaml:1:1: found a Kubernetes manifest of kind ConfigMap, expected a strategy: '],
  ])('%s in place of a strategy', (_, text, line) => {
    const loaded = loadStrategy(text, 'f.yaml');
    const lines = 'diagnostics' in loaded ? loaded.diagnostics.map(formatDiagnostic) : [];
    expect(lines).toEqual([expect.stringContaining(line)]);
  });

  test('a simulation with a strategy’s fields in the wrong place stays a simulation', () => {
    expect(told(GOOD.replace('app:', 'watch: [file]\napp:'))).toEqual([
      expect.stringContaining('f.yaml:8:1: watch: unknown key, expected one of'),
    ]);
  });

  test('a file that is of no kind is told field by field', () => {
    expect(told('kind: x\n').join('\n')).toContain('kind: unknown key');
  });
});

describe('a strategy file', () => {
  test('takes its name from the file', () => {
    const loaded = loadStrategy('title: T\nwhy: W\nwatch: [file]\n', '/a/b/my-own.yaml');
    expect(loaded).toMatchObject({
      strategy: { name: 'my-own', watch: ['file'], start: 'read-then-watch', poll: null },
    });
  });

  test('needs a title and a reason, and is checked as one inside a simulation', () => {
    const loaded = loadStrategy('watch: [file, file]\non: [{ do: [sleep] }]\nsleeps: 1s\n', 's.yaml');
    const lines = 'diagnostics' in loaded ? loaded.diagnostics.map(formatDiagnostic) : [];
    expect(lines.map((line) => line.split(': ', 2).join(': '))).toEqual([
      's.yaml:1:1: title',
      's.yaml:1:1: why',
      's.yaml:1:15: watch[1]',
      's.yaml:2:13: on[0].do[0]',
      's.yaml:3:1: sleeps',
    ]);
  });
});
