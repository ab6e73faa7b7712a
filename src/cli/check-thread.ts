// The other side of the thread of `check`: starts it, tells how far it is, and passes Ctrl-C on.
//
// The first Ctrl-C asks the explorer to stop and to report what it has; a second one ends the process as usual.
import { stderr } from 'node:process';
import { Worker } from 'node:worker_threads';
import { formatCount } from '../view/count.ts';
import { type CheckDone, type CheckWork, SLOT, SLOTS } from './check-work.ts';
import { startProgress } from './progress.ts';
import { threadFile } from './thread-file.ts';

/** Carries the work out. What the thread throws is thrown here. */
export async function checkInThread(asked: Omit<CheckWork, 'shared'>): Promise<CheckDone> {
  const shared = new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT);
  const slots = new Int32Array(shared);
  const workerData: CheckWork = { ...asked, shared };
  const stop = (): void => {
    Atomics.store(slots, SLOT.stop, 1);
    if (stderr.isTTY) stderr.write('\nreload-sim: stopping; Ctrl-C again ends at once\n');
  };
  process.once('SIGINT', stop);
  const endProgress = startProgress(stderr, () => describeProgress(slots, asked.jobs));
  try {
    return await new Promise<CheckDone>((resolve, reject) => {
      const worker = new Worker(threadFile('check-worker.js'), { workerData });
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the thread of check ended without a report')));
    });
  } finally {
    endProgress(Atomics.load(slots, SLOT.stop) === 0 ? 'checked in' : 'stopped after');
    process.off('SIGINT', stop);
  }
}

/** Which of the jobs is under way, and how far. */
function describeProgress(slots: Int32Array, jobs: CheckWork['jobs']): string {
  const read = (slot: number): number => Atomics.load(slots, slot);
  const name = jobs[read(SLOT.job)]?.simulation.scenario.name ?? '';
  const place = jobs.length > 1 ? `${read(SLOT.job) + 1}/${jobs.length} ` : '';
  return `${place}${name}: ${formatCount(read(SLOT.states))} states, ${read(SLOT.level)} steps deep`;
}
