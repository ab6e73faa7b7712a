// The statecharts of a system's processes, each read from the XState machine that runs it: its states in the order in which
// they are come through, what leads where, and what the run has taken so far.
//
// Leaves out states that no transition reaches: machines are made for every set-up of their system.
import { isProcess, type ProcessId } from '../actors/effects.ts';
import { assert } from '../kernel/assert.ts';
import { stateName } from '../world/actor-state.ts';
import type { Model } from '../world/model.ts';
import type { RunStep } from '../world/run.ts';
import type { World } from '../world/world.ts';
import type { ChartState } from './app-chart.ts';
import { actorOfChoice } from './folding.ts';
import { certainlyTaken, type Machine, type TakenTransition, takenBy, transitionsOf } from './machine-transitions.ts';

export interface StateArrow {
  readonly from: string;
  readonly to: string;
  /** The run has taken it. */
  readonly isTaken: boolean;
  /** The last step has taken it. */
  readonly isNow: boolean;
}

export interface ProcessChart {
  readonly id: ProcessId;
  /** It is the one that moved last; before the first step the first of all. */
  readonly isLatest: boolean;
  /** In the order in which they are come through first. */
  readonly states: readonly ChartState[];
  readonly arrows: readonly StateArrow[];
}

/** The charts of all processes in `world`, which `steps` led to; the last of them from number `since` on. None in a pod. */
export function processCharts(
  { machines, actorIds }: Model,
  world: World,
  steps: readonly RunStep[],
  since: number,
): readonly ProcessChart[] {
  const ids = actorIds.filter(isProcess);
  const latest = steps.map(({ choice }) => actorOfChoice(choice)).findLast(isProcess) ?? ids[0];
  return ids.map((id) => {
    const [machine, actor] = [machines[id], world.actors[id]];
    assert(machine !== undefined && actor !== undefined, `every world of a system has its process ${id}`);
    const taken = takenBy(id, steps);
    return { id, isLatest: id === latest, ...chartOf(machine, stateName(actor.snapshot), taken, since) };
  });
}

function chartOf(
  machine: Machine,
  active: string,
  taken: readonly TakenTransition[],
  since: number,
): Pick<ProcessChart, 'states' | 'arrows'> {
  const passed = taken.flatMap(({ from, to, at }) =>
    certainlyTaken(machine, from, to).map((each) => ({ ...each, at })),
  );
  const been = [...taken, ...passed].flatMap(({ from, to }) => [from, to]);
  const visited = new Set([String(machine.config.initial), active, ...been]);
  const names = statesInOrder(machine);
  return {
    states: names.map((name) => ({ name, isActive: name === active, isVisited: visited.has(name) })),
    arrows: arrowsOf(machine, names).map(({ from, to }) => {
      const times = passed.filter((each) => each.from === from && each.to === to);
      return { from, to, isTaken: times.length > 0, isNow: times.some(({ at }) => at >= since) };
    }),
  };
}

/** The states that can be reached: each followed by the first state that it leads to and that was not there before. */
function statesInOrder(machine: Machine): readonly string[] {
  const transitions = transitionsOf(machine);
  const names = new Set<string>();
  const visit = (name: string): void => {
    if (names.has(name)) return;
    names.add(name);
    for (const { from, to } of transitions) if (from === name) visit(to);
  };
  visit(String(machine.config.initial));
  return [...names];
}

/** Each pair of states once; what leads back into the same state is no arrow. */
function arrowsOf(machine: Machine, names: readonly string[]): readonly Pick<StateArrow, 'from' | 'to'>[] {
  const arrows = transitionsOf(machine).filter(({ from, to }) => from !== to && names.includes(from));
  return [...new Map(arrows.map((arrow) => [`${arrow.from} ${arrow.to}`, arrow])).values()];
}
