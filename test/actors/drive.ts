// Runs one machine alone against the kernel: gives it an event, then performs what it asks for until it asks
// no more.
//
// The kernel answers system calls; a test may answer instead (a fault), decide choices and the order of a
// directory, or stop before a call (the process is killed there).
import type { AnyStateMachine } from 'xstate';
import type { ActorEvent, Fact, ImmediateEffect, Message } from '../../src/actors/effects.ts';
import { type Kernel, syscall } from '../../src/kernel/kernel.ts';
import type { DirectoryEntry, Failure, Result, SystemCall } from '../../src/kernel/system-call.ts';
import { type Credentials, ROOT } from '../../src/kernel/system-call.ts';
import { type Control, type Moved, moveActor, startActor, stateName } from '../../src/world/actor-state.ts';

export interface Called {
  /** The state of the machine that asked for it. */
  readonly state: string;
  readonly call: SystemCall;
  readonly result: Result;
}

export interface Answers {
  readonly cred?: Credentials;
  /** A result instead of the kernel's; `index` counts calls from 0. */
  readonly fault?: (call: SystemCall, index: number) => Failure | undefined;
  /** Another order for what getdents64 returns of a directory; `index` is that of the call. */
  readonly readdir?: (entries: readonly DirectoryEntry[], path: string, index: number) => readonly DirectoryEntry[];
  /** The option chosen; the first one unless said otherwise. */
  readonly choose?: (question: string, options: readonly string[]) => string;
  /** The process is killed before this call. */
  readonly killedBefore?: number;
  /** Called after every call. */
  readonly after?: (kernel: Kernel) => Kernel;
}

export interface Driven {
  readonly machine: AnyStateMachine;
  readonly state: Control;
  readonly kernel: Kernel;
  /** What happened since the machine was last given an event. */
  readonly calls: readonly Called[];
  readonly posts: readonly Message[];
  readonly facts: readonly Fact[];
  readonly killed: boolean;
}

/** More calls than any test makes: a machine that does not stop fails its test. */
const CALLS_MAX = 10_000;

/** A machine that has just been started. */
export function begin(machine: AnyStateMachine, kernel: Kernel, answers: Answers = {}): Driven {
  return perform(machine, startActor(machine), kernel, answers);
}

/** Gives the machine an event and performs everything that follows. */
export function give(driven: Driven, event: ActorEvent, answers: Answers = {}): Driven {
  return perform(driven.machine, moveActor(driven.machine, driven.state, event), driven.kernel, answers);
}

function perform(machine: AnyStateMachine, start: Moved, before: Kernel, answers: Answers): Driven {
  const calls: Called[] = [];
  const effects: ImmediateEffect[] = [...start.effects];
  let { state } = start;
  let kernel = before;
  let killed = false;
  while (state.waiting !== null && !killed) {
    let answer: ActorEvent;
    if (state.waiting.type === 'choose') {
      const { question, options } = state.waiting;
      const chosen = answers.choose?.(question, options) ?? options[0] ?? '';
      answer = { type: 'chosen', option: options.indexOf(chosen) };
    } else if (state.waiting.type === 'syscall') {
      if (calls.length === answers.killedBefore) {
        killed = true;
        break;
      }
      const made = makeCall(kernel, state.waiting.call, calls, answers);
      kernel = answers.after?.(made.kernel) ?? made.kernel;
      calls.push({ state: stateName(state.snapshot), call: state.waiting.call, result: made.result });
      answer = { type: 'returned', result: made.result };
    } else {
      throw new Error(`no test answers '${state.waiting.type}'`);
    }
    if (calls.length > CALLS_MAX) throw new Error(`${machine.id} does not stop`);
    const moved = moveActor(machine, state, answer);
    effects.push(...moved.effects);
    state = moved.state;
  }
  const posts = effects.flatMap((effect) => (effect.type === 'post' ? [effect.message] : []));
  const facts = effects.flatMap((effect) => (effect.type === 'observe' ? [effect.fact] : []));
  return { machine, state, kernel, calls, posts, facts, killed };
}

function makeCall(
  kernel: Kernel,
  call: SystemCall,
  before: readonly Called[],
  answers: Answers,
): { kernel: Kernel; result: Result } {
  const index = before.length;
  const fault = answers.fault?.(call, index);
  if (fault !== undefined) return { kernel, result: fault };
  const { kernel: next, result } = syscall(kernel, call, answers.cred ?? ROOT);
  if (answers.readdir === undefined || call.call !== 'getdents' || !('entries' in result))
    return { kernel: next, result };
  return {
    kernel: next,
    result: { ...result, entries: answers.readdir(result.entries, pathOf(before, call.fd), index) },
  };
}

/** The path that a descriptor was opened with. */
export function pathOf(before: readonly Called[], fd: number): string {
  const opened = before.findLast(({ call, result }) => call.call === 'open' && 'fd' in result && result.fd === fd);
  return opened?.call.call === 'open' ? opened.call.path : '?';
}
