// stays-armed: after all that happened, a further update would still be noticed.
//
// Decided by trying: one more version is stored in the run's last world, and the run goes on until kubelet has had time
// to sync. Noticed means that a load begins which an event or the poll has triggered.

import { withOneMoreVersion } from '../world/model.ts';
import { type Run, runToEnd } from '../world/run.ts';
import { createScheduler } from '../world/schedulers.ts';
import { isLoad } from './loads.ts';
import { lastWorld, type Property } from './property.ts';

export const staysArmed: Property = {
  name: 'stays-armed',
  asks: 'a further update would still be noticed',
  badState: null,
  judge: (model, run) => {
    const property = 'stays-armed';
    if (run.end === 'steps-max') return { property, verdict: 'inconclusive', atStep: null, about: {} };
    const further = withOneMoreVersion(model, lastWorld(run));
    const rest = runToEnd(further.model, createScheduler('app-first', 0), further.world);
    if (rest.end === 'steps-max') return { property, verdict: 'inconclusive', atStep: null, about: {} };
    if (loads(rest)) return { property, verdict: 'not-violated', atStep: null, about: {} };
    return { property, verdict: 'violated', atStep: run.steps.length, about: {} };
  },
};

function loads(run: Run): boolean {
  return run.steps.some(({ events }) => events.some(isLoad));
}
