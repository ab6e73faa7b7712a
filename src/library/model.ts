// The model itself, for a scheduler or an explorer of one's own: `enabled` and `step`, and nothing that chooses.
//
// Models and worlds are handed out closed: what is in them changes from release to release, what these functions say of
// them does not.
import type { Simulation } from '../simulation/simulation.ts';
import { enabled as enabledIn } from '../world/enabled.ts';
import { createModel as create, type Model as WholeModel } from '../world/model.ts';
import type { Timing } from '../world/scenario.ts';
import { servedNow } from '../world/served.ts';
import { step as stepIn } from '../world/step.ts';
import type { TraceEvent } from '../world/trace.ts';
import type { Choice, World as WholeWorld } from '../world/world.ts';
import { worldKey as keyOf } from '../world/world-key.ts';

declare const closed: unique symbol;

/** The whole modelled system at one moment. It never changes: going back is keeping the previous one. */
export interface World {
  /** Virtual time in ms since the container start; always 0 under `any` timing. */
  readonly nowMs: number;
  readonly [closed]: 'world';
}

/** The processes of a simulation and their first world. */
export interface Model {
  readonly timing: Timing;
  /** The container has started, the application has run nothing yet. */
  readonly first: World;
  /** When a run may end, in ms: the story is told, and kubelet and every poll have had time to see its end. */
  readonly horizonMs: number;
  readonly [closed]: 'model';
}

/** What a request is answered from. */
export interface Serves {
  readonly status: number;
  /** "2", "1+2" (mixed), "empty", "invalid" or "down". */
  readonly version: string;
}

/** The model of a simulation; `timing` as the file says. */
export function createModel({ scenario, timing: own, engine }: Simulation, timing: Timing = own): Model {
  return create(scenario, timing, engine) as unknown as Model;
}

/** Everything that may happen next, in a fixed order. Empty: the run is over. */
export function enabled(model: Model, world: World): readonly Choice[] {
  return enabledIn(whole(model), wholeWorld(world));
}

/**
 * One atomic thing happens; `events` tell what and why. The given world is untouched.
 * @throws when `choice` is none of those enabled.
 */
export function step(
  model: Model,
  world: World,
  choice: Choice,
): { readonly world: World; readonly events: readonly TraceEvent[] } {
  const stepped = stepIn(whole(model), wholeWorld(world), choice);
  return { world: stepped.world as unknown as World, events: stepped.events };
}

/** What a request that arrives now is answered from; null before the first load. */
export function serves(model: Model, world: World): Serves | null {
  const { ready, status, version } = servedNow(whole(model), wholeWorld(world));
  return ready ? { status, version } : null;
}

/** A text that is the same for worlds from which the same can happen. */
export function worldKey(world: World): string {
  return keyOf(wholeWorld(world));
}

const whole = (model: Model): WholeModel => model as unknown as WholeModel;
const wholeWorld = (world: World): WholeWorld => world as unknown as WholeWorld;
