// What a countdown is asked for. Rules T1 to T9.
import type { Moment, SystemProperty } from '../system.ts';
import type { Countdown } from './countdown.ts';
import type { CountdownTimerConfig } from './schema.ts';

type Property = SystemProperty<CountdownTimerConfig, Countdown>;

/** A process that has crashed does not fire at all; that is for whoever restarts it. */
const firesOnce: Property = {
  name: 'fires-once',
  when: 'at-end',
  bad: (_, { shared }) => {
    if (shared.ended === 2) return 'twice';
    return shared.ended === 0 && !shared.crashed ? 'never' : null;
  },
  exercised: (_, { shared }) => shared.ended > 0,
};

const firesOnTime: Property = {
  name: 'fires-on-time',
  when: 'always',
  bad: (_, { shared }) => (shared.early ? 'early' : null),
  exercised: (_, { shared }) => shared.ended > 0,
};

const hidesNothing: Property = {
  name: 'hides-nothing',
  when: 'always',
  bad: (_, { shared }) => (shared.hidden ? 'recovered' : null),
  exercised: (_, { shared }) => shared.hidden || shared.crashed,
};

/** Where a reset has come to its end. */
const ENDS = ['done', 'refused', 'dropped', 'recovered', 'crashed'];

function waitsForEver({ shared, processes }: Moment<Countdown>): boolean {
  if (shared.crashed) return false;
  return Object.entries(processes).some(([id, { state }]) => id.startsWith('@reset-') && !ENDS.includes(state));
}

const neverStuck: Property = {
  name: 'never-stuck',
  when: 'at-end',
  bad: (_, moment) => (waitsForEver(moment) ? 'blocked' : null),
};

/** Nobody is told of a reset that is turned away, and nobody of one that comes after the end and is taken all the same. */
const resetsCount: Property = {
  name: 'resets-count',
  when: 'at-end',
  bad: (_, { shared }) => {
    if (shared.turnedAway) return 'turned-away';
    const isLate = shared.ended > 0 && !shared.early && shared.endedBy !== shared.applied;
    return isLate ? 'unheard' : null;
  },
};

export const properties = [firesOnce, firesOnTime, resetsCount, neverStuck, hidesNothing] as const;
