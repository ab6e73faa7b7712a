// A world, and its model, that note which of their parts are looked at.
//
// The functions of src/world are given them in place of a world and its model. Whatever they compute depends on the
// parts noted and on nothing else, because there is no other way to a part; that is what makes remembering them sound
// (footprint.ts). Of a model, what is the same for all models that share a memory (memory.ts) is no part.
import type { ActorId } from '../actors/effects.ts';
import type { ActorState, Control } from '../world/actor-state.ts';
import type { Model } from '../world/model.ts';
import type { Scenario } from '../world/scenario.ts';
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

  private recordingModel({ timing, library, actorIds, system, scenario }: Model): Model {
    const look = (): Model => this.look(COLUMN.model) as Model;
    const story = (): Model => this.look(COLUMN.story) as Model;
    const recordingScenario = this.recordingScenario(scenario);
    return {
      timing,
      library,
      actorIds,
      system,
      get engine() {
        return look().engine;
      },
      get scenario() {
        return recordingScenario;
      },
      get machines() {
        return look().machines;
      },
      get versions() {
        return story().versions;
      },
      get contents() {
        return story().contents;
      },
      get further() {
        return story().further;
      },
      get first() {
        return look().first;
      },
      get horizonMs() {
        return story().horizonMs;
      },
      get faultsUntilMs() {
        return story().faultsUntilMs;
      },
    };
  }

  /** As whom processes run and where the volume is (memory.ts) is the same for all; every system call asks for it. */
  private recordingScenario({ mount, app }: Scenario): Scenario {
    const look = (): Scenario => (this.look(COLUMN.model) as Model).scenario;
    const story = (): Scenario => (this.look(COLUMN.story) as Model).scenario;
    const recording: { readonly [part in keyof Required<Scenario>]: Scenario[part] | undefined } = {
      mount,
      get name() {
        return look().name;
      },
      get title() {
        return look().title;
      },
      get why() {
        return look().why;
      },
      get zh() {
        return look().zh;
      },
      get system() {
        return look().system;
      },
      get cluster() {
        return look().cluster;
      },
      get configMap() {
        return look().configMap;
      },
      get kernel() {
        return look().kernel;
      },
      app: {
        runAsUser: app.runAsUser,
        get watcher() {
          return look().app.watcher;
        },
        get strategy() {
          return look().app.strategy;
        },
        get files() {
          return story().app.files;
        },
        get optionalFiles() {
          return story().app.optionalFiles;
        },
      },
      get story() {
        return look().story;
      },
      get admission() {
        return look().admission;
      },
      get faults() {
        return story().faults;
      },
      get contents() {
        return look().contents;
      },
    };
    // Every part is there; one that may be left out is then undefined.
    return recording as Scenario;
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
