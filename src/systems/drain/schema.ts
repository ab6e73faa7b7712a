// The block `system: drain:` of a simulation file: how a service that takes orders is stopped, and how it takes
// updates.
//
// Field names are those of the Pod API where it has them (preStop, terminationGracePeriod…).
// Leaves out: readiness probes, keep-alive connections, retries of the client, several pods.
import { z } from 'zod';
import { duration, interval } from '../words-of-time.ts';

/** What the process does when SIGTERM is sent to PID 1 of its container. */
export const ON_SIGNAL = ['exit', 'ignore', 'drain'] as const;
/** What a configuration update does to orders in flight. */
export const ON_UPDATE = ['swap', 'cancel', 'cancel-and-time-out', 'drain'] as const;
/** How an order is kept out while the service drains. */
export const GATES = ['listener', 'look-then-count', 'count-then-look'] as const;

const LIST_MAX = 6;
const MOMENTS_MAX = 8;

const moment = duration.meta({ title: 'a duration such as 5s or 1m30s' });

const order = z.strictObject({
  at: z
    .union([moment, z.array(moment).min(1).max(MOMENTS_MAX)])
    .describe("When the order is sent; of several moments it is nobody's to choose which."),
  takes: interval.describe('How long it is worked on.'),
});

export const drainSchema = z.strictObject({
  onSignal: z
    .enum(ON_SIGNAL)
    .default('drain')
    .describe(
      'On SIGTERM the process exits (no signal.Notify), never hears of it (a shell is PID 1), or drains: it takes no new order, waits for those in flight, then exits.',
    ),
  onUpdate: z
    .enum(ON_UPDATE)
    .default('swap')
    .describe(
      'An update swaps a pointer; cancels the context of all orders and makes a new one; does so with a context that times out; or drains and stops the server.',
    ),
  gate: z
    .enum(GATES)
    .default('listener')
    .describe(
      'What keeps orders out of a drain: the closed listener (http.Server.Shutdown), or a flag that a handler looks at before or after it counts itself in.',
    ),
  orders: z.array(order).min(1).max(LIST_MAX).describe('The orders, each one a client of its own.'),
  updates: z.array(duration).max(LIST_MAX).default([]).describe('When the configuration is updated.'),
  deleteAt: duration.optional().describe('When the pod is deleted; left out, never.'),
  terminationGracePeriod: duration
    .prefault('30s')
    .describe('`terminationGracePeriodSeconds`: from the deletion to SIGKILL.'),
  preStop: duration.prefault('0s').describe('How long the preStop hook sleeps; SIGTERM follows it.'),
  endpointsAfter: duration
    .prefault('1s')
    .describe('From the deletion until no new connection is sent to the pod any more.'),
  drainTimeout: interval.prefault('30s').describe('How long a drain waits: the context given to Shutdown.'),
  contextTimeout: interval.prefault('30s').describe('The timeout of `cancel-and-time-out`: context.WithTimeout.'),
});

export type DrainConfig = z.output<typeof drainSchema>;
export type Gate = DrainConfig['gate'];

/** The moments at which an order may be sent, in ms; at least one. */
export function momentsOf({ at }: DrainConfig['orders'][number]): readonly number[] {
  return typeof at === 'number' ? [at] : at;
}

/** A setting that nothing in this configuration looks at. */
export function drainMistakes(config: DrainConfig): readonly { path: readonly (string | number)[]; message: string }[] {
  const drains = config.onSignal === 'drain' || config.onUpdate === 'drain';
  if (config.gate === 'listener' || drains) return [];
  return [{ path: ['gate'], message: 'only a drain has a gate: set onSignal or onUpdate to drain, or leave it out' }];
}
