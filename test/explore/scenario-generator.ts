// Small scenarios from a seed: strategies × watchers × writers × mounts × stories, most of them decided in well under a
// second. A third of the strategies is shipped; the others are put together from the words of the schema.
import {
  ACTIONS,
  type Action,
  CONDITIONS,
  DEBOUNCE_KINDS,
  LOAD_ERROR_POLICIES,
  NAME_MATCHES,
  READ_MODES,
  REARM_ERROR_POLICIES,
  type Rule,
  START_ORDERS,
  type Strategy,
  SWAP_MODES,
  WATCH_ERROR_POLICIES,
  WATCH_OPS,
  WATCH_TARGETS,
} from '../../src/actors/app/strategy.ts';
import { FAULT_LASTS_MS, FAULTS, type FaultSpec } from '../../src/actors/faults/fault-names.ts';
import { KUBELET_VERSIONS } from '../../src/actors/kubelet/versions.ts';
import { watcherLibraries } from '../../src/actors/watcher/libraries.ts';
import { misfit } from '../../src/simulation/simulation.ts';
import { CHANGE_DETECTION, MOUNT_KINDS, type Scenario, type StoryItem, WRITERS } from '../../src/world/scenario.ts';
import { randomNumbers } from '../../src/world/schedulers.ts';
import { strategyWith } from '../actors/app/strategies.ts';
import { shippedCatalog } from '../shipped.ts';
import { scenarioWith } from '../world/scenarios.ts';

const FIRST = 'groupBuy: true\n';
const CONTENTS: Scenario['contents'] = {
  [FIRST]: { status: 'valid', rootKeys: ['groupBuy'] },
  'groupBuy: false\n': { status: 'valid', rootKeys: ['groupBuy'] },
  'other: true\n': { status: 'valid', rootKeys: ['other'] },
  'groupBuy: [\n': { status: 'invalid', rootKeys: [] },
  '': { status: 'empty', rootKeys: [] },
};

const SHIPPED: readonly Strategy[] = shippedCatalog().strategies;

/** Chance from a seed, in the words that a scenario is made of. */
interface Dice {
  readonly pick: <T>(items: readonly T[]) => T;
  readonly often: (probability: number) => boolean;
  /** Some of the items, at most `most`, each once, in their order. */
  readonly some: <T>(items: readonly T[], most: number) => readonly T[];
}

function diceOf(seed: number): Dice {
  const next = randomNumbers(seed);
  const pick: Dice['pick'] = (items) => items[Math.floor(next() * items.length)] as (typeof items)[number];
  return {
    pick,
    often: (probability) => next() < probability,
    some: (items, most) => {
      const chosen = new Set(Array.from({ length: 1 + Math.floor(next() * most) }, () => pick(items)));
      return items.filter((item) => chosen.has(item));
    },
  };
}

/** The scenario of a seed; the same on every machine. */
export function scenarioOf(seed: number): Scenario {
  const dice = diceOf(seed);
  const { pick, often, some } = dice;
  const writer = pick([...WRITERS, ...WRITERS, 'in-place', 'rename-over'] as const);
  const files = pick([['a.yaml'], ['a.yaml'], ['a.yaml', 'b.yaml']]);
  const mount = mountOf(dice, writer, files[0] ?? '');
  const read = mount.kind === 'subPath' ? files.slice(0, 1) : files;
  const strategy = often(1 / 3) ? bounded(pick(SHIPPED)) : strategyOf(dice);
  const faults = often(0.3) ? some(FAULTS, 2).map(faultOf) : [];
  // A burst fills the whole queue, so that a long one is all that anybody would look at.
  const isFilled = faults.some(({ fault }) => fault === 'noisy-neighbour');
  const watchers = Object.keys(watcherLibraries).filter((watcher) => misfit(watcher, strategy) === null);
  return scenarioWith({
    name: `generated-${seed}`,
    cluster: {
      kubelet: pick(KUBELET_VERSIONS),
      syncFrequencyMs: pick([2000, 60_000]),
      ttlMs: pick([0, 60_000]),
      changeDetection: pick(CHANGE_DETECTION),
      syncJitter: pick([[1], [1], [1, 1.4]]),
    },
    configMap: { name: 'flags', data: Object.fromEntries(files.map((file) => [file, FIRST])) },
    mount,
    kernel: {
      maxQueuedEvents: isFilled || often(0.2) ? pick([1, 2, 3]) : 16384,
      maxUserWatches: often(0.1) ? pick([1, 0]) : 1024,
      maxUserInstances: often(0.03) ? 0 : 128,
    },
    app: {
      watcher: pick(watchers),
      strategy,
      files: read,
      optionalFiles: read.slice(1).filter(() => often(0.5)),
      runAsUser: often(0.1) ? 1000 : null,
    },
    story: storyOf(dice, files),
    faults,
    contents: CONTENTS,
  });
}

function mountOf({ pick, often }: Dice, writer: Scenario['mount']['writer'], file: string): Partial<Scenario['mount']> {
  const kind = often(0.15) ? pick(MOUNT_KINDS) : 'volume';
  const fsGroup = writer === 'kubelet' && often(0.15) ? 2000 : null;
  return { writer, kind, subPath: kind === 'subPath' ? file : null, fsGroup };
}

function storyOf({ pick, often }: Dice, files: readonly string[]): readonly StoryItem[] {
  const data = (): Record<string, string> => {
    const kept = files.filter(() => !often(0.1));
    return Object.fromEntries(kept.map((file) => [file, pick(Object.keys(CONTENTS))]));
  };
  return Array.from({ length: often(0.05) ? 0 : pick([1, 1, 1, 2]) }, (_, index): StoryItem => {
    const atMs = 1000 + index * pick([0, 300, 70_000]);
    return often(0.15) ? { atMs, do: 'annotate-pod' } : { atMs, do: 'apply', data: data() };
  });
}

function faultOf(fault: FaultSpec['fault']): FaultSpec {
  return { fault, times: 1, forMs: FAULT_LASTS_MS[fault] ?? null };
}

/** A strategy that nobody may ever have written. */
function strategyOf(dice: Dice): Strategy {
  const { pick, often, some } = dice;
  const watch = often(0.9) ? some(WATCH_TARGETS, 2) : [];
  const on = watch.length === 0 ? [] : Array.from({ length: pick([1, 1, 2, 3]) }, () => ruleOf(dice));
  const poll = often(watch.length === 0 ? 0.9 : 0.1) ? pollOf(dice) : null;
  const lists = [...on.map((rule) => rule.do), poll?.do ?? []];
  return strategyWith({
    name: 'generated',
    watch,
    dontFollow: watch.length > 0 && often(0.1),
    start: pick(START_ORDERS),
    startDelayMs: pick([0, 0, 0, 1500]),
    on,
    sleepMs: lists.some((list) => list.includes('sleep')) ? pick([50, 1500]) : 0,
    debounce: often(0.25) ? { kind: pick(DEBOUNCE_KINDS), ms: pick([100, 1500]) } : null,
    read: { how: pick(READ_MODES), retries: pick([0, 0, 1]), delayMs: pick([0, 100]) },
    verify: { nonEmpty: often(0.3), parse: often(0.5), requiredKeys: often(0.15) ? ['groupBuy'] : [] },
    skipSameContent: often(0.3),
    remember: pick(['when-seen', 'after-success']),
    swap: pick(SWAP_MODES),
    onLoadError: pick(LOAD_ERROR_POLICIES),
    onWatchError: pick(WATCH_ERROR_POLICIES),
    onRearmError: { policy: pick(REARM_ERROR_POLICIES), retries: pick([0, 1]), delayMs: pick([0, 100]) },
    poll,
  });
}

function ruleOf(dice: Dice): Rule {
  const { pick, often, some } = dice;
  return {
    ops: often(0.5) ? 'any' : some(WATCH_OPS, 2),
    name: often(0.7) ? 'any' : pick(NAME_MATCHES),
    if: often(0.2) ? pick(CONDITIONS) : null,
    do: actionsOf(dice),
  };
}

function pollOf(dice: Dice): NonNullable<Strategy['poll']> {
  const { pick, often } = dice;
  return { everyMs: pick([30_000, 60_000]), if: often(0.5) ? pick(CONDITIONS) : null, do: actionsOf(dice) };
}

/** Up to two actions that go on, or one of them and the end of the loop or the process. */
function actionsOf({ pick, often }: Dice): readonly Action[] {
  const isEnd = (action: Action): boolean => action.startsWith('exit-');
  const goOn = ACTIONS.filter((action) => !isEnd(action));
  const first = often(0.6) ? 'reload' : pick(goOn);
  if (often(0.6)) return [first];
  return [first, often(0.15) ? pick(ACTIONS.filter(isEnd)) : pick(goOn)];
}

/** A poll is rare, so that few of its ticks lie before the horizon. */
function bounded(strategy: Strategy): Strategy {
  const { poll } = strategy;
  return poll === null ? strategy : { ...strategy, poll: { ...poll, everyMs: Math.max(poll.everyMs, 30_000) } };
}
