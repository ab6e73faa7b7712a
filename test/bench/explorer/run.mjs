// How fast every interleaving is looked at, beside other explorers: `node test/bench/explorer/run.mjs`.
//
// All of them explore the same ring of processes (ring.ts, ring.pml), each at the largest size that it manages in
// reasonable time. Spin takes part when it and gcc are installed. Then the shipped simulations, each decided from nothing.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { bundled } from '../bundle.mjs';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const SMALL = { processes: 4, count: 6 };
const LARGE = { processes: Number(argv[2] ?? 7), count: Number(argv[3] ?? 6) };
const STATES_MAX = 3_000_000;
const ROUNDS = 3;

/** @typedef {{ states: number, ms: number, bytes?: readonly [number, number] }} Measured */

/** @param {string} name @param {Measured} measured @param {string} [more] */
function printRow(name, { states, ms, bytes }, more = '') {
  const size = bytes === undefined ? '' : `${bytes[0].toFixed(1)} (${bytes[1].toFixed(1)})`;
  const rate = Math.round((1000 * states) / ms);
  const cells = [String(states).padStart(10), ms.toFixed(0).padStart(9), String(rate).padStart(11), size.padStart(14)];
  stdout.write(`${name.padEnd(40)}${cells.join('')}  ${more}\n`);
}

/** How many times as fast one is as the other, in states a second. @param {string} name @param {Measured} one @param {Measured} other @param {number} [more] ms that the other needs beforehand */
function printRatio(name, one, other, more = 0) {
  const rate = (/** @type {Measured} */ { states, ms }) => states / ms;
  const times = rate(one) / rate({ ...other, ms: other.ms + more });
  stdout.write(`${name.padEnd(40)}${`${times.toFixed(1)} ×`.padStart(12)}\n`);
}

/** The fastest of several. @param {() => Measured} run @returns {Measured} */
function best(run) {
  const all = Array.from({ length: ROUNDS }, run);
  return all.reduce((a, b) => (b.ms < a.ms ? b : a));
}

/** @param {string} folder @param {string} command @param {string[]} args @returns {string} */
function must(folder, command, args) {
  const { status, stdout: output, stderr, error } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  if (error !== undefined || status !== 0) throw new Error(`${command}: ${error?.message ?? stderr}`);
  return output;
}

/** @param {string} folder @param {{ processes: number, count: number }} size */
function spin(folder, { processes, count }) {
  copyFileSync(join(ROOT, 'test/bench/explorer/ring.pml'), join(folder, 'ring.pml'));
  const start = performance.now();
  must(folder, 'spin', [`-DPROCESSES=${processes}`, `-DCOUNT=${count}`, '-a', 'ring.pml']);
  must(folder, 'gcc', ['-O2', '-DNOREDUCE', '-DSAFETY', '-DBFS', '-o', 'pan', 'pan.c']);
  const compiled = performance.now();
  const run = () => {
    const begin = performance.now();
    const output = must(folder, './pan', ['-m1000000', '-w24']);
    const ms = performance.now() - begin;
    const states = Number(/([\d.e+]+) states, stored/.exec(output)?.[1]);
    const bytes = Number(/State-vector (\d+) byte/.exec(output)?.[1]);
    return { states, ms, bytes: /** @type {const} */ ([bytes, bytes]) };
  };
  const measured = best(run);
  const compileMs = compiled - start;
  printRow('Spin, breadth-first, no reduction', measured, `and ${compileMs.toFixed(0)} ms to compile`);
  return { measured, compileMs };
}

const folder = mkdtempSync(join(tmpdir(), 'reload-sim-bench-'));
try {
  const { createExplorers } = await bundled('test/bench/explorer/subjects.ts', folder);
  const explorers = createExplorers(ROOT);
  stdout.write(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}\n`);
  stdout.write(`${''.padEnd(40)}    states       ms   states/s   bytes/state (without transitions)\n`);
  const large = best(() => explorers.ours(LARGE));
  printRow('ring, large: this explorer', large);
  if (spawnSync('spin', ['-V']).status === 0) {
    // Spin stores the states of init as well, before all processes run.
    const { measured, compileMs } = spin(folder, LARGE);
    printRatio('  this explorer : Spin', large, measured);
    printRatio('  with the time to compile', large, measured, compileMs);
  }
  const small = best(() => explorers.ours(SMALL));
  printRow('ring, small: this explorer', small);
  const plain = best(() => explorers.plain(SMALL));
  printRow('ring, small: plain breadth-first search', plain);
  printRatio('  this explorer : plain search', small, plain);
  const graph = best(() => explorers.xstateGraph(SMALL));
  printRow('ring, small: xstate/graph', graph);
  printRatio('  this explorer : xstate/graph', small, graph);
  printRow(
    'x5-key-removed without a clock',
    best(() => explorers.simulation('x5-key-removed', STATES_MAX)),
  );
  for (const { name, states, end, ms } of explorers.decide('prompt', STATES_MAX)) {
    printRow(`check ${name}`, { states, ms }, end);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
