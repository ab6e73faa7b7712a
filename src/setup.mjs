// Set-up from a fresh clone, before any dependency exists: plain JavaScript, Node alone.
//
// `npm start` and the tests call it. It runs `npm ci` when package-lock.json differs from what was last installed, and
// builds when a source differs from what was last built, or anything in dist/ from what that build left there; both marks
// are digests, kept inside node_modules.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv, execPath, exit, stderr } from 'node:process';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const OUTPUT = join(ROOT, 'dist');
const ENTRY = join(OUTPUT, 'cli.js');
const MARKS = join(ROOT, 'node_modules/.cache/reload-sim');
const BUILD_INPUTS = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
  'src',
  'simulations',
  'docs/model.md',
  'docs/model.zh.md',
];

/**
 * Runs a command with its output on stderr, so that stdout carries only data; throws when it fails.
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  // Vitest sets NODE_ENV to `test`, with which JSX would be compiled for development.
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status, error } = spawnSync(command, args, { cwd: ROOT, env, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`);
}

/** @param {string} path @returns {string[]} files at or below a path, in a fixed order */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/** @param {string[]} paths @returns {string} digest of names and contents */
function digest(paths) {
  const hash = createHash('sha256').update(`node ${process.versions.modules}\0`);
  for (const file of paths.flatMap((path) => filesBelow(join(ROOT, path)))) {
    hash
      .update(`${file.slice(ROOT.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/** @returns {string} digest of the names, sizes and times of all that was built: command line, library and page */
function outputDigest() {
  const hash = createHash('sha256');
  for (const file of filesBelow(OUTPUT)) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file.slice(ROOT.length)}\0${size}\0${mtimeMs}\0`);
  }
  return hash.digest('hex');
}

/** @param {string} name @param {string} mark */
function isMarked(name, mark) {
  const file = join(MARKS, name);
  return existsSync(file) && readFileSync(file, 'utf8') === mark;
}

/** @param {string} name @param {string} mark */
function setMark(name, mark) {
  mkdirSync(MARKS, { recursive: true });
  writeFileSync(join(MARKS, name), mark);
}

/** Installs the dependencies that package-lock.json names, unless they are the ones installed last. */
export function ensureInstalled() {
  const mark = digest(['package-lock.json']);
  if (isMarked('installed', mark)) return;
  stderr.write('reload-sim: installing dependencies (once per package-lock.json)\n');
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  setMark('installed', mark);
}

/** Builds dist/ unless it was built last, as all of it is there now, from these very sources. */
export function ensureBuilt() {
  const sources = digest(BUILD_INPUTS);
  if (isMarked('built', `${sources} ${outputDigest()}`)) return;
  stderr.write('reload-sim: building\n');
  run('npm', ['run', '--silent', 'build']);
  setMark('built', `${sources} ${outputDigest()}`);
}

function start() {
  try {
    ensureInstalled();
    ensureBuilt();
  } catch (error) {
    stderr.write(`reload-sim: ${error instanceof Error ? error.message : error}\n`);
    exit(4);
  }
  const args = argv.slice(3);
  const { status } = spawnSync(execPath, [ENTRY, ...(args.length > 0 ? args : ['play', 'incident'])], {
    stdio: 'inherit',
  });
  exit(status ?? 4);
}

if (argv[1] === fileURLToPath(import.meta.url) && argv[2] === 'start') start();
