// One atomic thing happens: one system call, one message delivered, one timer fired, one value over a channel.
//
// `step` is a function of (model, world, choice) alone; the given world is untouched. What it tells (`events`) is for
// people and is never read back. Rules M1 to M6.
import type { ActorId, ProcessId } from '../actors/effects.ts';
import { assert } from '../kernel/assert.ts';
import { call, controlOf, type Draft, draftOf, give, mailboxOf, nowOf, sharedOf, timersOf, worldOf } from './draft.ts';
import { inject } from './faults/faults.ts';
import { callLibrary, translate } from './library-step.ts';
import type { Model } from './model.ts';
import { operated } from './operated.ts';
import { runtime } from './runtime.ts';
import { servedNow } from './served.ts';
import type { TraceEvent } from './trace.ts';
import type { Choice, World } from './world.ts';

export interface Stepped {
  readonly world: World;
  readonly events: readonly TraceEvent[];
}

/**
 * Takes one of the choices that `enabled` lists.
 * @throws when the choice is not enabled: a bug of the scheduler, or a schedule made for another model.
 */
export function step(model: Model, world: World, choice: Choice): Stepped {
  const draft = draftOf(model, world);
  perform(draft, choice);
  return { world: worldOf(draft), events: draft.events };
}

/** What `step` does, on a draft. */
export function perform(draft: Draft, choice: Choice): void {
  switch (choice.kind) {
    case 'run':
      run(draft, choice.actor);
      break;
    case 'choose':
      choose(draft, choice.actor, choice.option);
      break;
    case 'receive':
      receive(draft);
      break;
    case 'deliver':
      deliver(draft, choice.actor);
      break;
    case 'timer':
      fire(draft, choice.actor, choice.id);
      break;
    case 'fault':
      inject(draft, choice.fault, choice.option);
      break;
  }
}

/** Carries out what the actor is stopped at and gives it the answer. */
function run(draft: Draft, id: ActorId): void {
  const { waiting } = controlOf(draft, id);
  switch (waiting?.type) {
    case 'syscall':
      give(draft, id, { type: 'returned', result: call(draft, id, waiting.call) });
      break;
    case 'library':
      callLibrary(draft, id, waiting.call);
      break;
    case 'translate':
      translate(draft, waiting.raw);
      break;
    case 'compute':
      draft.events.push({ kind: 'computed', actor: id, label: waiting.label });
      give(draft, id, { type: 'computed' });
      break;
    case 'operate': {
      const { op, args } = waiting;
      const done = operated(draft.model, sharedOf(draft), id as ProcessId, waiting);
      assert(done !== null, `${id} need not wait`);
      const { shared, result } = done;
      if (shared !== sharedOf(draft)) draft.shared = shared;
      draft.events.push({ kind: 'operated', actor: id, op, args, result });
      give(draft, id, { type: 'operated', op, result });
      break;
    }
    case 'runtime':
      give(draft, id, { type: 'ran', error: runtime(draft, id, waiting.call) });
      break;
    case 'serve': {
      const { status, version } = servedNow(draft.model, draft.before);
      draft.events.push({ kind: 'request', status, version });
      give(draft, id, { type: 'served', status, version });
      break;
    }
    default:
      assert(false, `${id} has something to run`);
  }
}

function choose(draft: Draft, id: ActorId, option: number): void {
  const { waiting } = controlOf(draft, id);
  assert(waiting?.type === 'choose', `${id} has something to choose`);
  const label = waiting.options[option];
  assert(label !== undefined, `${id} has an option ${option}`);
  draft.events.push({ kind: 'chosen', actor: id, question: waiting.question, option: label });
  give(draft, id, { type: 'chosen', option });
}

/** A rendezvous on an unbuffered channel: both goroutines go on. */
function receive(draft: Draft): void {
  const { waiting } = controlOf(draft, 'watcher');
  assert(waiting?.type === 'send', 'the watcher is blocked on a channel');
  const { delivery } = waiting;
  draft.events.push({ kind: 'received', delivery });
  give(draft, 'watcher', { type: 'sent' });
  give(draft, 'app', { type: 'received', delivery });
}

function deliver(draft: Draft, id: ActorId): void {
  const [message, ...mailbox] = mailboxOf(draft, id);
  assert(message !== undefined, `${id} has mail`);
  draft.mailboxes[id] = mailbox;
  draft.events.push({ kind: 'delivered', to: id, message });
  give(draft, id, message);
}

function fire(draft: Draft, actor: ActorId, id: string): void {
  const timers = timersOf(draft);
  const timer = timers.find((each) => each.actor === actor && each.id === id);
  assert(timer !== undefined, `${actor} has a timer ${id}`);
  draft.timers = timers.filter((each) => each !== timer);
  draft.nowMs = Math.max(nowOf(draft), timer.dueMs);
  draft.events.push({ kind: 'timer', actor, id, atMs: draft.nowMs });
  give(draft, actor, timer.event);
}
