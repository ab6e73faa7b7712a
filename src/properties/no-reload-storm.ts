// no-reload-storm: one update causes no more than a given number of loads.
import { isReload, isUpdate } from './loads.ts';
import type { Property } from './property.ts';

export const noReloadStorm: Property = {
  name: 'no-reload-storm',
  asks: 'one update causes no more loads than the bound',
  badState: null,
  isOfTheEnd: false,
  judge: (_model, run, { reloadsPerUpdate }) => {
    const property = 'no-reload-storm';
    let updates = 0;
    let loads = 0;
    let most = 0;
    for (const [index, { events }] of run.steps.entries()) {
      for (const event of events) {
        if (isUpdate(event)) {
          updates += 1;
          loads = 0;
        }
        if (!isReload(event)) continue;
        loads += 1;
        most = Math.max(most, loads);
        if (loads > reloadsPerUpdate) {
          return { property, verdict: 'violated', atStep: index + 1, about: { loads, bound: reloadsPerUpdate } };
        }
      }
    }
    if (run.end === 'steps-max') return { property, verdict: 'inconclusive', atStep: null, about: {} };
    const verdict = updates === 0 || most === 0 ? 'vacuous' : 'not-violated';
    return { property, verdict, atStep: null, about: { most, bound: reloadsPerUpdate } };
  },
};
