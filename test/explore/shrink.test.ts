// Shrinking: what is left replays, violates the same property and needs each of its choices, found out here without any
// of shrink's own means.
import { describe, expect, test } from 'vitest';
import { check } from '../../src/explore/check.ts';
import { ddmin, judgeWitness, type Shrunk, shrink } from '../../src/explore/shrink.ts';
import { formatToken, parseToken, replay } from '../../src/explore/token.ts';
import type { PropertyName } from '../../src/properties/names.ts';
import { findProperty, properties } from '../../src/properties/properties.ts';
import { DEFAULT_PARAMETERS, lastWorld, type PropertyParameters } from '../../src/properties/property.ts';
import type { Simulation } from '../../src/simulation/simulation.ts';
import { enabled } from '../../src/world/enabled.ts';
import { createModel, type Model } from '../../src/world/model.ts';
import { type Run, runToEnd } from '../../src/world/run.ts';
import { TIMINGS, type Timing } from '../../src/world/scenario.ts';
import { createScheduler, randomNumbers } from '../../src/world/schedulers.ts';
import { step } from '../../src/world/step.ts';
import { choiceKey, type World } from '../../src/world/world.ts';
import { modelOf, shippedCatalog } from '../shipped.ts';

const { simulations } = shippedCatalog();

function shipped(name: string): Simulation {
  const found = simulations.find(({ scenario }) => scenario.name === name);
  if (found === undefined) throw new Error(`${name} is shipped`);
  return found;
}

const randomRun = (model: Model, seed: number): Run => runToEnd(model, createScheduler('random', seed));

/** The texts of a schedule's choices. */
const keysOf = ({ steps }: Pick<Run, 'steps'>): readonly string[] => steps.map(({ choice }) => choiceKey(choice));

interface Walked {
  readonly run: Run;
  /** Choices that were not enabled when their turn came. */
  readonly impossible: number;
}

/** Takes what is possible of a list of choices, from the first world. */
function walk(model: Model, keys: readonly string[]): Walked {
  const steps: Run['steps'][number][] = [];
  let world: World = model.first;
  let impossible = 0;
  for (const key of keys) {
    const choices = enabled(model, world);
    const index = choices.findIndex((each) => choiceKey(each) === key);
    const choice = choices[index];
    if (choice === undefined) {
      impossible += 1;
      continue;
    }
    const taken = step(model, world, choice);
    world = taken.world;
    steps.push({ choice, index, ...taken });
  }
  return { run: { first: model.first, steps, end: 'horizon' }, impossible };
}

function isOfTheEnd(model: Model, name: PropertyName): boolean {
  return findProperty(model, name)?.isOfTheEnd ?? false;
}

/** After how many steps a schedule violates a property; null: not at all. */
function violatedAt(model: Model, run: Run, name: PropertyName, parameters: PropertyParameters): number | null {
  const rest = runToEnd(model, createScheduler('app-first', 0), lastWorld(run));
  const judged = isOfTheEnd(model, name) ? { ...run, steps: [...run.steps, ...rest.steps], end: rest.end } : run;
  const judgement = findProperty(model, name)?.judge(model, judged, parameters);
  return judgement?.verdict === 'violated' ? judgement.atStep : null;
}

/** All that a shrunk run promises. */
function expectMinimal(model: Model, run: Run, shrunk: Shrunk, parameters: PropertyParameters): void {
  const { property, before, steps, proof } = shrunk;
  const keys = keysOf(shrunk);
  expect(steps.length).toBeLessThanOrEqual(before);
  expect(before).toBeLessThanOrEqual(run.steps.length);
  expect(isSubsequence(keys, keysOf(run))).toBe(true);

  const whole = walk(model, keys);
  expect(whole.impossible).toBe(0);
  expect(whole.run.steps).toEqual(steps);
  const at = violatedAt(model, whole.run, property, parameters);
  if (isOfTheEnd(model, property)) expect(at).toBeGreaterThanOrEqual(steps.length);
  else expect(at).toBe(steps.length);

  expect(proof.length).toBe(steps.length);
  for (const [index, { taken, firstImpossible }] of proof.entries()) {
    const without = walk(model, keys.toSpliced(index, 1));
    expect([index, violatedAt(model, without.run, property, parameters)]).toEqual([index, null]);
    expect([taken, firstImpossible === null]).toEqual([without.run.steps.length, without.impossible === 0]);
    // What the proof calls impossible is the first such step: up to it, and not with it, all is possible.
    const upTo = keys.slice(0, firstImpossible ?? 0).toSpliced(index, 1);
    if (firstImpossible !== null) expect(walk(model, upTo).impossible).toBe(1);
  }
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const each of whole) if (part[at] === each) at += 1;
  return at === part.length;
}

/** Longer ones take seconds each, and say no more. */
const BEFORE_MAX = 120;
const SEEDS = [1, 2, 3, 4, 5, 6];

/** The violations of random runs, each property twice at most. */
function violations(model: Model, parameters: PropertyParameters): readonly { run: Run; property: PropertyName }[] {
  const all = SEEDS.flatMap((seed) => {
    const run = randomRun(model, seed);
    return judgeWitness(model, run, parameters)
      .filter(({ verdict, atStep }) => verdict === 'violated' && (atStep ?? 0) <= BEFORE_MAX)
      .map(({ property }) => ({ run, property }));
  });
  return all.filter(({ property }, at) => all.slice(0, at).filter((each) => each.property === property).length < 2);
}

describe.each(TIMINGS.map((timing): [Timing] => [timing]))(
  'random runs of every shipped simulation, %s timing',
  (timing) => {
    let count = 0;

    test.each(simulations.map((simulation) => [simulation.scenario.name, simulation] as const))(
      '%s: shrunk, they violate the same, and every choice is needed',
      (_, simulation) => {
        const { parameters } = simulation;
        const model = modelOf(simulation, timing);
        for (const { run, property } of violations(model, parameters)) {
          const shrunk = shrink(model, run, property, parameters);
          if (shrunk === null) throw new Error(`${property} is violated`);
          expect(shrunk.property).toBe(property);
          expectMinimal(model, run, shrunk, parameters);
          count += 1;
        }
      },
    );

    test('there were some', () => {
      expect(count).toBeGreaterThan(10);
    });
  },
);

describe('never-empty of the incident', () => {
  const { scenario, parameters } = shipped('incident');

  test.each(TIMINGS.map((timing): [Timing] => [timing]))(
    'under %s timing: no shrunk run is shorter than the shortest that check knows, and some are as short',
    (timing) => {
      const model = createModel(scenario, timing);
      const [verdict] = check(model, { properties: ['never-empty'] }).verdicts;
      const shortest = verdict?.counterexample?.steps.length ?? 0;
      const lengths: number[] = [];
      for (let seed = 0; seed < 400; seed += 1) {
        const run = randomRun(model, seed);
        const shrunk = shrink(model, run, 'never-empty', parameters);
        if (shrunk === null) continue;
        expectMinimal(model, run, shrunk, parameters);
        lengths.push(shrunk.steps.length);
      }
      expect(lengths.length).toBeGreaterThan(1);
      expect(Math.min(...lengths)).toBe(shortest);
    },
  );

  test('the shortest schedule of check cannot be shortened', () => {
    const model = createModel(scenario);
    const [verdict] = check(model, { properties: ['never-empty'] }).verdicts;
    const steps = verdict?.counterexample?.steps ?? [];
    const shrunk = shrink(model, { first: model.first, steps, end: 'steps-max' }, 'never-empty', parameters);
    expect(shrunk?.steps).toEqual(steps);
  });

  test('the same run is shortened the same way each time', () => {
    const model = createModel(scenario, 'any');
    const run = randomRun(model, 14);
    const shrunk = shrink(model, run, 'never-empty', parameters);
    expect(shrunk?.before).toBeGreaterThan(shrunk?.steps.length ?? 0);
    expect(shrink(model, run, 'never-empty', parameters)).toEqual(shrunk);
  });
});

describe('properties of the end', () => {
  test('nothing is needed where the completing policy violates by itself', () => {
    const { scenario, parameters } = shipped('incident-kubelet');
    const model = createModel(scenario);
    const shrunk = shrink(model, randomRun(model, 1), 'converges', parameters);
    expect(shrunk).toMatchObject({ steps: [], candidates: 1, proof: [] });
    expect(shrunk?.run).toEqual(runToEnd(model, createScheduler('app-first', 0)));
  });

  test('what is needed against that policy is left, and its token, played on by it, violates', () => {
    const { scenario } = shipped('x1-single-update-data-create');
    const cluster = { ...scenario.cluster, syncJitter: [1, 1.4] };
    const model = createModel({ ...scenario, cluster });
    // Only the longer period between two syncs is over this bound, and app-first takes the first factor.
    const parameters = { ...DEFAULT_PARAMETERS, stalenessMs: 70_000 };
    const found = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((seed) => {
      const run = randomRun(model, seed);
      const shrunk = shrink(model, run, 'bounded-staleness', parameters);
      return shrunk === null ? [] : [{ run, shrunk }];
    });
    expect(found.length).toBeGreaterThan(1);
    for (const { run, shrunk } of found) {
      expect(keysOf(shrunk)).toEqual(['choose podWorker 1']);
      expectMinimal(model, run, shrunk, parameters);
      const schedule = parseToken(formatToken(model, shrunk.steps));
      const played = 'problem' in schedule ? schedule : replay(model, schedule, createScheduler('app-first', 0));
      expect(played).toEqual(shrunk.run);
    }
  });

  test('are not judged without a clock', () => {
    const { scenario, parameters } = shipped('incident-kubelet');
    const model = createModel(scenario, 'any');
    const run = randomRun(model, 1);
    expect(shrink(model, run, 'converges', parameters)).toBeNull();
    const judged = judgeWitness(model, run, parameters).filter(({ property }) => isOfTheEnd(model, property));
    expect(judged.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive', 'inconclusive']);
  });
});

test('a run that does not violate is not shortened', () => {
  const { scenario, parameters } = shipped('x1-single-update-data-create');
  const model = createModel(scenario);
  for (const { name } of properties) expect(shrink(model, randomRun(model, 1), name, parameters)).toBeNull();
});

/** Does a set of small numbers fail? It needs all of `core`, and with the first of a pair also the second. */
type Failing = (items: readonly number[]) => boolean;

function randomFailing(seed: number): Failing {
  const random = randomNumbers(seed);
  const number = (): number => Math.floor(random() * 16);
  const core = Array.from({ length: 1 + (seed % 3) }, number);
  const pairs = Array.from({ length: 6 }, () => [number(), number()] as const);
  return (items) =>
    core.every((each) => items.includes(each)) &&
    pairs.every(([one, other]) => !items.includes(one) || items.includes(other));
}

test('delta debugging leaves no item that can be left out, where leaving out one makes another one needless too', () => {
  const all = Array.from({ length: 16 }, (_, item) => item);
  for (let seed = 0; seed < 300; seed += 1) {
    const fails = randomFailing(seed);
    const least = ddmin(all, (kept, wanted) => (fails([...kept, ...wanted]) ? [...kept, ...wanted] : null));
    expect([seed, fails(least)]).toEqual([seed, true]);
    expect([seed, least.filter((_, at) => fails(least.toSpliced(at, 1)))]).toEqual([seed, []]);
  }
});
