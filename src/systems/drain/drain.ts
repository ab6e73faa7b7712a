// Graceful drain (chapter 3.1): orders in flight, SIGTERM and the grace period, updates that arrive meanwhile.
//
// A service takes orders until it is asked to drain; kubelet, the endpoints and the configuration go on beside it.
// What is chosen: how SIGTERM is heard, how orders are kept out, and what an update does to those in flight.
import { defineSystem, type Process } from '../system.ts';
import { createDeadline } from './deadline-machine.ts';
import { createEndpoints } from './endpoints-machine.ts';
import { createKubelet } from './kubelet-machine.ts';
import { createOrder } from './order-machine.ts';
import { properties } from './properties.ts';
import { type DrainConfig, drainMistakes, drainSchema, momentsOf } from './schema.ts';
import { createServer } from './server-machine.ts';
import { type DrainShared, firstShared, operations } from './shared.ts';
import { createUpdates } from './updates-machine.ts';
import { words } from './words.ts';
import { wordsZh } from './words-zh.ts';

/** Those that have something to do, in the order of their lanes. */
function processes(config: DrainConfig): readonly Process[] {
  const { orders, updates, onUpdate, deleteAt, gate } = config;
  const orderly = orders.map(
    (order, index): Process => ({
      id: `@order-${index + 1}`,
      machine: createOrder(order, gate),
    }),
  );
  const deleting: readonly Process[] =
    deleteAt === undefined
      ? []
      : [
          { id: '@kubelet', machine: createKubelet(config) },
          { id: '@endpoints', machine: createEndpoints(config) },
        ];
  return [
    ...orderly,
    { id: '@server', machine: createServer(config) },
    ...(updates.length > 0 ? [{ id: '@updates', machine: createUpdates(config) } as const] : []),
    ...(onUpdate === 'cancel-and-time-out' ? [{ id: '@ctx-timer', machine: createDeadline(config) } as const] : []),
    ...deleting,
  ];
}

/** When the last order, update and signal have had their time. */
function horizonMs(config: DrainConfig): number {
  const { orders, updates, deleteAt, terminationGracePeriod, endpointsAfter, drainTimeout, contextTimeout } = config;
  const orderEnds = orders.map((order) => Math.max(...momentsOf(order)) + order.takes);
  const updateEnds = updates.map((at) => at + Math.max(drainTimeout, contextTimeout));
  const podEnds = deleteAt === undefined ? [] : [deleteAt + terminationGracePeriod, deleteAt + endpointsAfter];
  return Math.max(...orderEnds, ...updateEnds, ...podEnds) + 5000;
}

export const drain = defineSystem<DrainConfig, DrainShared>({
  name: 'drain',
  schema: drainSchema,
  mistakes: drainMistakes,
  processes,
  shared: () => firstShared,
  operations,
  horizonMs,
  properties,
  words: { en: words, zh: wordsZh },
});
