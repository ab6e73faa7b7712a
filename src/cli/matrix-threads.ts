// The other side of the threads of `matrix`: starts as many as there are cores, puts their cells together, and tells on
// a terminal how far they are. Which thread decides which cell changes nothing in the result.
import { availableParallelism } from 'node:os';
import { stderr } from 'node:process';
import { Worker } from 'node:worker_threads';
import type { Strategy } from '../actors/app/strategy.ts';
import { assert } from '../kernel/assert.ts';
import { type Cell, type Hazard, storiesOf } from '../matrix/matrix.ts';
import { type MatrixCells, type MatrixWork, SLOT, slotsFor } from './matrix-work.ts';
import { threadFile } from './thread-file.ts';

/** More threads than this only heat the machine. */
const THREADS_MAX = 8;
/**
 * What a thread remembers of steps lives as long as its story: with Node's own 16 MB it would be copied again and again
 * from one half of the young generation to the other.
 */
const RESOURCES = { maxYoungGenerationSizeMb: 128 } as const;
/** Nothing is said before that. */
const QUIET_MS = 1000;
const PROGRESS_MS = 200;

/** The cells of every hazard, in its order; within a hazard in the order of the strategies. */
export async function decideInThreads(
  hazards: readonly Hazard[],
  strategies: readonly Strategy[],
): Promise<readonly (readonly Cell[])[]> {
  const stories = storiesOf(hazards);
  const shared = new SharedArrayBuffer(slotsFor(stories.length) * Int32Array.BYTES_PER_ELEMENT);
  const workerData: MatrixWork = { stories, strategies, shared };
  const threads = Math.min(availableParallelism(), THREADS_MAX, stories.length * strategies.length);
  const columns = new Map(hazards.map((hazard) => [hazard, new Map<number, Cell>()]));
  const take = ({ story, strategy, cells }: MatrixCells): void => {
    for (const [at, hazard] of (stories[story] ?? []).entries()) {
      const [column, cell] = [columns.get(hazard), cells[at]];
      if (cell !== undefined) column?.set(strategy, cell);
    }
  };
  const endProgress = showProgress(new Int32Array(shared), hazards.length * strategies.length);
  const workers = Array.from(
    { length: threads },
    () => new Worker(threadFile('matrix-worker.js'), { workerData, resourceLimits: RESOURCES }),
  );
  try {
    await Promise.all(workers.map((worker) => finished(worker, take)));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
    endProgress();
  }
  return [...columns.values()].map((column) =>
    strategies.map((_, strategy) => {
      const cell = column.get(strategy);
      assert(cell !== undefined, 'every cell was decided by a thread');
      return cell;
    }),
  );
}

/** Until the thread ends; what it throws is thrown here. */
function finished(worker: Worker, take: (cells: MatrixCells) => void): Promise<void> {
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
