// Handlers in simulations: the same verdicts as the strategies that they spell out, and mistakes at their place.
// Rules H2 to H5.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Strategy } from '../../src/actors/app/strategy.ts';
import { check } from '../../src/explore/check.ts';
import { shippedStrategies } from '../../src/files/shipped.ts';
import { loadEngine } from '../../src/handler/load-engine.ts';
import { handlerMistakes } from '../../src/handler/mistakes.ts';
import { assert } from '../../src/kernel/assert.ts';
import { judgeRun } from '../../src/properties/properties.ts';
import { loadSimulation } from '../../src/simulation/parse.ts';
import { type Simulation, withStrategy } from '../../src/simulation/simulation.ts';
import { createModel } from '../../src/world/model.ts';
import { runToEnd } from '../../src/world/run.ts';
import type { Timing } from '../../src/world/scenario.ts';
import { createScheduler } from '../../src/world/schedulers.ts';

const engine = await loadEngine();
const FOLDER = join(import.meta.dirname, '../../simulations/handlers');

function parsed(text: string, file: string, sources = {}): Simulation {
  const loaded = loadSimulation(text, file, [], sources);
  assert('simulation' in loaded, `${file} has no mistakes`);
  return loaded.simulation;
}

function shipped(name: string): Simulation {
  const file = join(FOLDER, `${name}.yaml`);
  return parsed(readFileSync(file, 'utf8'), file);
}

function named(name: string): Strategy {
  const [strategy] = shippedStrategies([name]);
  assert(strategy !== undefined, `${name} is delivered`);
  return strategy;
}

function verdictsOf({ scenario, parameters }: Simulation, timing: Timing): readonly string[] {
  const { verdicts } = check(createModel(scenario, timing, engine), { parameters });
  return verdicts.map(({ property, verdict, vacuous }) => `${property} ${verdict} ${vacuous ?? ''}`);
}

const SAFE: Strategy = {
  ...named('dir-data-create'),
  start: 'read-watch-read',
  read: { how: 'pinned-directory', retries: 0, delayMs: 0 },
  verify: { nonEmpty: true, parse: true, requiredKeys: [] },
};

describe('handlers delivered', () => {
  test.each([
    ['naive', 'prompt', named('watch-file-write')],
    ['naive', 'any', named('watch-file-write')],
    ['safe', 'prompt', SAFE],
  ] as const)('H2 H4 %s under %s timing has the verdicts of its strategy', (name, timing, strategy) => {
    const simulation = shipped(name);
    expect(verdictsOf(simulation, timing)).toEqual(verdictsOf(withStrategy(simulation, strategy), timing));
  });

  test.each(['naive', 'safe'])('%s is as its file expects', (name) => {
    const simulation = shipped(name);
    const { verdicts } = check(createModel(simulation.scenario, 'prompt', engine), {
      parameters: simulation.parameters,
    });
    for (const { property, verdict } of simulation.expect) {
      expect([property, verdicts.find((each) => each.property === property)?.verdict]).toEqual([property, verdict]);
    }
  });
});

const simple = (handler: string, rest = ''): string =>
  `title: t\nwhy: w\nconfigMap: { data: { a.yaml: "a: 1" } }\nstory: [{ at: 5s, apply: { a.yaml: "a: 2" } }]\napp:\n  handler: |\n${handler
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n${rest}`;

function ran(handler: string, rest = '') {
  const simulation = parsed(simple(handler, rest), 'x.yaml');
  const model = createModel(simulation.scenario, 'prompt', engine);
  const run = runToEnd(model, createScheduler('app-first', 1));
  const events = run.steps.flatMap(({ events: told }) => told);
  const facts = events.flatMap((event) => (event.kind === 'fact' && event.actor === 'app' ? [event.fact] : []));
  const calls = events.flatMap((event) => (event.kind === 'syscall' && event.actor === 'app' ? [event.call.call] : []));
  return { facts, calls, judgements: judgeRun(model, run, simulation.parameters) };
}

describe('handlers in a run', () => {
  test('H2 a call of fs is its system calls, each a step', () => {
    const { calls } = ran(
      'await fs.readFile("/etc/config/a.yaml");\nawait fs.readdir(mountPath);\nawait fs.stat(mountPath);',
    );
    expect(calls).toEqual(['walk', 'openat', 'read', 'close', 'walk', 'openat', 'getdents', 'close', 'stat']);
  });

  test('H2 what fs tells is what is in the volume', () => {
    const { facts } = ran(
      [
        'console.log((await fs.readdir(mountPath)).join());',
        'console.log((await fs.lstat("/etc/config/a.yaml")).isSymbolicLink(), await fs.readlink("/etc/config/a.yaml"));',
        'console.log(await fs.realpath("/etc/config/a.yaml"));',
        'const handle = await fs.open("/etc/config/a.yaml");',
        'console.log(await handle.readFile("utf8")); await handle.close();',
        'try { await handle.readFile(); } catch ({ code }) { console.log(code); }',
      ].join('\n'),
    );
    const printed = facts.flatMap(({ kind, about }) => (kind === 'printed' ? [about.text] : []));
    const volume = ['..data,..ts1,a.yaml', 'true ..data/a.yaml', '/etc/config/..ts1/a.yaml'];
    expect(printed).toEqual([...volume, 'a: 1', 'EBADF']);
  });

  test('H3 watches are the library’s, and a failed Add is an error', () => {
    const { facts } = ran(
      "const w = new Watcher();\nawait w.add(mountPath);\nawait w.add('/nowhere').catch((e) => console.log(e.code));",
    );
    expect(facts.map(({ kind }) => kind)).toEqual(['armed', 'arm-failed', 'printed', 'loop-exited']);
  });

  test('H4 a poll reloads, and what it does is done because of the poll', () => {
    const { facts } = ran(
      'for await (const _ of every("10s")) serve(await fs.readFile("/etc/config/a.yaml", "utf8"));',
    );
    const applied = facts.filter(({ kind }) => kind === 'reload-applied');
    expect(applied.length).toBeGreaterThan(5);
    expect(applied.every(({ about }) => about.trigger === 'poll')).toBe(true);
  });

  test('H4 timers of the program fire, and a debounce that is cleared does not', () => {
    const { facts } = ran(
      'const t = setTimeout(() => console.log("no"), 50);\nawait sleep(20);\nclearTimeout(t);\nawait sleep(100);\nconsole.log("yes");',
    );
    expect(facts.flatMap(({ about }) => about.text ?? [])).toEqual(['yes']);
  });

  test('H5 an uncaught error ends the process: never-crashes is violated, with message and line', () => {
    const { facts, judgements } = ran('serve(await fs.readFile("/etc/config/a.yaml", "utf8"));\nnull.x;');
    const about = { message: "TypeError: cannot read property 'x' of null", line: 2 };
    expect(facts.at(-1)).toEqual({ rule: 'H5', kind: 'crashed', about });
    expect(judgements.find(({ property }) => property === 'never-crashes')?.verdict).toBe('violated');
  });

  test('H5 a program with nothing left to wait for leaves its process serving what it has', () => {
    const { facts } = ran('serve(await fs.readFile("/etc/config/a.yaml", "utf8"));');
    expect(facts.map(({ kind }) => kind)).toEqual(['reload-applied', 'loop-exited']);
  });

  test('H4 a poll under any timing is decided, because its turns are checkpoints', () => {
    const text = simple(
      'for await (const _ of every("10s")) {\n  try { serve(await fs.readFile("/etc/config/a.yaml", "utf8")); } catch {}\n}',
    );
    const { scenario, parameters } = parsed(text, 'x.yaml');
    const { verdicts } = check(createModel(scenario, 'any', engine), { parameters, statesMax: 400_000 });
    expect(verdicts.find(({ property }) => property === 'converges')?.verdict).toBe('holds');
  });
});

describe('mistakes', () => {
  const mistakes = (text: string, sources = {}) => handlerMistakes(parsed(text, 'x.yaml', sources), text);

  test('a syntax error in a block is told at its place in the file', () => {
    expect(mistakes(simple('await sleep(1);\nlet x = = 1;'))).toEqual([
      { code: 'wrong-value', file: 'x.yaml', line: 8, column: 13, message: 'app.handler: Unexpected token' },
    ]);
  });

  test('a syntax error elsewhere is told at the field, with its place in the source', () => {
    const text = 'title: t\nwhy: w\nconfigMap: { data: { a: "a: 1" } }\napp: { handler: mine.js }';
    expect(mistakes(text, { 'mine.js': 'let' })[0]).toMatchObject({ line: 4, message: /\(mine\.js:1:4\)$/ });
  });

  test('a module that is none is told where it is imported', () => {
    const [mistake] = mistakes(simple("import http from 'node:http';"));
    expect(mistake?.message).toMatch(
      /^app\.handler: found the module "node:http", expected one of node:fs\/promises, /,
    );
  });

  test.each([
    [
      'both',
      'app: { strategy: viper, handler: "x()" }',
      'app.handler: found it beside app.strategy, expected one of the two',
    ],
    ['neither', 'app: {}', 'app.strategy: missing, expected the name of a strategy, a strategy, or the field handler'],
    [
      'no such file',
      'app: { handler: a.js }',
      'app.handler: found "a.js", expected a file that is there, relative to this one, or JavaScript',
    ],
  ])('%s of strategy and handler', (_, app, message) => {
    const loaded = loadSimulation(`title: t\nwhy: w\nconfigMap: { data: { a: "a: 1" } }\n${app}`, 'x.yaml', [
      named('viper'),
    ]);
    expect('diagnostics' in loaded ? loaded.diagnostics.map((each) => each.message) : []).toEqual([message]);
  });
});
