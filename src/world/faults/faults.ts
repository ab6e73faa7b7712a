// Every fault, and which of them may happen now.
import type { FaultName, FaultSpec } from '../../actors/faults/fault-names.ts';
import type { FaultsContext } from '../../actors/faults/faults-machine.ts';
import { assert } from '../../kernel/assert.ts';
import { type Draft, give } from '../draft.ts';
import type { Model } from '../model.ts';
import type { Choice, World } from '../world.ts';
import { clockStep } from './clock-step.ts';
import { containerCrash } from './container-crash.ts';
import type { Fault } from './fault.ts';
import { heldFd } from './held-fd.ts';
import { kubeletCrash } from './kubelet-crash.ts';
import { instanceLimit, watchLimit } from './limit-faults.ts';
import { noisyNeighbour } from './noisy-neighbour.ts';
import { emptyPayload, invalidYaml, keyRemoved } from './payload-faults.ts';
import { slowApp } from './slow-app.ts';
import { watchDelay } from './watch-delay.ts';

const faults: readonly Fault[] = [
  kubeletCrash,
  watchDelay,
  invalidYaml,
  emptyPayload,
  keyRemoved,
  slowApp,
  containerCrash,
  noisyNeighbour,
  watchLimit,
  instanceLimit,
  heldFd,
  clockStep,
];

function faultOf(name: FaultName): Fault {
  const found = faults.find((fault) => fault.name === name);
  assert(found !== undefined, `the fault ${name} is modelled`);
  return found;
}

/** The ways in which a fault can happen in this world, whether or not it is switched on. */
export function waysOf(name: FaultName, model: Model, world: World): readonly string[] {
  return faultOf(name).options(model, world);
}

/** The ways in which one fault of the scenario may happen now, as choices. */
export function faultChoices(model: Model, world: World, { fault }: FaultSpec): readonly Choice[] {
  if (world.nowMs > model.faultsUntilMs) return [];
  const context = world.actors.faults?.snapshot.context as FaultsContext | undefined;
  if ((context?.left[fault] ?? 0) === 0) return [];
  return waysOf(fault, model, world).map((_, option) => ({ kind: 'fault', fault, option }));
}

/** A fault happens. */
export function inject(draft: Draft, name: FaultName, option: number): void {
  const fault = faultOf(name);
  const way = fault.options(draft.model, draft.before)[option];
  assert(way !== undefined, `the fault ${name} can happen in way ${option}`);
  draft.events.push({ kind: 'fault', fault: name, rule: fault.rule, option: way });
  const lasting = fault.happen(draft, way);
  give(draft, 'faults', { type: 'injected', fault: name, lasting });
}
