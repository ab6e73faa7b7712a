import { describe, expect, test } from 'vitest';
import { en } from '../../src/view/messages/en.ts';
import { plainText, rowWidth } from '../../src/view/rows.ts';
import type { Session } from '../../src/view/session.ts';
import { verdictLines, verdictRow, verdictRows } from '../../src/view/verdicts.ts';
import { CATALOG, dispatch, play } from './playing.ts';

function light(session: Session, name: string): string | undefined {
  return session.get().verdicts.find(({ property }) => property === name)?.light;
}

describe('lights', () => {
  test('what only the end decides is pending until then', () => {
    const session = play('incident-kubelet');
    expect([light(session, 'converges'), light(session, 'bounded-staleness')]).toEqual(['pending', 'pending']);
    dispatch(session, { type: 'end' });
    expect([light(session, 'converges'), light(session, 'bounded-staleness')]).toEqual(['violated', 'violated']);
  });

  test('a violation lights up at the step that brings it about, and goes out on the way back', () => {
    const session = play('incident', { openAt: 'violation' });
    dispatch(session, { type: 'next' }, { type: 'next' });
    const seen = [light(session, 'never-empty')];
    for (const type of ['next', 'next', 'back'] as const) {
      dispatch(session, { type });
      seen.push(light(session, 'never-empty'));
    }
    expect(seen).toEqual(['ok', 'ok', 'violated', 'ok']);
  });

  test('what never could be violated is vacuous', () => {
    const session = play('incident-kubelet');
    dispatch(session, { type: 'end' });
    expect(light(session, 'never-torn')).toBe('vacuous');
  });

  test('at the end of its own run every simulation is as its file expects', () => {
    // A policy takes no fault: what only a fault brings about is for `check` to find.
    const calm = CATALOG.simulations.filter(({ scenario }) => scenario.faults.length === 0);
    for (const { scenario, expect: expected } of calm) {
      const session = play(scenario.name);
      dispatch(session, { type: 'end' });
      for (const { property, verdict } of expected) {
        expect([scenario.name, property, light(session, property) === 'violated']).toEqual([
          scenario.name,
          property,
          verdict === 'violated',
        ]);
      }
    }
  });
});

describe('as text', () => {
  const session = play('incident');
  dispatch(session, { type: 'end' });
  const { verdicts } = session.get();

  test('one row, what the file expects first', () => {
    expect(plainText([verdictRow(verdicts, 79)])).toMatchInlineSnapshot(
      `"✗ never-empty  ✓ never-crashes  ✓ converges  ✓ stays-armed"`,
    );
  });

  test.each([10, 20, 40])('a row of %i columns is not overrun', (width) => {
    expect(rowWidth(verdictRow(verdicts, width))).toBeLessThanOrEqual(width);
  });

  test('a list says what each asks', () => {
    expect(plainText(verdictLines(en, verdicts).slice(0, 3))).toMatchInlineSnapshot(`
      "✗ never-empty  serves ∅, nothing but zero values · never serves zero-valued configuration
      ✗ no-reload-storm  2 loads for one update, and 1 is the bound · one update causes no more loads than the bound
      ✓ never-crashes  the process never ends because of its configuration"
    `);
    expect(plainText(verdictRows(en, verdicts, 60).slice(0, 4))).toMatchInlineSnapshot(`
      " ✗ never-empty — this simulation is there to show it violated
         never serves zero-valued configuration
         serves ∅, nothing but zero values
       ✗ no-reload-storm"
    `);
  });
});
