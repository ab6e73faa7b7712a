// The oracle against a plain recomputation, at every place of small simulations; and what it says where it cannot know.
import { describe, expect, test } from 'vitest';
import { check } from '../../src/explore/check.ts';
import {
  fateAt,
  type OracleOptions,
  type Outlook,
  outlooksOf,
  type Place,
  placeAfter,
  wayToViolation,
} from '../../src/explore/oracle.ts';
import type { PropertyName } from '../../src/properties/names.ts';
import { DEFAULT_PARAMETERS } from '../../src/properties/property.ts';
import { enabled } from '../../src/world/enabled.ts';
import { createModel, type Model } from '../../src/world/model.ts';
import { runToEnd, takeStep } from '../../src/world/run.ts';
import { createScheduler } from '../../src/world/schedulers.ts';
import { modelOf, shippedCatalog } from '../shipped.ts';
import { type ReferenceNode, referenceOutlook } from './reference-oracle.ts';
import { scenarioOf } from './scenario-generator.ts';

const SMALL = 320;
const OPTIONS: OracleOptions = { parameters: DEFAULT_PARAMETERS, statesMax: 100_000, onProgress: () => true };

function ask(model: Model, options: Partial<OracleOptions> = {}): readonly Outlook[] {
  return [...outlooksOf(model, { ...OPTIONS, ...options })];
}

function outlookOn(model: Model, property: PropertyName, options: Partial<OracleOptions> = {}): Outlook {
  const found = ask(model, options).find((each) => each.property === property);
  if (found === undefined) throw new Error(`every property has an outlook, ${property} too`);
  return found;
}

function shipped(name: string): Model {
  const found = shippedCatalog().simulations.find(({ scenario }) => scenario.name === name);
  if (found === undefined) throw new Error(`${name} is shipped`);
  return modelOf(found, 'prompt');
}

/** Walks every place that the reference has, side by side; returns the fates that were met. */
function agrees(model: Model, outlook: Outlook): ReadonlySet<string> {
  const { property } = outlook;
  const reference = referenceOutlook(model, property, DEFAULT_PARAMETERS);
  const [first] = reference.values();
  const fates = new Set<string>();
  const seen = new Set<string>();
  const queue: { readonly node: ReferenceNode | undefined; readonly place: Place }[] = [
    { node: first, place: placeAfter(outlook, []) },
  ];
  for (const { node, place } of queue) {
    if (node === undefined || seen.has(node.key)) continue;
    seen.add(node.key);
    const way = wayToViolation(outlook, place);
    const distance = place.violatedAt === null ? (way?.length ?? null) : 0;
    expect([property, place.steps, fateAt(outlook, place), distance]).toEqual([
      property,
      place.steps,
      node.fate,
      node.distance,
    ]);
    if (way !== null) expect(fateAt(outlook, placeAfter(outlook, way, place))).toBe('violated');
    expect(place.lostAt !== null).toBe(node.fate === 'doomed' || node.fate === 'violated');
    fates.add(node.fate);
    for (const [choice, key] of node.next.entries()) {
      queue.push({ node: reference.get(key), place: placeAfter(outlook, [choice], place) });
    }
  }
  expect(seen.size).toBe(reference.size);
  return fates;
}

describe('at every place of a small simulation it says what a plain recomputation says', () => {
  test.each([
    ...['incident', 'incident-debounced', 'incident-kubelet', 'article-subpath', 'x2-second-update'],
    ...['drain-unsafe-flag', 'circuit-breaker-article', 'canary-safe'],
  ])('%s', (name) => {
    const model = shipped(name);
    for (const outlook of ask(model)) agrees(model, outlook);
  });

  test.each(['container-crash', 'watch-limit'] as const)(
    'the incident with %s, which may happen and is owed to nobody',
    (fault) => {
      const faults = [{ fault, times: 1, forMs: null }];
      const model = createModel({ ...shipped('incident').scenario, faults }, 'prompt');
      for (const property of ['never-empty', 'converges', 'no-reload-storm'] as const) {
        agrees(model, outlookOn(model, property));
      }
    },
  );

  test('generated ones, in which every fate is met', () => {
    const onStates = new Set<string>();
    const onPaths = new Set<string>();
    for (let seed = 0; seed < 40; seed += 1) {
      const model = createModel(scenarioOf(seed), 'prompt');
      if (check(model, { properties: [], statesMax: SMALL }).covered.end !== 'complete') continue;
      const [base, ...outlooks] = ask(model);
      for (const outlook of outlooks) {
        const met = outlook.edges === base?.edges ? onStates : onPaths;
        for (const fate of agrees(model, outlook)) met.add(fate);
      }
    }
    const all = ['at-risk', 'doomed', 'safe', 'violated'];
    expect([...onStates].sort()).toEqual(all);
    expect([...onPaths].sort()).toEqual(all);
  });
});

describe('along a path', () => {
  const model = shipped('incident-debounced');
  const outlook = outlookOn(model, 'converges');
  const [verdict] = check(model, { properties: ['converges'] }).verdicts;

  test('from the first world the way is as short as the counterexample, and lost where that is lost', () => {
    const way = wayToViolation(outlook, placeAfter(outlook, []));
    const { violatedAt, lostAt } = placeAfter(outlook, way ?? []);
    const { steps, pointOfNoReturn } = verdict?.counterexample ?? { steps: [], pointOfNoReturn: null };
    expect([way?.length, violatedAt, lostAt]).toEqual([steps.length, steps.length, pointOfNoReturn]);
  });

  test('what has been violated stays so, wherever the path goes on to', () => {
    const empty = outlookOn(model, 'never-empty');
    const { steps } = runToEnd(model, createScheduler('app-first', 0));
    const path = steps.map(({ index }) => index);
    const end = placeAfter(empty, path);
    expect([fateAt(empty, end), wayToViolation(empty, end)]).toEqual(['violated', null]);
    expect(end.violatedAt).toBeLessThan(path.length);
    expect(fateAt(empty, placeAfter(empty, [0], end))).toBe('violated');
  });

  test('beyond the end of a run nothing is known, but what was violated before', () => {
    const safe = outlookOn(shipped('incident'), 'never-crashes');
    const { steps } = runToEnd(shipped('incident'), createScheduler('app-first', 0));
    const end = placeAfter(
      safe,
      steps.map(({ index }) => index),
    );
    expect(fateAt(safe, end)).toBe('safe');
    const beyond = placeAfter(safe, [0], end);
    expect([beyond.state, fateAt(safe, beyond), wayToViolation(safe, beyond)]).toEqual([null, 'unknown', null]);
  });
});

describe('where it cannot know', () => {
  test('a search that was cut short: what was found is told, nothing is safe or lost', () => {
    const model = shipped('incident');
    const whole = outlookOn(model, 'never-empty');
    const cut = outlookOn(model, 'never-empty', { statesMax: 150 });
    expect(cut.reason).toBe('states-max');
    const fates = new Set<string>();
    const seen = new Set<number>();
    const queue: { readonly path: readonly number[] }[] = [{ path: [] }];
    for (const { path } of queue) {
      const place = placeAfter(cut, path);
      if (place.state === null || seen.has(place.state)) continue;
      seen.add(place.state);
      const [fate, truth] = [fateAt(cut, place), fateAt(whole, placeAfter(whole, path))];
      fates.add(fate);
      if (fate === 'at-risk') expect(['at-risk', 'doomed']).toContain(truth);
      else if (fate === 'violated') expect(truth).toBe('violated');
      else expect(fate).toBe('unknown');
      const world = worldAfter(model, path);
      for (const [choice] of enabled(model, world).entries()) queue.push({ path: [...path, choice] });
    }
    expect([...fates].sort()).toEqual(['at-risk', 'unknown', 'violated']);
    expect(seen.size).toBeGreaterThan(150);
  });

  test('without a clock staleness in time is not decided', () => {
    const outlook = outlookOn(createModel(shipped('incident').scenario, 'any'), 'bounded-staleness');
    expect([outlook.reason, fateAt(outlook, placeAfter(outlook, []))]).toEqual(['no-clock', 'unknown']);
  });

  test('nothing to go wrong is said to be so', () => {
    expect(outlookOn(shipped('incident-kubelet'), 'never-empty').vacuous).toBe('no-reload');
  });
});

test('an outlook is plain data: it can be handed from one thread to another', () => {
  const [outlook] = ask(shipped('incident'));
  expect(structuredClone(outlook)).toEqual(outlook);
});

function worldAfter(model: Model, path: readonly number[]) {
  let world = model.first;
  for (const index of path) world = takeStep(model, world, enabled(model, world), index).world;
  return world;
}
