// What an oracle tells of a session: lights, what choices lead to, the counterexample to play, the point of no return.
import { describe, expect, test } from 'vitest';
import { consult, type OracleNews } from '../../src/explore/oracle-messages.ts';
import type { PropertyName } from '../../src/properties/names.ts';
import { choiceRows } from '../../src/view/choices.ts';
import { keepConsulting } from '../../src/view/consulting.ts';
import { latestSystems } from '../../src/view/lane-layout.ts';
import { linearBlock, linearChecked } from '../../src/view/linear.ts';
import { en } from '../../src/view/messages/en.ts';
import { plainText, rowWidth } from '../../src/view/rows.ts';
import type { Session } from '../../src/view/session.ts';
import { lightsRow, verdictRows } from '../../src/view/verdicts.ts';
import { CATALOG, choiceOf, consulted, dispatch, play } from './playing.ts';

const NAMED = CATALOG.simulations.map(({ scenario }) => scenario.name);

function light(session: Session, name: PropertyName): string | undefined {
  return session.get().verdicts.find(({ property }) => property === name)?.light;
}

/** What the choices of the present world lead to, by the words they contain. */
function ahead(session: Session, words: string): string {
  const choice = session.get().choices[choiceOf(session, words)];
  return `${choice?.ahead?.light} ${choice?.ahead?.properties.join(' ')}`;
}

describe('lights', () => {
  test('say what may still come of a property, step by step', () => {
    const session = consulted(play('incident', { openAt: 'violation' }));
    const seen = [light(session, 'never-empty')];
    for (let steps = 0; steps < 4; steps += 1) {
      dispatch(session, { type: 'next' });
      seen.push(light(session, 'never-empty'));
    }
    expect(seen).toEqual(['at-risk', 'at-risk', 'at-risk', 'doomed', 'violated']);
    expect([light(session, 'converges'), light(session, 'never-crashes')]).toEqual(['ok', 'ok']);
  });

  test('of what nothing could violate, that', () => {
    expect(light(consulted(play('incident-kubelet')), 'never-empty')).toBe('vacuous');
  });

  test.each(NAMED)('at the end of %s they say what its run shows, for good', (name) => {
    const session = play(name);
    dispatch(session, { type: 'end' });
    const violated = (): readonly PropertyName[] =>
      session.get().verdicts.flatMap((each) => (each.light === 'violated' ? [each.property] : []));
    const shown = violated();
    consulted(session);
    expect(violated()).toEqual(shown);
  });

  test('that are not decided yet are pending, and how far the search is stands beside them', () => {
    const session = play('incident');
    dispatch(session, { type: 'consulted' });
    const news: OracleNews[] = [];
    consult(session.subject(), (each) => news.push(each));
    const row = (): string => plainText([lightsRow(en, session.get(), 79)]);
    expect(row()).toBe('… never-empty  … never-crashes  … converges  … stays-armed         checking 0/9');
    const [first = null, second = null] = news.filter(({ type }) => type === 'outlook');
    if (first === null || second === null) throw new Error('nine outlooks are told');
    dispatch(
      session,
      { type: 'foreseen', news: first },
      { type: 'foreseen', news: { type: 'progress', states: 4096 } },
    );
    expect(row()).toBe('! never-empty  … never-crashes  … converges  +1      checking 1/9, 4 096 states');
    for (const each of news.slice(news.indexOf(second))) dispatch(session, { type: 'foreseen', news: each });
    expect(row()).toBe('! never-empty  ✓ never-crashes  ✓ converges  ✓ stays-armed   172 states checked');
  });

  test.each([10, 30, 50])('a row of %i columns is not overrun', (width) => {
    expect(rowWidth(lightsRow(en, consulted(play('incident')).get(), width))).toBeLessThanOrEqual(Math.max(width, 18));
  });

  test('a simulation with too many states: unknown, with the reason, but for what was found', () => {
    const session = play('incident');
    dispatch(session, { type: 'consulted' });
    consult({ ...session.subject(), statesMax: 150 }, (news) => session.dispatch({ type: 'foreseen', news }));
    expect([light(session, 'never-empty'), light(session, 'converges')]).toEqual(['at-risk', 'inconclusive']);
    const { verdicts } = session.get();
    expect(plainText([lightsRow(en, session.get(), 79)])).toContain('cut off at 152 states');
    expect(plainText(verdictRows(en, verdicts, 100))).toContain('unknown: too many states to look at while you play');
  });

  test('a search that breaks leaves the lights of the run', () => {
    const session = play('incident');
    const before = session.get().verdicts;
    dispatch(session, { type: 'consulted' }, { type: 'foreseen', news: { type: 'failed', why: 'out of memory' } });
    expect(session.get().verdicts).toEqual(before);
    expect(plainText([lightsRow(en, session.get(), 79)])).toContain('checking broke: out of memory');
  });
});

describe('choices', () => {
  const session = consulted(play('incident', { openAt: 'violation' }));
  dispatch(session, { type: 'next' }, { type: 'next' });

  test('say before they are taken what they lead to', () => {
    expect([ahead(session, 'write'), ahead(session, 'read ∅')]).toEqual([
      'ok never-empty never-crashes converges stays-armed',
      'doomed never-empty',
    ]);
    const { choices, blocked } = session.get();
    expect(plainText(choiceRows(en, choices, blocked, 1, { width: 80, height: 2 }))).toMatchInlineSnapshot(`
      " 1 sidecar: write feature.yaml  → ✓
      ▸2 application: read ∅  → ⊗ never-empty"
    `);
  });

  test('lead to ✓ only when all is decided', () => {
    const early = play('incident', { openAt: 'violation' });
    dispatch(early, { type: 'next' }, { type: 'consulted' });
    const seen: (string | undefined)[] = [];
    consult(early.subject(), (news) => {
      early.dispatch({ type: 'foreseen', news });
      if (news.type === 'outlook') seen.push(early.get().choices[choiceOf(early, 'write')]?.ahead?.light);
    });
    expect(seen).toEqual([...Array(5).fill(undefined), ...Array(4).fill('ok')]);
  });

  test('what they lead to is not cut off on a narrow screen', () => {
    const { choices, blocked } = session.get();
    const rows = choiceRows(en, choices, blocked, 1, { width: 40, height: 2 });
    for (const each of rows) expect(rowWidth(each)).toBeLessThanOrEqual(46);
    expect(plainText(rows)).toContain('→ ⊗ never-empty');
  });

  test.each(NAMED)('of %s: what is promised is what comes', (name) => {
    const walked = consulted(play(name));
    for (let steps = 0; steps < 8 && !walked.get().isOver; steps += 1) {
      const { choices, usual } = walked.get();
      const { properties = [], light: promised } = choices[usual]?.ahead ?? {};
      dispatch(walked, { type: 'take', choice: usual });
      for (const property of properties)
        expect([steps, property, light(walked, property)]).toEqual([steps, property, promised]);
    }
  });
});

describe('the counterexample', () => {
  test('is played from where one is: a branch, the cursor at its beginning', () => {
    const session = consulted(play('x2-second-update'));
    const { steps = 0, from } = session.get().counterexamples.find(({ property }) => property === 'converges') ?? {};
    const { at } = session.get().position;
    dispatch(session, { type: 'counterexample', property: 'converges' });
    const { of } = session.get().position;
    expect(of).toBeLessThan(steps);
    expect([from, session.get().position.at, session.get().notice]).toEqual([
      'here',
      at,
      `→ leads to ✗ converges in ${of} steps; where it turns is marked.`,
    ]);
    for (let seen = -1; seen !== session.get().position.at && light(session, 'converges') !== 'violated'; ) {
      seen = session.get().position.at;
      dispatch(session, { type: 'next' });
    }
    expect(light(session, 'converges')).toBe('violated');
  });

  test('is played from the start where nothing can be violated any more', () => {
    const healed = consulted(play('incident', { openAt: 'violation' }));
    dispatch(healed, { type: 'next' });
    dispatch(healed, { type: 'take', choice: choiceOf(healed, 'write') });
    expect(healed.get().counterexamples[0]).toMatchObject({ property: 'never-empty', from: 'start' });
    dispatch(healed, { type: 'counterexample', property: 'never-empty' });
    expect([healed.get().position.at, healed.get().notice]).toEqual([0, expect.stringContaining('Back at the start')]);
    expect(healed.get().branch.of).toBeGreaterThan(1);
  });

  test('there is none of what always holds', () => {
    const session = consulted(play('incident'));
    expect(session.get().counterexamples.map(({ property }) => property)).not.toContain('converges');
    dispatch(session, { type: 'counterexample', property: 'converges' });
    expect(session.get().notice).toBe('No continuation that was looked at violates converges.');
  });
});

describe('the point of no return', () => {
  const session = consulted(play('incident', { openAt: 'violation' }));
  dispatch(session, { type: 'next' }, { type: 'next' }, { type: 'next' });

  test('is marked on the time line, above the step after which there is no way back', () => {
    const [axis, ...lanes] = plainText(latestSystems(session.get().lanes, 80, 8)).split('\n');
    const at = axis?.indexOf('▼⊗ never-empty') ?? -1;
    expect(at).toBeGreaterThan(0);
    expect(lanes.find((lane) => lane.startsWith('app'))?.slice(at)).toMatch(/^read ∅/);
  });

  test('stays marked later on, and is told when it comes', () => {
    expect(session.get().reasons.map(({ text }) => text)).toContain(
      '⊗ never-empty: the point of no return. From here on every continuation violates it.',
    );
    dispatch(session, { type: 'next' });
    expect(plainText(latestSystems(session.get().lanes, 80, 8))).toContain('⊗ never-empty');
    dispatch(session, { type: 'back' });
  });

  test('where nothing could ever have gone well the time line begins with it', () => {
    const [axis] = plainText(latestSystems(consulted(play('incident-kubelet')).get().lanes, 80, 8)).split('\n');
    expect(axis).toMatch(/^⊗ /);
  });
});

describe('what no order could have avoided', () => {
  const opened = consulted(play('incident-kubelet', { openAt: 'violation' }));
  const hopeless = '⊗ converges, stays-armed: lost from the start.';

  test('is said once, where the run is opened, and turns at no step', () => {
    expect(opened.get().reasons.at(-1)?.text).toContain(hopeless);
    expect(opened.page().lost).toEqual([]);
    const { verdicts } = opened.get();
    expect(plainText(verdictRows(en, verdicts, 100))).toContain('set up like this it fails in every interleaving');
    expect(plainText(verdictRows(en, verdicts, 100))).not.toContain('no way back:');
  });

  test('is not repeated by the choices', () => {
    expect(opened.get().choices.map((each) => each.ahead?.properties ?? [])).toEqual([[]]);
  });

  test('the step at which the last watch dies is marked and told', () => {
    const session = consulted(play('incident-kubelet', { openAt: 'violation' }));
    dispatch(session, { type: 'next' });
    const told = session.get().reasons.map(({ text }) => text);
    expect(told).toContain(en.why.lastWatch);
    expect(told.join()).not.toContain(hopeless);
    expect(plainText(latestSystems(session.get().lanes, 80, 8)).split('\n')[0]).toContain('✗ wd 1');
  });

  test('a watch that is added again is not the last, and a poll needs none', () => {
    expect(play('x2-second-update', { strategy: 'chmod-readd' }).page().turn).toBeNull();
    expect(play('x2-second-update', { strategy: 'dskit-poll' }).page().turn).toBeNull();
  });
});

describe('linear mode', () => {
  test('reads what was found out once, and the lights as words behind the choices', () => {
    const session = consulted(play('incident', { openAt: 'violation' }));
    expect(linearChecked(en, session.get())).toMatchInlineSnapshot(`
      [
        "Every continuation has been checked, 172 states.",
        "Verdicts: never-empty: at risk: violated in 10 single steps at the soonest",
      ]
    `);
    dispatch(session, { type: 'next' }, { type: 'next' });
    const choices = linearBlock(en, session.get()).slice(-2);
    expect(choices).toMatchInlineSnapshot(`
      [
        "1. sidecar: write feature.yaml. Afterwards: not violated.",
        "2. application: read empty. Afterwards: never-empty past the point of no return. (Enter or right arrow)",
      ]
    `);
  });
});

describe('keeping an oracle at work', () => {
  test('it is asked once for what is open, ended and asked anew for something else, and told nothing of the old', () => {
    const session = play('incident');
    const asked: string[] = [];
    const tells: ((news: OracleNews) => void)[] = [];
    const end = keepConsulting(session, ({ scenario }, tell) => {
      asked.push(`ask ${scenario.name} ${scenario.app.strategy.name}`);
      tells.push(tell);
      return () => asked.push(`end ${scenario.name}`);
    });
    dispatch(session, { type: 'next' }, { type: 'policy', policy: 'writer-first' }, { type: 'back' });
    dispatch(session, { type: 'strategy', name: 'dir-data-create' });
    tells[1]?.({ type: 'progress', states: 5000 });
    expect(session.get().checking?.states).toBe(5000);
    dispatch(session, { type: 'load', simulation: 'incident-kubelet' });
    expect(session.get().checking?.states).toBe(0);
    end();
    dispatch(session, { type: 'load', simulation: 'incident' });
    expect(asked).toEqual([
      'ask incident watch-file-write',
      'end incident',
      'ask incident dir-data-create',
      'end incident',
      'ask incident-kubelet watch-file-write',
      'end incident-kubelet',
    ]);
  });

  test('its news are no command of a person: place, notice and what was said at the opening stay', () => {
    const session = play('incident', { openAt: 'violation' });
    const before = session.get();
    consulted(session);
    const { turn, opened, position, notice } = session.get();
    expect({ turn, opened, position, notice }).toEqual({
      turn: before.turn,
      opened: 'simulation',
      position: before.position,
      notice: null,
    });
    dispatch(session, { type: 'next' });
    expect(session.get().turn).toBe(before.turn + 1);
  });
});
