// The packed tarball installs and runs from an empty directory with the network cut, as on a trainer's laptop.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { ROOT } from '../src/setup.mjs';

/** The page is in it, every system in command line, library, page and offline file, and QuickJS for the first and third. */
const TARBALL_BYTES_MAX = 4_500_000;

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

describe('the library in it', () => {
  const PROGRAM = `import { check, InputError, loadSimulation, simulate } from 'reload-sim';
import { parseSimulation } from 'reload-sim/core';

const { violated } = check(await loadSimulation('incident'));
const { token } = simulate(await loadSimulation('incident'), { seed: 7 });
const isRefused = await loadSimulation('nowhere.yaml').catch((error) => error instanceof InputError);
console.log(JSON.stringify({ violated, hasToken: token.length > 0, isRefused, parse: typeof parseSimulation }));
`;

  test('runs from JavaScript', () => {
    writeFileSync(join(folder, 'program.mjs'), PROGRAM);
    const { stdout, stderr } = spawnSync(process.execPath, ['program.mjs'], {
      cwd: folder,
      env: cutOff(),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const { violated, ...rest } = JSON.parse(stdout) as { violated: string[] };
    expect(violated).toContain('never-empty');
    expect(rest).toEqual({ hasToken: true, isRefused: true, parse: 'function' });
  });

  const TYPED = `import { check, type CheckResult, loadSimulation, type PropertyName, simulate } from 'reload-sim';
import { createModel, enabled, type Choice, step } from 'reload-sim/core';

const simulation = await loadSimulation({ name: 'reload.yaml', text: '' });
const result: CheckResult = check(simulation, { timing: 'any', properties: ['converges'], onProgress: () => false });
export const violated: readonly PropertyName[] = result.violated;
export const tokens: readonly string[] = result.counterexamples.map(({ token, text }) => token + text);
export const served = simulate(simulation, { schedule: (choices) => choices.length - 1 }).steps.at(-1)?.serves?.version;
const model = createModel(simulation);
export const choices: readonly Choice[] = enabled(model, model.first);
export const kinds = choices.map((choice) => step(model, model.first, choice).events.map(({ kind }) => kind));
// @ts-expect-error names of properties are a list
check(simulation, { properties: 'converges' });
// @ts-expect-error worlds come from createModel and step alone
enabled(model, { nowMs: 0 });
`;

  test.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('has types that hold with module %s, moduleResolution %s and no other package', (module, moduleResolution) => {
    const language = { target: 'es2022', lib: ['es2022'], types: [], strict: true, skipLibCheck: false, noEmit: true };
    const config = { compilerOptions: { module, moduleResolution, ...language }, files: ['typed.mts'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    writeFileSync(join(folder, 'typed.mts'), TYPED);
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { stdout, status } = spawnSync(process.execPath, [tsc], { cwd: folder, encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  test('reaches nothing of Node from its core', () => {
    const dist = join(folder, 'node_modules/reload-sim/dist/library');
    expect(nodeModulesFrom(join(dist, 'core.js'))).toEqual([]);
    expect(nodeModulesFrom(join(dist, 'reload-sim.js'))).toContain('node:fs');
    expect(readdirSync(dist).filter((name) => name.endsWith('.d.ts'))).toEqual(['core.d.ts', 'reload-sim.d.ts']);
  });
});

/** Modules of Node's that a built module imports, in person or through those that it imports. */
function nodeModulesFrom(entry: string): readonly string[] {
  const files = new Set([entry]);
  const found = new Set<string>();
  for (const file of files) {
    const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^"\n]* ?"([^"\n]+)";?$/gm);
    for (const [, module = ''] of imports) {
      if (module.startsWith('.')) files.add(join(file, '..', module));
      else found.add(module);
    }
  }
  return [...found].sort();
}
