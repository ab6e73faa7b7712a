// What a system is: processes that share state, played and checked like the pod and its volume.
//
// The article that this project grew out of tells of a configuration store, a drain, a cache, a timer, a rollout and a
// circuit breaker around the reload. Each is a folder here: its configuration (schema.ts), the state its processes share
// and what may be done to it atomically (operations), one XState machine for each process, the properties that decide
// between its forms, and its words in every language. A system is known to one list (systems.ts) and to nothing else.
//
// A process is an actor like any other (actors/effects.ts): it stops at `operate` (one atomic operation on the shared
// state: a memory access, a statement of a database, a lock), at `choose` (what is nobody's to choose), at XState's own
// delays, and tells what is worth telling with `observe`. Leaves out: files, inotify and kubelet, which are the pod's.
import type { AnyStateMachine } from 'xstate';
import type { z } from 'zod';
import type { Plain, ProcessId } from '../actors/effects.ts';

export type { Plain, ProcessId };

/** One process: an XState machine that follows actors/effects.ts. */
export interface Process {
  readonly id: ProcessId;
  readonly machine: AnyStateMachine;
}

/** What an operation has done: the shared state afterwards, and what the process is told (`operated.result`). */
export interface Operated<Shared> {
  readonly shared: Shared;
  readonly result: Plain;
}

/** One atomic thing that a process does to what is shared. */
export interface Operation<Shared> {
  /** The rule of docs/model.md that it follows. */
  readonly rule: string;
  /** Pure. Null while it cannot be done: a lock is held, a channel is empty. The process waits until it can. */
  readonly perform: (shared: Shared, args: Plain, by: ProcessId) => Operated<Shared> | null;
}

/** A system at one moment, as its properties and its picture look at it. */
export interface Moment<Shared> {
  readonly shared: Shared;
  /** Virtual time in ms; 0 under `any` timing. */
  readonly nowMs: number;
  /** By process: the active state as text (nested ones joined by a dot) and the machine's context. */
  readonly processes: Readonly<Record<ProcessId, { readonly state: string; readonly context: unknown }>>;
}

/**
 * What a system's design is asked for. `always`: no reachable moment is bad. `at-end`: no moment at which the system
 * rests for good (nothing but idle timers can move it, and it is never left again) is bad.
 */
export interface SystemProperty<Config, Shared> {
  /** As files, flags and reports spell it: `never-torn`. Unique among all systems' and the pod's, or the same idea. */
  readonly name: string;
  readonly when: 'always' | 'at-end';
  /** What is wrong at this moment, as a key of the words' `violated`, or null. */
  readonly bad: (config: Config, moment: Moment<Shared>) => string | null;
  /** Is the property put to the test at this moment? If it never is, it holds vacuously. Left out: always. */
  readonly exercised?: (config: Config, moment: Moment<Shared>) => boolean;
}

/** One row of the picture of the shared state. */
export interface PictureRow {
  readonly label: string;
  readonly value: string;
  /** `bad` and `good` are coloured; null is plain. */
  readonly role: 'good' | 'bad' | 'dim' | null;
}

/** What a system says, in one language. All of it is short: lanes and choices have a line. */
export interface SystemWords<Config, Shared> {
  /** Its name: "SKU cache". */
  readonly name: string;
  /** The lane and the name of a process, at most 12 columns: "writer 1". */
  readonly process: (id: ProcessId) => string;
  /** What a process is about to do, in the field's own notation where it has one: `SET sku:1 v2`. */
  readonly operation: (op: string, args: Plain) => string;
  /** The mark that it leaves in its lane, at most 20 columns: `GET → v1`; empty when it is not worth a column. */
  readonly mark: (op: string, args: Plain, result: Plain) => string;
  /** What it means that this was done, in one sentence for a stranger. */
  readonly why: (op: string, args: Plain, result: Plain) => string;
  /** What an `observe`d fact says: its mark in the lane, and its sentence. `about.what` tells which one it is. */
  readonly fact: (about: Readonly<Record<string, string | number | boolean>>) => {
    readonly mark: string;
    readonly sentence: string;
    readonly role: 'good' | 'bad' | 'dim' | null;
  };
  /** A question of `choose` and one of its options: "answers in time". */
  readonly option: (question: string, option: string) => string;
  /** A timer (XState's name of the delay): "30 s are over". */
  readonly timer: (id: string) => string;
  /** By property: what it asks (a clause without a full stop: "no order is lost") and what each kind of violation is. */
  readonly properties: Readonly<
    Record<string, { readonly asks: string; readonly violated: Readonly<Record<string, string>> }>
  >;
  /** What is shared, and what matters of the processes, at one moment: at most 12 rows. */
  readonly picture: (config: Config, moment: Moment<Shared>) => readonly PictureRow[];
}

/** A system, whole. `defineSystem` makes it one of the list. */
export interface System<Config, Shared> {
  /** As files name it: `sku-cache`. */
  readonly name: string;
  /** The block below `system:` → `<name>:` in a simulation file. A mistake in it is reported with its line. */
  readonly schema: z.ZodType<Config>;
  /** Contradictions that a schema cannot see, with where they stand (`['steps', 1, 'weight']`). */
  readonly mistakes?: (
    config: Config,
  ) => readonly { readonly path: readonly (string | number)[]; readonly message: string }[];
  /** The processes, in the order of their lanes and of the choices. */
  readonly processes: (config: Config) => readonly Process[];
  /** What they share at the start. */
  readonly shared: (config: Config) => Shared;
  readonly operations: Readonly<Record<string, Operation<Shared>>>;
  /** When a run ends at the latest, in ms: everything that the story starts has had time to end. */
  readonly horizonMs: (config: Config) => number;
  readonly properties: readonly SystemProperty<Config, Shared>[];
  readonly words: Readonly<Record<'en' | 'zh', SystemWords<Config, Shared>>>;
}

/** A system of which one need not know what it is made of. */
export type AnySystem = System<Plain, Plain>;

/** Takes a system into the list of all. Its own types end here: what comes out of its schema goes into its functions. */
export function defineSystem<Config, Shared>(system: System<Config, Shared>): AnySystem {
  return system as unknown as AnySystem;
}
