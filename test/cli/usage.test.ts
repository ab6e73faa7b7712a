// The command line as a contract with people and scripts: one-line mistakes, statuses, help, the same bytes everywhere.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { ROOT } from '../../src/setup.mjs';
import { POLICIES } from '../../src/world/schedulers.ts';
import { shippedCatalog } from '../shipped.ts';
import { CLI, linesOf, reloadSim, simulationText } from './reload-sim.ts';

const COMMANDS = ['play', 'web', 'run', 'check', 'shrink', 'matrix', 'claims', 'list', 'probe', 'schema', 'init'];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reload-sim-usage-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a mistake of usage is one line and status 3', () => {
  test.each([
    [['chek', 'incident', '--timing', 'any'], 'unknown command "chek", expected one of play, web, run'],
    [['lst'], 'did you mean "list"?'],
    [['incident-kubelet'], 'did you mean `reload-sim play incident-kubelet`?'],
    [['simulations/incident.yaml', '--seed', '1'], 'did you mean `reload-sim play simulations/incident.yaml`?'],
    [['run'], "missing required argument 'SIM'"],
    [['run', 'incident', 'incident'], 'too many arguments'],
    [['run', 'incident', '--sed', '1'], "unknown option '--sed' (Did you mean --seed?)"],
    [['--screen-readr'], '(Did you mean --screen-reader?)'],
    [['list', '--jsn'], '(Did you mean --json?)'],
    [['run', 'incident', '--seed'], 'argument missing'],
    [['run', 'incident', '--seed', '-1'], 'Expected a whole number from 0 to 4294967295'],
    [['run', 'incident', '--seed', '4294967296'], 'Expected a whole number'],
    [['run', 'incident', '--seed', '1', '--policy', 'app-first'], 'expected random, which alone has a seed'],
    [['run', 'incident', '--format', 'jsn'], '; did you mean "json"?'],
    [['run', 'incident', '--policy', 'app-frist'], 'did you mean "app-first"?'],
    [
      ['run', 'incidnt'],
      'found "incidnt", expected a simulation that `reload-sim list` names, or a file; did you mean "incident"?',
    ],
    [['play', 'incidnt'], 'did you mean "incident"?'],
    [['run', 'incident', '--strategy', 'watch-file-wrte'], 'did you mean "watch-file-write"?'],
    [['run', 'incident', '--strategy', 'watch-data-nofollow'], 'app.watcher: found fsnotify@1.7.0, expected inotify'],
    [['run', './no-such.yaml'], './no-such.yaml: no such file or folder'],
    [['run', '/etc/hostname/x.yaml'], '/etc/hostname/x.yaml: no such file or folder'],
    [['run', '.'], '.: found a directory, expected a file'],
    [['run', './'], './: found a directory, expected a file'],
    [['run', 'incident', '--strategy', './no-such.yaml'], './no-such.yaml: no such file or folder'],
    [['run', 'incident', '--schedule', 'xyz'], '--schedule: not a token'],
    [['run', 'no\nsuch\u001b[31m'], 'found "no\\nsuch'],
    [['init', 'package.json'], 'package.json: '],
  ])('%j', (args, message) => {
    const { status, stdout, stderr } = reloadSim(args);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(linesOf(stderr)).toEqual([expect.stringContaining(message)]);
    expect(stderr).not.toContain('\u001b');
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  test('a token of another simulation is told apart', () => {
    const token =
      linesOf(reloadSim(['run', 'incident']).stdout)
        .at(-1)
        ?.split(' ')
        .at(-1) ?? '';
    const { status, stderr } = reloadSim(['run', 'x2-second-update', '--schedule', token]);
    expect(status).toBe(3);
    expect(stderr).toBe(
      'reload-sim: --schedule: the token was made for another simulation, or for another strategy or an earlier text of this one\n',
    );
  });
});

describe('a mistake in a file is one line `file:line:column: message` and status 3', () => {
  const run = (text: string | Buffer) => reloadSim(['run', '-'], { input: text });

  test('each mistake has its own line', () => {
    const text = simulationText()
      .replace('fsnotify@1.9.0', 'fsnotify@1.9.9')
      .replace('title:', 'titel:')
      .replace('watch-file-write', 'watch-file-wrote');
    const { status, stdout, stderr } = run(text);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    const lines = linesOf(stderr);
    expect(lines.length).toBeGreaterThanOrEqual(3);
    expect(lines.filter((line) => !/^<stdin>:\d+:\d+: .+/.test(line))).toEqual([]);
    expect(stderr).toContain('<stdin>:1:1: titel: unknown key');
    expect(stderr).toContain('did you mean "title"?');
    expect(stderr).toContain('<stdin>:4:17:');
    expect(stderr).toContain('did you mean "watch-file-write"?');
  });

  test('names the file as it was given', () => {
    const path = join(folder, 'bad.yaml');
    writeFileSync(path, 'title: [');
    const { status, stderr } = reloadSim(['run', 'bad.yaml'], { cwd: folder });
    expect(status).toBe(3);
    expect(stderr).toMatch(/^bad\.yaml:1:\d+: /);
    const { stderr: ofStrategy } = reloadSim(['run', 'incident', '--strategy', path]);
    expect(ofStrategy.startsWith(`${path}:1:`)).toBe(true);
  });

  test('a schedule in the file that is no token, or one of another simulation', () => {
    const mistyped = run(simulationText('schedule: AQEAvZRGz7EBQAGYAxFKCUIByAUFdAtrS6uLEysE'));
    expect(mistyped.status).toBe(3);
    expect(linesOf(mistyped.stderr)).toEqual([expect.stringMatching(/^<stdin>:8:11: schedule: .*token/)]);
    const token =
      linesOf(reloadSim(['run', 'incident']).stdout)
        .at(-1)
        ?.split(' ')
        .at(-1) ?? '';
    const foreign = run(simulationText(`schedule: ${token}`));
    expect(foreign.status).toBe(3);
    expect(foreign.stderr).toMatch(/^<stdin>:8:11: schedule: the token was made for another simulation/);
  });

  test.each([
    ['nothing', ''],
    ['bytes that are no text', Buffer.from([0x74, 0x0a, 0x78, 0xff, 0xfe])],
    ['a NUL', 'title: a\0b'],
    ['a list', '- a\n- b\n'],
    ['an endless file', Buffer.alloc(5 * 1024 * 1024, 'a: b\n')],
  ])('%s', (_, text) => {
    const { status, stdout, stderr } = run(text);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(linesOf(stderr).filter((line) => !/^<stdin>:\d+:\d+: .+/.test(line))).toEqual([]);
    expect(stderr).not.toBe('');
  });

  test('the place of bytes that are no text', () => {
    expect(run(Buffer.from([0x74, 0x0a, 0x78, 0xff, 0xfe])).stderr).toMatch(
      /^<stdin>:2:2: found bytes that are not UTF-8/,
    );
  });

  test('mutated simulation files never give a stack trace', () => {
    const text = readFileSync(join(ROOT, 'simulations/incident.yaml'), 'utf8');
    const signs = [
      '\0',
      '\t',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      ':',
      '-',
      '&a',
      '*a',
      '!!',
      '|',
      '\u{1F4A5}',
      '',
      '  ',
      '9e99',
    ];
    for (let count = 0; count < 40; count += 1) {
      const at = (count * 7919) % text.length;
      const mutated = text.slice(0, at) + signs[count % signs.length] + text.slice(at + (count % 3));
      const { status, stderr } = run(mutated);
      expect([0, 1, 3], `${JSON.stringify(mutated)}\n${stderr}`).toContain(status);
      expect(linesOf(stderr).filter((line) => !/^<stdin>:\d+:\d+: .+/.test(line))).toEqual([]);
    }
  });
});

describe('a bug of reload-sim', () => {
  let broken = '';
  beforeAll(() => {
    // An installation without its simulations cannot do what it is asked to.
    broken = join(folder, 'broken');
    mkdirSync(broken);
    cpSync(join(ROOT, 'dist'), join(broken, 'dist'), { recursive: true });
  });
  const inBroken = (env: Record<string, string> = {}) =>
    reloadSim(['run', "o'clock"], { cli: join(broken, 'dist/cli.js'), env });

  test('is status 4, the reason, and a line that asks for a report', () => {
    const { status, stdout, stderr } = inBroken();
    expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    const [reason, request, ...rest] = linesOf(stderr);
    expect(reason).toMatch(/^reload-sim: internal error: .*simulations/);
    expect(request).toContain(`reload-sim run 'o'\\''clock' (reload-sim ${manifest.version}, node ${process.version})`);
    expect(rest).toEqual([]);
  });

  test('shows its stack with RELOAD_SIM_DEBUG=1', () => {
    expect(inBroken({ RELOAD_SIM_DEBUG: '1' }).stderr).toMatch(/\n {4}at /);
  });
});

/** The lines under `Example:` or `Examples:`. */
function examplesOf(help: string): readonly string[] {
  const [, examples = ''] = /^Examples?:\n((?: {2}.*\n)+)/m.exec(help) ?? [];
  return linesOf(examples).map((line) => line.trim());
}

describe('help', () => {
  test('is printed for every command, with an example, and says what there is', () => {
    const { status, stdout } = reloadSim(['--help']);
    expect(status).toBe(0);
    for (const command of COMMANDS) {
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
      const { status: ended, stdout: help, stderr } = reloadSim([command, '--help']);
      expect({ ended, stderr }).toEqual({ ended: 0, stderr: '' });
      expect(examplesOf(help).filter((line) => line.includes(`reload-sim ${command}`))).not.toEqual([]);
      expect(reloadSim(['help', command]).stdout).toBe(help);
    }
    expect(reloadSim(['help']).stdout).toBe(stdout);
  });

  // What serves a page does not end by itself: web.test.ts runs it.
  const ending = COMMANDS.filter((command) => command !== 'web');

  test.each(['', ...ending].flatMap((command) => examplesOf(reloadSim(['help', command].filter(Boolean)).stdout)))(
    'has an example that runs as printed: %s',
    (example) => {
      const cwd = mkdtempSync(join(folder, 'example-'));
      const script = `set -e -o pipefail; reload-sim() { '${process.execPath}' '${CLI}' "$@"; }\n${example}`;
      const { status, stderr } = spawnSync('bash', ['-c', script], { cwd, input: '', encoding: 'utf8' });
      expect(stderr).toBe('');
      // 1 is a verdict, no mistake.
      expect([0, 1]).toContain(status);
    },
  );

  test('says what the policies are', () => {
    const { stdout } = reloadSim(['run', '--help']);
    for (const policy of POLICIES) expect(stdout).toMatch(new RegExp(`^ {2}${policy} +\\w`, 'm'));
    expect(stdout).toContain('a step is one system call');
  });

  test('has examples of simulations, strategies and policies that there are', () => {
    const { simulations, strategies } = shippedCatalog();
    const known = [
      ...simulations.map(({ scenario }) => scenario.name),
      ...strategies.map(({ name }) => name),
      ...POLICIES,
    ];
    const examples = ['', ...COMMANDS].flatMap((command) =>
      linesOf(reloadSim(['help', command].filter((word) => word !== '')).stdout).flatMap((line) =>
        [...line.matchAll(/(?:reload-sim (?:play|run)|--strategy|--policy) ([a-z][\w-]*)(?= |$)/g)].map(
          ([, name]) => name,
        ),
      ),
    );
    expect(examples.length).toBeGreaterThan(4);
    expect(examples.filter((name) => !known.includes(name ?? ''))).toEqual([]);
  });

  test('has only commands that there are', () => {
    const [, listed = ''] = /Commands:\n((?: {2}.*\n)+)/.exec(reloadSim(['--help']).stdout) ?? [];
    expect([...listed.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name)).toEqual(COMMANDS);
  });
});

test('--version tells the version and what is modelled', () => {
  const { status, stdout } = reloadSim(['--version']);
  expect(status).toBe(0);
  const [first, ...modelled] = linesOf(stdout);
  expect(first).toMatch(new RegExp(`^reload-sim +${manifest.version.replaceAll('.', '\\.')}$`));
  expect(modelled.map((line) => line.split(' ')[0])).toEqual(['model', 'kubelet', 'kernel', 'watchers']);
  expect(stdout).toMatch(/fsnotify@1\.10\.1/);
});

describe('the output', () => {
  const calls = [
    ['list'],
    ['list', '--json'],
    ['schema'],
    ['--help'],
    ['play'],
    ['run', 'x2-second-update'],
    ['run', 'incident', '--seed', '4', '--format', 'json'],
    ['run', 'incident', '--format', 'mermaid'],
  ];

  test.each(calls)('of %s %s %s %s is the same twice and in every surrounding', (...args) => {
    const [first, ...others] = [
      {},
      { LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati', COLUMNS: '20', LINES: '5', TERM: 'dumb', FORCE_COLOR: '3' },
      { LANG: 'de_DE.UTF-8', CI: '1', NO_COLOR: '1', TERM: 'xterm-256color', COLUMNS: '300' },
    ].map((env) => reloadSim(args, { env, cwd: ROOT }));
    for (const other of others) expect(other).toEqual(first);
    expect(first?.stderr).toBe('');
    for (const sign of ['\u001b', '\r']) expect(first?.stdout).not.toContain(sign);
  });

  test('does not depend on the directory, nor on a link to the program', () => {
    const link = join(folder, 'reload-sim');
    symlinkSync(CLI, link);
    expect(reloadSim(['run', 'incident'], { cwd: folder, cli: link }).stdout).toBe(
      reloadSim(['run', 'incident']).stdout,
    );
  });

  test('may be read only in part: nothing is said about a closed pipe', () => {
    const script = `node '${CLI}' run x2-second-update --format json | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect(stdout).toBe('{\n0\n');
    expect(stderr).toBe('');
  });

  test.runIf(existsSync('/dev/full'))('that cannot be written is a mistake, not silence', () => {
    const script = `node '${CLI}' run incident > /dev/full; echo "$?"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect(stdout).toBe('3\n');
    expect(linesOf(stderr)).toEqual([expect.stringMatching(/^reload-sim: standard output: .*ENOSPC/)]);
  });
});
