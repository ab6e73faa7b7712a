// `enabled` and `step` on rows: the same functions as everywhere, called once per footprint and remembered.
//
// Nothing here knows what a step does. A miss turns to src/world with a world that notes what is looked at; a hit is a
// few look-ups of integers. XState is called once per distinct (actor state, event), because a step that is new as a
// whole still finds its transitions remembered.
import type { ActorEvent } from '../actors/effects.ts';
import { assert } from '../kernel/assert.ts';
import { kernelChange } from '../kernel/kernel.ts';
import { type Control, type Moved, moveActor, type TimerEvent } from '../world/actor-state.ts';
import { draftOf, type Primitives } from '../world/draft.ts';
import { hears, listInOrder, readyChoices, type TimerGroup, timerChoice, timersThat } from '../world/enabled.ts';
import { faultChoices } from '../world/faults/faults.ts';
import type { Model } from '../world/model.ts';
import { isBeyondHorizon } from '../world/run.ts';
import { perform } from '../world/step.ts';
import type { TraceEvent } from '../world/trace.ts';
import { type Choice, choiceKey, type World } from '../world/world.ts';
import { FootprintTrees, UNKNOWN } from './footprint.ts';
import { Parts, type Row } from './parts.ts';
import { Recorder } from './recorder.ts';

/** What one step does to a row, and what an observer may want to know of it. */
export interface Effect {
  /** Pairs of column and number. */
  readonly changes: Int32Array;
  /** Bits chosen by `marksOf`. */
  readonly marks: number;
}

/** What is worth remembering of a step besides where it leads; both worlds may be looked at freely. */
export type MarksOf = (before: World, events: readonly TraceEvent[], after: World) => number;

/** A function of a world, on rows. */
export type OnRow = (row: Row) => number;

const NO_CHOICES = new Int32Array(0);

export class Transitions {
  readonly model: Model;
  readonly parts: Parts;
  /** Every choice that was ever possible, by its number. */
  readonly choices: Choice[] = [];
  /** Numbers of the choices in the row last listed; the first `count` are valid. */
  readonly enabled = new Int32Array(1024);
  count = 0;
  /** How many of them are no timers, and how many no faults: those come last, and nobody owes them. */
  readyCount = 0;
  fairCount = 0;
  /** Calls of XState's `transition` so far, and steps taken in full. */
  moves = 0;
  misses = 0;

  private readonly marksOf: MarksOf;
  private readonly trees = new FootprintTrees();
  private readonly recorder: Recorder;
  private readonly choiceNumbers = new Map<string, number>();
  private readonly choiceLists: Int32Array[] = [];
  private readonly listNumbers = new Map<string, number>();
  private readonly stepTrees: number[] = [];
  private readonly effects: Effect[] = [];
  private readonly ready: readonly OnRow[];
  private readonly groups: Readonly<Record<TimerGroup, OnRow>>;
  private readonly hearing: readonly OnRow[];
  private readonly faults: readonly OnRow[];
  private readonly late: OnRow;
  private readonly moved = new WeakMap<object, Map<string, Moved>>();
  private readonly primitives: Primitives = {
    move: (_model, id, control, event) => this.move(id, control, event),
    change: kernelChange,
  };
  private readonly addReady: () => number;
  private readonly addTimers: (which: TimerGroup) => number;
  private row: Row;

  constructor(model: Model, marksOf: MarksOf) {
    this.model = model;
    this.marksOf = marksOf;
    this.parts = new Parts(model);
    this.recorder = new Recorder(model, this.parts);
    this.row = new Int32Array(this.parts.width);
    this.ready = this.parts.actors.map((id) => this.remembered((world) => this.listOf(readyChoices(model, world, id))));
    this.hearing = this.parts.actors.map((id) => this.remembered((world) => Number(hears(world, id))));
    this.groups = { all: this.timerGroup('all'), due: this.timerGroup('due'), earliest: this.timerGroup('earliest') };
    this.faults = model.scenario.faults.map((spec) =>
      this.remembered((world) => this.listOf(faultChoices(model, world, spec))),
    );
    this.late = this.remembered((world) => Number(isBeyondHorizon(model, world)));
    this.addReady = () => {
      for (const list of this.ready) this.add(this.choiceLists[list(this.row)] ?? NO_CHOICES);
      this.readyCount = this.count;
      return this.count;
    };
    this.addTimers = (which) => this.addHearing(this.choiceLists[this.groups[which](this.row)] ?? NO_CHOICES);
  }

  /** A function of a world that is computed once per footprint. Its values are 0 or more; it looks at something. */
  remembered(of: (world: World) => number): OnRow {
    const tree = this.trees.plant();
    return (row) => {
      const found = this.trees.find(tree, row);
      if (found !== UNKNOWN) return found;
      const result = of(this.recorder.watch(row));
      this.trees.remember(tree, row, this.recorder.seen, result);
      return result;
    };
  }

  /** Lists what may happen next (`enabled`, `count`). */
  list(row: Row): void {
    this.row = row;
    this.count = 0;
    listInOrder(this.model.timing, this.addReady, this.addTimers);
    this.fairCount = this.count;
    for (const list of this.faults) this.add(this.choiceLists[list(row)] ?? NO_CHOICES);
    assert(this.count <= this.enabled.length, 'a world has no more choices than there is room for');
  }

  /** Of the row last listed: is there nothing more to come (run.ts, endDetector)? */
  isEnd(): boolean {
    if (this.count === 0) return true;
    if (this.count > this.fairCount) return false;
    return this.model.timing === 'prompt' && this.readyCount === 0 && this.late(this.row) === 1;
  }

  /** What choice number `choice` does to this row. */
  step(row: Row, choice: number): Effect {
    const tree = this.stepTrees[choice] as number;
    const found = this.trees.find(tree, row);
    return this.effects[found === UNKNOWN ? this.stepAnew(tree, row, choice) : found] as Effect;
  }

  /** Bytes held by the tables of remembered results. */
  get bytes(): number {
    return this.trees.bytes;
  }

  private stepAnew(tree: number, row: Row, number: number): number {
    this.misses += 1;
    const choice = this.choices[number];
    assert(choice !== undefined, `there is a choice ${number}`);
    const draft = draftOf(this.model, this.recorder.watch(row), this.primitives);
    perform(draft, choice);
    const seen = [...this.recorder.seen];
    const changes = Int32Array.from(this.parts.changesOf(draft));
    const marks = this.marksOf(this.parts.worldOf(row), draft.events, this.parts.worldOf(changed(row, changes)));
    const effect = this.effects.push({ changes, marks }) - 1;
    this.trees.remember(tree, row, seen, effect);
    return effect;
  }

  private move(id: keyof Model['machines'], { snapshot, waiting }: Control, event: ActorEvent | TimerEvent): Moved {
    let byEvent = this.moved.get(snapshot);
    if (byEvent === undefined) {
      byEvent = new Map();
      this.moved.set(snapshot, byEvent);
    }
    const text = JSON.stringify([event, waiting]);
    let moved = byEvent.get(text);
    if (moved === undefined) {
      const machine = this.model.machines[id];
      assert(machine !== undefined, `the model has a machine for ${id}`);
      this.moves += 1;
      moved = this.canonical(id, moveActor(machine, { snapshot, waiting }, event));
      byEvent.set(text, moved);
    }
    return moved;
  }

  /** The same with the actor's state as it was first met, so that what follows from it is found again. */
  private canonical(id: keyof Model['machines'], moved: Moved): Moved {
    const column = this.parts.controlColumn(id);
    const state = this.parts.valueOf(column, this.parts.intern(column, moved.state)) as Control;
    return { ...moved, state };
  }

  private add(list: Int32Array): number {
    for (let at = 0; at < list.length; at += 1) this.enabled[this.count + at] = list[at] as number;
    this.count += list.length;
    return list.length;
  }

  /** Pairs of actor (its position) and choice. */
  private addHearing(pairs: Int32Array): number {
    const before = this.count;
    for (let at = 0; at < pairs.length; at += 2) {
      const hears = this.hearing[pairs[at] as number] as OnRow;
      if (hears(this.row) === 0) continue;
      this.enabled[this.count] = pairs[at + 1] as number;
      this.count += 1;
    }
    return this.count - before;
  }

  private timerGroup(which: TimerGroup): OnRow {
    const pairsOf = ({ timers, nowMs }: { readonly timers: World['timers']; readonly nowMs: number }): number[] =>
      timersThat(which, timers, nowMs).flatMap((timer) => [
        this.parts.actors.indexOf(timer.actor),
        this.numberOf(timerChoice(timer)),
      ]);
    return this.remembered((world) => this.listNumber(pairsOf(world)));
  }

  private listOf(choices: readonly Choice[]): number {
    return this.listNumber(choices.map((choice) => this.numberOf(choice)));
  }

  private listNumber(list: readonly number[]): number {
    const text = list.join();
    let number = this.listNumbers.get(text);
    if (number === undefined) {
      number = this.choiceLists.push(Int32Array.from(list)) - 1;
      this.listNumbers.set(text, number);
    }
    return number;
  }

  private numberOf(choice: Choice): number {
    const key = choiceKey(choice);
    let number = this.choiceNumbers.get(key);
    if (number === undefined) {
      number = this.choices.push(choice) - 1;
      this.choiceNumbers.set(key, number);
      this.stepTrees.push(this.trees.plant());
    }
    return number;
  }
}

/** A copy of a row with some columns replaced. */
export function changed(row: Row, changes: Int32Array): Row {
  const next = row.slice();
  for (let at = 0; at < changes.length; at += 2) next[changes[at] as number] = changes[at + 1] as number;
  return next;
}
