// One of the threads of `matrix`: takes the next story that no other thread has taken, as long as there is one, and then
// helps with the one of which most is left.
import { parentPort, workerData } from 'node:worker_threads';
import { cellsOf, nothingShared } from '../matrix/matrix.ts';
import { type MatrixCells, type MatrixWork, SLOT, strategySlot } from './matrix-work.ts';

/** States of one search; no cell comes near it, and a thread that runs out of memory would take the others along. */
const STATES_MAX = 2_000_000;

const { stories, strategies, shared } = workerData as MatrixWork;
const slots = new Int32Array(shared);

/** The index of a story that there is work in; null when there is none left. */
function takeStory(): number | null {
  const untouched = Atomics.add(slots, SLOT.story, 1);
  if (untouched < stories.length) return untouched;
  const taken = stories.map((_, story) => Atomics.load(slots, strategySlot(story)));
  const least = Math.min(...taken);
  return least < strategies.length ? taken.indexOf(least) : null;
}

function decide(index: number): void {
  const story = stories[index];
  const common = nothingShared();
  for (;;) {
    const at = Atomics.add(slots, strategySlot(index), 1);
    const strategy = strategies[at];
    if (story === undefined || strategy === undefined) return;
    const told: MatrixCells = { story: index, strategy: at, cells: cellsOf(story, strategy, STATES_MAX, common) };
    parentPort?.postMessage(told);
    Atomics.add(slots, SLOT.decided, story.length);
  }
}

for (let story = takeStory(); story !== null; story = takeStory()) decide(story);
