// no-needless-reload: no load replaces the configuration by the very same bytes.
import type { AppContext } from '../actors/app/app-context.ts';
import type { TraceEvent } from '../world/trace.ts';
import type { World } from '../world/world.ts';
import { isReloadApplied } from './loads.ts';
import { type Property, worldsOf } from './property.ts';

function heldBytes(world: World): string {
  const context = world.actors.app?.snapshot.context as AppContext | undefined;
  return JSON.stringify(context?.held ?? null);
}

/** Did this step replace the configuration by the very same bytes? */
export function isNeedless(before: World, events: readonly TraceEvent[], after: World): boolean {
  return events.some(isReloadApplied) && heldBytes(before) === heldBytes(after);
}

export const noNeedlessReload: Property = {
  name: 'no-needless-reload',
  asks: 'an unchanged payload triggers no reload',
  badState: null,
  isOfTheEnd: false,
  judge: (_model, run) => {
    const property = 'no-needless-reload';
    const worlds = worldsOf(run);
    let applied = 0;
    for (const [index, { events, world }] of run.steps.entries()) {
      if (!events.some(isReloadApplied)) continue;
      applied += 1;
      const before = worlds[index]?.world;
      if (before !== undefined && isNeedless(before, events, world)) {
        return { property, verdict: 'violated', atStep: index + 1, about: {} };
      }
    }
    if (run.end === 'steps-max') return { property, verdict: 'inconclusive', atStep: null, about: {} };
    return { property, verdict: applied === 0 ? 'vacuous' : 'not-violated', atStep: null, about: { applied } };
  },
};
