// Every distinct part of a world gets a small number, and a world becomes a row of such numbers.
//
// A part is the file system, all inotify instances, the timers, the clock, what a system's processes share, where one actor is, or one mailbox. Two parts
// are the same when their canonical text is the same (world-key.ts has the same rule), so two worlds are the same when
// their rows are. Parts are kept as plain data: a row can always be turned back into the world that it stands for.
import type { ActorId } from '../actors/effects.ts';
import { assert } from '../kernel/assert.ts';
import { type Control, stateName } from '../world/actor-state.ts';
import type { Draft } from '../world/draft.ts';
import type { Model } from '../world/model.ts';
import type { World } from '../world/world.ts';

/**
 * The columns that every row has; the actors' follow, then one that is 0 in the row of a world. The model is one of them:
 * it never changes on a path, and so a step that does not look at it is the same step in every model. What is told of the
 * model in `storyText` is another one: models that differ only in their strategy have it in common.
 */
export const COLUMN = { model: 0, story: 1, now: 2, fs: 3, inotify: 4, timers: 5, shared: 6 } as const;
const MODEL_COLUMNS = 2;
const ACTOR_COLUMNS = 7;

/** What is stored and read, and what may go wrong until when: all that a state is judged by. */
function storyText({ scenario, versions, contents, further, horizonMs, faultsUntilMs }: Model): string {
  const { app, faults } = scenario;
  return JSON.stringify([app.files, app.optionalFiles, faults, versions, contents, further, horizonMs, faultsUntilMs]);
}

/** One number for each column. */
export type Row = Int32Array;

/** Parts of one kind, numbered in order of appearance. */
class Column {
  readonly values: unknown[] = [];
  private readonly byText = new Map<string, number>();
  private readonly byObject = new WeakMap<object, number>();
  private readonly textOf: (value: never) => string;

  constructor(textOf: (value: never) => string) {
    this.textOf = textOf;
  }

  /** The number of a part, equal parts having equal numbers. */
  intern(value: unknown): number {
    const isObject = typeof value === 'object' && value !== null;
    const known = isObject ? this.byObject.get(value) : undefined;
    if (known !== undefined) return known;
    const text = this.textOf(value as never);
    let id = this.byText.get(text);
    if (id === undefined) {
      id = this.values.push(value) - 1;
      this.byText.set(text, id);
    }
    if (isObject) this.byObject.set(value, id);
    return id;
  }
}

/** Numbers for what has no text of its own, by identity. */
function numberer(): (object: object) => number {
  const numbers = new Map<object, number>();
  return (object) => {
    const number = numbers.get(object) ?? numbers.size;
    numbers.set(object, number);
    return number;
  };
}

export class Parts {
  /** The actors that the scenario has, in the order in which choices are listed. */
  readonly actors: readonly ActorId[];
  /** How many columns a row has. */
  readonly width: number;
  private readonly columns: readonly Column[];
  private readonly limits: World['kernel']['limits'];

  constructor(model: Model) {
    this.limits = model.first.kernel.limits;
    this.actors = model.actorIds.filter((id) => model.first.actors[id] !== undefined);
    const numberOf = numberer();
    const controlText = ({ snapshot, waiting }: Control): string =>
      JSON.stringify([numberOf(snapshot.machine), stateName(snapshot), snapshot.context, waiting]);
    const models = new Column((each: Model) => String(numberOf(each)));
    const stories = new Column(storyText);
    const plain = Array.from({ length: ACTOR_COLUMNS - MODEL_COLUMNS }, () => new Column(JSON.stringify));
    const controls = this.actors.map(() => new Column(controlText));
    const mailboxes = this.actors.map(() => new Column(JSON.stringify));
    this.columns = [models, stories, ...plain, ...controls, ...mailboxes];
    this.width = this.columns.length + 1;
  }

  controlColumn(id: ActorId): number {
    return ACTOR_COLUMNS + this.indexOf(id);
  }

  mailboxColumn(id: ActorId): number {
    return ACTOR_COLUMNS + this.actors.length + this.indexOf(id);
  }

  private indexOf(id: ActorId): number {
    const index = this.actors.indexOf(id);
    assert(index !== -1, `the scenario has an actor ${id}`);
    return index;
  }

  /** How many distinct parts a column has had so far. */
  sizeOf(column: number): number {
    return this.columns[column]?.values.length ?? 0;
  }

  intern(column: number, value: unknown): number {
    const found = this.columns[column];
    assert(found !== undefined, `a row has a column ${column}`);
    return found.intern(value);
  }

  /** The same part as it was first met, so that what follows from it is found again. */
  canonical<T extends object>(column: number, value: T): T {
    return this.valueOf(column, this.intern(column, value)) as T; // a column holds parts of one kind
  }

  /** The part with this number: the very object that was interned first. */
  valueOf(column: number, id: number): unknown {
    return this.columns[column]?.values[id];
  }

  /** A row that no world has. */
  endRow(): Row {
    const row = new Int32Array(this.width);
    row[this.columns.length] = 1;
    return row;
  }

  /** The row of a model's world. */
  rowOf(model: Model, world: World): Row {
    const row = new Int32Array(this.width);
    const { kernel, timers, nowMs } = world;
    row[COLUMN.model] = this.intern(COLUMN.model, model);
    row[COLUMN.story] = this.intern(COLUMN.story, model);
    row[COLUMN.now] = this.intern(COLUMN.now, nowMs);
    row[COLUMN.fs] = this.intern(COLUMN.fs, kernel.fs);
    row[COLUMN.inotify] = this.intern(COLUMN.inotify, kernel.inotify);
    row[COLUMN.timers] = this.intern(COLUMN.timers, timers);
    row[COLUMN.shared] = this.intern(COLUMN.shared, world.shared);
    for (const id of this.actors) {
      const state = world.actors[id];
      assert(state !== undefined, `every world of a scenario has an actor ${id}`);
      const { snapshot, waiting, mailbox } = state;
      row[this.controlColumn(id)] = this.intern(this.controlColumn(id), { snapshot, waiting });
      row[this.mailboxColumn(id)] = this.intern(this.mailboxColumn(id), mailbox);
    }
    return row;
  }

  /** The world that a row stands for. */
  worldOf(row: Row): World {
    const part = (column: number): unknown => this.valueOf(column, row[column] ?? 0);
    const actors = this.actors.map((id) => {
      const mailbox = part(this.mailboxColumn(id));
      return [id, { ...(part(this.controlColumn(id)) as Control), mailbox }] as const;
    });
    const kernel = { fs: part(COLUMN.fs), inotify: part(COLUMN.inotify), limits: this.limits };
    const [nowMs, timers, shared] = [part(COLUMN.now), part(COLUMN.timers), part(COLUMN.shared)];
    return { nowMs, kernel, shared, actors: Object.fromEntries(actors), timers } as World; // each column holds its own kind
  }

  /** What a draft has replaced, as pairs of column and number. */
  changesOf(draft: Draft): number[] {
    const changes: number[] = [];
    const put = (column: number, value: unknown): void => {
      if (value !== undefined) changes.push(column, this.intern(column, value));
    };
    put(COLUMN.now, draft.nowMs);
    put(COLUMN.fs, draft.fs);
    put(COLUMN.inotify, draft.inotify);
    put(COLUMN.timers, draft.timers);
    put(COLUMN.shared, draft.shared);
    for (const id of this.actors) {
      put(this.controlColumn(id), draft.controls[id]);
      put(this.mailboxColumn(id), draft.mailboxes[id]);
    }
    return changes;
  }
}
