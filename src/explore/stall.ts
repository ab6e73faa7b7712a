// The least pause that makes a schedule of `any` timing possible: how slow some process must have been.
//
// Every step gets a time. A timer fires no sooner than its delay; what is ready is taken at once, unless its process
// pauses. Pauses are upper bounds on differences of two times, delays are lower ones: difference constraints, whose
// least solution is found by relaxation (Bellman and Ford), and the least pause by bisection. First one process may pause
// once, then one may be slow all the way, then all of them.
// Leaves out: where a timer is due before its process listens, lateness counts from the later of the two as it is in the
// earliest schedule, so that such a stall may be told longer than it need be.
import type { ActorId } from '../actors/effects.ts';
import { assert } from '../kernel/assert.ts';
import { enabled } from '../world/enabled.ts';
import { createModel, type Model } from '../world/model.ts';
import type { RunStep } from '../world/run.ts';
import { step } from '../world/step.ts';
import { type Choice, choiceKey, type World } from '../world/world.ts';

export interface Stall {
  /** How long the pause is at least, in ms; 0 when the schedule needs none. */
  readonly ms: number;
  /** Who pauses; null when no single process can bring the order about, and everybody is that slow. */
  readonly actor: ActorId | null;
  /** The pause lies between these two steps, counted from 1; 0 is the start. */
  readonly afterStep: number;
  readonly beforeStep: number;
}

/** Time number `later` is at least time number `earlier` plus `ms`. */
interface AtLeast {
  readonly later: number;
  readonly earlier: number;
  readonly ms: number;
}

/** Something is possible after step `since`, due `delayMs` after step `from`, and taken or given up at step `until`. */
interface Waiting {
  readonly actor: ActorId;
  readonly since: number;
  readonly from: number;
  readonly delayMs: number;
  readonly until: number;
  readonly isTaken: boolean;
}

/** Who may be late, and with what. */
interface Pause {
  readonly actor: ActorId | null;
  readonly covers: (wait: Waiting) => boolean;
}

/** The least stall that a schedule from the model's first world needs; null when no times fit it at all. */
export function leastStall(model: Model, steps: readonly RunStep[]): Stall | null {
  const waits = waitsOf(model, steps);
  const lower = lowerBounds(steps.length, waits);
  const earliest = leastTimes(steps.length, lower);
  assert(earliest !== null, 'delays alone can always be kept');
  // A request comes when it comes: that it could have come sooner makes nobody late.
  const binding = waits.filter(({ actor }) => actor !== 'requests');
  const dues = binding.map((wait) => ({ wait, ...dueOf(wait, earliest) }));
  const timesWith = (ms: number, { covers }: Pause): readonly number[] | null => {
    const upper = dues.map(({ wait, from, delayMs }) => ({
      later: from,
      earlier: wait.until,
      ms: -delayMs - (covers(wait) ? ms : 0),
    }));
    return leastTimes(steps.length, [...lower, ...upper]);
  };
  for (const pauses of [singlePauses(binding), slowActors(model), [EVERYBODY]]) {
    let best: Stall | null = null;
    for (const pause of pauses) {
      const most: number = best === null ? Math.max(...earliest) : best.ms - 1;
      const ms = leastMs(most, (allowed) => timesWith(allowed, pause) !== null);
      const times = ms === null ? null : timesWith(ms, pause);
      if (ms !== null && times !== null) best = { ms, actor: pause.actor, ...placeOf(dues, times, pause) };
      if (ms === 0) return best;
    }
    if (best !== null) return best;
  }
  return null;
}

/** One process pauses once: all that waits for it meanwhile is late. When kubectl is run is not a stall. */
function singlePauses(waits: readonly Waiting[]): readonly Pause[] {
  return waits
    .filter(({ actor }) => actor !== 'operator')
    .map((one) => ({
      actor: one.actor,
      covers: (each) => each.actor === one.actor && each.since < one.until && one.since < each.until,
    }));
}

/** One process is slow all the way. */
function slowActors({ actorIds }: Model): readonly Pause[] {
  return actorIds.map((actor) => ({ actor, covers: (wait) => wait.actor === actor }));
}

const EVERYBODY: Pause = { actor: null, covers: () => true };

/** From when a wait counts as late. */
function dueOf({ since, from, delayMs }: Waiting, earliest: readonly number[]): { from: number; delayMs: number } {
  const dueMs = (earliest[from] ?? 0) + delayMs;
  return since !== from && (earliest[since] ?? 0) >= dueMs ? { from: since, delayMs: 0 } : { from, delayMs };
}

/** Where a schedule with this pause is latest. */
function placeOf(
  dues: readonly { readonly wait: Waiting; readonly from: number; readonly delayMs: number }[],
  times: readonly number[],
  { covers }: Pause,
): { readonly afterStep: number; readonly beforeStep: number } {
  const late = dues
    .filter(({ wait }) => covers(wait))
    .map(({ wait, from, delayMs }) => ({
      ms: (times[wait.until] ?? 0) - (times[from] ?? 0) - delayMs,
      afterStep: wait.since,
      beforeStep: wait.until,
    }));
  const worst = late.reduce((a, b) => (b.ms > a.ms ? b : a), { ms: 0, afterStep: 0, beforeStep: 0 });
  return { afterStep: worst.afterStep, beforeStep: worst.beforeStep };
}

/** The least whole number up to `most` that will do; what does, does so for every larger number. */
function leastMs(most: number, willDo: (ms: number) => boolean): number | null {
  if (most < 0 || !willDo(most)) return null;
  if (willDo(0)) return 0;
  let [low, high] = [0, most];
  while (low + 1 < high) {
    const middle = Math.floor((low + high) / 2);
    if (willDo(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The earliest times of start and steps that keep all bounds, or null when there are none. */
function leastTimes(steps: number, bounds: readonly AtLeast[]): readonly number[] | null {
  const times = new Array<number>(steps + 1).fill(0);
  for (let round = 0; round <= steps + 1; round += 1) {
    let isKept = true;
    for (const { later, earlier, ms } of bounds) {
      const needed = (times[earlier] ?? 0) + ms;
      if ((times[later] ?? 0) >= needed) continue;
      if (later === 0) return null;
      times[later] = needed;
      isKept = false;
    }
    if (isKept) return times;
  }
  return null;
}

/** Steps come one after the other, and a timer no sooner than it is due. */
function lowerBounds(count: number, waits: readonly Waiting[]): readonly AtLeast[] {
  const order = Array.from({ length: count }, (_, at) => ({ later: at + 1, earlier: at, ms: 0 }));
  const taken = waits.filter(({ isTaken }) => isTaken);
  return [...order, ...taken.map(({ until, from, delayMs }) => ({ later: until, earlier: from, ms: delayMs }))];
}

interface Timed {
  readonly from: number;
  readonly delayMs: number;
}

/** Everything that was possible at some time on the way, until it was taken or given up. Faults are nobody's to be late. */
function waitsOf(model: Model, steps: readonly RunStep[]): readonly Waiting[] {
  const timers = timersOn(model, steps);
  const waits: Waiting[] = [];
  let open = new Map<string, Waiting>();
  const worlds = [model.first, ...steps.map(({ world }) => world)];
  for (const [at, world] of worlds.entries()) {
    const taken = steps[at]?.choice;
    const next = new Map<string, Waiting>();
    for (const choice of enabled(model, world)) {
      if (choice.kind === 'fault') continue;
      const key = choiceKey(choice);
      const timed = timers[at]?.get(key) ?? { from: at, delayMs: 0 };
      const known = open.get(key);
      const wait = known ?? { actor: actorOf(choice), since: at, ...timed, until: at, isTaken: false };
      next.set(key, wait);
    }
    for (const [key, wait] of open) if (!next.has(key)) waits.push({ ...wait, until: at });
    if (taken !== undefined && taken.kind !== 'fault') {
      const wait = next.get(choiceKey(taken));
      assert(wait !== undefined, 'what is taken was possible');
      waits.push({ ...wait, until: at + 1, isTaken: true });
      next.delete(choiceKey(taken));
    }
    open = next;
  }
  return [...waits, ...[...open.values()].map((wait) => ({ ...wait, until: steps.length }))];
}

function actorOf(choice: Exclude<Choice, { readonly kind: 'fault' }>): ActorId {
  return choice.kind === 'receive' ? 'app' : choice.actor;
}

/** For each world on the way, the pending timers: after which step each was started, and its delay. */
function timersOn(model: Model, steps: readonly RunStep[]): readonly ReadonlyMap<string, Timed>[] {
  const { scenario, engine } = model;
  // The same story with a clock; it takes the same steps in the same order, and so tells every delay.
  const clocked = createModel({ ...scenario, cluster: { ...scenario.cluster, syncJitter: [1] } }, 'prompt', engine);
  let world = clocked.first;
  let known = startedTimers(null, world, 0, new Map());
  const all = [known];
  for (const [at, { choice }] of steps.entries()) {
    const before = world;
    world = step(clocked, world, choice).world;
    known = startedTimers(before, world, at + 1, known);
    all.push(known);
  }
  return all;
}

function startedTimers(
  before: World | null,
  world: World,
  at: number,
  known: ReadonlyMap<string, Timed>,
): ReadonlyMap<string, Timed> {
  return new Map(
    world.timers.map((timer): [string, Timed] => {
      const key = choiceKey({ kind: 'timer', actor: timer.actor, id: timer.id });
      // A timer that goes on is the same object; one that was started again is another.
      const goesOn = before?.timers.includes(timer) ?? false;
      return [key, (goesOn ? known.get(key) : undefined) ?? { from: at, delayMs: timer.dueMs - world.nowMs }];
    }),
  );
}
