// `check` through the binary: verdicts against expect, every exit status and format, tokens that replay, Ctrl-C.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { follow, parseToken } from '../../src/explore/token.ts';
import { properties, propertiesOf } from '../../src/properties/properties.ts';
import { ROOT } from '../../src/setup.mjs';
import { modelOf, shippedCatalog } from '../shipped.ts';
import { CLI, type Ended, linesOf, reloadSim, simulationText } from './reload-sim.ts';
import { sarifSchema } from './sarif-schema.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reload-sim-check-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { simulations } = shippedCatalog();
const names = simulations.map(({ scenario }) => scenario.name);

/** `check` of the small simulation with these lines appended. */
const checkText = (more: string, ...flags: readonly string[]): Ended =>
  reloadSim(['check', '-', ...flags], { input: simulationText(more) });

/** The line of one property among the verdicts. */
const verdictOf = (stdout: string, property: string): string =>
  linesOf(stdout).find((line) => line.startsWith(`  ${property} `)) ?? '';

/** A file whose words are signs of XML, Markdown, SARIF and the shell. */
const HOSTILE = simulationText('expect: { converges: holds }')
  .replace('A test', `'<b> & "c" ]]> | \`d\` $(e)'`)
  .replace('Two updates.', `"[x](y) <script> ''"`);

function hostileFile(): string {
  const path = join(folder, `it's <a> & "b".yaml`);
  writeFileSync(path, HOSTILE);
  return path;
}

describe('the text', () => {
  const { status, stdout, stderr } = reloadSim(['check', 'x2-second-update']);
  const lines = linesOf(stdout);

  test('says what was checked, of every property how it is, and what is not modelled', () => {
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(lines[0]).toBe('x2-second-update: A watch on the file sees one update, then nothing');
    expect(lines[2]).toMatch(/^checked [\d ]+ states in all interleavings \(prompt timing\)$/);
    expect(properties.map(({ name }) => verdictOf(stdout, name)).filter((line) => line === '')).toEqual([]);
    expect(verdictOf(stdout, 'never-empty')).toMatch(/ holds$/);
    expect(verdictOf(stdout, 'never-torn')).toMatch(/ holds$/);
    expect(verdictOf(stdout, 'converges')).toMatch(/ violated in \d+ steps: serves ② at the end, .*; as expected$/);
    expect(lines.at(-3)).toBe('');
    expect(lines.at(-2)).toBe('Not modelled: see docs/limits.md.');
  });

  test('shows a schedule that violates several properties once, with its cause', () => {
    const shown = lines.filter((line) => line.startsWith('Shortest schedule'));
    expect(shown).toEqual([expect.stringContaining('converges, stays-armed, bounded-staleness: ')]);
    expect(stdout).toContain('Lost from the start ║: every interleaving ends in this violation.');
    expect(stdout).toMatch(/The last watch dies at step \d+, AtomicWriter: unlink\("\.\.ts1\/feature\.yaml"\)/);
    expect(lines.filter((line) => /^requests /.test(line)).length).toBeGreaterThan(1);
  });

  test('says from when on the container has an empty directory, and why that stays so', () => {
    const { stdout: told } = reloadSim(['check', 'fault-kubelet-crash']);
    expect(told).toMatch(/^strategy .*, files written by kubelet 1\.37; may go wrong: kubelet-crash$/m);
    expect(told.replaceAll(/\s+/g, ' ')).toMatch(
      /From step \d+ on the container's \/etc\/config is empty \(–\): kubelet has removed that directory, .*\(K14\) Needs the fault kubelet-crash\./,
    );
    expect(stdout).not.toContain('is empty (–)');
  });

  test('ends in a line that plays the violation', () => {
    const [, ...play] = (lines.at(-1) ?? '').split(' ');
    expect(play.slice(0, 3)).toEqual(['play', 'x2-second-update', '--schedule']);
    const { stdout: played } = reloadSim(play);
    expect(verdictOf(played, 'converges')).toContain(' violated at ');
  });

  test('marks the point of no return in the lanes', () => {
    const { stdout: incident } = reloadSim(['check', 'incident']);
    expect(incident).toMatch(/^volume .*║/m);
    expect(incident).toMatch(/^Point of no return ║: step 18, application: read\(/m);
    expect(incident).toContain('(F12)');
  });

  test('says when a property held because nothing put it to the test', () => {
    const { stdout: kubelet } = reloadSim(['check', 'incident-kubelet']);
    expect(verdictOf(kubelet, 'never-empty')).toContain(' holds vacuously: ');
  });

  test('names the pause that an order needs, and play goes on from it, under any timing', () => {
    const { status: found, stdout: any } = reloadSim(['check', 'incident', '--timing', 'any']);
    expect(found).toBe(1);
    expect(any).toContain('(any timing)');
    expect(any).toContain('expect speaks of its own strategy and timing and is not compared');
    expect(any).not.toContain('as expected');
    expect(any).toMatch(
      /^Needs the application to pause 5s between the start of the container and the path lookup of\nfeature\.yaml \(step 1\)\.$/m,
    );
    expect(verdictOf(any, 'bounded-staleness')).toMatch(
      / inconclusive: under any timing nothing measures time; --timing prompt decides it$/,
    );
    const [, ...play] = (linesOf(any).at(-1) ?? '').split(' ');
    expect(verdictOf(reloadSim(play).stdout, 'never-empty')).toContain(' violated at ');
  });

  test('names steps as people call them, and whose they are where somebody else pauses', () => {
    const { stdout: any } = reloadSim(['check', 'x2-second-update', '--timing', 'any']);
    const told = any.replaceAll('\n', ' ');
    expect(told).toContain(
      'Needs the application to pause 60.2s between the path lookup of feature.yaml (step 1) and the open of ' +
        'feature.yaml that fails with ENOENT (step 45).',
    );
    expect(told).toContain(
      'Needs kubelet (pod worker) to pause 35s between the start of the container and the sync of the pod (step 14).',
    );
    expect(told).toMatch(
      /Needs several processes to be slow, each by up to 90\.2s, one of them between the path lookup of feature\.yaml \(application, step 1\) and /,
    );
  });

  test('says for which properties not all interleavings were looked at, when only further searches were cut', () => {
    const whole = reloadSim(['check', 'x6-update-before-arm', '--format', 'json']).stdout;
    const { states } = JSON.parse(whole).results[0].covered;
    const cut = reloadSim(['check', 'x6-update-before-arm', '--max-states', String(states)]);
    expect(cut.status).toBe(2);
    const open = linesOf(cut.stdout).flatMap((line) => / {2}([\w-]+) +inconclusive: the bound/.exec(line)?.[1] ?? []);
    expect(open).toContain('stays-armed');
    expect(linesOf(cut.stdout)[2]).toBe(
      `checked ${states} states in all interleavings (prompt timing); NOT complete for ${open.join(', ')}, whose search goes further`,
    );
  });

  test('without a violation ends in the line that checks again', () => {
    const { stdout: held } = reloadSim(['check', 'x1-single-update-data-create', '--max-states', '5000']);
    expect(linesOf(held).at(-1)).toBe('reload-sim check x1-single-update-data-create --max-states 5000');
  });

  test('is the same twice and in every surrounding', () => {
    for (const format of ['text', 'json', 'junit', 'sarif', 'markdown']) {
      const args = ['check', 'incident', 'x3-slow-reload', '--format', format];
      const first = reloadSim(args);
      const env = { LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Tokyo', COLUMNS: '20', FORCE_COLOR: '3', TERM: 'dumb' };
      expect(reloadSim(args, { env })).toEqual(first);
      expect(first).toMatchObject({ status: 0, stderr: '' });
      expect(first.stdout).not.toContain('\u001b');
    }
  });
});

interface Told {
  readonly schema: number;
  readonly status: number;
  readonly reproduce: string;
  readonly results: readonly {
    readonly simulation: string;
    readonly strategy: string;
    readonly verdicts: readonly {
      readonly property: string;
      readonly expected: string | null;
      readonly outcome: string;
    }[];
    readonly counterexamples: readonly {
      readonly properties: readonly string[];
      readonly length: number;
      readonly token: string;
      readonly steps: readonly unknown[];
    }[];
  }[];
}

describe('every shipped simulation under its own timing', () => {
  const { status, stdout } = reloadSim(['check', ...names, '--format', 'json']);
  const told: Told = JSON.parse(stdout);

  test('is as its file expects', () => {
    expect({ status, schema: told.schema, toldStatus: told.status }).toEqual({
      status: 0,
      schema: 1,
      toldStatus: 0,
    });
    expect(told.results.map(({ simulation }) => simulation)).toEqual(names);
    for (const { simulation, verdicts } of told.results) {
      const expected = simulations.find(({ scenario }) => scenario.name === simulation)?.expect ?? [];
      const compared = verdicts.filter((verdict) => verdict.expected !== null);
      expect([simulation, compared.length]).toEqual([simulation, expected.length]);
      expect(compared.filter(({ outcome }) => outcome !== 'fine')).toEqual([]);
    }
  });

  test.each(told.results.map((result) => [result.simulation, result] as const))(
    '%s: each token leads to the violation in as many steps as told',
    (name, { counterexamples }) => {
      const simulation = simulations.find(({ scenario }) => scenario.name === name);
      if (simulation === undefined) throw new Error(`${name} is shipped`);
      const model = modelOf(simulation);
      for (const { token, length, properties: violated, steps: toldSteps } of counterexamples) {
        const schedule = parseToken(token);
        const steps = 'problem' in schedule ? schedule : follow(model, schedule);
        if ('problem' in steps) throw new Error(steps.problem);
        expect([steps.length, toldSteps.length]).toEqual([length, length]);
        const run = { first: model.first, steps, end: 'horizon' as const };
        for (const { name: property, judge } of propertiesOf(model)) {
          // A run tries stays-armed on one continuation only.
          if (!violated.includes(property) || property === 'stays-armed') continue;
          expect(judge(model, run, simulation.parameters)).toMatchObject({
            property,
            verdict: 'violated',
            atStep: length,
          });
        }
      }
    },
  );
});

describe('the exit status', () => {
  test('0: as the file expects', () => {
    expect(checkText('expect: { converges: violated, never-empty: holds }').status).toBe(0);
  });

  test('0: nothing is violated, and the file expects nothing', () => {
    const input = simulationText('', 'dir-data-create');
    expect(reloadSim(['check', '-'], { input }).status).toBe(0);
  });

  test('1: violated and expected to hold', () => {
    const { status, stdout } = checkText('expect: { converges: holds, stays-armed: violated }');
    expect(status).toBe(1);
    expect(verdictOf(stdout, 'converges')).toMatch(/; NOT AS EXPECTED: holds$/);
    expect(verdictOf(stdout, 'stays-armed')).toMatch(/; as expected$/);
  });

  test('1: holds and expected to be violated', () => {
    const { status, stdout } = checkText('expect: { never-torn: violated }');
    expect(status).toBe(1);
    expect(verdictOf(stdout, 'never-torn')).toMatch(/; NOT AS EXPECTED: violated$/);
  });

  test('1: violated, and the file expects nothing', () => {
    expect(checkText('').status).toBe(1);
  });

  test('1: violated under another strategy, whatever the file expects of its own', () => {
    const { status, stdout } = checkText('expect: { converges: violated }', '--strategy', 'watch-file-chmod');
    expect(status).toBe(1);
    expect(stdout).not.toContain('as expected');
    expect(linesOf(stdout).at(-1)).toMatch(/^reload-sim play - --strategy watch-file-chmod --schedule /);
  });

  test('1 of several is 1', () => {
    const { status, stdout } = reloadSim(['check', 'incident', hostileFile()]);
    expect(status).toBe(1);
    // What differs is played, not what is as expected.
    expect(linesOf(stdout).at(-1)).toContain(`<a> & "b".yaml' --schedule `);
  });

  test('2: the bound on states was hit first, and nothing is said to hold', () => {
    const { status, stdout } = reloadSim(['check', 'x1-single-update-data-create', '--max-states', '50']);
    expect(status).toBe(2);
    expect(stdout).toMatch(/^checked \d+ states and stopped at the bound, so not all interleavings/m);
    expect(linesOf(stdout).filter((line) => /^ {2}[\w-]+ +holds/.test(line))).toEqual([]);
    expect(verdictOf(stdout, 'converges')).toMatch(
      / inconclusive: the bound on states was hit \(--max-states\); expected: holds$/,
    );
  });

  test('2: Ctrl-C prints what was covered', async () => {
    const child = spawn(process.execPath, [CLI, 'check', 'x5-key-removed', '--timing', 'any'], { cwd: ROOT });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text) => {
      stdout += text;
    });
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    // Its whole search takes a minute; how much is covered by then does not matter, only that it has begun.
    await new Promise((resolve) => setTimeout(resolve, 4000));
    child.kill('SIGINT');
    const status = await new Promise((resolve) => child.once('close', resolve));
    expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
    expect(stdout).toMatch(/^stopped after [\d ]+ states, so not all interleavings \(any timing\)$/m);
    expect(verdictOf(stdout, 'never-torn')).toContain(' inconclusive: the check was stopped');
    expect(stdout).toContain('Not modelled: see docs/limits.md.');
  });

  test.each([
    [['check'], "missing required argument 'SIM'"],
    [['check', '--strategy', 'poll-hash', 'incident'], '--strategy takes every name that follows it, so SIM stands'],
    [['check', 'incidnt'], 'did you mean "incident"?'],
    [['check', 'incident', '--timing', 'ny'], 'Expected one of prompt, any; did you mean "any"?'],
    [['check', 'incident', '--format', 'xml'], 'Expected one of text, json, junit, sarif, markdown'],
    [['check', 'incident', '--max-states', '0'], 'Expected a whole number from 1 to 1000000000'],
    [['check', 'incident', '--strategy', 'pol-hash'], 'did you mean "poll-hash"?'],
    [['check', '-', '-'], '-: found more than once'],
    [['check', './no-such.yaml', 'incident'], './no-such.yaml: no such file or folder'],
  ])('3: %j', (args, message) => {
    const { status, stdout, stderr } = reloadSim(args);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(linesOf(stderr)).toEqual([expect.stringContaining(message)]);
  });

  test('3: a mistake in the file, at its place', () => {
    const { status, stderr } = checkText('expect: { convergs: holds }');
    expect(status).toBe(3);
    expect(stderr).toMatch(/^<stdin>:8:\d+: /);
  });

  test('4: an installation that lacks its thread', () => {
    const broken = join(folder, 'broken');
    mkdirSync(broken);
    for (const part of ['dist', 'simulations']) cpSync(join(ROOT, part), join(broken, part), { recursive: true });
    rmSync(join(broken, 'dist/check-worker.js'));
    const { status, stdout, stderr } = reloadSim(['check', 'incident'], { cli: join(broken, 'dist/cli.js') });
    expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    expect(stderr).toContain('please report this');
  });
});

interface XmlElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Index of the element around it; -1 for the root. */
  readonly parent: number;
}

/** Elements of an XML text in the order in which they open; throws where it is not well-formed. */
function parseXml(text: string): readonly XmlElement[] {
  const found: XmlElement[] = [];
  const open: number[] = [];
  const body = text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  const token =
    /<\/([\w-]+)>|<([\w-]+)((?: [\w-]+="(?:[^"&<]|&(?:amp|lt|gt|quot);)*")*)(\/?)>|((?:[^<&>]|&(?:amp|lt|gt|quot);)+)/gy;
  let at = 0;
  for (const [whole, closed, tag, attributes, empty] of body.matchAll(token)) {
    at += whole.length;
    if (closed !== undefined && found[open.pop() ?? -1]?.tag !== closed)
      throw new Error(`${closed} closes another element`);
    if (tag === undefined) continue;
    const pairs = [...(attributes ?? '').matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]);
    found.push({ tag, attributes: Object.fromEntries(pairs), parent: open.at(-1) ?? -1 });
    if (empty === '') open.push(found.length - 1);
  }
  if (at !== body.length || open.length > 0) throw new Error(`not XML: ${body.slice(at, at + 80)}`);
  return found;
}

/** What CI systems agree on (https://github.com/testmoapp/junitxml): where an element may stand and what it has. */
const JUNIT: Readonly<Record<string, { readonly parents: readonly string[]; readonly attributes: readonly string[] }>> =
  {
    testsuites: { parents: [''], attributes: ['name', 'tests', 'failures', 'errors', 'skipped'] },
    testsuite: { parents: ['testsuites'], attributes: ['name', 'file', 'tests', 'failures', 'errors', 'skipped'] },
    testcase: { parents: ['testsuite'], attributes: ['name', 'classname', 'file', 'line'] },
    failure: { parents: ['testcase'], attributes: ['message', 'type'] },
    error: { parents: ['testcase'], attributes: ['message', 'type'] },
    skipped: { parents: ['testcase'], attributes: ['message'] },
    'system-out': { parents: ['testsuite', 'testcase'], attributes: [] },
  };

function isBelow(elements: readonly XmlElement[], index: number, above: number): boolean {
  const parent = elements[index]?.parent ?? -1;
  return parent === above || (parent !== -1 && isBelow(elements, parent, above));
}

describe('the formats for tools', () => {
  test('json: one result for each simulation and strategy', () => {
    const flags = ['--strategy', 'dir-data-create', '--strategy', 'poll-hash', '--format', 'json'];
    const told: Told = JSON.parse(reloadSim(['check', 'incident', 'x2-second-update', ...flags]).stdout);
    expect(told.results.map(({ simulation, strategy }) => `${simulation} ${strategy}`)).toEqual([
      'incident dir-data-create',
      'incident poll-hash',
      'x2-second-update dir-data-create',
      'x2-second-update poll-hash',
    ]);
    expect(told.results[0]?.verdicts.map(({ property }) => property)).toEqual(properties.map(({ name }) => name));
    expect(told.results.flatMap(({ verdicts }) => verdicts).filter(({ expected }) => expected !== null)).toEqual([]);
    expect(told.reproduce).toMatch(/^reload-sim /);
  });

  test('junit: one test case for each property, well-formed whatever the file says', () => {
    const { status, stdout } = reloadSim(['check', hostileFile(), 'incident-kubelet', '--format', 'junit']);
    expect(status).toBe(1);
    const elements = parseXml(stdout);
    const [root, suite] = elements;
    expect(root).toMatchObject({
      tag: 'testsuites',
      attributes: { tests: '18', failures: '1', errors: '0', skipped: '0' },
    });
    expect(suite).toMatchObject({ tag: 'testsuite', attributes: { tests: '9', failures: '1' } });
    const cases = elements.filter(({ tag }) => tag === 'testcase').map(({ attributes }) => attributes.name);
    expect(cases).toEqual([...properties, ...properties].map(({ name }) => name));
    const [failure] = elements.filter(({ tag }) => tag === 'failure');
    expect(failure?.attributes.message).toMatch(/^violated in \d+ steps: .*; NOT AS EXPECTED: holds$/);
  });

  test('junit: elements, their order and attributes as CI systems take them, and counts that are true', () => {
    const reports = [
      reloadSim(['check', hostileFile(), 'incident-kubelet', '--format', 'junit']),
      reloadSim(['check', 'x1-single-update-data-create', 'incident', '--max-states', '50', '--format', 'junit']),
      reloadSim(['check', 'incident', '--timing', 'any', '--format', 'junit']),
    ];
    for (const elements of reports.map(({ stdout }) => parseXml(stdout))) {
      for (const [index, { tag, attributes, parent }] of elements.entries()) {
        const form = JUNIT[tag];
        expect(form?.parents).toContain(elements[parent]?.tag ?? '');
        expect(Object.keys(attributes)).toEqual(form?.attributes);
        const below = elements.filter((_, each) => isBelow(elements, each, index));
        const count = (wanted: string): number => below.filter((each) => each.tag === wanted).length;
        if (!('tests' in attributes)) continue;
        const counted = { tests: 'testcase', failures: 'failure', errors: 'error', skipped: 'skipped' };
        const told = Object.fromEntries(Object.entries(counted).map(([name, each]) => [name, String(count(each))]));
        expect(attributes).toMatchObject(told);
      }
      const ends = elements
        .filter(({ tag }) => ['failure', 'error', 'skipped'].includes(tag))
        .map(({ parent }) => parent);
      expect(new Set(ends).size).toBe(ends.length);
    }
  });

  test('junit: what is not decided is an error, what cannot be is skipped', () => {
    const atBound = parseXml(
      reloadSim(['check', 'x1-single-update-data-create', '--max-states', '50', '--format', 'junit']).stdout,
    );
    expect(Number(atBound[0]?.attributes.errors)).toBeGreaterThan(0);
    const any = parseXml(reloadSim(['check', 'incident', '--timing', 'any', '--format', 'junit']).stdout);
    expect(any[0]?.attributes).toMatchObject({ errors: '0', skipped: '1' });
  });

  test('sarif: 2.1.0 with what it requires, at the line of the file', () => {
    const path = hostileFile();
    const { stdout } = reloadSim(['check', path, 'x2-second-update', '--format', 'sarif']);
    const log = JSON.parse(stdout);
    expect(log).toMatchObject({ version: '2.1.0', $schema: expect.stringContaining('sarif-2.1.0') });
    const [{ tool, results }] = log.runs;
    expect(tool.driver).toMatchObject({ name: 'reload-sim', semanticVersion: manifest.version });
    const ids = tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(properties.map(({ name }) => name));
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      expect(ids[ruleIndex]).toBe(ruleId);
      expect(['error', 'warning', 'note']).toContain(level);
      expect(message.text).not.toBe('');
      expect(locations).toHaveLength(1);
      const { artifactLocation, region } = locations[0].physicalLocation;
      expect(() => new URL(artifactLocation.uri, 'file:///src/')).not.toThrow();
      expect(artifactLocation.uri).toMatch(/^[\w%./:&'-]+$/);
      expect(Math.min(region.startLine, region.startColumn)).toBeGreaterThanOrEqual(1);
    }
    const lineOf = (start: string): number => linesOf(HOSTILE).findIndex((each) => each.startsWith(start)) + 1;
    const error = results.find(({ level }: { level: string }) => level === 'error');
    // The strategy is named there; what was expected of it stands below.
    expect(error).toMatchObject({
      ruleId: 'converges',
      locations: [{ physicalLocation: { region: { startLine: lineOf('app:') } } }],
      relatedLocations: [
        { physicalLocation: { region: { startLine: lineOf('expect:') } }, message: { text: 'NOT AS EXPECTED: holds' } },
      ],
    });
    const expected = results.filter(({ level }: { level: string }) => level === 'note');
    expect(expected[0].message.text).toContain('reload-sim play ');
  });

  test('sarif: is what its schema says, whatever the verdicts', () => {
    const asked = [
      [hostileFile(), 'incident', 'x3-leading-debounce', 'incident-kubelet'],
      ['x1-single-update-data-create', '--max-states', '50'],
      ['incident', '--timing', 'any'],
    ];
    for (const args of asked) {
      const log = JSON.parse(reloadSim(['check', ...args, '--format', 'sarif']).stdout);
      expect(sarifSchema.safeParse(log).error?.issues ?? []).toEqual([]);
    }
  });

  test('sarif: the schema is asked in earnest', () => {
    const log = JSON.parse(reloadSim(['check', 'x2-second-update', '--format', 'sarif']).stdout);
    const spoilt = (spoil: (result: Record<string, unknown>) => void): boolean => {
      const copy = structuredClone(log);
      spoil(copy.runs[0].results[0]);
      return !sarifSchema.safeParse(copy).success;
    };
    expect(spoilt(() => {})).toBe(false);
    expect(spoilt((result) => Object.assign(result, { level: 'fatal' }))).toBe(true);
    expect(spoilt((result) => Object.assign(result, { severity: 'high' }))).toBe(true);
    expect(spoilt((result) => Object.assign(result, { codeFlows: [{ threadFlows: [{ locations: [] }] }] }))).toBe(true);
  });

  test('sarif: the counterexample step by step, each at the line that it is about', () => {
    const inline = simulationText('expect: { converges: holds }').replace(
      'strategy: watch-file-write }',
      'strategy:\n  { watch: [file],\n    on: [{ ops: [Write, Chmod], do: [reload] }] } }',
    );
    const { stdout } = reloadSim(['check', '-', '--format', 'sarif'], { input: inline });
    const [result] = JSON.parse(stdout).runs[0].results;
    const lineOf = (part: string): number => linesOf(inline).findIndex((each) => each.includes(part)) + 1;
    // REMOVE matches no rule: the list of rules is what lacks one.
    expect(result).toMatchObject({
      ruleId: 'converges',
      locations: [{ physicalLocation: { region: { startLine: lineOf('on: [') } } }],
    });
    const told: { line: number; text: string }[] = result.codeFlows[0].threadFlows[0].locations.map(
      (each: { location: { physicalLocation: { region: { startLine: number } }; message: { text: string } } }) => ({
        line: each.location.physicalLocation.region.startLine,
        text: each.location.message.text,
      }),
    );
    const one = (part: string) => told.find(({ text }) => text.includes(part));
    expect(one('put ③')).toMatchObject({
      line: lineOf('v: 3'),
      text: expect.stringMatching(/^200s, step \d+, API server: put ③\. /),
    });
    expect(one('remove ..ts1')?.text).toMatch(/^60\.2s, steps \d+ to \d+, AtomicWriter: .*\. Inode \d+ is gone, /);
    expect(one('ignore it')).toMatchObject({ line: lineOf('on: [') });
    expect(one('Add app.yaml')).toMatchObject({ line: lineOf('watch: [') });
    for (const { text } of told) expect(text).toMatch(/^\d+(?:\.\d)?s, steps? \d+[^\n]*\.$/);
  });

  test('sarif: a file below the working directory has a relative place', () => {
    const path = hostileFile();
    const { stdout } = reloadSim(['check', path, '--format', 'sarif'], { cwd: folder });
    const [first] = JSON.parse(stdout).runs[0].results;
    const { uri } = first.locations[0].physicalLocation.artifactLocation;
    expect(decodeURIComponent(uri)).toBe(`it's <a> & "b".yaml`);
  });

  test('markdown: a table, the cause, a Mermaid diagram, and signs that stay signs', () => {
    const { stdout } = reloadSim(['check', hostileFile(), '--format', 'markdown']);
    const rows = linesOf(stdout).filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(2 + properties.length);
    expect(rows.map((line) => line.replaceAll('\\|', '').split('|').length)).toEqual(rows.map(() => 5));
    expect(stdout).toContain('&lt;b> &amp; "c" \\]\\]> \\| \\`d\\`');
    expect(stdout).not.toContain('<script>');
    expect(stdout).toContain('| **violated in ');
    expect(stdout).toMatch(/```mermaid\nsequenceDiagram\n/);
    expect(stdout).toMatch(/```sh\nreload-sim play .* --schedule [\w-]+\n```/);
    expect(linesOf(stdout).filter((line) => line.startsWith('```')).length % 2).toBe(0);
  });
});
