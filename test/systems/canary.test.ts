import { describe, expect, test } from 'vitest';
import { abandonedName, nameIn, templateChanges, writtenName } from '../../src/systems/canary/names.ts';
import { desiredCounts, nextCounts } from '../../src/systems/canary/replica-counts.ts';
import { canaryMistakes, canarySchema } from '../../src/systems/canary/schema.ts';
import { canaryOperations, type Fleet, firstFleet } from '../../src/systems/canary/shared.ts';
import type { Plain } from '../../src/systems/system.ts';
import { checked, mistakesIn, shortest } from './story.ts';

const configured = (given: object = {}) =>
  canarySchema.parse({ configMap: 'hashed', steps: [{ setWeight: 25 }], ...given });
const first = firstFleet(configured());

type Call = readonly [op: string, args?: Plain];

/** Does one operation after the other; the shared state at the end, and what each one was told. */
function perform(start: Fleet, ...calls: readonly Call[]): { shared: Fleet; results: readonly (Plain | 'blocked')[] } {
  let shared = start;
  const results = calls.map(([op, args = null]) => {
    const done = canaryOperations[op]?.perform(shared, args, '@operator') ?? null;
    if (done === null) return 'blocked';
    shared = done.shared;
    return done.result;
  });
  return { shared, results };
}

describe('names', () => {
  const names = (configMap: string) => {
    const config = configured({ configMap });
    return [nameIn(config, 'stable'), nameIn(config, 'canary'), writtenName(config), abandonedName(config)];
  };

  test('R4: new content under a hashed name is a new object, and the old one is not in the manifests any more', () => {
    const [before, after, written, abandoned] = names('hashed');
    expect(after).not.toBe(before);
    expect([written, abandoned]).toEqual([after, before]);
  });

  test('R4: an edit in place is of the object that all pods name', () => {
    expect(new Set(names('in-place').slice(0, 3)).size).toBe(1);
    expect(names('in-place')[3]).toBeNull();
    expect(names('checksum')).toEqual(names('in-place'));
  });

  test('R5: a reference that kustomize does not know stays the name that nothing has any more', () => {
    const [before, after, written, abandoned] = names('hashed-unrewritten');
    expect(after).toBe(before);
    expect(written).not.toBe(after);
    expect(abandoned).toBe(after);
  });

  test('R1: a rollout begins with the pod template, not with a ConfigMap', () => {
    const begins = (given: object) => templateChanges(configured(given));
    expect(begins({ configMap: 'in-place' })).toBe(false);
    expect(begins({ configMap: 'hashed-unrewritten' })).toBe(false);
    expect(begins({ configMap: 'checksum' })).toBe(true);
    expect(begins({ configMap: 'hashed' })).toBe(true);
    expect(begins({ configMap: 'in-place', newImage: true })).toBe(true);
    expect(perform(first, ['applyRollout', { name: 'a', changes: false }], ['begin']).results).toEqual([
      false,
      'blocked',
    ]);
    expect(perform(first, ['applyRollout', { name: 'a', changes: true }], ['begin'], ['begin']).results).toEqual([
      true,
      null,
      'blocked',
    ]);
  });
});

describe('pods of a weight', () => {
  test('R2: the pods that come nearest to the weight, of the replicas or of one more, and at least one of each', () => {
    // From the tests of approximateWeightedCanaryStableReplicaCounts.
    const upstream: readonly (readonly [weight: number, canary: number, stable: number])[] = [
      [0, 0, 10],
      [1, 1, 10],
      [18, 2, 9],
      [19, 2, 9],
      [20, 2, 8],
      [23, 2, 8],
      [24, 3, 8],
      [25, 3, 8],
      [99, 10, 1],
      [100, 10, 0],
    ];
    for (const [weight, canary, stable] of upstream)
      expect([weight, desiredCounts(10, weight)]).toEqual([weight, { canary, stable }]);
    expect(desiredCounts(4, 10)).toEqual({ canary: 1, stable: 4 });
    expect(desiredCounts(1, 5)).toEqual({ canary: 1, stable: 1 });
  });

  const all = (spec: number) => ({ spec, available: spec });
  const none = (spec: number) => ({ spec, available: 0 });

  test('R3: at most a quarter is added and at most a quarter taken away at once', () => {
    expect(nextCounts(4, 25, all(0), all(4))).toEqual({ canary: 1, stable: 3 });
    expect(nextCounts(4, 100, all(1), all(3))).toEqual({ canary: 2, stable: 2 });
    expect(nextCounts(10, 10, all(0), all(10))).toEqual({ canary: 1, stable: 9 });
  });

  test('R3: nothing is taken away below what must be available', () => {
    expect(nextCounts(4, 50, none(2), all(3))).toEqual({ canary: 2, stable: 3 });
  });

  test('R3: an abort adds stable pods first; if these do not start, canary pods stay', () => {
    expect(nextCounts(4, 0, all(2), all(2))).toEqual({ canary: 1, stable: 3 });
    expect(nextCounts(4, 0, all(1), { spec: 4, available: 2 })).toEqual({ canary: 1, stable: 4 });
    expect(nextCounts(4, 0, all(1), { spec: 4, available: 3 })).toEqual({ canary: 0, stable: 4 });
  });

  test('R3: the controller is told when all is there, and waits while it is not', () => {
    const scaled = perform(first, ['setWeight', { replicas: 4, weight: 25 }], ['reconcile', { replicas: 4 }]);
    expect(scaled.results).toEqual([null, { canary: 1, stable: 3 }]);
    expect(scaled.shared.pods).toEqual({
      stable: ['old', 'old', 'old', 'none'],
      canary: ['creating', 'none', 'none', 'none'],
    });
    const started = {
      ...scaled.shared,
      pods: { ...scaled.shared.pods, canary: ['new', 'none', 'none', 'none'] as const },
    };
    expect(perform(scaled.shared, ['reconcile', { replicas: 4 }]).results).toEqual(['blocked']);
    expect(perform(started, ['reconcile', { replicas: 4 }]).results).toEqual(['settled']);
  });

  test('R3: a pod that serves nothing goes before one that serves', () => {
    const fleet: Fleet = { ...first, pods: { ...first.pods, stable: ['old', 'waiting', 'old', 'old'] } };
    const { shared } = perform(fleet, ['setWeight', { replicas: 4, weight: 25 }], ['reconcile', { replicas: 4 }]);
    expect(shared.pods.stable).toEqual(['old', 'none', 'old', 'old']);
  });

  test('R3: an abort that nobody has asked for is waited for, and one without a rollout has nothing to do', () => {
    expect(perform(first, ['seeAbort'], ['askAbort'], ['seeAbort']).results).toEqual(['blocked', false, null]);
    const progressing: Fleet = { ...first, phase: 'progressing' };
    expect(perform(progressing, ['askAbort'], ['reconcile', { replicas: 4 }]).results).toEqual([true, 'abort']);
  });
});

describe('a pod', () => {
  const NAME = 'app-config';
  const pod = (mount: 'volume' | 'envFrom'): Plain => ({ set: 'stable', pod: 1, name: NAME, mount });
  const fleet = (one: 'creating' | 'old', content?: 'old' | 'new'): Fleet => ({
    ...first,
    configMaps: content === undefined ? {} : { [NAME]: content },
    pods: { ...first.pods, stable: [one, 'old', 'old', 'old'] },
  });

  test('R6: it starts with what its ConfigMap holds, or waits until there is one', () => {
    expect(perform(fleet('creating', 'new'), ['watchPod', pod('envFrom')]).results).toEqual(['new']);
    const { results } = perform(
      fleet('creating'),
      ['watchPod', pod('envFrom')],
      ['watchPod', pod('envFrom')],
      ['applyConfigMap', { name: NAME }],
      ['watchPod', pod('envFrom')],
    );
    expect(results).toEqual(['waiting', 'blocked', null, 'new']);
  });

  test('R6: one that is drained is replaced, and starts like any other', () => {
    const { results } = perform(fleet('old', 'new'), ['evict'], ['watchPod', pod('envFrom')]);
    expect(results).toEqual([1, 'new']);
  });

  test('R7: an edit reaches a volume at the next sync, and no environment', () => {
    expect(perform(fleet('old', 'new'), ['watchPod', pod('volume')], ['sync', pod('volume')]).results).toEqual([
      'stale',
      'new',
    ]);
    expect(perform(fleet('old', 'new'), ['watchPod', pod('envFrom')]).results).toEqual(['blocked']);
  });

  test('R9: a ConfigMap is deleted although pods name it; those that run keep what they have read', () => {
    const { shared, results } = perform(fleet('old', 'old'), ['prune', { name: NAME }], ['watchPod', pod('volume')]);
    expect(results).toEqual([null, 'blocked']);
    expect(shared.configMaps).toEqual({});
    expect(perform(shared, ['evict'], ['watchPod', pod('volume')]).results).toEqual([1, 'waiting']);
  });
});

describe('an analysis', () => {
  const fleet = (canary: 'old' | 'new'): Fleet => ({
    ...first,
    pods: { stable: ['new', 'new', 'new', 'none'], canary: [canary, 'none', 'none', 'none'] },
  });

  test('R8: it fails when canary pods serve a bad configuration, and does not see stable pods', () => {
    expect(perform(fleet('new'), ['measure', { bad: true }]).results).toEqual(['failed']);
    expect(perform(fleet('new'), ['measure', { bad: false }]).results).toEqual(['passed']);
    expect(perform(fleet('old'), ['measure', { bad: true }]).results).toEqual(['passed']);
  });
});

describe('a release', () => {
  const STEPS = 'steps: [{ setWeight: 25 }, { pause: 30s }, { analysis: 30s }, { setWeight: 50 }, { pause: 30s }]\n';
  const verdicts = (block: string) => checked('canary', STEPS + block);
  const shortestTo = (property: string, block: string) => shortest('canary', property, STEPS + block);

  test('R1: an edit in place takes no step, and reaches stable pods', () => {
    const spread = shortestTo('canary-contained', 'configMap: in-place');
    expect(spread).not.toContain('@rollout setWeight');
    expect(spread.at(-1)).toMatch(/^@stable-\d sync$/);
  });

  test('R7: a checksum starts the steps, and the stable pods follow the one ConfigMap all the same', () => {
    expect(shortestTo('canary-contained', 'configMap: checksum')).toContain('@rollout setWeight');
    expect(verdicts('configMap: checksum')).toMatchObject({ 'rolls-back': 'violated' });
    expect(verdicts('configMap: checksum\nmount: envFrom')).toMatchObject({ 'rolls-back': 'violated' });
  });

  test('R9: hashed names contain the canary; what was deleted with them cannot be gone back to', () => {
    expect(verdicts('configMap: hashed')).toMatchObject({ 'canary-contained': 'holds', 'rolls-back': 'holds' });
    expect(verdicts('configMap: hashed\nprune: true')).toMatchObject({
      'canary-contained': 'holds',
      'rolls-back': 'violated',
    });
    const back = shortestTo('rolls-back', 'configMap: hashed\nprune: true');
    expect(back.slice(-3)).toEqual(['@rollout abort', '@rollout reconcile', '@stable-4 watchPod']);
  });

  test('R5: an unrewritten name starts no rollout, or one whose pods cannot start', () => {
    const good = 'config: good\nconfigMap: hashed-unrewritten\n';
    expect(shortestTo('rolls-out', good)).toEqual(['@operator applyConfigMap', '@operator applyRollout']);
    expect(shortestTo('rolls-out', `${good}newImage: true\nprune: true`)).toContain('@canary-1 watchPod');
    expect(verdicts('config: good\nconfigMap: hashed')).toMatchObject({ 'rolls-out': 'holds' });
  });
});

describe('mistakes in the configuration', () => {
  const mistakes = (steps: readonly object[]) =>
    canaryMistakes(configured({ steps })).map(({ path, message }) => [path.join('.'), message]);

  test('a step that says nothing, or two things', () => {
    expect(mistakes([{ setWeight: 10 }, {}, { setWeight: 20, pause: '1s' }])).toEqual([
      ['steps.1', 'found none, expected one of setWeight, pause, analysis'],
      ['steps.2', 'found setWeight and pause, expected one of setWeight, pause, analysis'],
    ]);
  });

  test('an analysis of no pods', () => {
    expect(mistakes([{ pause: '1s' }, { analysis: '1s' }, { setWeight: 1 }, { analysis: '1s' }])).toEqual([
      ['steps.1.analysis', 'found an analysis at weight 0, where there is no canary pod to measure'],
    ]);
  });

  test('what the schema refuses: impossible weights, negative times, unknown words', () => {
    const refused: readonly object[] = [
      { steps: [{ setWeight: 101 }] },
      { steps: [{ setWeight: -1 }] },
      { steps: [{ setWeight: 12.5 }] },
      { steps: [{ pause: '-3s' }] },
      { steps: [] },
      { configMap: 'versioned' },
      { replicas: 0 },
      { evictAt: ['0s'] },
      { typo: true },
    ];
    for (const given of refused) {
      const whole = { configMap: 'hashed', steps: [{ setWeight: 25 }], ...given };
      expect([given, canarySchema.safeParse(whole).success]).toEqual([given, false]);
    }
  });

  test('weights may go down: Argo Rollouts does not mind', () => {
    expect(mistakes([{ setWeight: 50 }, { setWeight: 20 }])).toEqual([]);
  });

  test('each is told in one line, with its place', () => {
    expect(mistakesIn('canary', 'steps: [{ setWeight: 140 }, { pause: -3s }]\nconfigMap: versioned')).toEqual([
      'f.yaml:5:26: system.canary.steps[0].setWeight: found the number 140, expected a weight: a whole percentage from 0 to 100',
      'f.yaml:5:42: system.canary.steps[1].pause: found "-3s", expected a duration such as 200ms, 5s, 3m, 1h or 1m30s, at most a week',
      'f.yaml:6:16: system.canary.configMap: found "versioned", expected one of in-place, checksum, hashed, hashed-unrewritten',
    ]);
    expect(mistakesIn('canary', 'steps: [{ setWeight: 10, pause: 3s }]\nconfigMap: hashed')).toEqual([
      'f.yaml:5:13: system.canary.steps[0]: found setWeight and pause, expected one of setWeight, pause, analysis',
    ]);
  });
});
