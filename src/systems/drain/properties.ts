// What a drain is asked for: `drains`, which is no order lost, none accepted late and the bound kept, and each of
// the three.
import type { Moment, SystemProperty } from '../system.ts';
import type { DrainConfig } from './schema.ts';
import type { DrainShared } from './shared.ts';

type DrainMoment = Moment<DrainShared>;

/** Ends of an order at which it is lost; they are the keys of `violated`. */
const LOST = ['refused', 'unavailable', 'cancelled', 'cutOff'] as const;

/** An order that was sent to this pod got no answer of the service. */
function lost({ processes }: DrainMoment): string | null {
  const states = new Set(Object.values(processes).map(({ state }) => state));
  return LOST.find((state) => states.has(state)) ?? null;
}

function late({ shared }: DrainMoment): string | null {
  return shared.late ? 'late' : null;
}

/** The drain was to be over before SIGKILL. */
function killed({ shared }: DrainMoment): string | null {
  return shared.ended === 'killed' ? 'killed' : null;
}

const drainBegan = (_: DrainConfig, { shared }: DrainMoment): boolean => shared.phase !== 'running';

export const properties: readonly SystemProperty<DrainConfig, DrainShared>[] = [
  { name: 'drains', when: 'always', bad: (_, moment) => lost(moment) ?? late(moment) ?? killed(moment) },
  { name: 'no-order-lost', when: 'always', bad: (_, moment) => lost(moment) },
  { name: 'none-accepted-late', when: 'always', bad: (_, moment) => late(moment), exercised: drainBegan },
  { name: 'drains-in-time', when: 'always', bad: (_, moment) => killed(moment), exercised: drainBegan },
];
