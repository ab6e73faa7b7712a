// One protocol for every explorer: a ring of processes that count, tell their neighbour, and hear from the other one.
//
// Each of PROCESSES counts to COUNT in steps of its own; with the last one it mails its neighbour, and then waits for
// its own mail. The same in Promela is ring.pml; the numbers of states agree.
import { assign, createMachine, setup } from 'xstate';
import { type ActorEvent, type ActorId, effectActions, POD_ACTOR_IDS } from '../../../src/actors/effects.ts';
import { startActor } from '../../../src/world/actor-state.ts';
import { createModel, type Model } from '../../../src/world/model.ts';
import type { Scenario } from '../../../src/world/scenario.ts';
import type { World } from '../../../src/world/world.ts';

export interface RingSize {
  readonly processes: number;
  readonly count: number;
}

/** The ring as a model like any other; what is left of `scenario` takes no part. */
export function ringModel(scenario: Scenario, { processes, count }: RingSize): Model {
  const ids = POD_ACTOR_IDS.slice(0, processes);
  const machines = Object.fromEntries(
    ids.map((id, at) => [id, processMachine(ids[(at + 1) % processes] ?? id, count)]),
  );
  const model = createModel(scenario, 'any');
  const actors = Object.fromEntries(
    ids.map((id) => {
      const machine = machines[id];
      if (machine === undefined) throw new Error(`there is a machine for ${id}`);
      return [id, { ...startActor(machine).state, mailbox: [] }];
    }),
  );
  const first: World = { nowMs: 0, kernel: model.first.kernel, shared: null, actors, timers: [] };
  return { ...model, machines, first };
}

function processMachine(next: ActorId, count: number) {
  return setup({
    types: { context: {} as { n: number }, events: {} as ActorEvent },
    actions: effectActions,
  }).createMachine({
    context: { n: 0 },
    initial: 'counting',
    states: {
      counting: {
        entry: { type: 'compute', params: { label: 'n + 1' } },
        on: {
          computed: [
            {
              guard: ({ context }) => context.n + 1 < count,
              target: 'counting',
              reenter: true,
              actions: assign({ n: ({ context }) => context.n + 1 }),
            },
            {
              target: 'listening',
              actions: [
                assign({ n: ({ context }) => context.n + 1 }),
                { type: 'post', params: { to: next, message: { type: 'annotatePod' } } },
              ],
            },
          ],
        },
      },
      listening: { on: { annotatePod: 'done' } },
      done: {},
    },
  });
}

/** The same ring as one machine, for `xstate/graph`: a parallel region and an event of its own for each process. */
export function ringMachine({ processes, count }: RingSize) {
  interface Context {
    readonly n: readonly number[];
    readonly mail: readonly boolean[];
  }
  const events = Array.from({ length: processes }, (_, i) => ({ type: `step${i}` }));
  const counted = (i: number) =>
    assign(({ context }: { context: Context }) => ({ n: context.n.with(i, (context.n[i] ?? 0) + 1) }));
  const mailed = (i: number, isThere: boolean) =>
    assign(({ context }: { context: Context }) => ({ mail: context.mail.with(i, isThere) }));
  const region = (i: number) => ({
    initial: 'counting',
    states: {
      counting: {
        on: {
          [`step${i}`]: [
            { guard: ({ context }: { context: Context }) => (context.n[i] ?? 0) + 1 < count, actions: counted(i) },
            { target: 'listening', actions: [counted(i), mailed((i + 1) % processes, true)] },
          ],
        },
      },
      listening: {
        on: {
          [`step${i}`]: {
            guard: ({ context }: { context: Context }) => context.mail[i] === true,
            target: 'done',
            actions: mailed(i, false),
          },
        },
      },
      done: {},
    },
  });
  const machine = createMachine({
    types: {} as { context: Context },
    context: { n: events.map(() => 0), mail: events.map(() => false) },
    type: 'parallel',
    states: Object.fromEntries(events.map((_, i) => [`process${i}`, region(i)])),
  });
  return { machine, events };
}
