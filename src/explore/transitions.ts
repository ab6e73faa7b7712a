// `enabled` and `step` on rows: the same functions as everywhere, called once per footprint and remembered.
//
// Nothing here knows what a step does. A miss turns to src/world with a world that notes what is looked at; a hit is a
// few look-ups of integers. XState is called once per distinct (actor state, event) and the file system once per
// distinct (file system, call), because a step that is new as a whole still finds these remembered.
// One of these serves every model of a kind (memory.ts): which one it is, is a part of the row.
import type { ActorEvent } from '../actors/effects.ts';
import { assert } from '../kernel/assert.ts';
import type { FileSystem } from '../kernel/file-system.ts';
import { fsCall } from '../kernel/file-system-call.ts';
import { kernelChange, type ServeFileSystem } from '../kernel/kernel.ts';
import { type Control, type Moved, moveActor, type TimerEvent } from '../world/actor-state.ts';
import { draftOf, type Primitives } from '../world/draft.ts';
import { hears, listInOrder, readyChoices, type TimerGroup, timerChoice, timersThat } from '../world/enabled.ts';
import { faultChoices } from '../world/faults/faults.ts';
import type { Model } from '../world/model.ts';
import { isBeyondHorizon, type RunStep } from '../world/run.ts';
import type { Timing } from '../world/scenario.ts';
import { perform } from '../world/step.ts';
import type { TraceEvent } from '../world/trace.ts';
import { type Choice, choiceKey, type World } from '../world/world.ts';
import { FootprintTrees, UNKNOWN } from './footprint.ts';
import { COLUMN, Parts, type Row } from './parts.ts';
import { Recorder } from './recorder.ts';

/** What one step does to a row, and what an observer (refinement.ts) or a reader may want to know of it. */
export interface Effect {
  readonly events: readonly TraceEvent[];
  /** Pairs of column and number. */
  readonly changes: Int32Array;
  /** Bits chosen by `marksOf`. */
  readonly marks: number;
}

/** What is worth remembering of a step besides where it leads. A world takes its time to make. */
export type MarksOf = (before: () => World, events: readonly TraceEvent[], after: () => World) => number;

/** A function of a world and its model, and the same on rows. */
export type OfWorld = (world: World, model: Model) => number;
export type OnRow = (row: Row) => number;

export class Transitions {
  readonly timing: Timing;
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
  /** By tree, the function whose results it remembers; undefined for a choice's. */
  private readonly functions: OfWorld[] = [];
  private readonly recorder: Recorder;
  private readonly choiceNumbers = new Map<string, number>();
  private readonly choiceLists: Int32Array[] = [];
  private readonly listNumbers = new Map<string, number>();
  private readonly stepTrees: number[] = [];
  private readonly effects: Effect[] = [];
  /** Trees of remembered functions; the first two have one for each actor, the next one for each fault. */
  private readonly ready: readonly number[];
  private readonly hearing: readonly number[];
  private readonly faults: readonly number[];
  private readonly groups: Readonly<Record<TimerGroup, number>>;
  private readonly late: number;
  private readonly moved = new WeakMap<object, Map<string, Moved>>();
  private readonly served = new WeakMap<FileSystem, Map<string, ReturnType<ServeFileSystem>>>();
  private readonly primitives: Primitives = {
    move: (_model, id, control, event) => this.move(id, control, event),
    change: (kernel, call, cred) => kernelChange(kernel, call, cred, this.serve),
  };
  private readonly addReady: () => number;
  private readonly addTimers: (which: TimerGroup) => number;
  private row: Row;

  /** Begins with a model; others of its kind may join with rows of their own. */
  constructor(model: Model, marksOf: MarksOf) {
    this.timing = model.timing;
    this.marksOf = marksOf;
    this.parts = new Parts(model);
    this.recorder = new Recorder(model, this.parts);
    this.row = new Int32Array(this.parts.width);
    this.ready = this.parts.actors.map((id) =>
      this.plant((world, ofRow) => this.listOf(readyChoices(ofRow, world, id))),
    );
    this.hearing = this.parts.actors.map((id) => this.plant((world) => Number(hears(world, id))));
    this.groups = { all: this.timerGroup('all'), due: this.timerGroup('due'), earliest: this.timerGroup('earliest') };
    this.faults = model.scenario.faults.map((_, index) =>
      this.plant((world, ofRow) => this.listOf(faultsAt(index, ofRow, world))),
    );
    this.late = this.plant((world, ofRow) => Number(isBeyondHorizon(ofRow, world)));
    this.addReady = () => {
      for (const tree of this.ready) this.add(this.choiceLists[this.ask(tree, this.row)] as Int32Array);
      this.readyCount = this.count;
      return this.count;
    };
    this.addTimers = (which) => this.addHearing(this.choiceLists[this.ask(this.groups[which], this.row)] as Int32Array);
  }

  /**
   * A function of a world and its model that is computed once per footprint. Its values are 0 or more, it looks at
   * something, and at no model but the one given to it.
   */
  remembered(of: OfWorld): OnRow {
    const known = this.functions.indexOf(of);
    const tree = known === -1 ? this.plant(of) : known;
    return (row) => this.ask(tree, row);
  }

  private plant(of: OfWorld): number {
    const tree = this.trees.plant();
    this.functions[tree] = of;
    return tree;
  }

  private ask(tree: number, row: Row): number {
    const found = this.trees.find(tree, row);
    return found === UNKNOWN ? this.askAnew(tree, row) : found;
  }

  private askAnew(tree: number, row: Row): number {
    const result = this.functions[tree]?.(this.recorder.watch(row), this.recorder.model);
    assert(result !== undefined, `tree ${tree} is that of a function`);
    this.trees.remember(tree, row, this.recorder.seen, result);
    return result;
  }

  /** May a fault ever be among the choices? */
  get hasFaults(): boolean {
    return this.faults.length > 0;
  }

  /** Lists what may happen next (`enabled`, `count`). */
  list(row: Row): void {
    this.row = row;
    this.count = 0;
    listInOrder(this.timing, this.addReady, this.addTimers);
    this.fairCount = this.count;
    for (const tree of this.faults) this.add(this.choiceLists[this.ask(tree, row)] as Int32Array);
    assert(this.count <= this.enabled.length, 'a world has no more choices than there is room for');
  }

  /** Of the row last listed: is there nothing more to come (run.ts, endDetector)? */
  isEnd(): boolean {
    if (this.count === 0) return true;
    if (this.count > this.fairCount) return false;
    return this.timing === 'prompt' && this.readyCount === 0 && this.ask(this.late, this.row) === 1;
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
    const draft = draftOf(this.recorder.model, this.recorder.watch(row), this.primitives);
    perform(draft, choice);
    const seen = [...this.recorder.seen];
    const changes = Int32Array.from(this.parts.changesOf(draft));
    const worldAfter = (): World => this.parts.worldOf(changed(row, changes));
    const marks = this.marksOf(() => this.parts.worldOf(row), draft.events, worldAfter);
    const effect = this.effects.push({ events: draft.events, changes, marks }) - 1;
    this.trees.remember(tree, row, seen, effect);
    return effect;
  }

  /** The run from a row on along choices given by their positions. */
  replay(first: Row, choices: readonly number[]): readonly RunStep[] {
    let row = first;
    return choices.map((index) => {
      this.list(row);
      const number = this.enabled[index] as number;
      const choice = this.choices[number];
      assert(index < this.count && choice !== undefined, 'a path leads along choices');
      const { changes, events } = this.step(row, number);
      row = changed(row, changes);
      return { choice, index, world: this.parts.worldOf(row), events };
    });
  }

  private readonly serve: ServeFileSystem = (fs, call, cred) => {
    let byCall = this.served.get(fs);
    if (byCall === undefined) {
      byCall = new Map();
      this.served.set(fs, byCall);
    }
    const text = JSON.stringify([call, cred]);
    let outcome = byCall.get(text);
    if (outcome === undefined) {
      const fresh = fsCall(fs, call, cred);
      outcome = { ...fresh, fs: this.parts.canonical(COLUMN.fs, fresh.fs) };
      byCall.set(text, outcome);
    }
    return outcome as ReturnType<typeof fsCall<typeof call>>;
  };

  private move(id: keyof Model['machines'], { snapshot, waiting }: Control, event: ActorEvent | TimerEvent): Moved {
    let byEvent = this.moved.get(snapshot);
    if (byEvent === undefined) {
      byEvent = new Map();
      this.moved.set(snapshot, byEvent);
    }
    const text = JSON.stringify([event, waiting]);
    let moved = byEvent.get(text);
    if (moved === undefined) {
      this.moves += 1;
      const { state, ...rest } = moveActor(snapshot.machine, { snapshot, waiting }, event);
      moved = { ...rest, state: this.parts.canonical(this.parts.controlColumn(id), state) };
      byEvent.set(text, moved);
    }
    return moved;
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
      if (this.ask(this.hearing[pairs[at] as number] as number, this.row) === 0) continue;
      this.enabled[this.count] = pairs[at + 1] as number;
      this.count += 1;
    }
    return this.count - before;
  }

  private timerGroup(which: TimerGroup): number {
    const pairsOf = ({ timers, nowMs }: { readonly timers: World['timers']; readonly nowMs: number }): number[] =>
      timersThat(which, timers, nowMs).flatMap((timer) => [
        this.parts.actors.indexOf(timer.actor),
        this.numberOf(timerChoice(timer)),
      ]);
    return this.plant((world) => this.listNumber(pairsOf(world)));
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

/** Choices of the fault that a model lists at this position; it may list fewer. */
function faultsAt(index: number, model: Model, world: World): readonly Choice[] {
  const spec = model.scenario.faults[index];
  return spec === undefined ? [] : faultChoices(model, world, spec);
}

/** A copy of a row with some columns replaced. */
export function changed(row: Row, changes: Int32Array): Row {
  const next = row.slice();
  for (let at = 0; at < changes.length; at += 2) next[changes[at] as number] = changes[at + 1] as number;
  return next;
}
