// bounded-staleness: an older version is not served for longer than a bound after a newer one was stored.
import { servesNewest } from './converges.ts';
import { type Property, worldsOf } from './property.ts';

export const boundedStaleness: Property = {
  name: 'bounded-staleness',
  asks: 'no older version is served for longer than the bound after a newer one was stored',
  badState: null,
  isOfTheEnd: true,
  judge: (model, run, { stalenessMs }) => {
    const property = 'bounded-staleness';
    if (model.timing === 'any' || run.end === 'steps-max') {
      return { property, verdict: 'inconclusive', atStep: null, about: {} };
    }
    if (model.versions.length < 2) return { property, verdict: 'vacuous', atStep: null, about: {} };
    let since: number | null = null;
    let longest = 0;
    for (const { world, at } of worldsOf(run)) {
      const stale = !servesNewest(model, world);
      since = stale ? (since ?? world.nowMs) : null;
      longest = Math.max(longest, since === null ? 0 : world.nowMs - since);
      if (longest > stalenessMs) return { property, verdict: 'violated', atStep: at, about: { boundMs: stalenessMs } };
    }
    // Nothing more will happen before the horizon: what is stale now stays so until then, and for ever if all is quiet.
    if (since !== null && (run.end === 'quiet' || model.horizonMs - since > stalenessMs)) {
      return { property, verdict: 'violated', atStep: run.steps.length, about: { boundMs: stalenessMs } };
    }
    return { property, verdict: 'not-violated', atStep: null, about: { longestMs: longest, boundMs: stalenessMs } };
  },
};
