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

type Machine = NonNullable<Model['machines']['app']>;

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

interface Transition {
  readonly from: string;
  readonly to: string;
}

/** The chart of the application in `world`, which `steps` led to; the last of them from number `since` on. */
export function appChart({ machines }: Model, world: World, steps: readonly RunStep[], since: number): AppChart {
  const { app: machine } = machines;
  if (machine === undefined) return { phases: [], arrows: [] };
  const active = world.actors.app === undefined ? null : stateName(world.actors.app.snapshot);
  const taken = steps.flatMap(({ events }, at) => takenIn(events).map((each) => ({ ...each, at })));
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

function takenIn(events: RunStep['events']): readonly Transition[] {
  return events.flatMap((event) =>
    event.kind === 'state' && event.actor === 'app' ? [{ from: event.from, to: event.to }] : [],
  );
}

/** Transitions of a machine, worked out once. */
const known = new WeakMap<Machine, readonly Transition[]>();

/** Every transition that the machine defines: its events, its `always`, its delays. */
function transitionsOf(machine: Machine): readonly Transition[] {
  const found = known.get(machine);
  if (found !== undefined) return found;
  const all = Object.values(machine.root.states).flatMap(({ key, transitions, always }) =>
    [...[...transitions.values()].flat(), ...(always ?? [])].flatMap(({ target }) =>
      (target ?? []).map((state) => ({ from: key, to: state.key })),
    ),
  );
  known.set(machine, all);
  return all;
}

function arrowsBetweenPhases(
  machine: Machine,
  taken: readonly (Transition & { readonly at: number })[],
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

/**
 * The phases gone through from one state to the next. What the trace tells as one change may pass states that are left
 * at once (`always`): the shortest way through such states is taken.
 */
function phasesBetween(machine: Machine, from: string, to: string): readonly (readonly [AppPhase, AppPhase])[] {
  const way = shortestWay(machine, from, to).flatMap((name) => PHASE_OF[name] ?? []);
  return way.flatMap((phase, at): [AppPhase, AppPhase][] => {
    const next = way[at + 1];
    return next === undefined || next === phase ? [] : [[phase, next]];
  });
}

function shortestWay(machine: Machine, from: string, to: string): readonly string[] {
  const transitions = transitionsOf(machine);
  const isPassing = (name: string): boolean => (machine.root.states[name]?.always ?? []).length > 0;
  let ways: readonly (readonly string[])[] = [[from]];
  const seen = new Set<string>();
  while (ways.length > 0) {
    const next: (readonly string[])[] = [];
    for (const way of ways) {
      const last = way.at(-1) ?? from;
      for (const transition of transitions) {
        if (transition.from !== last || seen.has(transition.to)) continue;
        if (transition.to === to) return [...way, to];
        if (!isPassing(transition.to)) continue;
        seen.add(transition.to);
        next.push([...way, transition.to]);
      }
    }
    ways = next;
  }
  return [from, to];
}
