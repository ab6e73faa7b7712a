// The processes of a canary, in the order of their lanes.
import type { Process } from '../system.ts';
import { createController } from './controller-machine.ts';
import { nameIn, type ReplicaSet, templateChanges } from './names.ts';
import { createNodeDrain } from './node-drain-machine.ts';
import { createOperator } from './operator-machine.ts';
import { createPod } from './pod-machine.ts';
import type { CanaryConfig } from './schema.ts';

function podsOf(config: CanaryConfig, set: ReplicaSet): readonly Process[] {
  const { replicas, syncPhases, mount } = config;
  return Array.from({ length: replicas }, (_, index) => {
    const args = { set, pod: index + 1, name: nameIn(config, set), mount };
    return { id: `@${set}-${index + 1}`, machine: createPod(args, syncPhases[index % syncPhases.length] ?? 0) };
  });
}

/** Operator, controller, stable pods; canary pods where there can be any; the drain of a node if the story has one. */
export function canaryProcesses(config: CanaryConfig): readonly Process[] {
  const { evictAt } = config;
  return [
    { id: '@operator', machine: createOperator(config) },
    { id: '@rollout', machine: createController(config) },
    ...podsOf(config, 'stable'),
    ...(templateChanges(config) ? podsOf(config, 'canary') : []),
    ...(evictAt === undefined ? [] : [{ id: '@drain', machine: createNodeDrain(evictAt) } satisfies Process]),
  ];
}

/** When everything that a story starts has had time to end, in ms. */
export function canaryHorizonMs({ steps, syncPhases, abortAt = 0, evictAt = [] }: CanaryConfig): number {
  const stepsMs = steps.reduce((sum, { pause = 0, analysis = 0 }) => sum + pause + analysis, 0);
  return Math.max(stepsMs, abortAt, ...evictAt) + 2 * Math.max(...syncPhases) + 60_000;
}
