// E8: the application watches a busy directory through the same inotify instance, and a burst of files there overflows
// the queue: IN_Q_OVERFLOW, and whatever else happened until there is room again is lost.
//
// Source: inotify(7) (max_queued_events is per instance); facts/strategies.md 8. The burst is one step: as many files
// created and deleted in turn as it takes to fill an empty queue.
// Leaves out: bursts of other sizes, and a neighbour in another process's instance (which cannot do any harm).
import type { ReaderContext } from '../../actors/watcher/reader-machine.ts';
import { O } from '../../kernel/vocabulary.ts';
import { call, type Draft } from '../draft.ts';
import { NEIGHBOUR_DIRECTORY } from '../mounted-volume.ts';
import { type Fault, NOT_NOW, ONE_WAY } from './fault.ts';

export const noisyNeighbour: Fault = {
  name: 'noisy-neighbour',
  rule: 'E8',
  options: (_model, world) => {
    const instance = (world.actors.watcher?.snapshot.context as Partial<ReaderContext> | undefined)?.instance;
    return typeof instance === 'number' ? ONE_WAY : NOT_NOW;
  },
  happen: (draft) => {
    for (let events = 0; events <= draft.before.kernel.limits.maxQueuedEvents; events += 2) createAndDelete(draft);
    return {};
  },
};

function createAndDelete(draft: Draft): void {
  const path = `${NEIGHBOUR_DIRECTORY}/burst`;
  const opened = call(draft, 'faults', { call: 'open', path, flags: O.O_WRONLY | O.O_CREAT });
  if ('fd' in opened) call(draft, 'faults', { call: 'close', fd: opened.fd });
  call(draft, 'faults', { call: 'unlink', path });
}
