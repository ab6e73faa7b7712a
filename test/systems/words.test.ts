// What every system says, in both languages, in every run that is shipped and in some that chance makes.
import { describe, expect, test } from 'vitest';
import type { AnySystem, Plain, SystemWords } from '../../src/systems/system.ts';
import { systems } from '../../src/systems/systems.ts';
import { timerName } from '../../src/view/choices.ts';
import { widthOf } from '../../src/view/rows.ts';
import { createModel } from '../../src/world/model.ts';
import { type Run, runToEnd } from '../../src/world/run.ts';
import { createScheduler } from '../../src/world/schedulers.ts';
import { momentOf } from '../../src/world/system-model.ts';
import type { TraceEvent } from '../../src/world/trace.ts';
import { shippedCatalog } from '../shipped.ts';

const SEEDS = [1, 2, 3];
const MARK_WIDTH_MAX = 20;
const PROCESS_WIDTH_MAX = 12;
const PICTURE_ROWS_MAX = 12;

type Words = SystemWords<Plain, Plain>;

interface Played {
  readonly config: Plain;
  readonly run: Run;
}

/** Every shipped simulation of a system: as it stands, and by chance. */
function playedOf(system: AnySystem): readonly Played[] {
  return shippedCatalog().simulations.flatMap(({ scenario, timing }) => {
    if (scenario.system?.name !== system.name) return [];
    const { config } = scenario.system;
    const model = createModel(scenario, timing, system);
    const schedulers = [createScheduler('app-first', 1), ...SEEDS.map((seed) => createScheduler('random', seed))];
    return schedulers.map((scheduler) => ({ config, run: runToEnd(model, scheduler) }));
  });
}

interface Said {
  readonly mark: string;
  readonly sentence: string;
}

/** What is said of an event; null where nothing is. */
function saidOf(words: Words, event: TraceEvent): Said | null {
  switch (event.kind) {
    case 'operated':
      return {
        mark: words.mark(event.op, event.args, event.result),
        sentence: words.why(event.op, event.args, event.result),
      };
    case 'fact':
      return words.fact(event.fact.about);
    case 'chosen':
      return { mark: words.option(event.question, event.option), sentence: '' };
    case 'timer':
      return { mark: '', sentence: words.timer(timerName(event.id)) };
    default:
      return null;
  }
}

describe.each(systems.map((system) => [system.name, system] as const))('%s', (_, system) => {
  const played = playedOf(system);
  const events = played.flatMap(({ run }) => run.steps.flatMap((step) => step.events));

  describe.each(['en', 'zh'] as const)('%s', (language) => {
    const words = system.words[language];
    const said = events.flatMap((event) => saidOf(words, event) ?? []);

    test('marks have room in a lane, and every operation and fact has a sentence', () => {
      expect(said.length).toBeGreaterThan(0);
      expect([...new Set(said.map(({ mark }) => mark).filter((mark) => widthOf(mark) > MARK_WIDTH_MAX))]).toEqual([]);
      const told = events
        .filter(({ kind }) => kind === 'operated' || kind === 'fact')
        .map((event) => saidOf(words, event));
      const end = language === 'en' ? /[.!?)]$/ : /[。！？）]$/;
      expect([...new Set(told.map((each) => each?.sentence ?? '').filter((text) => !end.test(text)))]).toEqual([]);
    });

    test('nothing is said in the words of the machine', () => {
      const texts = said.flatMap(({ mark, sentence }) => [mark, sentence]);
      const operations = events.flatMap((event) =>
        event.kind === 'operated' ? [words.operation(event.op, event.args)] : [],
      );
      const odd = [...texts, ...operations].filter((text) => /undefined|\[object|NaN|xstate/.test(text));
      expect([...new Set(odd)]).toEqual([]);
    });

    test('processes and pictures fit', () => {
      for (const { config, run } of played) {
        const moment = momentOf(run.steps.at(-1)?.world ?? run.first);
        const names = Object.keys(moment.processes).map((id) => words.process(id as `@${string}`));
        expect(names.filter((name) => name === '' || widthOf(name) > PROCESS_WIDTH_MAX)).toEqual([]);
        const rows = words.picture(config, moment);
        expect(rows.length).toBeGreaterThan(0);
        expect(rows.length).toBeLessThanOrEqual(PICTURE_ROWS_MAX);
        expect(rows.filter(({ label, value }) => /undefined|NaN|\[object/.test(`${label}${value}`))).toEqual([]);
      }
    });
  });
});
