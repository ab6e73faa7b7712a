// `run`, the terminal and the page show the same events for the same token: on every shipped simulation.
//
// The page has the catalog as it is packed for it, and loads the code of a system; the terminal and `run` read files. What is drawn is compared as far as
// it is data; that the page draws it is test/web/share.test.ts.
import { describe, expect, test } from 'vitest';
import { makeRun } from '../src/cli/schedule.ts';
import { formatToken } from '../src/explore/token.ts';
import { withSystems } from '../src/handler/with-systems.ts';
import { packCatalog, unpackCatalog } from '../src/simulation/packed-catalog.ts';
import { misfitOf, type Simulation, withStrategy } from '../src/simulation/simulation.ts';
import { runToJson } from '../src/view/export/json.ts';
import { lanePicture } from '../src/view/lane-picture.ts';
import { lanesView } from '../src/view/lanes.ts';
import { en } from '../src/view/messages/en.ts';
import { createSession, type Session } from '../src/view/session.ts';
import { shippedCatalog } from './shipped.ts';

const FILES = shippedCatalog();
const PAGE = withSystems(unpackCatalog(JSON.parse(JSON.stringify(packCatalog(FILES)))));

function sessionOf(catalog: typeof FILES, simulation: Simulation, schedule: string): Session {
  return createSession({ catalog: () => catalog, simulation, openAt: 'violation', schedule, policy: null }, en);
}

function expectTheSame(read: Simulation, packed: Simulation): void {
  const made = makeRun(read, {});
  if ('refusal' in made) throw new Error(made.refusal.join('\n'));
  const { model, run } = made;
  const token = formatToken(model, run.steps);
  const [terminal, page] = [sessionOf(FILES, read, token), sessionOf(PAGE, packed, token)];
  // Texts: two of many thousand values are compared in no time.
  const told = JSON.stringify(runToJson(model, run));
  for (const session of [terminal, page]) {
    expect(session.get().notice).toBeNull();
    const { model: own, steps } = session.place();
    expect(session.token()).toBe(token);
    expect(JSON.stringify(runToJson(own, { first: own.first, steps, end: run.end }))).toBe(told);
  }
  const lanes = lanesView(model, run.first, run.steps, 'folds');
  expect(JSON.stringify(terminal.get().lanes.columns)).toBe(JSON.stringify(lanes.columns));
  expect(JSON.stringify(page.page().picture)).toBe(JSON.stringify(lanePicture(lanes, run.steps)));
  expect(JSON.stringify(page.get().verdicts)).toBe(JSON.stringify(terminal.get().verdicts));
}

describe('the same events for the same token', () => {
  test.each(FILES.simulations.map((each, at) => [each.scenario.name, each, PAGE.simulations[at]] as const))(
    '%s',
    (_, read, packed) => {
      if (packed === undefined) throw new Error('the page has every simulation');
      expectTheSame(read, packed);
    },
  );

  test.each(['incident', 'x18-fsnotify-1.4.9'])('%s with another strategy', (name) => {
    const named = ({ scenario }: Simulation): boolean => scenario.name === name;
    const [read, packed] = [FILES.simulations.find(named), PAGE.simulations.find(named)];
    if (read === undefined || packed === undefined) throw new Error(`${name} is delivered`);
    for (const [at, strategy] of FILES.strategies.entries()) {
      const same = PAGE.strategies[at];
      if (at % 4 > 0 || misfitOf(read, strategy) !== null || same === undefined) continue;
      expectTheSame(withStrategy(read, strategy), withStrategy(packed, same));
    }
  });
});
