// The benchmark, `npm run bench`: how fast the model steps beside its peers, how soon the command line
// answers, and how soon the page does.
//
// Subjects take turns within each round, so that what else the machine does hits all of them; a table gives the median
// with the tenth and ninetieth percentile. Nothing here is a test: times depend on the machine.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, execPath, stdout } from 'node:process';
import { ensureBuilt, ROOT } from '../../src/setup.mjs';
import { bundled } from './bundle.mjs';
import { printHead, printRow } from './print.mjs';
import { benchWeb } from './web.mjs';

const WARM_UP_MS = 300;
const SLICE_MS = 60;
const ROUNDS = 31;
const STARTS = 21;
const START_MS_MAX = 20_000;

/** @typedef {import('./subjects.ts').Subject} Subject */

/** Runs a subject for at least `ms`. @param {Subject} subject @param {number} ms @returns {number} operations a second */
function rate(subject, ms) {
  const start = performance.now();
  let operations = 0;
  let elapsed = 0;
  do {
    subject.run();
    operations += subject.operations;
    elapsed = performance.now() - start;
  } while (elapsed < ms);
  return (operations * 1000) / elapsed;
}

/** Bundles the subjects as the command line is bundled. @param {string} folder @returns {Promise<readonly Subject[]>} */
async function loadSubjects(folder) {
  const { createSubjects } = await bundled('test/bench/subjects.ts', folder);
  return createSubjects(ROOT);
}

async function benchModel() {
  const folder = mkdtempSync(join(tmpdir(), 'reload-sim-bench-'));
  try {
    const subjects = await loadSubjects(folder);
    for (const subject of subjects) rate(subject, WARM_UP_MS);
    const rates = subjects.map(() => /** @type {number[]} */ ([]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [at, subject] of subjects.entries()) rates[at]?.push(rate(subject, SLICE_MS));
    }
    printHead('operations a second', ROUNDS);
    for (const [at, { name, unit }] of subjects.entries()) printRow(name, rates[at] ?? [], `${unit}s/s`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string[]} args @returns {number} ms until the command has ended */
function timeCommand(args) {
  const start = performance.now();
  const { status, error } = spawnSync(execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed: ${error?.message ?? status}`);
  return performance.now() - start;
}

/**
 * Starts a command in a terminal of 80×24 and waits until its output holds `mark`; the terminal is script(1)'s.
 * @param {string[]} args
 * @param {string} mark
 * @returns {Promise<number>} ms
 */
function timeFrame(args, mark) {
  const start = performance.now();
  const command = `stty cols 80 rows 24; exec ${[execPath, ...args].map((word) => `'${word}'`).join(' ')}`;
  const terminal = spawn('script', ['-qec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'] });
  return new Promise((resolve, reject) => {
    let output = '';
    const end = (/** @type {number | Error} */ result) => {
      clearTimeout(timeout);
      terminal.removeAllListeners();
      // Without script(1) its terminal is gone, and what runs in there hears SIGHUP.
      terminal.kill();
      if (typeof result === 'number') resolve(result);
      else reject(result);
    };
    const timeout = setTimeout(() => end(new Error(`no ${mark} within ${START_MS_MAX} ms`)), START_MS_MAX);
    terminal.on('error', end);
    terminal.on('exit', () => end(new Error(`ended without ${mark}: ${output.slice(-200)}`)));
    terminal.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes(mark)) end(performance.now() - start);
    });
  });
}

async function benchStart() {
  ensureBuilt();
  const cli = join(ROOT, 'dist/cli.js');
  const commands = [
    { name: 'node -e 0', time: () => timeCommand(['-e', '0']) },
    { name: 'reload-sim list', time: () => timeCommand([cli, 'list']) },
    { name: 'reload-sim run incident', time: () => timeCommand([cli, 'run', 'incident']) },
    { name: 'node in a terminal: first output', time: () => timeFrame(['-e', 'console.log("ready")'], 'ready') },
    { name: 'reload-sim play incident: first frame', time: () => timeFrame([cli, 'play', 'incident'], 'requests') },
  ];
  const times = commands.map(() => /** @type {number[]} */ ([]));
  for (let round = 0; round <= STARTS; round += 1) {
    for (const [at, { time }] of commands.entries()) {
      const ms = await time();
      // The first round fills the page cache.
      if (round > 0) times[at]?.push(ms);
    }
  }
  printHead('ms from start', STARTS);
  for (const [at, { name }] of commands.entries()) printRow(name, times[at] ?? [], 'ms');
}

const parts = { model: benchModel, start: benchStart, web: benchWeb };
const wanted = argv.slice(2);
stdout.write(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}\n`);
for (const [name, part] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await part();
