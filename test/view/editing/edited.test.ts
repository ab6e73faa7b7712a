// What a session makes of an edited simulation and of an edited strategy: the same place of the run.
import { describe, expect, test } from 'vitest';
import { STARTER_FILE } from '../../../src/simulation/init.ts';
import { loadSimulation, loadStrategy } from '../../../src/simulation/parse.ts';
import { freeName, isPath } from '../../../src/view/editing/paths.ts';
import { playedText } from '../../../src/view/editing/played-text.ts';
import { answerReading } from '../../../src/view/editing/reading.ts';
import type { Session } from '../../../src/view/session.ts';
import { CATALOG, dispatch, play } from '../playing.ts';

const TEXT = `title: A copy
why: To change it.
configMap: { data: { feature.yaml: "groupBuy: true" } }
app: { strategy: watch-file-chmod }
story:
  - { at: 5s, apply: { feature.yaml: "groupBuy: false" } }
  - { at: 95s, apply: { feature.yaml: "groupBuy: 'yes'" } }
`;

const STRATEGY = `title: Mine
why: To try it.
watch: [directory]
on: [{ ops: [Create], do: [reload] }]
swap: atomic
onLoadError: keep
`;

function simulationOf(text: string) {
  const loaded = loadSimulation(text, 'simulations/copy.yaml', CATALOG.strategies);
  if (!('simulation' in loaded)) throw new Error('the text has no mistakes');
  return loaded.simulation;
}

/** Some steps into the run. */
function somewhere(): Session {
  const session = play('x2-second-update');
  dispatch(session, { type: 'next' }, { type: 'next' }, { type: 'next' });
  return session;
}

describe('an edited simulation', () => {
  test('that says the same is at the same place, with the same things before it', () => {
    const session = somewhere();
    const { position, volume, choices } = session.get();
    session.dispatch({ type: 'edited', simulation: simulationOf(TEXT) });
    expect(session.get()).toMatchObject({ name: 'copy', title: 'A copy', position, volume, choices });
  });

  test('with another strategy plays that from the same step on, to an end of its own', () => {
    const session = somewhere();
    const { volume } = session.get();
    session.dispatch({ type: 'edited', simulation: simulationOf(TEXT.replace('watch-file-chmod', 'dir-data-create')) });
    expect([session.get().strategy, session.get().volume]).toEqual(['dir-data-create', volume]);
    session.dispatch({ type: 'end' });
    expect(session.get().app.serves?.glyph.text).toBe('③');
  });

  test('in which the steps taken are not possible is at the same time', () => {
    const session = somewhere();
    dispatch(session, { type: 'end' });
    const { atMs } = session.get();
    session.dispatch({ type: 'edited', simulation: simulationOf(TEXT.replace('at: 5s', 'at: 7s')) });
    expect(session.get().atMs).toBeLessThanOrEqual(atMs ?? 0);
    expect(session.get().position.at).toBeGreaterThan(0);
  });

  test('keeps the meaning of time', () => {
    const session = somewhere();
    dispatch(session, { type: 'timing', timing: 'any' });
    session.dispatch({ type: 'edited', simulation: simulationOf(TEXT) });
    expect(session.subject().timing).toBe('any');
  });
});

test('an edited strategy takes the place of the other one, at the same place', () => {
  const loaded = loadStrategy(STRATEGY, 'mine.yaml');
  if (!('strategy' in loaded)) throw new Error('the text has no mistakes');
  const session = somewhere();
  const { volume } = session.get();
  session.dispatch({ type: 'edited-strategy', strategy: loaded.strategy });
  expect(session.get()).toMatchObject({ name: 'x2-second-update', strategy: 'mine', volume });
});

describe('reading the user’s files', () => {
  test('a simulation may name the user’s strategies and those delivered; mistakes are told by file', () => {
    const answer = answerReading({
      type: 'read',
      strategies: CATALOG.strategies,
      files: {
        'simulations/a.yaml': TEXT.replace('watch-file-chmod', 'mine'),
        'simulations/b.yaml': TEXT,
        'simulations/c.yaml': 'title: half',
        'simulations/d.yaml': STARTER_FILE,
        'simulations/strategies/mine.yaml': STRATEGY,
      },
    });
    if (answer.type !== 'read') throw new Error('what is asked is answered');
    expect(answer.simulations.map(({ file }) => file).sort()).toEqual([
      'simulations/a.yaml',
      'simulations/b.yaml',
      'simulations/d.yaml',
    ]);
    expect(new Set(answer.diagnostics.map(({ file }) => file))).toEqual(new Set(['simulations/c.yaml']));
  });

  test('what came with a link has a text that loads; a file that is known needs none', () => {
    const session = somewhere();
    const known = CATALOG.simulations.find(({ scenario }) => scenario.name === 'x2-second-update');
    expect(playedText(session, known)).toBeNull();
    const text = playedText(session, undefined) ?? '';
    expect(loadSimulation(text, 'a.yaml', [])).toHaveProperty('simulation');
  });
});

test.each([
  ['mine', true],
  ['../mine', false],
  ['.mine', false],
  ['a b', false],
  ['x'.repeat(61), false],
  ['', false],
])('%j as a name', (name, isGood) => {
  expect(isPath(`simulations/${name}.yaml`)).toBe(isGood);
});

test('a name that is taken gets a number', () => {
  expect(freeName('mine', (name) => ['mine', 'mine-2'].includes(name))).toBe('mine-3');
  expect(isPath(`simulations/${freeName('../<b>', () => false)}.yaml`)).toBe(true);
});
