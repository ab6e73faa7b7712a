// stays-armed: after all that happened, a further update would still be noticed.
//
// Decided by trying: one more version is stored in the run's last world, and the run goes on until kubelet has had time
// to sync. Noticed means that a load begins which an event or the poll has triggered.
import { withOneMoreVersion } from '../world/model.ts';
import { type RunEnd, runSteps } from '../world/run.ts';
import { createScheduler } from '../world/schedulers.ts';
import { isLoad } from './loads.ts';
import { type Judgement, lastWorld, type Property } from './property.ts';

export const staysArmed: Property = {
  name: 'stays-armed',
  asks: 'a further update would still be noticed',
  badState: null,
  isOfTheEnd: true,
  judge: (model, run) => {
    const property = 'stays-armed';
    if (run.end === 'steps-max') return { property, verdict: 'inconclusive', atStep: null, about: {} };
    const further = withOneMoreVersion(model, lastWorld(run));
    const rest = runSteps(further.model, createScheduler('app-first', 0), further.world);
    for (;;) {
      const next = rest.next();
      if (next.done === true) return { property, ...verdictAt(next.value, run.steps.length) };
      if (next.value.events.some(isLoad)) return { property, verdict: 'not-violated', atStep: null, about: {} };
    }
  },
};

/** The run has ended without a load. */
function verdictAt(end: RunEnd, atStep: number): Omit<Judgement, 'property'> {
  if (end === 'steps-max') return { verdict: 'inconclusive', atStep: null, about: {} };
  return { verdict: 'violated', atStep, about: {} };
}
