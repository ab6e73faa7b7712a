// Be the scheduler: goals, par, hints, completions that whoever plays them again can verify.
import { describe, expect, test } from 'vitest';
import { check } from '../../src/explore/check.ts';
import type { PropertyName } from '../../src/properties/names.ts';
import {
  completionAddress,
  completionLine,
  completionOf,
  formatCompletion,
  goalAsked,
  goalsIn,
  HINT_COST,
  hintFor,
  isRefused,
  isSettled,
  parseCompletion,
  scoreOf,
  shippedChallenges,
  standingOf,
} from '../../src/view/challenge.ts';
import { en } from '../../src/view/messages/en.ts';
import type { Session } from '../../src/view/session.ts';
import { CATALOG, consulted, dispatch, play } from './playing.ts';

/** Plays on by hints, unfolded unless told otherwise, until the goal is reached; gives the steps that took. */
function byHints(session: Session, property: PropertyName): number {
  for (let hints = 0; hints < 400; hints += 1) {
    const standing = standingOf(session.state(), property);
    if (standing?.reachedAt != null) return standing.reachedAt;
    const hint = hintFor(session.state(), property, en);
    if (hint === null) throw new Error(`no hint at ${session.state().tree.at}`);
    dispatch(session, { type: 'take', choice: hint.number - 1 });
  }
  throw new Error('never');
}

describe('goals', () => {
  test('are what can be violated, and par is the shortest counterexample', () => {
    const session = consulted(play('incident'));
    const goals = goalsIn(session.state());
    expect(goals.map(({ property }) => property)).toContain('never-empty');
    const { model } = session.state();
    for (const { property, par } of goals) {
      const verdict = check(model, { properties: [property] }).verdicts[0];
      expect(verdict?.counterexample?.steps.length, property).toBe(par);
    }
    expect(isSettled(session.state())).toBe(true);
  });

  test('there is none before an oracle has told, nor where nothing can go wrong', () => {
    const session = play('incident');
    expect(goalsIn(session.state())).toEqual([]);
    expect(isSettled(session.state())).toBe(false);
    expect(standingOf(session.state(), 'never-empty')).toBeNull();
    expect(completionOf(session.state(), 'never-empty', 0)).toBeNull();
    const safe = consulted(play('x2-second-update-data-create'));
    expect(goalsIn(safe.state()).map(({ property }) => property)).not.toContain('converges');
  });
});

describe('playing', () => {
  test.each(['incident', 'x2-second-update', 'x4-key-added-debounce'])('hints alone reach par: %s', (name) => {
    const session = consulted(play(name));
    dispatch(session, { type: 'unfold' });
    for (const { property, par } of goalsIn(session.state())) {
      dispatch(session, { type: 'home' });
      expect(byHints(session, property), property).toBe(par);
    }
  });

  test('step by step as people play, hints lead there too', () => {
    for (const { simulation, timing, property } of shippedChallenges(CATALOG)) {
      const session = play(simulation);
      dispatch(session, { type: 'timing', timing }, { type: 'home' });
      consulted(session);
      const steps = byHints(session, property);
      const par = standingOf(session.state(), property)?.par ?? Number.POSITIVE_INFINITY;
      // What is passed over because nobody sees it may cost a few steps; who unfolds can do without.
      expect(steps, `${simulation} ${property}`).toBeLessThanOrEqual(par * 1.5);
    }
  });

  test('taking back un-reaches the goal, and a lost way says so', () => {
    const session = consulted(play('incident'));
    byHints(session, 'never-empty');
    dispatch(session, { type: 'back' });
    expect(standingOf(session.state(), 'never-empty')?.reachedAt).toBeNull();
    dispatch(session, { type: 'home' }, { type: 'policy', policy: 'writer-first' }, { type: 'end' });
    const standing = standingOf(session.state(), 'never-empty');
    expect(standing?.isLost).toBe(standing?.reachedAt === null);
  });

  test('a hint costs steps', () => {
    expect(scoreOf(12, 2)).toBe(12 + 2 * HINT_COST);
  });
});

describe('a completion', () => {
  const reached = (): Session => {
    const session = consulted(play('incident'));
    byHints(session, 'never-empty');
    return session;
  };

  test('is a token that reads back, and is verified by playing its schedule again', () => {
    const session = reached();
    const completion = completionOf(session.state(), 'never-empty', 1);
    if (completion === null) throw new Error('reached');
    const text = formatCompletion(completion);
    expect(text).toMatch(/^incident:never-empty:1:[\w-]+$/);
    expect(parseCompletion(` ${text}\n`)).toEqual(completion);
    const again = consulted(play('incident', { schedule: completion.schedule }));
    const standing = standingOf(again.state(), 'never-empty');
    expect(standing?.reachedAt).toBe(standingOf(session.state(), 'never-empty')?.reachedAt);
    expect(standing?.steps).toBe(standing?.reachedAt);
  });

  test('a goal that it does not reach is not verified', () => {
    const session = play('incident');
    dispatch(session, { type: 'next' });
    const again = consulted(play('incident', { schedule: session.token() }));
    expect(standingOf(again.state(), 'never-empty')?.reachedAt).toBeNull();
  });

  test('names a strategy that was put in place of the simulation’s own', () => {
    const completion = {
      simulation: 'x18-fsnotify-1.4.9',
      strategy: 'poll-hash',
      property: 'converges',
      hints: 0,
      schedule: play('incident').token(),
    } as const;
    expect(parseCompletion(formatCompletion(completion))).toEqual(completion);
    const asked = new URLSearchParams(completionAddress(completion));
    expect(asked.get('strategy')).toBe('poll-hash');
    expect(goalAsked(`#${asked}`)).toEqual({ property: 'converges', hints: 0 });
    expect(completionLine(completion)).toContain('run x18-fsnotify-1.4.9 --strategy poll-hash --schedule ');
  });

  test('what is none is refused', () => {
    const token = play('incident').token();
    const texts = ['', 'x', token, `incident:never-empty:0:${token}x`, `incident:Never_Happy:0:${token}`];
    const more = [`:never-empty:0:${token}`, `incident:never-empty:-1:${token}`, `a@b@c:never-empty:0:${token}`];
    for (const text of [...texts, ...more]) expect(parseCompletion(text), text).toBeNull();
    for (const asked of ['', 'Never_Happy', 'never-', '<b>']) {
      expect(goalAsked(`#${new URLSearchParams({ challenge: asked })}`), asked).toBeNull();
    }
  });

  test('of a property that the simulation does not have is refused before anything is searched', () => {
    const token = play('incident').token();
    const completion = parseCompletion(`incident:never-happy:0:${token}`);
    if (completion === null) throw new Error('well-formed: another simulation may have it');
    const state = play('incident', { schedule: token }).state();
    expect(isRefused(state, completion.property)).toBe(true);
    expect(isRefused(state, 'never-empty')).toBe(false);
    // A system has its own, and none of those of another.
    const system = play('sku-cache-unsafe').state();
    expect(isRefused(system, 'monotonic-reads')).toBe(false);
    expect(isRefused(system, 'never-empty')).toBe(true);
  });

  test('in a system too: hints reach par, and the token reads back and is verified', () => {
    const session = consulted(play('sku-cache-unsafe'));
    dispatch(session, { type: 'unfold' });
    const [goal] = goalsIn(session.state());
    if (goal === undefined) throw new Error('it can go wrong');
    expect(byHints(session, goal.property)).toBe(goal.par);
    const completion = completionOf(session.state(), goal.property, 0);
    if (completion === null) throw new Error('reached');
    expect(parseCompletion(formatCompletion(completion))).toEqual(completion);
    const again = consulted(play('sku-cache-unsafe', { schedule: completion.schedule }));
    expect(standingOf(again.state(), goal.property)?.reachedAt).toBe(goal.par);
  });
});

test('challenges to begin with: the incident first, a goal each, all of which can be reached', () => {
  const shipped = shippedChallenges(CATALOG);
  expect(shipped[0]).toEqual({ simulation: 'incident', timing: 'prompt', property: 'never-empty' });
  expect(new Set(shipped.map(({ property }) => property)).size).toBe(shipped.length);
  expect(shipped.length).toBeGreaterThanOrEqual(5);
});
