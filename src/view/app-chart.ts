// The reload loop's statechart, read from the XState machine that runs it: its states by phase, and what leads where.
//
// Some thirty states are too many to be read from the back of a room, so states stand inside the phases that a person
// thinks in (app-phases.ts); an arrow between two phases stands for every transition between their states. What the run
// has come through so far is marked, from the trace.
// Leaves out: guards and actions, which the strategy's rules tell better (app.ts).
import { stateName } from '../world/actor-state.ts';
import type { Model } from '../world/model.ts';
import type { RunStep } from '../world/run.ts';
import type { World } from '../world/world.ts';
import { APP_PHASES, type AppPhase, appPhase, PHASE_OF } from './app-phases.ts';
import { type Machine, shortestWay, type TakenTransition, takenBy, transitionsOf } from './machine-transitions.ts';

export interface ChartState {
  readonly name: string;
  readonly isActive: boolean;
  /** The run has been in it. */
  readonly isVisited: boolean;
}

export interface ChartPhase {
  readonly phase: AppPhase;
  readonly isActive: boolean;
  readonly isVisited: boolean;
  readonly states: readonly ChartState[];
}

export interface ChartArrow {
  readonly from: AppPhase;
  readonly to: AppPhase;
  /** The run has taken it. */
  readonly isTaken: boolean;
  /** The last step has taken it. */
  readonly isNow: boolean;
}

export interface AppChart {
  readonly phases: readonly ChartPhase[];
  readonly arrows: readonly ChartArrow[];
}

/** The chart of the application in `world`, which `steps` led to; the last of them from number `since` on. */
export function appChart({ machines }: Model, world: World, steps: readonly RunStep[], since: number): AppChart {
  const { app: machine } = machines;
  if (machine === undefined) return { phases: [], arrows: [] };
  const active = world.actors.app === undefined ? null : stateName(world.actors.app.snapshot);
  const taken = takenBy('app', steps);
  const visited = new Set([
    String(machine.config.initial),
    ...taken.flatMap(({ from, to }) => [from, to]),
    ...(active === null ? [] : [active]),
  ]);
  const present = appPhase(world);
  const arrows = arrowsBetweenPhases(machine, taken, since);
  const passed = new Set(arrows.flatMap(({ from, to, isTaken }) => (isTaken ? [from, to] : [])));
  const names = Object.keys(machine.root.states);
  return {
    phases: APP_PHASES.map((phase) => {
      const states = names
        .filter((name) => PHASE_OF[name] === phase)
        .map((name) => ({ name, isActive: name === active, isVisited: visited.has(name) }));
      const isVisited = passed.has(phase) || states.some((state) => state.isVisited);
      return { phase, isActive: phase === present, isVisited, states };
    }),
    arrows,
  };
}

function arrowsBetweenPhases(
  machine: Machine,
  taken: readonly TakenTransition[],
  since: number,
): readonly ChartArrow[] {
  const arrows = new Map<string, ChartArrow>();
  for (const { from, to } of transitionsOf(machine)) {
    const [source, target] = [PHASE_OF[from], PHASE_OF[to]];
    if (source === undefined || target === undefined || source === target) continue;
    arrows.set(`${source} ${target}`, { from: source, to: target, isTaken: false, isNow: false });
  }
  for (const { from, to, at } of taken) {
    for (const [source, target] of phasesBetween(machine, from, to)) {
      const key = `${source} ${target}`;
      const arrow = arrows.get(key);
      if (arrow !== undefined) arrows.set(key, { ...arrow, isTaken: true, isNow: arrow.isNow || at >= since });
    }
  }
  return [...arrows.values()];
}

/** The phases gone through from one state to the next. */
function phasesBetween(machine: Machine, from: string, to: string): readonly (readonly [AppPhase, AppPhase])[] {
  const way = shortestWay(machine, from, to).flatMap((name) => PHASE_OF[name] ?? []);
  return way.flatMap((phase, at): [AppPhase, AppPhase][] => {
    const next = way[at + 1];
    return next === undefined || next === phase ? [] : [[phase, next]];
  });
}
