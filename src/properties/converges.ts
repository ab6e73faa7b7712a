// converges: once updates stop, the newest valid version ends up served. An update that is valid, that nobody calls a
// mistake, and that is refused is a version that is never served (A9, V1).

import { sameData } from '../actors/api/stored.ts';
import type { Model } from '../world/model.ts';
import { payloadFor } from '../world/mounted-volume.ts';
import { isValid, newestValidVersion, refusedUpdate, servedNow, storedVersions } from '../world/served.ts';
import type { World } from '../world/world.ts';
import { lastWorld, type Property } from './property.ts';

/** Is the newest version that parses the one that is served? */
export function servesNewest(model: Model, world: World): boolean {
  return servedNow(model, world).number === newestValidVersion(model, world);
}

/** Has the last update been refused, although it was meant and parses? */
export function refusesWanted(model: Model, world: World): boolean {
  const refused = refusedUpdate(world);
  if (refused === null) return false;
  const { story } = model.scenario;
  const isMistake = story.some((item) => item.do === 'apply' && item.mistake === true && sameData(item.data, refused));
  return !isMistake && isValid(model, payloadFor(model.scenario, refused));
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
    if (refusesWanted(model, world)) {
      const about = { served: version, newest: storedVersions(world) + 1, refused: 1 };
      return { property, verdict: 'violated', atStep: run.steps.length, about };
    }
    if (servesNewest(model, world))
      return { property, verdict: 'not-violated', atStep: null, about: { served: version } };
    return { property, verdict: 'violated', atStep: run.steps.length, about: { served: version, newest } };
  },
};
