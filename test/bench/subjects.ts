// What the benchmark measures: the model and its peers, each on the very same work as the one it is compared with.
//
// `step` is compared with XState's bare `transition` on the transitions that those steps make: what is above it is
// kernel, mailboxes, timers and trace. The simulated kernel is compared with memfs, which changes in place and keeps no
// earlier state; renames of links are left out, because memfs follows them (docs/decisions).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memfs } from 'memfs';
import { type AnyMachineSnapshot, type AnyStateMachine, type EventObject, transition } from 'xstate';
import { assert } from '../../src/kernel/assert.ts';
import { bootKernel, type Kernel, syscall } from '../../src/kernel/kernel.ts';
import { failed, type SystemCall } from '../../src/kernel/system-call.ts';
import { O } from '../../src/kernel/vocabulary.ts';
import { loadCatalog, type Texts } from '../../src/simulation/catalog.ts';
import { enabled } from '../../src/world/enabled.ts';
import { createModel, type Model } from '../../src/world/model.ts';
import { type Run, runToEnd } from '../../src/world/run.ts';
import { createScheduler } from '../../src/world/schedulers.ts';
import { step } from '../../src/world/step.ts';
import type { World } from '../../src/world/world.ts';

export interface Subject {
  readonly name: string;
  /** What one operation is. */
  readonly unit: string;
  /** Operations of one call of `run`. */
  readonly operations: number;
  readonly run: () => void;
}

/** Every subject; those that are compared stand together. `root` is the repository. */
export function createSubjects(root: string): readonly Subject[] {
  const texts = (folder: string): Texts => {
    const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.yaml'));
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(root, folder, name), 'utf8')]));
  };
  const catalog = loadCatalog({ simulations: texts('simulations'), strategies: texts('simulations/strategies') });
  const stories = ['incident', 'x2-second-update'].flatMap((name) => {
    const simulation = catalog.simulations.find(({ scenario }) => scenario.name === name);
    assert(simulation !== undefined, `there is a simulation ${name}`);
    return storySubjects(name, createModel(simulation.scenario, 'prompt'));
  });
  return [...stories, kernelSubject(), memfsSubject()];
}

function storySubjects(name: string, model: Model): readonly Subject[] {
  const run = runToEnd(model, createScheduler('app-first', 0));
  const moves = movesOf(model, run);
  return [
    {
      name: `${name}: enabled + step`,
      unit: 'step',
      operations: run.steps.length,
      run: () => {
        let world: World = model.first;
        for (const { index } of run.steps) {
          const choice = enabled(model, world)[index];
          assert(choice !== undefined, 'the run takes the same choices again');
          world = step(model, world, choice).world;
        }
      },
    },
    {
      name: `${name}: step`,
      unit: 'step',
      operations: run.steps.length,
      run: () => {
        let world: World = model.first;
        for (const { choice } of run.steps) world = step(model, world, choice).world;
      },
    },
    {
      name: `${name}: XState transition() alone`,
      unit: 'transition',
      operations: moves.length,
      run: () => {
        for (const { machine, snapshot, event } of moves) transition(machine, snapshot, event);
      },
    },
  ];
}

interface Move {
  readonly machine: AnyStateMachine;
  readonly snapshot: AnyMachineSnapshot;
  readonly event: EventObject;
}

/** Every transition that the steps of a run make: the run is taken again with machines that note what they are given. */
function movesOf(model: Model, run: Run): readonly Move[] {
  const moves: Move[] = [];
  const noted = (machine: AnyStateMachine): AnyStateMachine =>
    Object.create(machine, {
      transition: {
        value: (...args: Parameters<AnyStateMachine['transition']>) => {
          const [snapshot, event] = args;
          moves.push({ machine, snapshot: snapshot as AnyMachineSnapshot, event });
          return machine.transition(...args);
        },
      },
    });
  const machines = Object.fromEntries(
    Object.entries(model.machines).flatMap(([id, machine]) => (machine === undefined ? [] : [[id, noted(machine)]])),
  );
  let world: World = model.first;
  for (const { choice } of run.steps) world = step({ ...model, machines }, world, choice).world;
  return moves;
}

const FILES = Array.from({ length: 10 }, (_, index) => `/f${index}`);
const CONTENT = 'groupBuy: true\n'.repeat(4);
/** Calls for one file: it is made, written, read, renamed and removed, and all is as before. */
const CALLS_PER_FILE = 11;

function kernelSubject(): Subject {
  return {
    name: 'kernel: system calls, every state kept',
    unit: 'call',
    operations: FILES.length * CALLS_PER_FILE,
    run: () => {
      let kernel: Kernel = bootKernel();
      const call = <C extends SystemCall>(request: C) => {
        const outcome = syscall(kernel, request);
        assert(!failed(outcome.result), `${request.call} succeeds`);
        kernel = outcome.kernel;
        return outcome.result;
      };
      for (const path of FILES) {
        const made = call({ call: 'open', path, flags: O.O_WRONLY | O.O_CREAT, mode: 0o644 });
        assert('fd' in made, 'open gives a descriptor');
        call({ call: 'write', fd: made.fd, data: CONTENT });
        call({ call: 'close', fd: made.fd });
        call({ call: 'chmod', path, mode: 0o600 });
        call({ call: 'stat', path });
        const opened = call({ call: 'open', path, flags: O.O_RDONLY });
        assert('fd' in opened, 'open gives a descriptor');
        call({ call: 'read', fd: opened.fd, count: 4096 });
        call({ call: 'close', fd: opened.fd });
        call({ call: 'rename', from: path, to: `${path}-new` });
        call({ call: 'lstat', path: `${path}-new` });
        call({ call: 'unlink', path: `${path}-new` });
      }
    },
  };
}

function memfsSubject(): Subject {
  const buffer = Buffer.alloc(4096);
  return {
    name: 'memfs: the same calls, changed in place',
    unit: 'call',
    operations: FILES.length * CALLS_PER_FILE,
    run: () => {
      const { fs } = memfs();
      for (const path of FILES) {
        const made = fs.openSync(path, 'w', 0o644);
        fs.writeSync(made, CONTENT);
        fs.closeSync(made);
        fs.chmodSync(path, 0o600);
        fs.statSync(path);
        const opened = fs.openSync(path, 'r');
        fs.readSync(opened, buffer, 0, buffer.length, 0);
        fs.closeSync(opened);
        fs.renameSync(path, `${path}-new`);
        fs.lstatSync(`${path}-new`);
        fs.unlinkSync(`${path}-new`);
      }
    },
  };
}
