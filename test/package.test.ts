// The packed tarball installs and runs from an empty directory with the network cut, as on a trainer's laptop.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { ROOT } from '../src/setup.mjs';

const TARBALL_BYTES_MAX = 2_000_000;

let folder = '';
let tarball = '';
let packed: readonly string[] = [];

/** An environment as outside this repository: no settings of the npm that runs the tests, no reachable registry. */
function cutOff(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|VITEST|CI$)/i.test(name));
  return {
    ...Object.fromEntries(kept),
    npm_config_registry: 'http://127.0.0.1:1',
    npm_config_offline: 'true',
    npm_config_cache: join(folder, 'cache'),
    npm_config_userconfig: join(folder, 'npmrc'),
    npm_config_loglevel: 'error',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  };
}

function npx(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync('npx', ['--no-install', 'reload-sim', ...args], { cwd: folder, env: cutOff(), encoding: 'utf8' });
}

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'reload-sim-package-')));
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const output: unknown = JSON.parse(execFileSync('npm', pack, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }));
  const [description] = Object.values(output as Record<string, { filename: string; files: { path: string }[] }>);
  if (!description) throw new Error('npm pack described no tarball');
  tarball = join(folder, description.filename);
  packed = description.files.map((file) => file.path);
  execFileSync('npm', ['install', tarball], { cwd: folder, env: cutOff(), stdio: 'pipe' });
});

afterAll(() => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

describe('the packed tarball', () => {
  test('holds the build, the simulations and nothing of the work tree', () => {
    const tops = new Set(packed.map((path) => path.split('/')[0] ?? ''));
    const expected = ['LICENSE', 'README.md', 'dist', 'docs', 'package.json', 'simulations'];
    expect([...tops].filter((top) => !expected.includes(top))).toEqual([]);
    expect(packed).toContain('dist/cli.js');
    expect(packed).toContain('docs/limits.md');
    expect(packed.filter((path) => path.startsWith('simulations/'))).not.toEqual([]);
  });

  test('depends on no other package and stays small', () => {
    expect(manifest).not.toHaveProperty('dependencies');
    expect(statSync(tarball).size).toBeLessThan(TARBALL_BYTES_MAX);
  });

  test('tells its version', () => {
    const { status, stdout, stderr } = npx('--version');
    expect(stderr).toBe('');
    expect(stdout).toContain(manifest.version);
    expect(status).toBe(0);
  });

  test('runs the incident', () => {
    const { status, stdout, stderr } = npx('run', 'incident');
    expect(stderr).toBe('');
    expect(stdout).not.toBe('');
    expect(status).toBe(0);
  });
});
