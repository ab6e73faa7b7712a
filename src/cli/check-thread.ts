// The other side of the thread of `check`: starts it, tells on a terminal how far it is, and passes Ctrl-C on.
//
// The first Ctrl-C asks the explorer to stop and to report what it has; a second one ends the process as usual.
import { stderr } from 'node:process';
import { Worker } from 'node:worker_threads';
import { type CheckDone, type CheckWork, SLOT, SLOTS } from './check-work.ts';
import { threadFile } from './thread-file.ts';

/** Nothing is said before that. */
const QUIET_MS = 1000;
const PROGRESS_MS = 200;

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
  const endProgress = showProgress(slots, asked.jobs);
  try {
    return await new Promise<CheckDone>((resolve, reject) => {
      const worker = new Worker(threadFile('check-worker.js'), { workerData });
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the thread of check ended without a report')));
    });
  } finally {
    endProgress();
    process.off('SIGINT', stop);
  }
}

/** A line on stderr that is drawn over, where stderr is a terminal and the check takes its time; returns what ends it. */
function showProgress(slots: Int32Array, jobs: CheckWork['jobs']): () => void {
  if (!stderr.isTTY) return () => {};
  const startMs = performance.now();
  const secondsSince = (): string => `${((performance.now() - startMs) / 1000).toFixed(1)} s`;
  let isShown = false;
  const timer = setInterval(() => {
    if (performance.now() - startMs < QUIET_MS) return;
    isShown = true;
    const read = (slot: number): number => Atomics.load(slots, slot);
    const name = jobs[read(SLOT.job)]?.simulation.scenario.name ?? '';
    const place = jobs.length > 1 ? `${read(SLOT.job) + 1}/${jobs.length} ` : '';
    const covered = `${read(SLOT.states)} states, ${read(SLOT.level)} steps deep`;
    stderr.write(`\r\u001b[K${place}${name}: ${covered}, ${secondsSince()}`);
  }, PROGRESS_MS);
  return () => {
    clearInterval(timer);
    if (isShown) stderr.write(`\r\u001b[Kchecked in ${secondsSince()}\n`);
  };
}
