// What a configuration store is asked for. Rules C1, C2, C3.
import type { Moment, SystemProperty } from '../system.ts';
import type { GoroutineContext } from './goroutine-machine.ts';
import { type Memory, raceIn } from './memory.ts';
import type { ConfigStoreConfig } from './schema.ts';

/** The versions that requests have read so far: both values of each request that has both. */
function answers({ processes }: Moment<Memory>): readonly { readonly discount: number; readonly quota: number }[] {
  return Object.values(processes).flatMap(({ context }) => {
    const { discount, quota } = (context as GoroutineContext).read;
    return discount === undefined || quota === undefined ? [] : [{ discount, quota }];
  });
}

const noDataRace: SystemProperty<ConfigStoreConfig, Memory> = {
  name: 'no-data-race',
  when: 'always',
  bad: (_, { shared }) => (raceIn(shared) === null ? null : 'race'),
};

const neverTorn: SystemProperty<ConfigStoreConfig, Memory> = {
  name: 'never-torn',
  when: 'always',
  bad: (_, moment) => (answers(moment).some(({ discount, quota }) => discount !== quota) ? 'torn' : null),
  exercised: (_, moment) => answers(moment).length > 0,
};

const neverCrashes: SystemProperty<ConfigStoreConfig, Memory> = {
  name: 'never-crashes',
  when: 'always',
  bad: (_, { shared }) => shared.fatal,
};

export const properties = [noDataRace, neverTorn, neverCrashes] as const;
