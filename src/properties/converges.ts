// converges: once updates stop, the newest valid version ends up served.
import { newestValidVersion, servedNow } from '../world/served.ts';
import { lastWorld, type Property } from './property.ts';

export const converges: Property = {
  name: 'converges',
  asks: 'once updates stop, the newest valid version ends up served',
  badState: null,
  judge: (model, run) => {
    const property = 'converges';
    if (run.end === 'steps-max') return { property, verdict: 'inconclusive', atStep: null, about: {} };
    if (model.versions.length < 2) return { property, verdict: 'vacuous', atStep: null, about: {} };
    const world = lastWorld(run);
    const newest = newestValidVersion(model, world);
    const { version, number } = servedNow(model, world);
    if (number === newest) return { property, verdict: 'not-violated', atStep: null, about: { served: version } };
    return { property, verdict: 'violated', atStep: run.steps.length, about: { served: version, newest } };
  },
};
