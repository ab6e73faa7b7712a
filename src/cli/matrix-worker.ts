// One of the threads of `matrix`: takes the next hazard that no other thread has taken, as long as there is one.
import { parentPort, workerData } from 'node:worker_threads';
import { cellOf, nothingShared } from '../matrix/matrix.ts';
import { type MatrixColumn, type MatrixWork, SLOT } from './matrix-work.ts';

/** States of one search; no cell comes near it, and a thread that runs out of memory would take the others along. */
const STATES_MAX = 2_000_000;

const { hazards, strategies, shared } = workerData as MatrixWork;
const slots = new Int32Array(shared);
for (;;) {
  const index = Atomics.add(slots, SLOT.next, 1);
  const hazard = hazards[index];
  if (hazard === undefined) break;
  const common = nothingShared();
  const cells = strategies.map((strategy) => {
    const cell = cellOf(hazard, strategy, STATES_MAX, common);
    Atomics.add(slots, SLOT.decided, 1);
    return cell;
  });
  const column: MatrixColumn = { hazard: index, cells };
  parentPort?.postMessage(column);
}
