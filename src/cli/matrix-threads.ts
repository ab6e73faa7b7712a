// The other side of the threads of `matrix`: starts as many as there are cores, puts their columns together, and tells on
// a terminal how far they are. Which thread decides which cell changes nothing in the result.
import { availableParallelism } from 'node:os';
import { stderr } from 'node:process';
import { Worker } from 'node:worker_threads';
import type { Strategy } from '../actors/app/strategy.ts';
import { assert } from '../kernel/assert.ts';
import type { Cell, Hazard } from '../matrix/matrix.ts';
import { type MatrixColumn, type MatrixWork, SLOT, SLOTS } from './matrix-work.ts';
import { threadFile } from './thread-file.ts';

/** More threads than this only heat the machine: the longest hazard is the bound. */
const THREADS_MAX = 8;
/** Nothing is said before that. */
const QUIET_MS = 1000;
const PROGRESS_MS = 200;

/** The cells of every hazard, in its order; within a hazard in the order of the strategies. */
export async function decideInThreads(
  hazards: readonly Hazard[],
  strategies: readonly Strategy[],
): Promise<readonly (readonly Cell[])[]> {
  const shared = new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT);
  const work: MatrixWork = { hazards, strategies, shared };
  const threads = Math.min(availableParallelism(), THREADS_MAX, hazards.length);
  const columns: (readonly Cell[])[] = [];
  const endProgress = showProgress(new Int32Array(shared), hazards.length * strategies.length);
  const workers = Array.from(
    { length: threads },
    () => new Worker(threadFile('matrix-worker.js'), { workerData: work }),
  );
  try {
    await Promise.all(workers.map((worker) => finished(worker, ({ hazard, cells }) => (columns[hazard] = cells))));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
    endProgress();
  }
  assert(
    hazards.every((_, index) => columns[index] !== undefined),
    'every hazard was taken by a thread',
  );
  return columns;
}

/** Until the thread ends; what it throws is thrown here. */
function finished(worker: Worker, take: (column: MatrixColumn) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('message', take);
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
}

/** A line on stderr that is drawn over, where stderr is a terminal and the matrix takes its time; returns what ends it. */
function showProgress(slots: Int32Array, cells: number): () => void {
  if (!stderr.isTTY) return () => {};
  const startMs = performance.now();
  const secondsSince = (): string => `${((performance.now() - startMs) / 1000).toFixed(1)} s`;
  let isShown = false;
  const timer = setInterval(() => {
    if (performance.now() - startMs < QUIET_MS) return;
    isShown = true;
    stderr.write(`\r\u001b[K${Atomics.load(slots, SLOT.decided)} of ${cells} cells, ${secondsSince()}`);
  }, PROGRESS_MS);
  return () => {
    clearInterval(timer);
    if (isShown) stderr.write(`\r\u001b[K${cells} cells in ${secondsSince()}\n`);
  };
}
