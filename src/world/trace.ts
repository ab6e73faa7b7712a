// What a step tells about itself: one discriminated union for lanes, explanations, reports and tests alike.
//
// Events are data in the order in which things happened; sentences are made by the view. Nothing below the view reads
// them back: they never influence the model.
import type { ActorId, Delivery, Fact, LibraryCall, Message, Plain } from '../actors/effects.ts';
import type { FaultName } from '../actors/faults/fault-names.ts';
import type { InotifyEvent, Result, SystemCall } from '../kernel/system-call.ts';

/** What became of a notification that a watch had asked for. */
export const FATES = ['queued', 'merged', 'overflow', 'dropped'] as const;
export type Fate = (typeof FATES)[number];

/** One thing that a step did or that followed from it. */
export type TraceEvent =
  | { readonly kind: 'syscall'; readonly actor: ActorId; readonly call: SystemCall; readonly result: Result }
  | { readonly kind: 'notified'; readonly instance: number; readonly event: InotifyEvent; readonly fate: Fate }
  | { readonly kind: 'library'; readonly call: LibraryCall; readonly error: string | null }
  | { readonly kind: 'translated'; readonly raw: InotifyEvent; readonly sends: readonly Delivery[] }
  | { readonly kind: 'received'; readonly delivery: Delivery }
  | { readonly kind: 'posted'; readonly from: ActorId; readonly to: ActorId; readonly message: Message }
  | { readonly kind: 'delivered'; readonly to: ActorId; readonly message: Message }
  | { readonly kind: 'timer'; readonly actor: ActorId; readonly id: string; readonly atMs: number }
  | {
      readonly kind: 'chosen';
      readonly actor: ActorId;
      readonly question: string;
      readonly option: string;
    }
  | { readonly kind: 'computed'; readonly actor: ActorId; readonly label: string }
  /** An operation on what the processes of a system share. */
  | {
      readonly kind: 'operated';
      readonly actor: ActorId;
      readonly op: string;
      readonly args: Plain;
      readonly result: Plain;
    }
  | { readonly kind: 'request'; readonly status: 200 | 503; readonly version: string }
  | { readonly kind: 'state'; readonly actor: ActorId; readonly from: string; readonly to: string }
  | { readonly kind: 'fact'; readonly actor: ActorId; readonly fact: Fact }
  /** A fault; `option` says in which of its ways (a key, a file), and is empty where there is only one. */
  | { readonly kind: 'fault'; readonly fault: FaultName; readonly rule: string; readonly option: string };
