// The state graph of a model as plain objects: breadth-first over `enabled` and `step`, whole worlds in a map of strings.
//
// No interning, no reduction, nothing remembered between runs. It is here to be obviously right, for small models. Beside
// it stand the two questions that liveness asks of a graph, answered by sets of states that are walked forwards and
// backwards.
import { enabled } from '../../src/world/enabled.ts';
import type { Model } from '../../src/world/model.ts';
import { isBeyondHorizon, takeStep } from '../../src/world/run.ts';
import type { TraceEvent } from '../../src/world/trace.ts';
import type { Choice, World } from '../../src/world/world.ts';
import { worldKey } from '../../src/world/world-key.ts';

export interface PlainStep {
  /** Null: the graph leaves out what comes after it. */
  readonly to: number | null;
  readonly events: readonly TraceEvent[];
  /** Nothing obliges it to happen. */
  readonly isFault: boolean;
}

export interface PlainState {
  readonly world: World;
  /** Steps of a shortest way to it. */
  readonly depth: number;
  /** Faults aside, nothing happens before the horizon; or, if it is quiet, ever. */
  readonly isEnd: boolean;
  readonly isQuiet: boolean;
  /** Nothing but timers and faults can happen. */
  readonly rests: boolean;
  readonly steps: readonly PlainStep[];
}

export interface PlainGraph {
  /** In the order in which they were found. */
  readonly states: readonly PlainState[];
  /** There are more states than were asked for: nothing is proved then. */
  readonly cutOff: boolean;
}

/** Every state that can be reached from the model's first world, but not beyond a step that `follows` says no to. */
export function plainGraph(
  model: Model,
  statesMax: number,
  follows: (events: readonly TraceEvent[]) => boolean = () => true,
): PlainGraph {
  const numbers = new Map<string, number>();
  const found: { readonly world: World; readonly depth: number }[] = [];
  const numberOf = (world: World, depth: number): number => {
    const key = `${world.nowMs} ${worldKey(world)}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, found.length);
    return found.push({ world, depth }) - 1;
  };
  numberOf(model.first, 0);
  const states: PlainState[] = [];
  for (const { world, depth } of found) {
    if (found.length > statesMax) return { states, cutOff: true };
    const choices = enabled(model, world);
    const steps = (isOver(model, world, choices) ? [] : [...choices.keys()]).map((index): PlainStep => {
      const { world: after, events, choice } = takeStep(model, world, choices, index);
      return { to: follows(events) ? numberOf(after, depth + 1) : null, events, isFault: isFault(choice) };
    });
    states.push({
      world,
      depth,
      isEnd: steps.every((taken) => taken.isFault),
      isQuiet: choices.every(isFault),
      rests: choices.every((choice) => choice.kind === 'timer' || isFault(choice)),
      steps,
    });
  }
  return { states, cutOff: false };
}

function isFault({ kind }: Choice): boolean {
  return kind === 'fault';
}

function isOver(model: Model, world: World, choices: readonly Choice[]): boolean {
  const isTimer = choices.every(({ kind }) => kind === 'timer');
  return choices.length === 0 || (model.timing === 'prompt' && isTimer && isBeyondHorizon(model, world));
}

/** The states one obliged step after each state, and those one such step before it. */
function neighbours({ states }: PlainGraph): Readonly<Record<'after' | 'before', readonly (readonly number[])[]>> {
  const before: number[][] = states.map(() => []);
  const after = states.map(({ steps }) => steps.flatMap(({ to, isFault }) => (to === null || isFault ? [] : [to])));
  for (const [state, targets] of after.entries()) for (const to of targets) before[to]?.push(state);
  return { after, before };
}

function closure(start: Iterable<number>, next: (state: number) => readonly number[]): ReadonlySet<number> {
  const reached = new Set(start);
  for (const state of reached) for (const other of next(state)) reached.add(other);
  return reached;
}

/** Every state from which a run that is fair, faults aside, may come to one of these; they themselves included. */
export function mayReach(graph: PlainGraph, goals: Iterable<number>): ReadonlySet<number> {
  const { before } = neighbours(graph);
  return closure(goals, (state) => before[state] ?? []);
}

/**
 * The components in which fair runs stay for ever, faults aside: a state is in one if all that can be reached from it can
 * reach it. So if it is, what it reaches is the component and nothing else that reaches it is in one; and if it is not,
 * nothing that reaches it is.
 */
export function finalComponents(graph: PlainGraph): readonly ReadonlySet<number>[] {
  const { after, before } = neighbours(graph);
  const undecided = new Set(graph.states.keys());
  const components: ReadonlySet<number>[] = [];
  for (let state = graph.states.length - 1; state >= 0; state -= 1) {
    if (!undecided.has(state)) continue;
    const ahead = closure([state], (at) => after[at] ?? []);
    const behind = closure([state], (at) => (before[at] ?? []).filter((each) => undecided.has(each)));
    if ([...ahead].every((each) => behind.has(each))) components.push(ahead);
    for (const each of behind) undecided.delete(each);
  }
  return components;
}

/**
 * Follows every path with a small number in hand, and returns the fewest steps to a state and number of which `isBad` says
 * so (Infinity: there is none).
 */
export function shortestWith<Value extends number | null>(
  { states }: PlainGraph,
  first: Value,
  next: (value: Value, step: PlainStep, after: PlainState) => Value,
  isBad: (value: Value, state: PlainState) => boolean,
): number {
  const seen = new Set([`0 ${first}`]);
  const queue = [{ at: 0, value: first, steps: 0 }];
  for (const { at, value, steps: taken } of queue) {
    const state = states[at] as PlainState;
    if (isBad(value, state)) return taken;
    for (const step of state.steps) {
      if (step.to === null) continue;
      const then = next(value, step, states[step.to] as PlainState);
      const key = `${step.to} ${then}`;
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ at: step.to, value: then, steps: taken + 1 });
    }
  }
  return Infinity;
}
