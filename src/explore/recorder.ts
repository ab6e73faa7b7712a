// A world, and its model, that note which of their parts are looked at.
//
// The functions of src/world are given them in place of a world and its model. Whatever they compute depends on the
// parts noted and on nothing else, because there is no other way to a part; that is what makes remembering them sound
// (footprint.ts). Of a model, what is the same for all models that share a memory (memory.ts) is no part.
import type { ActorId } from '../actors/effects.ts';
import type { ActorState, Control } from '../world/actor-state.ts';
import type { Model } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { COLUMN, type Parts, type Row } from './parts.ts';

export class Recorder {
  /** Columns looked at since `watch`, in the order of the first look. */
  readonly seen: number[] = [];
  /** The world to hand out. Its parts are those of the row watched. */
  readonly world: World;
  /** The model to hand out with it. */
  readonly model: Model;
  private readonly parts: Parts;
  private row: Row;

  constructor(model: Model, parts: Parts) {
    this.parts = parts;
    this.row = new Int32Array(parts.width);
    this.world = this.recordingWorld(model);
    this.model = this.recordingModel(model);
  }

  /** Shows another row, and forgets what was looked at. */
  watch(row: Row): World {
    this.row = row;
    this.seen.length = 0;
    return this.world;
  }

  private look(column: number): unknown {
    if (!this.seen.includes(column)) this.seen.push(column);
    return this.parts.valueOf(column, this.row[column] ?? 0);
  }

  private recordingModel({ timing, library, actorIds, system }: Model): Model {
    const look = (): Model => this.look(COLUMN.model) as Model;
    return {
      timing,
      library,
      actorIds,
      system,
      get engine() {
        return look().engine;
      },
      get scenario() {
        return look().scenario;
      },
      get machines() {
        return look().machines;
      },
      get versions() {
        return look().versions;
      },
      get contents() {
        return look().contents;
      },
      get further() {
        return look().further;
      },
      get first() {
        return look().first;
      },
      get horizonMs() {
        return look().horizonMs;
      },
      get faultsUntilMs() {
        return look().faultsUntilMs;
      },
    };
  }

  private recordingWorld(model: Model): World {
    const look = (column: number): unknown => this.look(column);
    const actors = this.parts.actors.map((id) => [id, this.recordingActor(id)] as const);
    return {
      get nowMs() {
        return look(COLUMN.now) as World['nowMs'];
      },
      kernel: {
        get fs() {
          return look(COLUMN.fs) as World['kernel']['fs'];
        },
        get inotify() {
          return look(COLUMN.inotify) as World['kernel']['inotify'];
        },
        limits: model.first.kernel.limits,
      },
      get shared() {
        return look(COLUMN.shared) as World['shared'];
      },
      actors: Object.fromEntries(actors),
      get timers() {
        return look(COLUMN.timers) as World['timers'];
      },
    };
  }

  private recordingActor(id: ActorId): ActorState {
    const look = (column: number): unknown => this.look(column);
    const control = this.parts.controlColumn(id);
    const mailbox = this.parts.mailboxColumn(id);
    return {
      get snapshot() {
        return (look(control) as Control).snapshot;
      },
      get waiting() {
        return (look(control) as Control).waiting;
      },
      get mailbox() {
        return look(mailbox) as ActorState['mailbox'];
      },
    };
  }
}
