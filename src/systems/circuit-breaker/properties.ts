// What a breaker with a snapshot is asked for.
import type { Moment, SystemProperty } from '../system.ts';
import { contentsOf, isValid } from './contents.ts';
import type { CircuitBreakerConfig } from './schema.ts';
import type { CircuitBreakerShared } from './shared.ts';

type BreakerMoment = Moment<CircuitBreakerShared>;

function unvalidated(config: CircuitBreakerConfig, { shared: { served } }: BreakerMoment): string | null {
  if (served === null) return null;
  if (!isValid(contentsOf(config), served)) return 'invalid';
  return served === 0 && config.snapshotIs !== 'intact' ? 'edited' : null;
}

/** The breaker is open, and has had its chance to fall back. */
function isOpen({ processes }: BreakerMoment): boolean {
  const state = processes['@client']?.state;
  return state === 'open' || state === 'taskEnded';
}

/** The centre answers, with a configuration that may be served. */
function isWellAgain(config: CircuitBreakerConfig, { shared: { centre } }: BreakerMoment): boolean {
  return centre.is === 'well' && centre.version !== null && isValid(contentsOf(config), centre.version);
}

export const properties: readonly SystemProperty<CircuitBreakerConfig, CircuitBreakerShared>[] = [
  {
    name: 'serves-validated-only',
    when: 'always',
    bad: unvalidated,
    exercised: (_, { shared }) => shared.served !== null,
  },
  {
    name: 'falls-back',
    when: 'always',
    bad: (_, moment) => (isOpen(moment) && moment.shared.alive && moment.shared.served === null ? 'nothing' : null),
    exercised: (_, moment) => isOpen(moment),
  },
  { name: 'never-older', when: 'always', bad: (_, { shared }) => (shared.older ? 'older' : null) },
  {
    name: 'recovers',
    when: 'at-end',
    bad: (config, moment) => {
      const { served, centre } = moment.shared;
      if (!isWellAgain(config, moment) || served === centre.version) return null;
      return served === null ? 'nothing' : 'stale';
    },
    exercised: isWellAgain,
  },
];
