// docs/ci.md against the real command line: its scripts are run as they stand, with npx leading to the built file.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { ROOT } from '../../src/setup.mjs';
import { CLI } from '../cli/reload-sim.ts';
import { sarifSchema } from '../cli/sarif-schema.ts';

const TEXT = readFileSync(join(ROOT, 'docs/ci.md'), 'utf8');
const [GITHUB, GITLAB] = [...TEXT.matchAll(/```yaml\n(.*?)```/gs)].map(([, block = '']) => parse(block));

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}
const steps: readonly Step[] = GITHUB.jobs.check.steps;
const scripts = steps.flatMap(({ run }) => run ?? []);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reload-sim-ci-'));
  mkdirSync(join(folder, 'deploy'));
  const npx = `#!/bin/sh\n[ "$1 $2" = "--yes reload-sim@${manifest.version}" ] || exit 9\nshift 2\nexec "${process.execPath}" "${CLI}" "$@"\n`;
  writeFileSync(join(folder, 'npx'), npx, { mode: 0o755 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a script as a runner does, in a repository whose deploy/reload.yaml is this simulation. */
function runScript(script: string, simulation: string): number | null {
  copyFileSync(join(ROOT, `simulations/${simulation}.yaml`), join(folder, 'deploy/reload.yaml'));
  const env = { PATH: `${folder}:${process.env.PATH}`, GITHUB_STEP_SUMMARY: join(folder, 'summary.md') };
  return spawnSync('bash', ['-e', '-c', script], { cwd: folder, env, encoding: 'utf8' }).status;
}

const fileText = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('GitHub Actions', () => {
  const [decides = '', reports = ''] = scripts;

  test('the check decides, and the reports are written whatever it says', () => {
    expect(scripts).toHaveLength(2);
    expect(runScript(decides, 'incident')).toBe(0);
    const violated = decides.replace('deploy/reload.yaml', 'deploy/reload.yaml --strategy watch-file-chmod');
    expect(runScript(violated, 'x2-second-update-data-create')).toBe(1);
    expect(runScript(reports.replaceAll('--format', '--strategy watch-file-chmod --format'), 'x2-second-update')).toBe(
      0,
    );
    const log = JSON.parse(fileText('reload.sarif'));
    expect(sarifSchema.safeParse(log).success).toBe(true);
    expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('deploy/reload.yaml');
    expect(fileText('reload.xml')).toMatch(/^<\?xml /);
    expect(fileText('summary.md')).toMatch(/^# reload-sim check\n/);
  });

  test('a file with a mistake fails both steps, so that nothing empty is uploaded', () => {
    const broken = (script: string): string => `printf 'title: [' > deploy/reload.yaml\n${script}`;
    expect(runScript(broken(decides), 'incident')).toBe(3);
    expect(runScript(broken(reports), 'incident')).not.toBe(0);
  });

  test('what is uploaded is what was written, with the permissions that it takes', () => {
    const withOf = (action: string) => steps.find(({ uses }) => uses?.startsWith(action))?.with;
    expect(withOf('github/codeql-action/upload-sarif@')?.sarif_file).toBe('reload.sarif');
    expect(withOf('mikepenz/action-junit-report@')?.report_paths).toBe('reload.xml');
    expect(GITHUB.permissions).toEqual({
      contents: 'read',
      actions: 'read',
      'security-events': 'write',
      checks: 'write',
    });
  });
});

test('GitLab CI: the last line decides, and the report is there by then', () => {
  const script = GITLAB.reload.script.join('\n');
  expect(runScript(script, 'incident')).toBe(0);
  expect(fileText(GITLAB.reload.artifacts.reports.junit)).toMatch(/^<\?xml /);
  const other = script.replaceAll('deploy/reload.yaml', 'deploy/reload.yaml --strategy watch-file-chmod');
  expect(runScript(other, 'x2-second-update-data-create')).toBe(1);
});
