// A world that notes which of its parts are looked at.
//
// The functions of src/world are given it in place of a world. Whatever they compute depends on the parts noted and on
// nothing else, because there is no other way to a part; that is what makes remembering them sound (footprint.ts).
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
  private readonly parts: Parts;
  private row: Row;

  constructor(model: Model, parts: Parts) {
    this.parts = parts;
    this.row = new Int32Array(parts.width);
    this.world = this.recordingWorld(model);
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
