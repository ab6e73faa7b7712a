// The circuit breaker around the configuration centre (chapter 4.3): Closed, Open, Half-open, and a snapshot to fall
// back to.
//
// What is chosen: what the centre does, what lies on the disk, how a snapshot is written, checked and used, and when
// the process is killed. The client is one process; the race is between its steps, the centre and the kill.
import { defineSystem, type Process } from '../system.ts';
import { createCentre } from './centre-machine.ts';
import { createClient } from './client-machine.ts';
import { createCrashes } from './crashes-machine.ts';
import { properties } from './properties.ts';
import { type CircuitBreakerConfig, circuitBreakerMistakes, circuitBreakerSchema } from './schema.ts';
import { type CircuitBreakerShared, firstShared, operations } from './shared.ts';
import { words } from './words.ts';
import { wordsZh } from './words-zh.ts';

function processes(config: CircuitBreakerConfig): readonly Process[] {
  return [
    { id: '@centre', machine: createCentre(config) },
    { id: '@client', machine: createClient(config) },
    ...(config.crashes.length > 0 ? [{ id: '@crashes', machine: createCrashes(config) } as const] : []),
  ];
}

/** After the last event: the fetches that open the breaker, a failed probe, and one that closes it. */
function horizonMs({
  centre,
  crashes,
  failures,
  slowAfter,
  fetchEvery,
  openFor,
  halfOpenFor,
}: CircuitBreakerConfig): number {
  const last = Math.max(...centre.map(({ at }) => at), ...crashes);
  return last + failures * (slowAfter + fetchEvery) + 2 * (openFor + halfOpenFor) + 2 * fetchEvery;
}

export const circuitBreaker = defineSystem<CircuitBreakerConfig, CircuitBreakerShared>({
  name: 'circuit-breaker',
  schema: circuitBreakerSchema,
  mistakes: circuitBreakerMistakes,
  processes,
  shared: firstShared,
  operations,
  horizonMs,
  properties,
  words: { en: words, zh: wordsZh },
});
