// converges: once updates stop, the newest valid version ends up served.

import type { Model } from '../world/model.ts';
import { newestValidVersion, servedNow } from '../world/served.ts';
import type { World } from '../world/world.ts';
import { lastWorld, type Property } from './property.ts';

/** Is the newest version that parses the one that is served? */
export function servesNewest(model: Model, world: World): boolean {
  return servedNow(model, world).number === newestValidVersion(model, world);
}

export const converges: Property = {
  name: 'converges',
  asks: 'once updates stop, the newest valid version ends up served',
  badState: null,
  isOfTheEnd: true,
  judge: (model, run) => {
    const property = 'converges';
    if (run.end === 'steps-max') return { property, verdict: 'inconclusive', atStep: null, about: {} };
    if (model.versions.length < 2) return { property, verdict: 'vacuous', atStep: null, about: {} };
    const world = lastWorld(run);
    const { version } = servedNow(model, world);
    const newest = newestValidVersion(model, world);
    if (servesNewest(model, world))
      return { property, verdict: 'not-violated', atStep: null, about: { served: version } };
    return { property, verdict: 'violated', atStep: run.steps.length, about: { served: version, newest } };
  },
};
