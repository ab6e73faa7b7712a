// The whole test run from a fresh clone: set-up, types, lint, build, then Vitest. About four minutes on two cores.
//
// The last line is `N passed, N failed`; tmux, types, lint and the build count as one check each. Arguments after
// `npm test --` go to Vitest, for example a path.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, execPath, exit, stdout } from 'node:process';
import { ensureBuilt, ensureInstalled, ROOT } from '../src/setup.mjs';

let passed = 0;
let failed = 0;

/** @param {string} name @param {() => boolean | void} body */
function check(name, body) {
  const startMs = Date.now();
  let ok = false;
  try {
    ok = body() !== false;
  } catch (error) {
    stdout.write(`${error instanceof Error ? error.message : error}\n`);
  }
  if (ok) passed++;
  else failed++;
  stdout.write(`${ok ? '✓' : '✗'} ${name} (${((Date.now() - startMs) / 1000).toFixed(1)} s)\n`);
}

/** @param {string} module @param {string[]} args @returns {boolean} whether a tool of node_modules succeeded */
function tool(module, ...args) {
  return (
    spawnSync(execPath, [join(ROOT, 'node_modules', module), ...args], { cwd: ROOT, stdio: 'inherit' }).status === 0
  );
}

/** @param {string} command @param {string[]} args @returns {boolean} */
function succeeds(command, ...args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** The tests of the playground drive it in tmux, the only thing that npm cannot bring along. */
function ensureTmux() {
  if (succeeds('tmux', '-V')) return true;
  stdout.write('tmux is missing; trying apt-get\n');
  if (succeeds('apt-get', 'update', '-q') && succeeds('apt-get', 'install', '-y', '-q', 'tmux')) return true;
  stdout.write('the tests of the terminal need tmux: install it with your package manager\n');
  return false;
}

function runVitest() {
  const folder = mkdtempSync(join(tmpdir(), 'reload-sim-vitest-'));
  const results = join(folder, 'results.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const ok = tool('vitest/vitest.mjs', 'run', ...reporters, ...argv.slice(2));
  try {
    const report = JSON.parse(readFileSync(results, 'utf8'));
    passed += report.numPassedTests;
    failed += report.numFailedTests;
    // A file that cannot be loaded has no test to count; an error outside any test fails the run as well.
    const broken = report.testResults.filter(
      (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
        file.status === 'failed' && file.assertionResults.length === 0,
    ).length;
    failed += broken;
    if (!ok && report.numFailedTests + broken === 0) failed++;
  } catch {
    failed++;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  ensureInstalled();
  check('tmux', ensureTmux);
  check('types', () => tool('typescript/bin/tsc') && tool('typescript/bin/tsc', '-p', 'src/web'));
  check('lint', () => tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings'));
  check('build', ensureBuilt);
  runVitest();
} catch (error) {
  failed++;
  stdout.write(`${error instanceof Error ? error.message : error}\n`);
}
stdout.write(`${passed} passed, ${failed} failed\n`);
exit(failed === 0 ? 0 : 1);
