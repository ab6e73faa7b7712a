// `run` through the binary: timeline, verdicts, exit statuses, and a last line that makes the same run again.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linesOf, reloadSim, simulationText } from './reload-sim.ts';

let folder = '';
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reload-sim-run-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The line of one property among the verdicts. */
const verdictOf = (stdout: string, property: string): string =>
  linesOf(stdout).find((line) => line.trim().startsWith(`${property} `)) ?? '';

describe('the timeline', () => {
  test('of the incident: lanes, verdicts, limits, and last how to see it again', () => {
    const { status, stdout, stderr } = reloadSim(['run', 'incident']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = linesOf(stdout);
    expect(lines.slice(0, 2)).toEqual(['The incident: an empty file at two in the morning', '']);
    for (const lane of ['api', 'sidecar', 'volume', 'inotify', 'watcher', 'app', 'requests']) {
      expect(lines.some((line) => line.startsWith(`${lane} `))).toBe(true);
    }
    expect(stdout).toContain('503 ∅');
    expect(verdictOf(stdout, 'never-empty')).toMatch(/violated at step \d+: .*; as expected$/);
    expect(verdictOf(stdout, 'converges')).toContain('not violated in this run');
    expect(lines.at(-3)).toBe('Not modelled: see docs/limits.md.');
    expect(lines.at(-1)).toMatch(/^reload-sim run incident --schedule [\w-]+$/);
  });

  test.each(['lanes', 'json', 'mermaid', 'svg', 'perfetto', 'otlp', 'prometheus', 'html'])(
    'as %s is made again, byte for byte, by the token',
    (format) => {
      const first = reloadSim(['run', 'x2-second-update', '--policy', 'random', '--seed', '5']);
      const token = linesOf(first.stdout).at(-1)?.split(' ').at(-1) ?? '';
      const random = reloadSim(['run', 'x2-second-update', '--seed', '5', '--format', format]);
      const again = reloadSim(['run', 'x2-second-update', '--schedule', token, '--format', format]);
      expect(again.stdout).toBe(random.stdout);
      expect(again.stderr).toBe('');
    },
  );

  test('differs between policies and between seeds', () => {
    const options = [
      ['--policy', 'app-first'],
      ['--policy', 'writer-first'],
      ['--seed', '1'],
      ['--seed', '2'],
    ];
    const tokens = options.map((each) => linesOf(reloadSim(['run', 'incident', ...each]).stdout).at(-1));
    expect(new Set(tokens).size).toBe(options.length);
  });

  test('from standard input and from a file is the same, but for the name', () => {
    const text = simulationText();
    const path = file('two updates.yaml', text);
    const named = reloadSim(['run', path]);
    const piped = reloadSim(['run', '-'], { input: text });
    expect(linesOf(piped.stdout).slice(0, -1)).toEqual(linesOf(named.stdout).slice(0, -1));
    expect(linesOf(piped.stdout).at(-1)).toMatch(/^reload-sim run - --schedule /);
    expect(linesOf(named.stdout).at(-1)).toContain(`reload-sim run '${path}' --schedule `);
  });

  test('with another strategy keeps it in the last line, and `expect` no longer counts', () => {
    const { status, stdout } = reloadSim(['run', 'incident', '--strategy', 'dir-data-create']);
    expect(linesOf(stdout).at(-1)).toMatch(/^reload-sim run incident --strategy dir-data-create --schedule /);
    expect(stdout).not.toContain('expected');
    expect(status).toBe(stdout.includes(' violated at ') ? 1 : 0);
  });

  test('with a strategy of one’s own', () => {
    const path = file('mine.yaml', 'title: Mine\nwhy: A test.\nwatch: [file]\non: [{ ops: [Write], do: [reload] }]\n');
    const { stdout, stderr } = reloadSim(['run', 'incident', '--strategy', path]);
    expect(stderr).toBe('');
    expect(linesOf(stdout).at(-1)).toContain(`--strategy ${path} --schedule `);
  });
});

describe('the formats for tools', () => {
  test('json: steps with named bits, verdicts, and how to see it again', () => {
    const { stdout } = reloadSim(['run', 'incident', '--format', 'json']);
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({ simulation: 'incident', timing: 'prompt', notModelled: 'docs/limits.md' });
    expect(told.reproduce).toMatch(/^reload-sim run incident --schedule /);
    expect(told.steps.map(({ step }: { step: number }) => step)).toEqual(
      told.steps.map((_: unknown, at: number) => at + 1),
    );
    expect(told.verdicts).toContainEqual(
      expect.objectContaining({
        property: 'never-empty',
        verdict: 'violated',
        expected: 'violated',
        countsAgainst: false,
      }),
    );
    const notified = told.steps.flatMap(({ events }: { events: { kind: string }[] }) =>
      events.filter(({ kind }) => kind === 'notified'),
    );
    expect(notified[0]).toMatchObject({ event: { mask: ['IN_MODIFY'], name: '' }, fate: 'queued' });
  });

  test('mermaid: one sequence diagram, the verdicts as comments', () => {
    const { stdout } = reloadSim(['run', 'x2-second-update', '--format', 'mermaid']);
    const [first, ...lines] = linesOf(stdout);
    expect(first).toBe('sequenceDiagram');
    const grammar = /^(?: {2}(?:participant \w+ as .+|\w+->>\w+: .+|Note over \w+(?:,\w+)?: .+)|%%.*)$/;
    expect(lines.filter((line) => !grammar.test(line))).toEqual([]);
    expect(lines).toContain('  kubelet->>volume: rename ..data');
    expect(lines).toContain('  watcher->>app: CHMOD feature.yaml');
    expect(lines.at(-1)).toMatch(/^%% reload-sim run x2-second-update --schedule /);
  });
});

describe('the formats of a pod', () => {
  test('prometheus: samples under their help and type, when the scrape was, and how to see it again', () => {
    const { stdout, stderr, status } = reloadSim(['run', 'incident-debounced', '--format', 'prometheus']);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const lines = linesOf(stdout).filter((line) => line !== '');
    expect(lines[0]).toBe('# A scrape at the end of the run, 5.1 s after the container started.');
    expect(lines.at(-1)).toMatch(/^# reload-sim run incident-debounced --schedule [\w-]+$/);
    const grammar = /^(?:# .+|[a-z_]+(?:\{[a-z0-9_]+="[^"]*"(?:,[a-z0-9_]+="[^"]*")*\})? \d+(?:\.\d+)?)$/;
    expect(lines.filter((line) => !grammar.test(line))).toEqual([]);
    expect(lines).toContain('config_reload_success_total 2');
    expect(lines).toContain('config_parse_errors_total 0');
    expect(lines).toContain('config_empty_loads_total 1');
  });

  test('otlp: a trace for each update', () => {
    const { stdout } = reloadSim(['run', 'x2-second-update', '--format', 'otlp']);
    const { resourceSpans } = JSON.parse(stdout);
    expect(
      resourceSpans.map(
        ({ resource }: { resource: { attributes: { value: { stringValue: string } }[] } }) =>
          resource.attributes[0]?.value.stringValue,
      ),
    ).toEqual(['operator', 'kube-apiserver', 'kubelet', 'linux', 'app']);
  });

  test.each(['prometheus', 'otlp'])('%s of a system is one line and 3', (format) => {
    const { status, stdout, stderr } = reloadSim(['run', 'drain-safe', '--format', format]);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toBe(
      `reload-sim: --format: found ${format}, which tells of a pod, where a system is played; expected one of lanes, json, mermaid, svg, perfetto, html\n`,
    );
  });
});

describe('the exit status', () => {
  const run = (more: string, ...flags: readonly string[]) =>
    reloadSim(['run', '-', ...flags], { input: simulationText(more) });

  test('0: every verdict is as expected', () => {
    const { status, stdout } = run('expect: { converges: violated, never-empty: holds }');
    expect(status).toBe(0);
    expect(verdictOf(stdout, 'converges')).toMatch(/as expected$/);
  });

  test('1: violated, and the file expects it to hold', () => {
    const { status, stdout } = run('expect: { converges: holds }');
    expect(status).toBe(1);
    expect(verdictOf(stdout, 'converges')).toContain('NOT AS EXPECTED');
  });

  test('1: expected to be violated, and the file’s own run does not witness it', () => {
    const { status, stdout } = run('expect: { never-empty: violated }');
    expect(status).toBe(1);
    expect(verdictOf(stdout, 'never-empty')).toContain('NOT AS EXPECTED');
  });

  test('0: expected to be violated, not witnessed by a run that the file did not choose', () => {
    const { status, stdout } = run('expect: { never-empty: violated }', '--seed', '3');
    expect(status).toBe(0);
    expect(verdictOf(stdout, 'never-empty')).toMatch(/expected violated, not witnessed by this run$/);
  });

  test('1: violated, and the file expects nothing', () => {
    expect(run('').status).toBe(1);
  });

  test('0: nothing violated, and the file expects nothing', () => {
    const { status } = reloadSim(['run', '-'], { input: simulationText('', 'dir-data-create') });
    expect(status).toBe(0);
  });

  test('2: cut off at a bound, and said so', () => {
    const strategy = '{ watch: [], poll: { every: 1ms, do: [reload] }, skipSameContent: true }';
    const { status, stdout } = reloadSim(['run', '-'], {
      input: simulationText('expect: { never-empty: holds, converges: holds }', strategy),
    });
    expect(status).toBe(2);
    expect(stdout).toContain('20000 steps: cut off there');
    expect(verdictOf(stdout, 'converges')).toContain('not decided by this run');
  });

  test('the file’s own schedule may be a token', () => {
    const text = simulationText('expect: { converges: violated }\n');
    const { stdout } = reloadSim(['run', '-', '--seed', '9'], { input: text });
    const token = linesOf(stdout).at(-1)?.split(' ').at(-1) ?? '';
    const { status, stdout: again } = reloadSim(['run', '-'], { input: `${text}schedule: ${token}\n` });
    expect(linesOf(again).at(-1)).toBe(`reload-sim run - --schedule ${token}`);
    expect(status).toBe(0);
  });
});
