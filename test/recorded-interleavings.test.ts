// Whole programs against `check`: the outcomes recorded of a strategy are outcomes of the model, and the verdict on every
// interleaving of the same strategy and updates is not contradicted by a recording.
//
// The recordings app-* tell of each run which loads there were. Here the AtomicWriter of the model does the recorded
// Writes, and the explorer notes the loads on every interleaving; a Write that came after a gap comes once all is quiet.
import { describe, expect, test } from 'vitest';
import { check } from '../src/explore/check.ts';
import { type Observer, REFINED, refine } from '../src/explore/refinement.ts';
import { search } from '../src/explore/search.ts';
import { Transitions } from '../src/explore/transitions.ts';
import { createModel, type Model } from '../src/world/model.ts';
import type { TraceEvent } from '../src/world/trace.ts';
import type { World } from '../src/world/world.ts';
import { worldKey } from '../src/world/world-key.ts';
import { type AppRecording, programRecordings, scenarioOf, storyOf, withWrites } from './recorded-programs.ts';

const STATES_MAX = 2_000_000;
/** Three Writes without a gap have some hundred thousand states. */
const EXPLORED_MS = 120_000;
/** Between loads, and between the updates that they followed. */
const BETWEEN = ' · ';

/** `CHMOD config.yaml: v: 2` for a load that an event triggered; an empty text for every other step. */
function loadOf(events: readonly TraceEvent[], after: World): string {
  const applied = events.flatMap((event) => (event.kind === 'fact' ? [event.fact] : []));
  const fact = applied.find(({ kind, about }) => kind === 'reload-applied' && about.trigger !== 'start');
  if (fact === undefined) return '';
  return String(after.actors.app?.snapshot.context.held['config.yaml'] ?? '').trim();
}

/** Numbers for texts, the empty one first. */
function numbering(): { readonly numberOf: (text: string) => number; readonly textOf: (number: number) => string } {
  const texts = [''];
  const numbers = new Map([['', 0]]);
  return {
    numberOf: (text) => {
      const number = numbers.get(text) ?? texts.push(text) - 1;
      numbers.set(text, number);
      return number;
    },
    textOf: (number) => texts[number] ?? '',
  };
}

/** A world in which all is quiet, and the loads on one of the ways to it. */
interface Quiet {
  readonly world: World;
  readonly loads: string;
}

/** What else may have been loaded, where only the recorded loads are asked for: not looked at any further. */
const OTHERS = 'others';

/** Everything that a burst of Writes may lead to from here; loads that no entry of `asked` begins with are OTHERS. */
function after(
  model: Model,
  writes: AppRecording['writes'],
  { world, loads }: Quiet,
  asked: readonly string[] | null,
): readonly Quiet[] {
  const kept = (said: string): string =>
    asked === null || asked.some((each) => `${each}${BETWEEN}`.startsWith(`${said}${BETWEEN}`)) ? said : OTHERS;
  const pollMs = model.scenario.app.strategy.poll?.everyMs ?? 0;
  const first = withWrites(world, writes);
  const until: Model = { ...model, first, horizonMs: world.nowMs + 2 * pollMs + 1000 };
  const { numberOf, textOf } = numbering();
  const transitions = new Transitions(until, (_before, events, later) => numberOf(loadOf(events, later())));
  const observer: Observer = {
    first: () => numberOf(loads),
    next: (said, marks) =>
      marks === 0 ? said : numberOf(kept([textOf(said), textOf(marks)].filter((text) => text !== '').join(BETWEEN))),
    stops: (said) => textOf(said) === OTHERS,
  };
  const base = search(transitions, [transitions.parts.rowOf(until, first)], { statesMax: STATES_MAX });
  const graph = refine(base, observer, { statesMax: STATES_MAX });
  expect(graph.end).toBe('complete');
  const ends = Array.from({ length: graph.states.size }, (_, state) => state).filter(
    (state) => graph.offsets[state] === graph.offsets[state + 1],
  );
  const row = new Int32Array(transitions.parts.width);
  const quiets = ends.map((state) => {
    base.states.read(graph.states.columnOf(state, REFINED.state), row);
    return { world: transitions.parts.worldOf(row), loads: textOf(graph.states.columnOf(state, REFINED.value)) };
  });
  return quiets.filter((quiet) => quiet.loads !== OTHERS);
}

function distinct(all: readonly Quiet[]): readonly Quiet[] {
  return [...new Map(all.map((each) => [`${each.loads} ${each.world.nowMs} ${worldKey(each.world)}`, each])).values()];
}

interface Outcome {
  /** Contents loaded, by update (or burst of updates). */
  readonly loads: readonly (readonly string[])[];
  readonly held: string;
}

/** Every outcome of the recorded Writes, on every interleaving. */
function outcomesOf(recording: AppRecording): readonly Outcome[] {
  const model = createModel(scenarioOf(recording));
  const isBurst = recording.gapMs === 0;
  const bursts = isBurst ? [recording.writes] : recording.writes.map((write) => [write]);
  // The loads of a burst are in too many orders to be told apart, but for those that were recorded.
  const asked = isBurst ? recordedRuns(recording).map(([loads]) => (loads ?? []).join(BETWEEN)) : null;
  const steps = [[], ...bursts].reduce<readonly { quiet: Quiet; said: readonly string[] }[]>(
    (befores, writes) => {
      const next = befores.flatMap(({ quiet, said }) =>
        distinct(after(model, writes, { ...quiet, loads: '' }, asked)).map((each) => ({
          quiet: each,
          said: [...said, each.loads],
        })),
      );
      return [...new Map(next.map((each) => [`${each.said.join('|')} ${worldKey(each.quiet.world)}`, each])).values()];
    },
    [{ quiet: { world: model.first, loads: '' }, said: [] }],
  );
  return steps.map(({ quiet, said }) => ({
    loads: said.slice(1).map((loads) => (loads === '' ? [] : loads.split(BETWEEN))),
    held: String(quiet.world.actors.app?.snapshot.context.held['config.yaml'] ?? '').trim(),
  }));
}

/** The contents loaded in one recorded run, by update; all together when there was no gap between updates. */
function recordedLoads({ gapMs, writes }: AppRecording, loads: readonly (readonly [string, string, number])[]) {
  if (gapMs === 0) return [loads.map(([, content]) => content)];
  return writes.map((_, index) => loads.filter(([, , update]) => update === index + 1).map(([, content]) => content));
}

function recordedRuns(recording: AppRecording): readonly (readonly (readonly string[])[])[] {
  const typical = recording.events.map((load) => [load.trigger, load.content, load.afterUpdate] as const);
  const variants = (recording.runs.variants ?? []).map(({ loads }) => loads);
  return [typical, ...variants].map((loads) => recordedLoads(recording, loads));
}

/** Is this true of every outcome, of none, or of some? */
function among(outcomes: readonly Outcome[], holds: (outcome: Outcome) => boolean): 'all' | 'none' | 'some' {
  const count = outcomes.filter(holds).length;
  return count === outcomes.length ? 'all' : count === 0 ? 'none' : 'some';
}

function expectCount(what: string, found: 'all' | 'none' | 'some', count: number, of: number): void {
  if (found === 'all') expect([what, count]).toEqual([what, of]);
  if (found === 'none') expect([what, count]).toEqual([what, 0]);
}

const recordings = programRecordings.map((recording) => [recording.id, recording] as const);

describe('every recorded outcome is one of the model, and no count contradicts it', () => {
  test.each(recordings)(
    '%s',
    (_, recording) => {
      const outcomes = outcomesOf(recording);
      const { runs, writes, gapMs } = recording;
      const loaded = new Set(outcomes.map(({ loads }) => JSON.stringify(loads)));
      for (const run of recordedRuns(recording)) expect([...loaded]).toContain(JSON.stringify(run));
      // Of a burst only the recorded loads were looked at; whether all runs converge is for check to say.
      if (gapMs === 0) return;
      const newest = writes.at(-1)?.payload['config.yaml']?.trim() ?? '';
      const converges = among(outcomes, ({ held, loads }) => held === newest && loads.some((each) => each.length > 0));
      expectCount('converged', converges, runs.converged, runs.n);
      for (const [update, count] of runs.noticed.entries()) {
        const isNoticed = among(outcomes, ({ loads }) => (loads[update] ?? []).length > 0);
        expectCount(`noticed ${update + 1}`, isNoticed, count, runs.n);
        const current = writes[update]?.payload['config.yaml']?.trim() ?? '';
        const isStale = among(outcomes, ({ loads }) => (loads[update] ?? []).some((content) => content !== current));
        if (isStale === 'none')
          expect([`stale ${update + 1}`, runs.staleLoads[update]]).toEqual([`stale ${update + 1}`, 0]);
      }
    },
    EXPLORED_MS,
  );
});

describe('check decides what was recorded', () => {
  test.each(recordings)(
    '%s',
    (_, recording) => {
      const { runs, gapMs } = recording;
      // Updates without a gap race with kubelet's own steps: only without a clock can they be as fast as recorded.
      const model = createModel(
        { ...scenarioOf(recording), story: storyOf(recording) },
        gapMs === 0 ? 'any' : 'prompt',
      );
      const properties = ['converges', 'stays-armed', 'no-needless-reload'] as const;
      const { verdicts } = check(model, { properties, statesMax: STATES_MAX });
      const [converges, staysArmed, needless] = verdicts.map(({ verdict, vacuous }) => (vacuous ? 'vacuous' : verdict));
      const changes = model.versions.length > 1;
      if (changes && runs.converged === 0) expect(converges).toBe('violated');
      if (changes && converges === 'holds') expect(runs.converged).toBe(runs.n);
      if (changes && gapMs > 0 && runs.noticed.at(-1) === 0) expect(staysArmed).toBe('violated');
      // An update that races with the one before may go unnoticed although the watch is there.
      if (changes && gapMs > 0 && staysArmed === 'holds') expect(runs.noticed.at(-1)).toBe(runs.n);
      if (gapMs > 0 && runs.staleLoads.some((count) => count > 0)) expect(needless).toBe('violated');
    },
    EXPLORED_MS,
  );
});
