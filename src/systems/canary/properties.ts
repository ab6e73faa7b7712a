// What the design of a canary is asked for.
import type { SystemProperty } from '../system.ts';
import type { CanaryConfig } from './schema.ts';
import { exists, type Fleet, type Pod, serves } from './shared.ts';

type Property = SystemProperty<CanaryConfig, Fleet>;

/** All pods that there are. */
export function podsIn({ pods }: Fleet): readonly Pod[] {
  return [...pods.stable, ...pods.canary].filter(exists);
}

const isGivenUp = ({ phase, abortAsked }: Fleet): boolean => phase === 'aborted' || abortAsked;

const canaryContained: Property = {
  name: 'canary-contained',
  when: 'always',
  bad: ({ config }, { shared }) => {
    if (config === 'good' || shared.analysis === 'passed') return null;
    return podsIn(shared).filter((pod) => pod === 'new').length > shared.share ? 'beyond-its-share' : null;
  },
  exercised: ({ config }, { shared }) => config === 'bad' && podsIn(shared).includes('new'),
};

const rollsBack: Property = {
  name: 'rolls-back',
  when: 'at-end',
  bad: (_, { shared }) => {
    if (!isGivenUp(shared)) return null;
    const pods = podsIn(shared);
    if (pods.includes('new')) return 'serves-new';
    return pods.every((pod) => pod === 'old') ? null : 'not-running';
  },
  exercised: (_, { shared }) => isGivenUp(shared),
};

const rollsOut: Property = {
  name: 'rolls-out',
  when: 'at-end',
  bad: (_, { shared }) => {
    if (isGivenUp(shared)) return null;
    const pods = podsIn(shared);
    if (pods.every((pod) => pod === 'new')) return null;
    return pods.every(serves) ? 'serves-old' : 'not-running';
  },
  exercised: (_, { shared }) => podsIn(shared).every((pod) => pod === 'new'),
};

export const canaryProperties: readonly Property[] = [canaryContained, rollsBack, rollsOut];
